import { describe, expect, it } from "vitest";
import { byteLength } from "../../../../engine/radio/compose/bytes.ts";
import { BROADCAST } from "../../../../engine/radio/link.ts";
import { ANN, BOB, Rig } from "./rig.ts";

describe("the outbox hands over", () => {
  it("one text at a time: the next only when the first is settled", () => {
    const rig = new Rig();
    rig.put(ANN, "one");
    rig.put(BOB, "two");
    const first = rig.step()!;
    expect(rig.wait(60_000).step()).toBeNull();
    rig.ack(first);
    expect(rig.step()?.to).toBe(BOB);
  });

  it("never two within 2.1 s, however fast the ACK", () => {
    const rig = new Rig({ preset: "ShortTurbo" });
    rig.put(ANN, "one");
    rig.put(BOB, "two");
    rig.ack(rig.step()!, 200);
    expect(rig.step()).toBeNull();
    expect(rig.wakeMs).toBe(rig.texts[0]!.atMs + 2_100);
    rig.next();
    expect(rig.texts[1]!.atMs - rig.texts[0]!.atMs).toBe(2_100);
  });

  it("counts the pace from when the radio had the bytes", () => {
    const rig = new Rig({ preset: "ShortTurbo" });
    rig.put(ANN, "one");
    rig.put(BOB, "two");
    const first = rig.step()!;
    rig.wait(1_000).outbox.handed(first.packetId, rig.nowMs);
    rig.ack(first, 200);
    rig.next();
    expect(rig.texts[1]!.atMs - rig.texts[0]!.atMs).toBe(3_100);
  });

  it("what waits for one player as one frame, in the order it was made", () => {
    const rig = new Rig();
    const chat = rig.put(ANN, "Bob waves.", { priority: "room", wantAck: false });
    const reply = rig.put(ANN, "You take the lamp.");
    const packet = rig.step()!;
    expect(packet.text).toBe("Bob waves.\nYou take the lamp.");
    rig.ack(packet);
    expect([rig.state(chat), rig.state(reply)]).toEqual(["acked", "acked"]);
    expect(rig.outbox.counters()["merged"]).toBe(1);
  });

  it("a merged frame of 200 bytes at most, the urgent first, nothing overtaken by its own kind", () => {
    const rig = new Rig();
    rig.put(ANN, "a".repeat(120), { priority: "room" });
    rig.put(ANN, "b".repeat(60), { priority: "room" });
    rig.put(ANN, "c".repeat(100));
    const first = rig.step()!;
    expect(first.text).toBe("c".repeat(100));
    rig.ack(first);
    expect(rig.next()!.text).toBe(`${"a".repeat(120)}\n${"b".repeat(60)}`);
  });

  it("one text of 215 bytes alone and whole, a longer one in two frames and no word lost", () => {
    const rig = new Rig();
    rig.put(ANN, "x".repeat(215));
    const first = rig.step()!;
    expect(byteLength(first.text)).toBe(215);
    rig.ack(first);
    const words = "word ".repeat(60).trim();
    const long = rig.put(ANN, words);
    const second = rig.next()!;
    rig.ack(second);
    const third = rig.next()!;
    rig.ack(third);
    expect(`${second.text} ${third.text}`).toBe(words);
    expect(rig.state(long)).toBe("acked");
  });

  it("replies before private messages before chatter before beacons", () => {
    const rig = new Rig({ preset: "ShortFast" });
    rig.put(BROADCAST, "beacon", { priority: "beacon", wantAck: false });
    for (const [node, priority] of [
      [1, "room"],
      [2, "private"],
      [3, "reply"],
    ] as const) {
      rig.hear(node);
      rig.put(node, priority, { priority });
    }
    rig.wait(5_000);
    const seen: string[] = [];
    for (let i = 0; i < 4; i++) {
      const packet = rig.next()!;
      seen.push(packet.text);
      rig.ack(packet, 300);
      rig.outbox.handed(packet.packetId, rig.nowMs);
    }
    expect(seen).toEqual(["reply", "private", "room", "beacon"]);
  });

  it("to nobody twice while another of the same priority waits", () => {
    const rig = new Rig({ preset: "ShortFast" });
    rig.put(BOB, "bob");
    for (let i = 0; i < 4; i++) rig.put(ANN, `${i}`.repeat(190));
    const order: number[] = [];
    for (let i = 0; i < 3; i++) {
      const packet = rig.next()!;
      order.push(packet.to);
      rig.ack(packet, 300);
    }
    expect(order).toEqual([ANN, BOB, ANN]);
  });

  it("chatter after it has gathered for a moment, a reply at once", () => {
    const rig = new Rig();
    rig.put(ANN, "Bob waves.", { priority: "room" });
    expect(rig.step()).toBeNull();
    rig.wait(1_000);
    rig.put(ANN, "Bob grins.", { priority: "room" });
    expect(rig.next()!.text).toBe("Bob waves.\nBob grins.");
    expect(rig.texts[0]!.atMs).toBe(rig.nowMs);
  });

  it("chatter that grows stale only to who has asked something lately; for others it rides with what they want", () => {
    const rig = new Rig();
    const chatter = { priority: "room", wantAck: false, ttlMs: 600_000 } as const;
    rig.put(ANN, "Bob waves.", chatter);
    expect(rig.next(60_000)).toBeNull();
    rig.put(ANN, "You wait.");
    const reply = rig.next()!;
    expect(reply.text).toBe("Bob waves.\nYou wait.");
    rig.ack(reply);
    rig.put(ANN, "Bob grins.", chatter);
    expect(rig.next(60_000)!.text).toBe("Bob grins.");
  });

  it("a text that has waited longer than its time to live never", () => {
    const rig = new Rig();
    rig.outbox.ready(false);
    const chat = rig.put(ANN, "The bell tolls.", { priority: "room", wantAck: false, ttlMs: 60_000 });
    rig.step();
    expect(rig.wakeMs).toBe(rig.nowMs + 60_000);
    rig.wait(60_000).step();
    expect(rig.state(chat)).toBe("expired");
    rig.outbox.ready(true);
    expect(rig.next()).toBeNull();
  });

  it("ambience without asking for an ACK, and is done with it when the radio has it", () => {
    const rig = new Rig();
    const chat = rig.put(ANN, "The bell tolls.", { priority: "room", wantAck: false });
    const packet = rig.next()!;
    expect(packet.wantAck).toBe(false);
    rig.outbox.handed(packet.packetId, rig.nowMs);
    expect(rig.state(chat)).toBe("sent");
  });

  it("with the hops that the request used, and one more after a loss", () => {
    const rig = new Rig();
    rig.hear(ANN, 0);
    rig.put(ANN, "near");
    const near = rig.step()!;
    expect(near.hopLimit).toBe(1);
    rig.hear(ANN, 3);
    rig.nack(near, 5);
    rig.hear(ANN, 3);
    rig.put(ANN, "far");
    expect(rig.next()!.hopLimit).toBe(4);
  });

  it("nothing while the link is down or the radio's queue is full", () => {
    const rig = new Rig();
    rig.put(ANN, "one");
    rig.outbox.queueStatus(0, rig.nowMs);
    expect(rig.step()).toBeNull();
    rig.outbox.queueStatus(3, rig.nowMs);
    rig.outbox.ready(false);
    expect(rig.step()).toBeNull();
    rig.outbox.ready(true);
    expect(rig.step()?.text).toBe("one");
  });

  it("again what the link refused, unmarked and with another id", () => {
    const rig = new Rig();
    rig.put(ANN, "one");
    const ids = new Set<number>();
    for (const reason of ["full", "busy", "early", "down"] as const) {
      const packet = rig.next()!;
      expect(packet.text).toBe("one");
      ids.add(packet.packetId);
      rig.outbox.refused(packet.packetId, reason, null, rig.nowMs);
      expect(rig.step()).toBeNull();
    }
    expect(ids.size).toBe(4);
  });
});
