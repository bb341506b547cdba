// What every link to a radio must do, run by each filling against the test radio: `linkContract("tcp", …)`. Each failure seen in the field
// has a test here that shows recovery.

import { Mesh } from "@meshtastic/protobufs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Chance } from "../../engine/base/chance.ts";
import { BROADCAST, type LinkEvent } from "../../engine/radio/link.ts";
import { RadioLink } from "../../engine/radio/radio-link.ts";
import type { LinkSettings } from "../../engine/radio/settings.ts";
import { LinkProbe } from "../support/link-probe.ts";
import type { RadioDoor } from "../support/radio-doors.ts";
import { keyOf, otherNode } from "../support/radio-dump.ts";
import { TestRadio } from "../support/test-radio.ts";

const HASTY: Partial<LinkSettings> = {
  ...{ heartbeatMs: 60, silenceMs: 600, configPauseMs: 300, openMs: 2_000, halfFrameMs: 60 },
  ...{ ackMs: 800, slowAckMs: 800, textGapMs: 25 },
};
/** Each kind that the protocol knows, by its own table, and one of a firmware to come. */
const NAKS: readonly (readonly [number, string])[] = [
  ...Object.entries(Mesh.Routing_Error).flatMap(([name, code]) => (typeof code === "number" && code !== 0 ? [[code, name] as const] : [])),
  [99, "ERROR_99"],
];
const SAID_BY_THE_OTHER: ReadonlySet<number> = new Set([Mesh.Routing_Error.NO_CHANNEL, Mesh.Routing_Error.PKI_UNKNOWN_PUBKEY]);
const PEER = otherNode(0);
const PEER_KEY = Buffer.from(keyOf(PEER)).toString("base64");

