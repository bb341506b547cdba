// Books of many pages: what a store finds of an account, a thing or a player is the same before and after its indexes take it in.

import { createHash } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asEntityId, asPurseId, asTransferId, asTurnId, NOBODY } from "../../engine/base/ids.ts";
import type { Change } from "../../engine/world/port.ts";
import type { StoreUnderTest } from "./store.ts";

const PURSES = [3, 4, 5, 6, 7] as const;
/** More than two fillings of either index, and some that wait for the next. */
const TRANSFERS = 1_300;
const ROWS = 2_300;

export function longBookContract(name: string, open: () => StoreUnderTest): void {
  describe(`long books of the ${name} store`, () => {
    let under: StoreUnderTest;
    beforeEach(() => {
      under = open();
    });
    afterEach(() => under.dispose());

    const commit = (changes: readonly Change[]): void => {
      under.store.begin();
      under.store.write(changes);
      under.store.commit();
    };

    it("finds every page of a statement, whatever is indexed so far", () => {
      const moves = Array.from({ length: TRANSFERS }, (_, i) => ({
        id: i + 1,
        from: 0,
        to: PURSES[pick(i, 5)]!,
        amount: 1 + pick(i + 9_999, 50),
      }));
      commit(PURSES.map((id): Change => ({ t: "purse", row: { id: asPurseId(id), balance: 0, floor: 0, name: null } })));
      for (let at = 0; at < moves.length; at += 40) commit(moves.slice(at, at + 40).map(transfer));
      under.store.begin();
      under.store.write([transfer({ id: TRANSFERS + 1, from: 0, to: 3, amount: 1 })]);
      under.store.rollback();
      for (const round of ["as written", "opened again"]) {
        if (round === "opened again") under = under.reopen();
        for (const purse of PURSES) {
          const own = moves.filter(({ to }) => to === purse).reverse();
          for (const skip of [0, 1, 7, 100, own.length - 1, own.length]) {
            const page = under.store.ledger.statement(asPurseId(purse), skip, 5);
            expect(page.rows.map(({ id }) => id)).toEqual(own.slice(skip, skip + 5).map(({ id }) => id));
            expect(page.skipped).toBe(own.slice(0, skip).reduce((sum, { amount }) => sum + amount, 0));
          }
        }
        expect(under.store.reconcile()).toEqual([]);
      }
    });

    it("finds every row of a thing and of a player, whatever is indexed so far", () => {
      // Of each thing fewer rows than are kept, so that all are there.
      const rows = Array.from({ length: ROWS }, (_, i) => ({
        id: i + 1,
        thing: 100 + pick(i, 60),
        into: pick(i + 7, 9) === 0 ? 200 : 0,
        who: pick(i + 77, 5),
        from: pick(i + 777, 5),
      }));
      for (let at = 0; at < rows.length; at += 50) commit(rows.slice(at, at + 50).map(history));
      for (const round of ["as written", "opened again"]) {
        if (round === "opened again") under = under.reopen();
        const newest = (is: (row: (typeof rows)[number]) => boolean, before: number) =>
          rows
            .filter((row) => is(row) && (before === 0 || row.id < before))
            .map(({ id }) => id)
            .reverse()
            .slice(0, 9);
        for (const before of [0, ROWS, ROWS - 250, 1_500, 700, 20]) {
          for (const thing of [100, 107, 159, 200]) {
            const found = under.store.history({ thing: asEntityId(thing) }, before, 9).map(({ id }) => id);
            expect(found).toEqual(newest((row) => row.thing === thing || row.into === thing, before));
          }
          for (const player of [1, 4]) {
            const found = under.store.history({ player: asEntityId(player) }, before, 9).map(({ id }) => id);
            expect(found).toEqual(newest((row) => row.who === player || row.from === player, before));
          }
        }
      }
    });

    it("knows a thing by its rows, whatever is indexed so far", () => {
      const kept = (thing: number): boolean => {
        const before = under.store.history({ thing: asEntityId(thing) }, 0, 200).length;
        commit([{ ...history({ id: 0, thing, into: 0, who: 1, from: 0 }), known: asEntityId(thing) } as Change]);
        return under.store.history({ thing: asEntityId(thing) }, 0, 200).length > before;
      };
      commit([history({ id: 0, thing: 500, into: 501, who: 1, from: 0 })]);
      expect([500, 501, 502].map(kept)).toEqual([true, true, false]);
      for (let at = 0; at < 1_100; at += 100) {
        commit(Array.from({ length: 100 }, (_, i) => history({ id: 0, thing: 600 + ((at + i) % 50), into: 0, who: 2, from: 0 })));
      }
      expect([500, 501, 502].map(kept)).toEqual([true, true, false]);
      // What was rolled back was never there.
      under.store.begin();
      under.store.write([history({ id: 0, thing: 503, into: 504, who: 1, from: 0 })]);
      under.store.rollback();
      expect([503, 504, 500].map(kept)).toEqual([false, false, true]);
    });
  });
}

/** The same number below `below` for the same seed, spread evenly. */
function pick(seed: number, below: number): number {
  return createHash("sha256").update(String(seed)).digest().readUInt32LE(0) % below;
}

function transfer({ id, from, to, amount }: { id: number; from: number; to: number; amount: number }): Change {
  const entries = [
    { purse: asPurseId(from), amount: -amount },
    { purse: asPurseId(to), amount },
  ];
  const row = { id: asTransferId(id), turn: asTurnId(1), atMs: 9, memo: "test", reason: "gift", key: null, reverses: null, entries };
  return { t: "transfer", row };
}

function history({ thing, into, who, from }: { id: number; thing: number; into: number; who: number; from: number }): Change {
  const row = {
    ...{ thing: asEntityId(thing), name: "rope", count: 1, deed: "give", who: asEntityId(who), whoName: "Ann", from: asEntityId(from) },
    ...{ fromName: "Bob", place: "Hall", origin: NOBODY, into: asEntityId(into), gone: false, atMs: 5, turn: asTurnId(1) },
  };
  return { t: "history", row, known: NOBODY };
}
