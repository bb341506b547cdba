// An independent client, the one of the Meshtastic project, proves that the test radio speaks the genuine protocol: what it understands and
// what our own client understands are the same. Its transport is ours, for its own loses frames; it never sends, for its queue leaks.

import { connect, type Socket } from "node:net";
import { ReadableStream, WritableStream } from "node:stream/web";
import { MeshDevice } from "@meshtastic/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { encodePacket, encodeWantConfig } from "../../../engine/radio/encode.ts";
import { Deframer, frame } from "../../../engine/radio/framing.ts";
import { type RadioDoor, tcpDoor } from "../../support/radio-doors.ts";
import { otherNode } from "../../support/radio-dump.ts";
import { TestRadio } from "../../support/test-radio.ts";

const CONFIGURED = 7;

let radio: TestRadio;
let door: RadioDoor;
let socket: Socket;
let device: MeshDevice;

beforeEach(async () => {
  radio = new TestRadio({ others: 20 });
  door = await tcpDoor(radio);
  const [host, port] = door.transport.place.split(":");
  socket = connect(Number(port), host!);
  await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
  device = new MeshDevice(transportOf(socket), 4_711);
  device.log.settings.minLevel = 7;
});
afterEach(async () => {
  socket.destroy();
  await door.dispose();
});

/** A stream that is closed and never errored: the client's pipe does not survive an error. */
function transportOf(line: Socket): ConstructorParameters<typeof MeshDevice>[0] {
  const fromDevice = new ReadableStream({
    start(control) {
      const deframer = new Deframer((payload) => {
        control.enqueue({ type: "packet", data: payload });
        return true;
      });
      line.on("data", (bytes) => deframer.push(bytes));
      line.on("error", () => {});
      line.on("close", () => control.close());
    },
  });
  const toDevice = new WritableStream<Uint8Array>({ write: (bytes) => void line.write(frame(bytes)) });
  return { fromDevice, toDevice, disconnect: async () => void line.destroy() } as unknown as ConstructorParameters<typeof MeshDevice>[0];
}

async function configured(): Promise<void> {
  const done = new Promise<void>((resolve) => {
    device.events.onDeviceStatus.subscribe((status: number) => {
      if (status === CONFIGURED) resolve();
    });
  });
  socket.write(frame(encodeWantConfig(4_711)));
  await done;
}

it("configures the Meshtastic project's own client", async () => {
  const seen: Record<string, number> = {};
  const count = (what: string) => (): void => {
    seen[what] = (seen[what] ?? 0) + 1;
  };
  let myNode = 0;
  device.events.onMyNodeInfo.subscribe((info: { myNodeNum: number }) => {
    myNode = info.myNodeNum;
  });
  device.events.onNodeInfoPacket.subscribe(count("nodes"));
  device.events.onChannelPacket.subscribe(count("channels"));
  device.events.onConfigPacket.subscribe(count("config"));
  device.events.onModuleConfigPacket.subscribe(count("modules"));
  device.events.onDeviceMetadataPacket.subscribe(count("metadata"));
  await configured();
  expect(myNode).toBe(radio.node);
  expect(seen).toEqual({ nodes: 21, channels: 8, config: 10, modules: 16, metadata: 1 });
});

it("brings it a text, and the answers to what our encoder sends", async () => {
  await configured();
  const texts: { from: number; data: string }[] = [];
  device.events.onMessagePacket.subscribe((message: { from: number; data: string }) => void texts.push(message));
  const routings: { from: number; variant: { value: number } }[] = [];
  device.events.onRoutingPacket.subscribe((packet: { from: number; data: { variant: { value: number } } }) => {
    routings.push({ from: packet.from, variant: packet.data.variant });
  });
  radio.hear(radio.text(otherNode(0), "take lamp"));
  const radioFacts = { myNode: radio.node, hopLimit: 3 };
  socket.write(
    frame(encodePacket({ kind: "text", packetId: 99, to: otherNode(0), channel: 0, text: "Taken.", wantAck: true }, radioFacts)),
  );
  await expect.poll(() => routings.length).toBe(2);
  expect(texts).toMatchObject([{ from: otherNode(0), data: "take lamp" }]);
  expect(routings.map(({ from, variant }) => [from, variant.value])).toEqual([
    [radio.node, 0],
    [otherNode(0), 0],
  ]);
});

it("closes the old client for a new one, as the firmware does", async () => {
  await configured();
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  const [host, port] = door.transport.place.split(":");
  const other = connect(Number(port), host!);
  await closed;
  expect(radio.connections).toBe(2);
  other.destroy();
});