export function linkContract(name: string, openDoor: (radio: TestRadio) => Promise<RadioDoor>): void {
  describe(`the ${name} link`, () => {
    let radio: TestRadio;
    let door: RadioDoor;
    let probe: LinkProbe;
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);

    beforeEach(async () => {
      unhandled.length = 0;
      process.on("unhandledRejection", note);
      radio = new TestRadio({ throttleMs: 20, others: 12 });
      door = await openDoor(radio);
      probe = new LinkProbe(new RadioLink({ name, transport: door.transport, chance: new Chance(7), settings: HASTY }));
    });
    afterEach(async () => {
      await probe.link.close();
      await door.dispose();
      process.off("unhandledRejection", note);
      expect(unhandled).toEqual([]);
    });

    const fate = (packetId: number) => (event: LinkEvent) => "packetId" in event && event.packetId === packetId;
    const states = (): string[] => probe.of("status").map((event) => event.status.state);

    const opened = async (): Promise<void> => {
      probe.open();
      await probe.ready();
    };
    /** Whatever went wrong, a text comes in and one goes out. */
    const stillWorks = async (): Promise<void> => {
      const since = probe.events.length;
      radio.hear(radio.text(PEER, "still here"));
      await probe.until("text", (event) => event.text.text === "still here", since);
      const id = await probe.text({ publicKey: PEER_KEY });
      await probe.until("acked", fate(id));
    };

    describe("connects", () => {
      it("reads who the radio is, its region, preset, key, channels and nodes", async () => {
        probe.open();
        const { radio: facts } = await probe.ready();
        expect(facts).toMatchObject({
          myNode: radio.node,
          region: "EU_868",
          preset: "LONG_FAST",
          hopLimit: 3,
          txEnabled: true,
          firmware: "2.7.26.54e0d8d",
        });
        expect(facts.publicKey).toBe(Buffer.from(radio.publicKey).toString("base64"));
        expect(facts.channels.slice(0, 3)).toEqual([
          { index: 0, name: "", role: "primary", key: "public" },
          { index: 1, name: "harbor", role: "secondary", key: "private" },
          { index: 2, name: "", role: "disabled", key: "public" },
        ]);
        expect(facts.nodes).toHaveLength(12);
        expect(facts.nodes[0]).toMatchObject({ node: PEER, publicKey: PEER_KEY, hopsAway: 1, role: "CLIENT" });
        expect(states()).toEqual(["opening", "configuring", "ready"]);
        expect(probe.of("airtime")[0]).toMatchObject({ channelUtilization: 4.5, airUtilTx: 0.75 });
      });

      it("waits for a radio that is not there, says so, and goes on when it comes", async () => {
        await door.unplug();
        probe.open();
        const { status } = await probe.until("status", (event) => event.status.state === "waiting");
        expect(status.detail).toMatch(/Next try in \d+ s\.$/);
        expect(status.nextTryAtMs).toBeGreaterThan(0);
        probe.link.send({ kind: "text", packetId: 1, to: PEER, channel: 0, text: "hello", wantAck: true });
        expect(probe.of("refused")).toEqual([{ kind: "refused", packetId: 1, reason: "down", retryInMs: null }]);
        await door.plug();
        await probe.ready();
        await stillWorks();
      });

      it("closes at any time, tells nothing afterwards, and opens again", async () => {
        await opened();
        await Promise.all([probe.link.close(), probe.link.close()]);
        expect(probe.link.status().state).toBe("closed");
        const seen = probe.events.length;
        radio.hear(radio.text(PEER, "into the void"));
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(probe.events).toHaveLength(seen);
        probe.open();
        await probe.ready(seen);
        expect(probe.link.status().state).toBe("ready");
      });

      it("gets what the radio kept while nobody was there", async () => {
        radio.hear(radio.text(PEER, "while you were out"));
        await opened();
        await probe.when("the text", () => probe.texts().includes("while you were out"));
      });
    });

    describe("hears", () => {
      it("a direct message with its key, hops and size, after the node that sent it", async () => {
        await opened();
        radio.hear(radio.text(PEER, "go n\u00f6rth"));
        const { text } = await probe.until("text");
        expect(text).toMatchObject({
          from: PEER,
          to: radio.node,
          text: "go n\u00f6rth",
          bytes: 9,
          pki: true,
          publicKey: PEER_KEY,
          hopsUsed: 1,
          replyTo: null,
          viaMqtt: false,
        });
        const kinds = probe.events.map((event) => event.kind);
        expect(kinds.indexOf("heard")).toBeLessThan(kinds.indexOf("text"));
      });

      it("drops and counts what is no text", async () => {
        await opened();
        radio.hear(radio.text(PEER, new Uint8Array([0x6c, 0xff, 0xfe])));
        radio.hear(radio.text(PEER, "a\u0000b"));
        radio.hear(radio.text(radio.node, "my own echo"));
        await stillWorks();
        expect(probe.texts()).toEqual(["still here"]);
        expect(probe.link.status().counters).toMatchObject({ "dropped.notUtf8": 1, "dropped.notText": 1, "dropped.echo": 1 });
      });

      it("gives duplicate and reordered packets as they come, with their ids", async () => {
        await opened();
        const one = radio.text(PEER, "one");
        const two = radio.text(PEER, "two");
        for (const packet of [two, one, two]) radio.hear(packet);
        await probe.when("three texts", () => probe.texts().length === 3);
        expect(probe.of("text").map((event) => event.text.packetId)).toEqual([two.id, one.id, two.id]);
      });
    });

    describe("sends", () => {
      it("a text that the other radio acknowledges, with our number, its key and its hops on it", async () => {
        await opened();
        const id = await probe.text({ publicKey: PEER_KEY, hopLimit: 1, replyTo: 77 });
        expect(await probe.until("acked", fate(id))).toMatchObject({ by: PEER, late: false });
        expect(radio.taken[0]).toMatchObject({ from: radio.node, to: PEER, id, hopLimit: 1, wantAck: true, pkiEncrypted: true });
        expect(radio.taken[0]?.payloadVariant).toMatchObject({ value: { replyId: 77 } });
        expect(Buffer.from(radio.taken[0]!.publicKey)).toEqual(Buffer.from(keyOf(PEER)));
        const kinds = probe.events.filter(fate(id)).map((event) => event.kind);
        expect(kinds.filter((kind) => kind !== "queue")).toEqual(["handed", "relayed", "acked"]);
      });

      it("one at a time, and none too soon after the last", async () => {
        await opened();
        radio.fates.push("silent");
        const first = await probe.text();
        probe.link.send({ kind: "text", packetId: 9_001, to: PEER, channel: 0, text: "second", wantAck: true });
        expect(probe.of("refused").at(-1)).toMatchObject({ packetId: 9_001, reason: "busy" });
        await probe.until("unsure", fate(first));
        await probe.text({ wantAck: false });
        probe.link.send({ kind: "text", packetId: 9_002, to: PEER, channel: 0, text: "third", wantAck: true });
        const refused = probe.of("refused").at(-1);
        expect(refused).toMatchObject({ packetId: 9_002, reason: "early" });
        expect(refused!.retryInMs).toBeGreaterThan(0);
      });

      it("refuses what can never go", async () => {
        await opened();
        const send = (more: object): void =>
          probe.link.send({ kind: "text", packetId: 9, to: PEER, channel: 0, text: "x", wantAck: true, ...more });
        send({ text: "x".repeat(221), publicKey: PEER_KEY });
        send({ text: "x".repeat(233) });
        send({ text: "\u00e9".repeat(117) });
        send({ to: 0 });
        send({ publicKey: "AAAA" });
        send({ packetId: 0 });
        expect(probe.of("refused").map((event) => event.reason)).toEqual(["size", "size", "size", "unsound", "unsound", "unsound"]);
        expect(radio.taken).toEqual([]);
      });

      it("a broadcast, settled when a relay is heard", async () => {
        await opened();
        const id = await probe.text({ to: BROADCAST });
        await probe.until("relayed", fate(id));
        await probe.text();
        expect(probe.of("refused").filter((event) => event.reason !== "early")).toEqual([]);
      });

      it("a contact whose key the radio has lost", async () => {
        await opened();
        probe.link.send({ kind: "contact", packetId: 88, node: PEER, publicKey: PEER_KEY, longName: "Ann", shortName: "ann" });
        expect(await probe.until("acked", fate(88))).toMatchObject({ by: radio.node });
        expect(radio.taken[0]).toMatchObject({ to: radio.node, payloadVariant: { value: { portnum: 6 } } });
      });
    });

    describe("is told of a failure", () => {
      it.each(NAKS)("%i as %s, and sends on", async (nak, error) => {
        const by = SAID_BY_THE_OTHER.has(nak) ? "peer" : "own";
        await opened();
        radio.fates.push({ nak, by });
        const id = await probe.text();
        expect(await probe.until("nacked", fate(id))).toMatchObject({ code: nak, error, by: by === "own" ? radio.node : PEER });
        await stillWorks();
      });

      it.each([
        [9, "DUTY_CYCLE_LIMIT"],
        [33, "NO_INTERFACE"],
        [39, "PKI_SEND_FAIL_PUBLIC_KEY"],
      ])("by the result %i of its queue, as %s, and sends on", async (result, error) => {
        await opened();
        radio.queueResults.push(result);
        expect(await probe.until("nacked", fate(await probe.text()))).toMatchObject({ error, by: radio.node });
        await stillWorks();
      });

      it("and a late ACK outrules it", async () => {
        await opened();
        radio.fates.push({ nak: 5 });
        const id = await probe.text();
        await probe.until("nacked", fate(id));
        radio.hear(radio.routing(id, PEER, 0));
        expect(await probe.until("acked", fate(id))).toMatchObject({ late: true });
      });

      it("RATE_LIMIT_EXCEEDED reaches us, for our number is on the packet", async () => {
        const slow = new TestRadio({ throttleMs: 60_000 });
        await door.dispose();
        door = await openDoor(slow);
        probe = new LinkProbe(new RadioLink({ name, transport: door.transport, chance: new Chance(7), settings: HASTY }));
        await opened();
        await probe.until("acked", fate(await probe.text()));
        const id = await probe.text();
        expect(await probe.until("nacked", fate(id))).toMatchObject({ error: "RATE_LIMIT_EXCEEDED" });
        expect(slow.throttled).toEqual([id]);
      });

      it("by silence: unsure after a while, and sends on", async () => {
        await opened();
        radio.fates.push("silent");
        const id = await probe.text();
        expect(await probe.until("unsure", fate(id))).toMatchObject({ reason: "silence" });
        await stillWorks();
      });

      it("by a full queue: hands nothing over until there is room", async () => {
        await opened();
        radio.queueFree = 0;
        radio.queueStatus();
        await probe.until("queue", (event) => event.free === 0);
        await probe.text();
        expect(probe.of("refused").at(-1)).toMatchObject({ reason: "full" });
        expect(radio.taken).toEqual([]);
        radio.queueFree = 16;
        await probe.until("queue", (event) => event.free === 16, probe.events.length);
        await stillWorks();
      });
    });

    describe("recovers from", () => {
      it("a configuration interleaved with traffic and log text", async () => {
        radio.chatty = true;
        radio.interleaved.push(radio.text(PEER, "first"), radio.text(PEER, "second"), radio.text(PEER, "third"));
        await opened();
        expect(probe.texts()).toEqual(["first", "second", "third"]);
        expect(probe.of("configured")[0]!.radio.nodes).toHaveLength(12);
        expect(radio.wantConfigs).toBe(1);
        expect(probe.link.status().counters["skippedBytes"]).toBeGreaterThan(100);
        await stillWorks();
      });

      it("a configuration that stops in the middle", async () => {
        radio.stopsAfter = { frames: 6, times: 1 };
        await opened();
        expect(radio.wantConfigs).toBe(2);
        expect(probe.of("configured")[0]!.radio.channels).toHaveLength(8);
        await stillWorks();
      });

      it("a configuration that never ends: gives the connection up and tries anew", async () => {
        radio.stopsAfter = { frames: 6, times: 3 };
        await opened();
        expect(states()).toEqual(["opening", "configuring", "waiting", "opening", "configuring", "ready"]);
        await stillWorks();
      });

      it.each([3, 9, 30, 60, 90])("half a frame, whose last %i bytes were lost", async (lost) => {
        await opened();
        const whole = radio.frameOf({ case: "packet", value: radio.text(PEER, "lost in the cable ".repeat(4)) });
        radio.raw(whole.slice(0, whole.length - lost));
        await stillWorks();
        expect(probe.texts()).toEqual(["still here"]);
      });

      it("half a frame with nothing behind it", async () => {
        await opened();
        radio.raw(Uint8Array.of(0x94, 0xc3, 0x01, 0xf0, 0x12));
        await stillWorks();
        expect(probe.of("lost")).toEqual([]);
      });

      it("a frame that comes byte by byte", async () => {
        await opened();
        for (const byte of radio.frameOf({ case: "packet", value: radio.text(PEER, "slowly") })) radio.raw(Uint8Array.of(byte));
        await probe.when("the text", () => probe.texts().includes("slowly"));
      });

      it("garbage: lone 94s, false starts, lengths of nothing and of too much", async () => {
        await opened();
        for (const bytes of [
          [0x94],
          [0x94, 0x94, 0xc3, 0, 0],
          [0x94, 0xc3, 0xff, 0xff],
          [0xc3, 0x94, 0x41],
          [0x94, 0xc3, 0, 3, 0xff, 0xff, 0xff],
        ])
          radio.raw(Uint8Array.from(bytes));
        await stillWorks();
      });

      it("94 C3 inside a packet", async () => {
        await opened();
        radio.hear(radio.text(PEER, "marked", { id: 0xc394_94c3 }));
        expect((await probe.until("text")).text.packetId).toBe(0xc394_94c3);
        await stillWorks();
      });

      it("a reboot that the radio tells of", async () => {
        await opened();
        radio.fates.push("silent");
        const id = await probe.text();
        const since = probe.events.length;
        radio.reboot("tells");
        await probe.until("rebooted");
        expect(await probe.until("unsure", fate(id))).toMatchObject({ reason: "lost" });
        await probe.ready(since);
        await stillWorks();
      });

      it("silence on a connection that stays open", async () => {
        await opened();
        radio.silent = true;
        const lost = await probe.until("lost");
        expect(lost.why).toMatch(/silent/);
        const since = probe.events.length;
        radio.silent = false;
        await probe.ready(since);
        await stillWorks();
        expect(probe.link.status().counters["silences"]).toBe(1);
      });

      it("a cut: what was on the way is unsure, its ACK still counts afterwards, and what is sent at the news is refused", async () => {
        await opened();
        radio.fates.push("silent");
        const id = await probe.text();
        await probe.when("the packet at the radio", () => radio.taken.length === 1);
        const next = probe.textAt("unsure");
        await door.unplug();
        expect(await probe.until("unsure", fate(id))).toMatchObject({ reason: "lost" });
        expect(await probe.until("refused", fate(await next))).toMatchObject({ reason: "down" });
        const since = probe.events.length;
        await door.plug();
        await probe.ready(since);
        radio.hear(radio.routing(id, PEER, 0));
        expect(await probe.until("acked", fate(id))).toMatchObject({ late: true });
        await stillWorks();
        expect(states()).toContain("waiting");
      });
    });

    it("keeps the heart beating", async () => {
      await opened();
      await probe.when("three heartbeats", () => radio.heartbeats >= 3);
      expect(probe.of("lost")).toEqual([]);
    });
  });
}
