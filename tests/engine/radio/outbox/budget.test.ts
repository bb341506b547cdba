import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PRESETS } from "../../../../engine/radio/airtime.ts";
import { Budget } from "../../../../engine/radio/outbox/budget.ts";
import { MEASURE_AGE_MS } from "../../../../engine/radio/outbox/load.ts";
import { ANN, BOB, Rig } from "./rig.ts";

const DM = { pkc: true, wantAck: true, broadcast: false };

describe("how full the channel is", () => {
  it.each([
    [0, "normal"],
    [14.9, "normal"],
    [15, "terse"],
    [24.9, "terse"],
    [25, "essentials"],
    [39.9, "essentials"],
    [40, "queue"],
  ])("%d percent is %s", (percent, level) => {
    const rig = new Rig();
    rig.outbox.telemetry(percent, 0, rig.nowMs);
    expect(rig.outbox.level(rig.nowMs)).toBe(level);
  });

  it("holds back beacons, then chatter, then all", () => {
    const sent = (percent: number): string[] => {
      const rig = new Rig({ preset: "ShortTurbo" });
      rig.outbox.telemetry(percent, 0, rig.nowMs);
      (["reply", "private", "room", "beacon"] as const).forEach((priority, i) => {
        rig.hear(100 + i);
        rig.put(100 + i, priority, { priority, ttlMs: priority === "room" ? null : 60_000 });
      });
      const texts: string[] = [];
      for (let packet = rig.next(60_000); packet !== null; packet = rig.next(60_000)) {
        texts.push(packet.text);
        rig.ack(packet, 200);
      }
      return texts;
    };
    expect(sent(14)).toEqual(["reply", "private", "room", "beacon"]);
    expect(sent(24)).toEqual(["reply", "private", "room"]);
    expect(sent(39)).toEqual(["reply", "private"]);
    expect(sent(41)).toEqual([]);
  });

  it("is forgotten when it was measured long ago", () => {
    const rig = new Rig();
    rig.put(ANN, "one");
    rig.outbox.telemetry(60, 0, rig.nowMs);
    const measuredMs = rig.nowMs;
    expect(rig.next()?.text).toBe("one");
    expect(rig.nowMs - measuredMs).toBe(MEASURE_AGE_MS);
  });
});

describe("airtime", () => {
  it("that is used up is told to whoever waits for it, where there is room, and not with each answer", () => {
    const rig = new Rig({ late: "(Slow down.)" });
    for (let i = 0; i < 20; i++) rig.put(ANN, `${i} ${"a".repeat(i < 8 ? 195 : 100)}`);
    const texts: string[] = [];
    for (let packet = rig.next(); packet !== null; packet = rig.next()) {
      texts.push(packet.text);
      rig.ack(packet);
    }
    expect(texts.filter((text) => text.endsWith("a\n(Slow down.)"))).toHaveLength(1);
    expect(texts.findIndex((text) => text.endsWith("(Slow down.)"))).toBeGreaterThanOrEqual(8);
    rig.put(BOB, "bob");
    expect(rig.next()!.text).toBe("bob");
  });

  it("of one player who asks for much does not come from another's bucket", () => {
    const rig = new Rig();
    const order: number[] = [];
    for (let i = 0; i < 30; i++) rig.put(ANN, "a".repeat(190));
    for (let i = 0; i < 14; i++) {
      const packet = rig.next()!;
      order.push(packet.to);
      rig.ack(packet);
    }
    expect(rig.nowMs - rig.texts[0]!.atMs).toBeGreaterThan(14 * 3_700 * 1.5);
    rig.put(BOB, "bob");
    const askedMs = rig.nowMs;
    expect(rig.next()!.to).toBe(BOB);
    expect(rig.nowMs - askedMs).toBeLessThanOrEqual(2_100);
  });

  it("that was set aside and not used comes back", () => {
    const budget = new Budget(PRESETS.LongFast, 1, [], 0);
    const cost = budget.cost(200, DM);
    expect(Math.round(cost.onceMs)).toBe(1993);
    const before = budget.levels(ANN, 0).playerMs;
    const reservation = budget.reserve(0, ANN, cost);
    expect(budget.levels(ANN, 0).playerMs).toBeCloseTo(before - cost.worstMs);
    budget.settle(reservation, budget.usedMs(cost, 1_600));
    expect(budget.levels(ANN, 0).playerMs).toBeCloseTo(before - cost.onceMs - 477, 0);
  });

  it("is never overdrawn, and within the region's share of any rolling hour", () => {
    const wish = fc.record({
      waitMs: fc.integer({ min: 0, max: 400_000 }),
      node: fc.integer({ min: 1, max: 3 }),
      bytes: fc.integer({ min: 1, max: 215 }),
    });
    const measure = fc.record({ channel: fc.integer({ min: 0, max: 50 }) });
    fc.assert(
      fc.property(fc.array(fc.oneof({ arbitrary: wish, weight: 5 }, measure), { maxLength: 200 }), (events) => {
        const budget = new Budget(PRESETS.LongModerate, 0.02, [], 0);
        const spent: { readonly atMs: number; readonly airMs: number }[] = [];
        let nowMs = 0;
        for (const event of events) {
          if ("channel" in event) {
            budget.measure(nowMs, event.channel, 0);
            continue;
          }
          nowMs += event.waitMs;
          const cost = budget.cost(event.bytes, DM);
          if (budget.radioFreeAtMs(nowMs, cost.worstMs) > nowMs || budget.playerFreeAtMs(nowMs, event.node, cost.worstMs) > nowMs) continue;
          budget.reserve(nowMs, event.node, cost);
          spent.push({ atMs: nowMs, airMs: cost.worstMs });
          const { radioMs, playerMs } = budget.levels(event.node, nowMs);
          expect(Math.min(radioMs, playerMs)).toBeGreaterThanOrEqual(-1e-6);
        }
        for (const { atMs } of spent) {
          const hour = spent.filter((each) => each.atMs <= atMs && each.atMs > atMs - 3_600_000);
          expect(hour.reduce((sum, each) => sum + each.airMs, 0)).toBeLessThanOrEqual(0.02 * 3_600_000);
        }
      }),
    );
  });

  it("that the radio has used by its own count is not spent again", () => {
    const budget = new Budget(PRESETS.LongFast, 0.1, [], 0);
    const { worstMs } = budget.cost(200, DM);
    budget.measure(0, 0, 9);
    expect(budget.radioFreeAtMs(0, worstMs)).toBe(0);
    budget.measure(0, 0, 9.9);
    expect(budget.radioFreeAtMs(0, worstMs)).toBe(3_600_000);
  });

  it("spent before a restart still counts", () => {
    const budget = new Budget(PRESETS.LongFast, 0.1, [{ atMs: 0, airMs: 359_000 }], 60_000);
    expect(budget.radioFreeAtMs(60_000, 6_000)).toBeGreaterThanOrEqual(3_600_000);
  });
});
