import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rig } from "./rig.ts";
import { type Fate, WildRadio } from "./wild-radio.ts";

const afterMs = fc.integer({ min: 300, max: 45_000 });
const fate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("ack" as const), afterMs }) },
  fc.record({ kind: fc.constantFrom("lost", "falseNak", "gone", "restart"), afterMs }),
  fc.record({ kind: fc.constant("silence" as const), afterMs: fc.constant(0) }),
  fc.record({ kind: fc.constant("lateAck" as const), afterMs, lateMs: fc.integer({ min: 100, max: 90_000 }) }),
  fc.record({ kind: fc.constant("unread" as const), code: fc.constantFrom(4, 6, 9, 34, 35, 38, 39), isOurs: fc.boolean() }),
  fc.record({ kind: fc.constant("refused" as const), reason: fc.constantFrom("full", "busy", "early", "down") }),
);
const node = fc.integer({ min: 1, max: 4 });
type Event =
  | {
      readonly put: number;
      readonly priority: "reply" | "private" | "room";
      readonly wantAck: boolean;
      readonly bytes: number;
      readonly ttlMs: number | null;
    }
  | { readonly hear: number }
  | { readonly waitMs: number }
  | { readonly percent: number }
  | { readonly free: number };
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      put: node,
      priority: fc.constantFrom("reply" as const, "private" as const, "room" as const),
      wantAck: fc.boolean(),
      bytes: fc.integer({ min: 8, max: 160 }),
      ttlMs: fc.constantFrom(null, null, 60_000, 600_000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ hear: node }) },
  { weight: 4, arbitrary: fc.record({ waitMs: fc.integer({ min: 0, max: 120_000 }) }) },
  fc.record({ percent: fc.integer({ min: 0, max: 60 }) }),
  fc.record({ free: fc.integer({ min: 0, max: 16 }) }),
);

function play(radio: WildRadio, events: readonly Event[], fates: readonly Fate[]): void {
  let turn = 0;
  const next = (): Fate => fates[turn++ % fates.length]!;
  let id = 0;
  for (const each of events) {
    const { rig } = radio;
    if ("put" in each) {
      const { put, bytes, ...rest } = each;
      id++;
      if (rest.priority === "reply") rig.hear(put);
      rig.put(put, `t${id}.`.padEnd(bytes, "x"), { ...rest, id });
    }
    if ("hear" in each) rig.hear(each.hear);
    if ("percent" in each) rig.outbox.telemetry(each.percent, 0, rig.nowMs);
    if ("free" in each) rig.outbox.queueStatus(each.free, rig.nowMs);
    radio.pass("waitMs" in each ? each.waitMs : 0, next);
  }
}

function settle(radio: WildRadio): void {
  const ack: Fate = { kind: "ack", afterMs: 1_600 };
  for (let i = 0; i < 400 && radio.rig.outbox.waiting() > 0; i++) {
    for (const each of [1, 2, 3, 4]) radio.rig.hear(each);
    radio.pass(5 * 60_000, () => ack);
  }
}

describe("whatever happens", () => {
  it("one is out at a time, 2.1 s apart, nothing is read twice unmarked, nothing is lost, no airtime is overdrawn", () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 60, size: "max" }),
        fc.array(fate, { minLength: 1, maxLength: 30, size: "max" }),
        (events, fates) => {
          const radio = new WildRadio(1);
          play(radio, events, fates);
          settle(radio);
          expect(radio.problems).toEqual([]);
          expect(radio.unsettled()).toEqual([]);
          expect(radio.rig.outbox.waiting()).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("no rolling hour has more of our airtime than the region allows", () => {
    fc.assert(
      fc.property(
        fc.array(event, { minLength: 30, maxLength: 120, size: "max" }),
        fc.array(fate, { minLength: 1, maxLength: 20, size: "max" }),
        (events, fates) => {
          const share = 0.01;
          const radio = new WildRadio(share);
          play(radio, events, fates);
          settle(radio);
          expect(radio.worstHour()).toBeLessThanOrEqual(share);
          expect(radio.unsettled()).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("whoever waits is served before anybody of the same priority is served twice", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 10, maxLength: 60, size: "max" }), (asks) => {
        const rig = new Rig({ preset: "ShortTurbo" });
        for (const each of asks) {
          rig.hear(each);
          rig.put(each, "x".repeat(190));
        }
        const waits = new Map<number, number>();
        for (let packet = rig.next(); packet !== null; packet = rig.next()) {
          rig.ack(packet, 150);
          waits.set(packet.to, 0);
          for (const other of new Set(asks)) {
            const isWaiting = [...rig.port.rows.values()].some(({ to, state }) => to === other && state === "queued");
            if (other !== packet.to) waits.set(other, isWaiting ? (waits.get(other) ?? 0) + 1 : 0);
            expect(waits.get(other)).toBeLessThan(6);
          }
        }
        expect(rig.outbox.waiting()).toBe(0);
      }),
    );
  });
});
