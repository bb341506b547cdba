import { describe, expect, it } from "vitest";
import { byteLength } from "../../../../engine/radio/compose/bytes.ts";
import { ROUTING_ERRORS, routingError } from "../../../../engine/radio/outbox/errors.ts";
import { ANN, BOB, MARK, Rig } from "./rig.ts";

const LOST = 5;

describe("a text that was not acknowledged", () => {
  it("is not sent again before the NAK", () => {
    const rig = new Rig();
    rig.put(ANN, "You take the lamp.");
    rig.step();
    rig.hear(ANN);
    expect(rig.wait(90_000).step()).toBeNull();
  });

  it("is folded into the next reply, marked and under another id", () => {
    const rig = new Rig();
    const lost = rig.put(ANN, "You take the lamp.");
    const first = rig.step()!;
    rig.nack(first, LOST);
    expect(rig.state(lost)).toBe("nacked");
    rig.wait(40_000).hear(ANN);
    rig.put(ANN, "You go north.");
    const second = rig.step()!;
    expect(second.text).toBe(`You go north.\n${MARK}You take the lamp.`);
    expect(second.packetId).not.toBe(first.packetId);
    rig.ack(second);
    expect(rig.state(lost)).toBe("acked");
  });

  it("waits for a late ACK first, which settles it", () => {
    const rig = new Rig();
    const lost = rig.put(ANN, "You take the lamp.");
    const first = rig.step()!;
    rig.nack(first, LOST);
    rig.hear(ANN);
    rig.put(ANN, "You go north.");
    const second = rig.step()!;
    expect(second.text).toBe("You go north.");
    rig.outbox.acked(first.packetId, rig.wait(500).nowMs);
    expect(rig.state(lost)).toBe("acked");
    expect(rig.outbox.counters()["ackedLate.count"]).toBe(1);
    rig.ack(second);
    expect(rig.next()).toBeNull();
  });

  it("waits while its node is silent, and is a digest when that is heard", () => {
    const rig = new Rig();
    rig.put(ANN, "You take the lamp.");
    rig.nack(rig.step()!, LOST);
    rig.put(ANN, "Bob writes: hello", { priority: "private" });
    expect(rig.next(3_600_000)).toBeNull();
    rig.wait(3_600_000).hear(ANN);
    expect(rig.next()!.text).toBe(`Bob writes: hello\n${MARK}You take the lamp.`);
  });

  it("comes in one digest, the rest when the player asks", () => {
    const rig = new Rig();
    for (let i = 0; i < 3; i++) {
      rig.put(ANN, `${i}`.repeat(150));
      rig.nack(rig.next()!, LOST);
      rig.hear(ANN);
    }
    rig.wait(3_600_000).hear(ANN);
    const digest = rig.step()!;
    expect(digest.text).toBe(MARK + "0".repeat(150));
    rig.ack(digest);
    const askedMs = rig.wait(10_000).nowMs;
    expect(rig.next(40_000)).toBeNull();
    rig.nowMs = askedMs;
    expect(rig.outbox.more(ANN)).toBe(true);
    expect(rig.next(60_000)!.text).toBe(MARK + "1".repeat(150));
  });

  it("whose mark makes it too long is told in two frames, both marked, none over the limit", () => {
    const rig = new Rig();
    const words = "word ".repeat(40).trim();
    const lost = rig.put(ANN, words);
    rig.nack(rig.step()!, LOST);
    rig.wait(60_000).hear(ANN);
    const first = rig.next()!;
    rig.ack(first);
    const second = rig.next()!;
    rig.ack(second);
    for (const { text } of [first, second]) expect(byteLength(text)).toBeLessThanOrEqual(200);
    expect(`${first.text.slice(MARK.length)} ${second.text.slice(MARK.length)}`).toBe(words);
    expect(rig.state(lost)).toBe("acked");
  });

  it("is not told on another channel than its own", () => {
    const rig = new Rig();
    rig.put(ANN, "You take the lamp.", { channel: 2 });
    rig.nack(rig.step()!, LOST);
    rig.wait(60_000).hear(ANN);
    rig.put(ANN, "You go north.", { channel: 1 });
    const first = rig.next()!;
    expect(first.text).toBe("You go north.");
    rig.ack(first);
    expect(rig.next()!).toMatchObject({ text: `${MARK}You take the lamp.`, to: ANN });
  });

  it("is told once with an answer that is the same", () => {
    const rig = new Rig();
    const lost = rig.put(ANN, "You are in Parlour.");
    rig.nack(rig.step()!, LOST);
    rig.wait(30_000).hear(ANN);
    const again = rig.put(ANN, "You are in Parlour.");
    const frame = rig.next()!;
    expect(frame.text).toBe("You are in Parlour.");
    rig.ack(frame);
    expect([rig.state(lost), rig.state(again)]).toEqual(["acked", "acked"]);
  });

  it("waits for the next answer while its player plays on, and chatter with it", () => {
    const rig = new Rig();
    rig.put(ANN, "You take the lamp.");
    rig.nack(rig.step()!, LOST);
    rig.wait(60_000).hear(ANN);
    rig.put(ANN, "The bell tolls.", { priority: "room", wantAck: false });
    expect(rig.next(300_000)).toBeNull();
    rig.put(ANN, "You go north.");
    expect(rig.next()!.text).toBe(`The bell tolls.\nYou go north.\n${MARK}You take the lamp.`);
  });

  it("lets one pass that was told less often", () => {
    const rig = new Rig();
    for (const letter of ["a", "b"]) {
      rig.put(ANN, letter.repeat(120));
      rig.nack(rig.next()!, LOST);
      rig.hear(ANN);
    }
    for (const letter of ["a", "b"]) {
      rig.wait(3_600_000).hear(ANN);
      const digest = rig.next()!;
      expect(digest.text).toBe(MARK + letter.repeat(120));
      rig.nack(digest, LOST);
    }
  });

  it("is let go when it is ambience", () => {
    const rig = new Rig();
    const chat = rig.put(ANN, "The bell tolls.", { priority: "room", wantAck: false });
    rig.put(ANN, "You take the lamp.");
    rig.nack(rig.step()!, LOST);
    expect(rig.state(chat)).toBe("sent");
    rig.wait(60_000).hear(ANN);
    expect(rig.next()!.text).toBe(`${MARK}You take the lamp.`);
  });

  it("and may have arrived when the connection went is told again, but its node is not taken for silent", () => {
    const rig = new Rig();
    rig.put(ANN, "You take the lamp.");
    rig.outbox.unsure(rig.step()!.packetId, "lost", rig.nowMs);
    expect(rig.next(1_790_000)).toBeNull();
    expect(rig.next(1_860_000)!.text).toBe(`${MARK}You take the lamp.`);
  });

  it("and never answered for is given up after two minutes", () => {
    const rig = new Rig();
    const lost = rig.put(ANN, "You take the lamp.");
    rig.step();
    rig.nowMs = rig.wakeMs!;
    rig.step();
    expect(rig.state(lost)).toBe("nacked");
  });

  it("makes unasked texts wait longer and longer, but never an answer", () => {
    const rig = new Rig();
    for (const gapMs of [60_000, 120_000, 240_000]) {
      rig.put(ANN, "answer", { ttlMs: 1_000 });
      const answeredMs = rig.nowMs;
      const answer = rig.next()!;
      expect(rig.nowMs - answeredMs).toBeLessThan(2_101);
      rig.nack(answer, LOST);
      const lostMs = rig.nowMs;
      rig.wait(1).hear(ANN);
      const probe = rig.put(ANN, "push", { priority: "private", ttlMs: gapMs - 2 });
      expect(rig.next(gapMs)).toBeNull();
      expect(rig.state(probe)).toBe("expired");
      expect(rig.nowMs - lostMs).toBeLessThan(gapMs);
      rig.wait(gapMs).hear(ANN);
    }
  });
});

