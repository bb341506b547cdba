import { describe, expect, test } from "vitest";
import { BROADCAST } from "../../../../engine/radio/link.ts";
import { ROUTING } from "../../../../engine/radio/sim/frame.ts";
import { hopsFrom, inALine } from "../../../../engine/radio/sim/landscape.ts";
import { happened, MINUTE, SECOND, scene, sendings } from "./support.ts";

describe("a message and its ACK", () => {
  test("a direct message at close range is three frames: text, ACK, ACK of the ACK", () => {
    const { mesh, phones, events } = scene(2);
    const id = phones[0]!.write(phones[1]!.node.num, "hello");
    mesh.run(MINUTE);
    expect(sendings(events)).toEqual(["1:text", "2:routing", "1:routing"]);
    expect(phones[1]!.inbox.map(({ text }) => text)).toEqual(["hello"]);
    expect(phones[0]!.message(id)!.state).toBe("acked");
  });

  test("a small message is acked in about the time that was measured: 1.6 s on LongFast, 0.2 to 0.4 s on ShortFast", () => {
    const took = (preset: "LongFast" | "ShortFast"): number => {
      const { mesh, phones } = scene(2, { preset });
      const id = phones[0]!.write(phones[1]!.node.num, "go north, then open the door");
      mesh.run(MINUTE);
      return phones[0]!.message(id)!.changes.at(-1)!.atMs;
    };
    expect(took("LongFast")).toBeGreaterThan(1_100);
    expect(took("LongFast")).toBeLessThan(2_100);
    expect(took("ShortFast")).toBeGreaterThan(80);
    expect(took("ShortFast")).toBeLessThan(400);
  });

  test("a message without want_ack is one frame", () => {
    const { mesh, phones, events } = scene(2);
    phones[0]!.write(phones[1]!.node.num, "rain", { wantAck: false });
    mesh.run(MINUTE);
    expect(sendings(events)).toEqual(["1:text"]);
  });

  test("without an answer it is sent three times about 10 s apart and then refused after about 30 s", () => {
    const { mesh, phones, events } = scene(2);
    phones[1]!.node.setPower(false);
    const id = phones[0]!.write(phones[1]!.node.num, "x".repeat(160));
    mesh.run(MINUTE);
    const times = happened(events, "sent").map(({ atMs }) => atMs);
    expect(times).toHaveLength(3);
    for (const gap of [times[1]! - times[0]!, times[2]! - times[1]!]) expect(Math.abs(gap - 10 * SECOND)).toBeLessThan(2 * SECOND);
    const last = phones[0]!.message(id)!.changes.at(-1)!;
    expect(last.state).toBe("failed");
    expect(Math.abs(last.atMs - 30 * SECOND)).toBeLessThan(4 * SECOND);
    expect(phones[0]!.message(id)!.error).toBe(ROUTING.MAX_RETRANSMIT);
  });

  test("a refusal can be false: the message had come, and its ACK follows late", () => {
    const { mesh, phones } = scene(2);
    let hasGivenUp = false;
    mesh.trace.watch((event) => {
      if (event.what === "gaveUp") hasGivenUp = true;
      // Only the last try arrives; no ACK does until the sender has given up.
      if (event.what === "sent") mesh.weather.loss = (event.frame.body.kind === "text" ? mesh.now() < 15 * SECOND : !hasGivenUp) ? 1 : 0;
    });
    const id = phones[0]!.write(phones[1]!.node.num, "x".repeat(160));
    mesh.run(2 * MINUTE);
    expect(phones[0]!.message(id)!.changes.map(({ state }) => state)).toEqual(["sent", "failed", "acked"]);
    expect(phones[1]!.inbox).toHaveLength(1);
    const [, failed, acked] = phones[0]!.message(id)!.changes;
    expect(acked!.atMs - failed!.atMs).toBeGreaterThan(1 * SECOND);
    expect(acked!.atMs - failed!.atMs).toBeLessThan(23 * SECOND);
  });

  test("a retry that arrives again is not read twice, but is acked again", () => {
    const { mesh, phones, events } = scene(2);
    // The reliable ACKs never get through; only a repeat is answered by a plain one.
    mesh.trace.watch(({ what, frame }) => {
      if (what === "sent") mesh.weather.loss = frame.body.kind === "routing" && frame.wantAck ? 1 : 0;
    });
    const id = phones[0]!.write(phones[1]!.node.num, "take lamp");
    mesh.run(MINUTE);
    expect(happened(events, "duplicate", phones[1]!.node.num).length).toBeGreaterThan(0);
    expect(phones[1]!.inbox).toHaveLength(1);
    expect(phones[0]!.message(id)!.state).toBe("acked");
  });

  test("a retry waits for as long as the channel was busy with something else, ours or not", () => {
    const firstGap = (calls: number, caller = 2): number => {
      const { mesh, phones, events } = scene(3, { nodes: [{}, {}, { role: "mute" }] });
      phones[1]!.node.setPower(false);
      phones[0]!.write(phones[1]!.node.num, "hello");
      for (let i = 0; i < calls; i++)
        mesh.agenda.at((3 + 3 * i) * SECOND, () =>
          phones[caller]!.node.host.submit({
            id: i + 1,
            to: BROADCAST,
            text: "x".repeat(160),
            wantAck: false,
            hopLimit: 0,
            saysFrom: true,
          }),
        );
      mesh.run(MINUTE);
      const tries = happened(events, "sent").filter(({ frame }) => frame.to === phones[1]!.node.num);
      return tries.length < 2 ? Infinity : tries[1]!.atMs - tries[0]!.atMs;
    };
    expect(firstGap(2)).toBeGreaterThan(firstGap(0) + 2.5 * SECOND);
    expect(firstGap(2, 0)).toBeGreaterThan(firstGap(0) + 2.5 * SECOND);
  });

  test("whoever overhears the ACK relays the message no more", () => {
    const { mesh, phones, events } = scene(6);
    phones[0]!.write(phones[1]!.node.num, "hello");
    mesh.run(MINUTE);
    expect(sendings(events).filter((sending) => sending.endsWith("text"))).toHaveLength(1);
  });
});

