import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { Admin, Mesh } from "@meshtastic/protobufs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeFromRadio } from "../../../engine/radio/decode.ts";
import { encodeHeartbeat, encodePacket, encodeWantConfig, flawOf, textRoomBytes } from "../../../engine/radio/encode.ts";
import type { OutText } from "../../../engine/radio/link.ts";
import { errorOfQueueResult, routingErrorName } from "../../../engine/radio/routing-errors.ts";
import { keyOf } from "../../support/radio-dump.ts";
import { TestRadio } from "../../support/test-radio.ts";

const KEY = Buffer.from(keyOf(5)).toString("base64");
const TEXT: OutText = { kind: "text", packetId: 7, to: 0xdeadbeef, channel: 2, text: "hello", wantAck: true };
const RADIO = { myNode: 0xfedcba98, hopLimit: 3 };

function sent(packet: Parameters<typeof encodePacket>[0]): Mesh.MeshPacket {
  const { payloadVariant } = fromBinary(Mesh.ToRadioSchema, encodePacket(packet, RADIO));
  if (payloadVariant.case !== "packet") expect.unreachable();
  return payloadVariant.value as Mesh.MeshPacket;
}

function heard(packet: Mesh.MeshPacket): ReturnType<typeof decodeFromRadio> {
  return decodeFromRadio(
    toBinary(Mesh.FromRadioSchema, create(Mesh.FromRadioSchema, { payloadVariant: { case: "packet", value: packet } })),
  );
}

describe("what goes to the radio", () => {
  it("a text under a channel's key carries our number and the radio's own hops", () => {
    expect(sent(TEXT)).toMatchObject({
      from: RADIO.myNode,
      to: 0xdeadbeef,
      id: 7,
      channel: 2,
      wantAck: true,
      hopLimit: 3,
      pkiEncrypted: false,
    });
  });

  it("a text under a node's key goes on channel 0 with the key", () => {
    const packet = sent({ ...TEXT, publicKey: KEY, hopLimit: 0 });
    expect(packet).toMatchObject({ channel: 0, pkiEncrypted: true, hopLimit: 0 });
    expect(Buffer.from(packet.publicKey).toString("base64")).toBe(KEY);
  });

  it("a contact goes to our own radio as an admin message", () => {
    const packet = sent({ kind: "contact", packetId: 3, node: 0x1234, publicKey: KEY, longName: "Ann", shortName: "an" });
    expect(packet).toMatchObject({ from: RADIO.myNode, to: RADIO.myNode });
    const data = packet.payloadVariant.value as Mesh.Data;
    const admin = fromBinary(Admin.AdminMessageSchema, data.payload);
    expect(admin.payloadVariant).toMatchObject({
      case: "addContact",
      value: { nodeNum: 0x1234, user: { id: "!00001234", longName: "Ann" } },
    });
  });

  it("a question for the configuration and a heartbeat that does not send on air", () => {
    expect(fromBinary(Mesh.ToRadioSchema, encodeWantConfig(42)).payloadVariant).toEqual({ case: "wantConfigId", value: 42 });
    expect(fromBinary(Mesh.ToRadioSchema, encodeHeartbeat()).payloadVariant).toMatchObject({ case: "heartbeat", value: { nonce: 0 } });
  });

  it("the limits are the firmware's: 220 and 215 under a node's key, 232 and 227 under a channel's", () => {
    expect(textRoomBytes({ publicKey: KEY })).toBe(220);
    expect(textRoomBytes({ publicKey: KEY, replyTo: 1 })).toBe(215);
    expect(textRoomBytes({})).toBe(232);
    expect(textRoomBytes({ replyTo: 1 })).toBe(227);
    expect(flawOf({ ...TEXT, publicKey: KEY, text: "x".repeat(220) })).toBeNull();
    expect(flawOf({ ...TEXT, publicKey: KEY, text: "x".repeat(221) })).toBe("size");
  });

  it.each([
    [{ to: 0 }],
    [{ to: 2 ** 32 }],
    [{ packetId: 1.5 }],
    [{ channel: 8 }],
    [{ hopLimit: 8 }],
    [{ text: "" }],
    [{ publicKey: "short" }],
    [{ to: 0xffffffff, publicKey: KEY }],
  ])("%j is unsound", (more) => {
    expect(flawOf({ ...TEXT, ...more })).toBe("unsound");
  });
});

describe("what comes from the radio", () => {
  const radio = new TestRadio();
  const content = (text: string | Uint8Array, more: Partial<Mesh.MeshPacket> = {}): unknown => {
    const message = heard(radio.text(0x99, text, more));
    return message?.t === "packet" ? message.packet.content : message;
  };

  it("any text comes through as it was sent", () => {
    const words = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
      .filter((text) => text.trim() !== "" && !/\p{Cc}/u.test(text) && text.isWellFormed());
    fc.assert(
      fc.property(words, (text) => {
        expect(content(text)).toEqual({ t: "text", text, bytes: Buffer.byteLength(text), replyTo: null });
      }),
    );
  });

  it.each([
    ["notUtf8", Uint8Array.of(0xc3, 0x28)],
    ["notUtf8", Uint8Array.of(0xed, 0xa0, 0x80)],
    ["notText", Uint8Array.of(0x61, 0x00)],
    ["notText", Uint8Array.of(0x1b, 0x5b, 0x41)],
    ["notText", "   "],
    ["notText", ""],
  ])("what is %s is dropped: %o", (why, bytes) => {
    expect(content(bytes)).toEqual({ t: "dropped", why });
  });

  it("what our radio has no key for is dropped as encrypted", () => {
    const packet = radio.text(0x99, "x", { payloadVariant: { case: "encrypted", value: Uint8Array.of(1, 2, 3) } });
    expect(heard(packet)).toMatchObject({ packet: { content: { t: "dropped", why: "encrypted" } } });
  });

  it("hops are what the packet used, zero when it says so, and unknown from old firmware", () => {
    const hops = (more: Partial<Mesh.MeshPacket>): unknown => {
      const message = heard(radio.text(0x99, "x", more));
      return message?.t === "packet" ? message.packet.hopsUsed : message;
    };
    expect(hops({ hopStart: 7, hopLimit: 2 })).toBe(5);
    expect(hops({ hopStart: 0, hopLimit: 0 })).toBe(0);
    expect(hops({ hopStart: 2, hopLimit: 5 })).toBeNull();
    const plain = radio.text(0x99, "x", { hopStart: 0, hopLimit: 3 });
    delete (plain.payloadVariant.value as Mesh.Data).bitfield;
    expect(heard(plain)).toMatchObject({ packet: { hopsUsed: null } });
  });

  it("no bytes whatever make it throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 512 }), (bytes) => {
        decodeFromRadio(bytes);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("errors by name", () => {
  it("every number has the firmware's name, and an unknown one a name of its own", () => {
    for (const [name, code] of Object.entries(Mesh.Routing_Error)) if (typeof code === "number") expect(routingErrorName(code)).toBe(name);
    expect(routingErrorName(77)).toBe("ERROR_77");
  });

  it("a queue status tells a failure by 9 and 39, and none by 0 and 32", () => {
    expect([0, 32, 35, 9, 39, 33].map(errorOfQueueResult)).toEqual([null, null, null, 9, 39, 4]);
  });
});