describe("after a restart", () => {
  it("what was out is told again only marked, and what waited goes as it is", () => {
    const rig = new Rig();
    rig.put(ANN, "You take the lamp.");
    rig.step();
    const waiting = rig.put(BOB, "You go north.");
    const again = new Rig({ port: rig.port, nowMs: rig.nowMs });
    const first = again.next()!;
    expect(first.text).toBe("You go north.");
    again.ack(first);
    expect(again.state(waiting)).toBe("acked");
    expect(again.next()!.text).toBe(`${MARK}You take the lamp.`);
  });

  it("a late ACK of a packet from before settles it", () => {
    const rig = new Rig();
    const lost = rig.put(ANN, "You take the lamp.");
    const packet = rig.step()!;
    const again = new Rig({ port: rig.port, nowMs: rig.nowMs });
    again.outbox.acked(packet.packetId, again.nowMs);
    expect(again.state(lost)).toBe("acked");
    expect(again.next()).toBeNull();
  });

  it("nothing is pushed at a node that was lost before and not heard since", () => {
    const rig = new Rig();
    rig.put(ANN, "You take the lamp.");
    rig.nack(rig.step()!, LOST);
    rig.nowMs -= 20_000;
    const again = new Rig({ port: rig.port, nowMs: rig.nowMs });
    expect(again.next()).toBeNull();
  });
});

