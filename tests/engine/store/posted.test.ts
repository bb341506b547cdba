// A turn that goes to another thread arrives as it was, and with the digest that it would have had here.

import fc from "fast-check";
import { expect, it } from "vitest";
import { asEntityId, NOBODY } from "../../../engine/base/ids.ts";
import { type Posted, posted, received, type WrittenTurn } from "../../../engine/store/posted.ts";
import type { Change, TurnRow, TurnWeight } from "../../../engine/world/port.ts";
import { turnDigest } from "../../../engine/world/turn-digest.ts";
import { turnRow } from "../../contract/store.ts";

const id = fc.nat({ max: 9 }).map(asEntityId);
const text = fc.string({ unit: "binary", maxLength: 12 });
const wire = fc.oneof(text, fc.double(), fc.constantFrom(-0, NaN, Infinity, -Infinity), fc.integer(), fc.boolean(), fc.constant(null));

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ entity: id, name: text, who: id, value: wire }).map((row): Change => ({ t: "prop", row })),
  fc.record({ entity: id, name: text, who: id }).map((row): Change => ({ t: "prop", row })),
  fc.record({ t: fc.constant("data" as const), space: text, key: text, value: fc.option(text) }),
  fc.record({ t: fc.constant("spawned" as const), key: text }),
  fc.record({ t: fc.constant("gone" as const), id }),
  text.map(
    (secret): Change => ({
      t: "account",
      row: {
        ...{ entity: asEntityId(7), name: "Ann", folded: "ann", secret, rank: "player" },
        ...{ madeMs: 1, seenMs: 2, failures: 0, lockedUntilMs: 0 },
      },
    }),
  ),
  fc.nat().map(
    (count): Change => ({
      t: "entity",
      row: { id: asEntityId(3), key: null, model: "town.rope", place: asEntityId(1), arrival: 2, count, owner: NOBODY, madeMs: 0.5 },
    }),
  ),
);

const whole = fc
  .record({ changes: fc.array(change, { maxLength: 8 }), said: fc.array(text, { maxLength: 3 }), own: fc.boolean() })
  .chain(({ changes, said, own }) =>
    fc
      .array(fc.tuple(fc.nat({ max: changes.length }), text), { maxLength: 4 })
      .map((notes) => ({ changes, own, weight: { notes: notes.sort(([a], [b]) => a - b), changes: changes.length, said } })),
  );

const arrived = (post: Posted): WrittenTurn => received(post) as WrittenTurn;

const across = (turn: TurnRow | null, changes: readonly Change[], weight: TurnWeight | null): WrittenTurn =>
  arrived(structuredClone(posted({ turn, changes, weight })));

it("whatever it did", () => {
  fc.assert(
    fc.property(whole, ({ changes, weight, own }) => {
      const here = turnDigest(weight, changes);
      const unread: TurnRow = Object.defineProperty({ ...turnRow(4) }, "digest", {
        get: () => {
          throw new Error("nobody here need work it out");
        },
      });
      const there = own ? across(turnRow(4), changes, null) : across(unread, changes, weight);
      expect(there.changes).toEqual(changes);
      expect(there.turn).toEqual({ ...turnRow(4), digest: own ? turnRow(4).digest : here });
    }),
    { numRuns: 300 },
  );
});

it("as it was when it was written, whatever becomes of what it was made from", () => {
  const row = { entity: asEntityId(3), name: "hue", who: NOBODY, value: "sred" };
  const on = posted({ turn: null, changes: [{ t: "prop", row }], weight: null });
  row.value = "sblue";
  expect(arrived(on).changes).toEqual([{ t: "prop", row: { ...row, value: "sred" } }]);
  expect(arrived(on).turn).toBeNull();
});