describe("flooding", () => {
  test("a message goes as far as its hops and no further", () => {
    const line = inALine(5);
    expect(hopsFrom(line, 0, -17.5)).toEqual([0, 1, 2, 3, 4]);
    for (const [hopLimit, reached] of [
      [1, false],
      [2, false],
      [3, true],
    ] as const) {
      const { mesh, phones } = scene(line);
      phones[0]!.write(phones[4]!.node.num, "far away", { hopLimit });
      mesh.run(2 * MINUTE);
      expect(phones[4]!.inbox.map(({ hopsUsed }) => hopsUsed)).toEqual(reached ? [3] : []);
    }
  });

  test("a relay heard is an ACK from our own node, and the other's ACK comes after it", () => {
    const { mesh, phones } = scene(inALine(3));
    const id = phones[0]!.write(phones[2]!.node.num, "over the hill");
    mesh.run(MINUTE);
    expect(phones[0]!.message(id)!.changes.map(({ state }) => state)).toEqual(["sent", "relayed", "acked"]);
  });

  test("whoever hears a relay spares its own", () => {
    const { mesh, phones, events } = scene(8);
    phones[0]!.call("anybody there?");
    mesh.run(MINUTE);
    expect(happened(events, "sent").length).toBeLessThan(8);
    expect(happened(events, "spared").length).toBeGreaterThan(3);
    expect(phones.slice(1).every(({ inbox }) => inbox.length === 1)).toBe(true);
  });

  test("a mute node relays nothing, a router before all others", () => {
    const mute = scene(inALine(3), { nodes: [{}, { role: "mute" }] });
    mute.phones[0]!.write(mute.phones[2]!.node.num, "hello");
    mute.mesh.run(MINUTE);
    expect(mute.phones[2]!.inbox).toEqual([]);
    const early = scene(5, { nodes: [{}, {}, {}, { role: "router" }] });
    early.phones[0]!.call("hello");
    early.mesh.run(MINUTE);
    expect(happened(early.events, "sent")[1]!.node).toBe(early.phones[3]!.node.num);
  });

  test("0 hops with want_ack is taken for the node's own setting", () => {
    const { mesh, phones, events } = scene(2);
    phones[0]!.write(phones[1]!.node.num, "near", { hopLimit: 0 });
    phones[0]!.write(BROADCAST, "nearer", { hopLimit: 0, wantAck: false });
    mesh.run(MINUTE);
    const texts = happened(events, "sent").filter(({ frame }) => frame.body.kind === "text");
    expect(texts.map(({ frame }) => frame.hopStart)).toEqual([3, 0]);
  });
});