describe("an error by its number", () => {
  it.each([6, 7, 9, 34, 35, 38, 39, 4])("%i means that nobody has read it: it goes again unmarked, with another id", (code) => {
    const rig = new Rig();
    const row = rig.put(ANN, "You take the lamp in your hand and look at it.");
    const first = rig.step()!;
    rig.nack(first, code, code !== 35, 200);
    expect(rig.state(row)).toBe("queued");
    const second = rig.next()!;
    expect(second.text.startsWith("You take the lamp")).toBe(true);
    expect(second.packetId).not.toBe(first.packetId);
  });

  it("39 teaches the radio the key again, at most once an hour", () => {
    const rig = new Rig();
    rig.put(ANN, "one");
    rig.nack(rig.step()!, 39, true, 100);
    const second = rig.next()!;
    expect(rig.contacts).toMatchObject([{ node: ANN, publicKey: `key${ANN}`, longName: `Node ${ANN}` }]);
    rig.nack(second, 39, true, 100);
    rig.next();
    expect(rig.contacts).toHaveLength(1);
    expect(rig.troubles).toMatchObject([{ kind: "rebind", node: ANN, code: 39 }]);
  });

  it("35 waits for the firmware to introduce itself, and teaches only when that did not help", () => {
    const rig = new Rig();
    rig.put(ANN, "one");
    rig.nack(rig.step()!, 35, false, 2_000);
    const nackedMs = rig.nowMs;
    const second = rig.next()!;
    expect(rig.nowMs - nackedMs).toBe(20_000);
    expect(rig.contacts).toHaveLength(0);
    rig.nack(second, 35, false, 2_000);
    rig.next();
    expect(rig.contacts).toHaveLength(1);
  });

  it("6 from the other asks a person for help and leaves the node alone", () => {
    const rig = new Rig();
    rig.put(ANN, "one");
    rig.nack(rig.step()!, 6, false, 2_000);
    expect(rig.troubles).toMatchObject([{ kind: "rebind", node: ANN, error: "NO_CHANNEL" }]);
    expect(rig.next(9 * 60_000)).toBeNull();
  });

  it("7 sends less in one frame", () => {
    const rig = new Rig();
    rig.put(ANN, "a".repeat(90));
    rig.put(ANN, "b".repeat(90));
    rig.nack(rig.step()!, 7, true, 100);
    expect(rig.next()!.text).toBe("a".repeat(90));
  });

  it("9 lets the whole radio rest", () => {
    const rig = new Rig();
    rig.put(ANN, "one");
    rig.nack(rig.step()!, 9, true, 100);
    rig.put(BOB, "two");
    expect(rig.next(59_000)).toBeNull();
    expect(rig.next(60_000)).not.toBeNull();
  });

  it("that later firmware brings is taken for a loss", () => {
    expect(routingError(77)).toEqual({ name: "ERROR_77", fate: "unsure", cure: "silence" });
    expect(Object.keys(ROUTING_ERRORS).map(Number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 32, 33, 34, 35, 36, 37, 38, 39]);
  });

  it("of a packet that is not out changes nothing", () => {
    const rig = new Rig();
    const row = rig.put(ANN, "one");
    const packet = rig.step()!;
    rig.ack(packet);
    rig.nack(packet, LOST);
    expect(rig.state(row)).toBe("acked");
    expect(rig.next()).toBeNull();
  });
});
