// What every store must do, run by each filling: `storeContract("memory", …)`. A store that passes can hold a world.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { asEntityId, asPromptId, asPurseId, asTimerId, asTransferId, asTurnId, NOBODY } from "../../engine/base/ids.ts";
import type { Change, EntityRow, OutboxRow, Store, TurnRow } from "../../engine/world/port.ts";
import { copyContract } from "./copies.ts";
import { inboxContract } from "./inbox.ts";
import { longBookContract } from "./long-books.ts";
import { rowContract } from "./rows.ts";
import { versionContract } from "./versions.ts";

export interface StoreUnderTest {
  readonly store: Store;
  /** Closes it and opens what lasts of it again. */
  reopen(): StoreUnderTest;
  dispose(): void;
}

export const turnRow = (id: number): TurnRow => ({
  id: asTurnId(id),
  kind: "command",
  actor: asEntityId(7),
  input: "take rope",
  atMs: 1_000 + id,
  seed: 42,
  code: "c0de",
  digest: "d1ge57",
  fuel: 120,
  tookMs: 0.25,
});

const outRow = (text: string, radio: string): Omit<OutboxRow, "id"> => ({
  ...{ radio, to: 0x0a0b0c0d, channel: 0, text, priority: "reply", wantAck: true },
  ...{ madeMs: 5, ttlMs: null, state: "queued", stateMs: 5, tries: 0, packetId: null },
});

const entityRow = (id: number, place = 0): EntityRow => ({
  id: asEntityId(id),
  key: id === 1 ? "town.square" : null,
  model: "town.rope",
  place: asEntityId(place),
  arrival: id,
  count: 1,
  owner: NOBODY,
  madeMs: 5,
});

const transferOf = (id: number, key: string | null, ...amounts: readonly (readonly [number, number])[]): Change => ({
  t: "transfer",
  row: {
    ...{ id: asTransferId(id), turn: asTurnId(1), atMs: 9, memo: "test", reason: "gift", key, reverses: null },
    entries: amounts.map(([purse, amount]) => ({ purse: asPurseId(purse), amount })),
  },
});

export const transfer = (id: number, amount: number, key: string | null = null): Change => transferOf(id, key, [0, -amount], [3, amount]);

export const PURSE: Change = { t: "purse", row: { id: asPurseId(3), balance: 0, floor: 0, name: null } };

export function storeContract(name: string, open: () => StoreUnderTest): void {
  describe(`the ${name} store`, () => {
    let under: StoreUnderTest;
    beforeEach(() => {
      under = open();
    });
    afterEach(() => under.dispose());

    const commit = (...changes: Change[]): void => {
      under.store.begin();
      under.store.write(changes);
      under.store.commit();
    };

    /** When it is written, or when it is to last at the latest; the world then begins anew with what lasts. */
    const refuses = (write: () => void): void => {
      const wrong = expect.objectContaining({ code: "E_STORE_WRITE" });
      expect(() => void [write(), under.store.commit(), under.store.late?.settleNow()]).toThrow(wrong);
      under = under.reopen();
    };

    it("gives back after reopening what was committed", () => {
      commit(
        { t: "entity", row: entityRow(1) },
        { t: "entity", row: entityRow(2, 1) },
        { t: "prop", row: { entity: asEntityId(2), name: "worn", who: NOBODY, value: true } },
        { t: "prop", row: { entity: asEntityId(2), name: "trust", who: asEntityId(1), value: 2.5 } },
        { t: "prop", row: { entity: asEntityId(2), name: "friend", who: NOBODY, value: null } },
        { t: "prop", row: { entity: asEntityId(2), name: "note", who: NOBODY, value: "sb1" } },
        { t: "spawned", key: "town.square" },
        { t: "alias", old: asEntityId(9), now: asEntityId(2) },
        {
          t: "timer",
          row: { id: asTimerId(1), dueMs: 60, kind: "after", entity: asEntityId(2), pack: "town", code: "x/after#0", payload: "{}" },
        },
        { t: "prompt", row: { id: asPromptId(1), who: asEntityId(2), dueMs: 60, pack: "town", code: "x/ask#0", payload: "[]" } },
        { t: "data", space: "menu", key: "2", value: "list" },
        { t: "limbo", row: { id: asEntityId(2), model: "town.rope", sinceMs: 4 } },
        { t: "counters", last: { entity: 12, arrival: 30, turn: 4, timer: 1, prompt: 1, transfer: 2 } },
      );
      under = under.reopen();
      const loaded = under.store.load();
      expect(loaded.entities).toEqual([entityRow(1), entityRow(2, 1)]);
      expect(new Map(loaded.props.map((row) => [`${row.name} ${row.who}`, row.value]))).toEqual(
        new Map<string, unknown>([
          ["worn 0", true],
          ["trust 1", 2.5],
          ["friend 0", null],
          ["note 0", "sb1"],
        ]),
      );
      expect(loaded.spawned).toEqual(["town.square"]);
      expect(loaded.aliases).toEqual([{ old: 9, now: 2 }]);
      expect(loaded.timers).toEqual([{ id: 1, dueMs: 60, kind: "after", entity: 2, pack: "town", code: "x/after#0", payload: "{}" }]);
      expect(loaded.prompts).toEqual([{ id: 1, who: 2, dueMs: 60, pack: "town", code: "x/ask#0", payload: "[]" }]);
      expect(loaded.data).toEqual([{ space: "menu", key: "2", value: "list" }]);
      expect(loaded.limbo).toEqual([{ id: 2, model: "town.rope", sinceMs: 4 }]);
      expect(loaded.last).toEqual({ entity: 12, arrival: 30, turn: 4, timer: 1, prompt: 1, transfer: 2 });
    });

    it("overwrites, clears and removes", () => {
      commit({ t: "entity", row: entityRow(1) }, { t: "prop", row: { entity: asEntityId(1), name: "a", who: NOBODY, value: 1 } });
      commit(
        { t: "entity", row: { ...entityRow(1), count: 3, place: asEntityId(5) } },
        { t: "prop", row: { entity: asEntityId(1), name: "a", who: NOBODY, value: 2 } },
        { t: "prop", row: { entity: asEntityId(1), name: "b", who: NOBODY, value: "sx" } },
        { t: "prop", row: { entity: asEntityId(1), name: "b", who: NOBODY } },
      );
      under = under.reopen();
      expect(under.store.load().entities).toEqual([{ ...entityRow(1), count: 3, place: 5 }]);
      expect(under.store.load().props).toEqual([{ entity: 1, name: "a", who: 0, value: 2 }]);
      commit({ t: "gone", id: asEntityId(1) });
      under = under.reopen();
      expect(under.store.load()).toMatchObject({ entities: [], props: [] });
    });

    it("forgets what was rolled back", () => {
      commit({ t: "entity", row: entityRow(1) });
      under.store.begin();
      under.store.writeTurn(turnRow(1), [
        { t: "entity", row: entityRow(2) },
        { t: "gone", id: asEntityId(1) },
      ]);
      under.store.rollback();
      expect(under.store.load().entities).toEqual([entityRow(1)]);
      expect(under.store.turns(asTurnId(0), 10)).toEqual([]);
    });

    it("keeps the journal of turns in order", () => {
      under.store.begin();
      for (const id of [1, 2, 3]) under.store.writeTurn(turnRow(id), []);
      under.store.commit();
      under = under.reopen();
      expect(under.store.turns(asTurnId(2), 10)).toEqual([turnRow(2), turnRow(3)]);
    });

    it("never writes one turn twice", () => {
      under.store.writeTurn(turnRow(1), []);
      refuses(() => under.store.writeTurn(turnRow(1), []));
    });

    it("keeps texts for the mesh until they have ended, and never uses a number twice", () => {
      const { outbox } = under.store;
      under.store.begin();
      const [first, second, other] = ["Gulls cry.", "Done.", "Hello."].map((text, at) =>
        outbox.add(outRow(text, at === 2 ? "roof" : "attic")),
      );
      under.store.commit();
      under = under.reopen();
      expect(under.store.outbox.of("attic")).toEqual([first, second]);
      expect(under.store.outbox.of("roof")).toEqual([other]);
      under.store.begin();
      const handed = { ...second!, state: "handed", stateMs: 9, tries: 1, packetId: 0xffff_fffe };
      under.store.outbox.save([handed, { ...first!, id: 999 }]);
      under.store.outbox.remove([first!.id, other!.id]);
      under.store.commit();
      under = under.reopen();
      expect(under.store.outbox.of("attic")).toEqual([handed]);
      under.store.begin();
      expect(under.store.outbox.add(outRow("New.", "attic")).id).toBeGreaterThan(other!.id);
    });

    it("remembers the airtime of each radio's last hour", () => {
      under.store.begin();
      for (const atMs of [1, 2, 3]) under.store.outbox.spend("attic", { atMs, airMs: 10 * atMs }, 0);
      under.store.outbox.spend("roof", { atMs: 1, airMs: 5 }, 0);
      under.store.outbox.spend("attic", { atMs: 4, airMs: 40 }, 2);
      under.store.commit();
      under = under.reopen();
      expect(under.store.outbox.spent("attic").map(({ airMs }) => airMs)).toEqual([20, 30, 40]);
      expect(under.store.outbox.spent("roof")).toEqual([{ atMs: 1, airMs: 5 }]);
    });

    it("rolls the outbox back with the rest", () => {
      under.store.begin();
      under.store.outbox.add(outRow("Never said.", "attic"));
      under.store.rollback();
      expect(under.store.outbox.of("attic")).toEqual([]);
    });

    it("keeps accounts, one a name", () => {
      const row = {
        ...{ entity: asEntityId(7), name: "Ann", folded: "ann", secret: "$argon2id$x", rank: "player" },
        ...{ madeMs: 1, seenMs: 2, failures: 0, lockedUntilMs: 0 },
      };
      commit({ t: "account", row });
      commit({ t: "account", row: { ...row, failures: 2 } });
      under = under.reopen();
      expect(under.store.load().accounts).toEqual([{ ...row, failures: 2 }]);
      commit({ t: "account-gone", entity: asEntityId(7) });
      expect(under.store.load().accounts).toEqual([]);
    });

    it("books transfers and proves its balances", () => {
      commit(PURSE, transfer(1, 50, "gift 1"), transfer(2, 30));
      under = under.reopen();
      expect(under.store.load().purses).toEqual([
        { id: 0, balance: -80, floor: null, name: "world" },
        { id: 3, balance: 80, floor: 0, name: null },
      ]);
      expect(under.store.ledger.keyed("gift 1")).toMatchObject({ id: 1, memo: "test" });
      expect(under.store.ledger.keyed("gift 2")).toBeUndefined();
      expect(under.store.reconcile()).toEqual([]);
    });

    const BAD: readonly (readonly [string, Change])[] = [
      ["that sends an account below its floor", transfer(1, -1)],
      ["whose account was never opened", transferOf(1, null, [0, -5], [99, 5])],
      ["that does not sum to zero", transferOf(1, null, [0, -5], [3, 6])],
    ];
    for (const [what, change] of BAD) {
      it(`refuses a transfer ${what}`, () => {
        commit(PURSE);
        refuses(() => commit(change));
        expect(under.store.reconcile()).toEqual([]);
      });
    }

    it("refuses a second transfer with the same key", () => {
      commit(PURSE, transfer(1, 5, "k"));
      refuses(() => commit(transfer(2, 5, "k")));
    });

    it("gives an account's statement newest first, with what was skipped", () => {
      commit(PURSE, transfer(1, 50), transfer(2, 30), transfer(3, 7));
      under = under.reopen();
      const { ledger } = under.store;
      const page = ledger.statement(asPurseId(3), 1, 5);
      expect(page.skipped).toBe(7);
      expect(page.rows.map(({ id }) => id)).toEqual([2, 1]);
      expect(page.rows[0]).toMatchObject({ reason: "gift", reverses: null });
      expect(page.rows[0]!.entries).toHaveLength(2);
      expect(ledger.last()).toBe(3);
    });

    it("takes a transfer back once, by its mirror image only", () => {
      const back = (id: number, reverses: number, amount: number): Change => {
        const { row } = transfer(id, amount) as Extract<Change, { t: "transfer" }>;
        return { t: "transfer", row: { ...row, reverses: asTransferId(reverses) } };
      };
      commit(PURSE, transfer(1, 50));
      for (const wrong of [back(2, 1, -49), back(2, 1, 50)]) {
        refuses(() => commit(wrong));
      }
      commit(back(2, 1, -50));
      expect(under.store.ledger.reversalOf(asTransferId(1))).toBe(2);
      refuses(() => commit(back(3, 1, -50)));
      expect(under.store.reconcile()).toEqual([]);
    });

    it("sums the book by reason and day", () => {
      const named = (id: number, reason: string, atMs: number, entries: readonly (readonly [number, number])[]): Change => {
        const change = transferOf(id, null, ...entries) as Extract<Change, { t: "transfer" }>;
        return { ...change, row: { ...change.row, reason, atMs } };
      };
      const other: Change = { t: "purse", row: { id: asPurseId(4), balance: 0, floor: 0, name: null } };
      const taxes: Change = { t: "purse", row: { id: asPurseId(-1), balance: 0, floor: null, name: "tax" } };
      const day = 86_400_000;
      commit(PURSE, other, taxes);
      commit(named(1, "quest", 10, [[0, -100], [3, 100]])); // biome-ignore format: one transfer a line
      commit(named(2, "shop", 20, [[3, -40], [4, 40]])); // biome-ignore format: one transfer a line
      commit(named(3, "shop", day + 5, [[3, -10], [4, 9], [-1, 1]])); // biome-ignore format: one transfer a line
      commit(named(4, "tax", day + 6, [[4, -5], [-1, 5]])); // biome-ignore format: one transfer a line
      under = under.reopen();
      const { ledger } = under.store;
      const span = { fromMs: 0, untilMs: 2 * day };
      expect(ledger.reasons(span, true)).toEqual([
        { dayMs: 0, reason: "quest", transfers: 1, minted: 100, burned: 0, moved: 0 },
        { dayMs: 0, reason: "shop", transfers: 1, minted: 0, burned: 0, moved: 40 },
        { dayMs: day, reason: "shop", transfers: 1, minted: 0, burned: 1, moved: 9 },
        { dayMs: day, reason: "tax", transfers: 1, minted: 0, burned: 5, moved: 0 },
      ]);
      expect(ledger.reasons(span, false)).toMatchObject([{ reason: "quest" }, { reason: "shop", transfers: 2, moved: 49, burned: 1 }, {}]);
      expect(ledger.reasons({ fromMs: 20, untilMs: 21 }, false)).toMatchObject([{ dayMs: 20, reason: "shop", moved: 40 }]);
      expect(ledger.richest(1)).toMatchObject([{ id: 3, balance: 50 }]);
      expect(ledger.treasuries().map(({ name, balance }) => [name, balance])).toEqual([
        ["world", -100],
        ["tax", 6],
      ]);
    });

    it("lets go of the purse of what is gone once it is empty", () => {
      commit({ t: "entity", row: entityRow(3) }, PURSE, transfer(1, 5));
      commit({ t: "gone", id: asEntityId(3) });
      under = under.reopen();
      expect(under.store.load().purses.map(({ id }) => id)).toEqual([0, 3]);
      commit(transfer(2, -5));
      under = under.reopen();
      expect(under.store.load().purses.map(({ id }) => id)).toEqual([0]);
    });

    it("chains the audit log", () => {
      const entry = (what: string): Change => ({ t: "audit", entry: { atMs: 1, who: "ann", what, node: "!abc", turn: asTurnId(1) } });
      commit(entry("mint 5"), entry("mint 6"));
      commit(entry("ban bob"));
      under = under.reopen();
      const rows = under.store.auditRows(1, 10);
      expect(rows.map(({ what }) => what)).toEqual(["mint 5", "mint 6", "ban bob"]);
      expect(rows[2]!.before).toBe(rows[1]!.hash);
      expect(under.store.auditVerify()).toBe(0);
    });

    it("keeps builders' sources, and every edit of them for ever", () => {
      const edit = (version: number, after: string): Change => ({
        t: "edit",
        row: {
          ...{ pack: "ann", version, atMs: 40 + version, turn: asTurnId(version), author: asEntityId(7), authorName: "Ann" },
          ...{ verb: "add", message: "a rope", of: 0, base: version - 1, line: 0, before: "", after },
        },
      });
      const source = (version: number, text: string): Change => ({
        t: "source",
        row: { pack: "ann", owner: asEntityId(7), version, top: version, text },
      });
      commit(edit(1, "one\n"), source(1, "one\n"));
      commit(edit(2, "two\n"), source(2, "two\none\n"));
      under.store.begin();
      under.store.write([edit(3, "three\n"), source(3, "")]);
      under.store.rollback();
      under = under.reopen();
      expect(under.store.load().sources).toEqual([{ pack: "ann", owner: 7, version: 2, top: 2, text: "two\none\n" }]);
      const rows = under.store.edits("ann", 0, 10);
      expect(rows.map(({ version, after }) => [version, after])).toEqual([
        [2, "two\n"],
        [1, "one\n"],
      ]);
      expect(rows[1]).toEqual((edit(1, "one\n") as Extract<Change, { t: "edit" }>).row);
      expect(under.store.edits("ann", 2, 1).map(({ version }) => version)).toEqual([1]);
      expect(under.store.edits("bob", 0, 10)).toEqual([]);
      refuses(() => commit(edit(2, "again")));
    });

    it("remembers named values", () => {
      expect(under.store.meta("seed")).toBeUndefined();
      under.store.setMeta("seed", "7");
      under.store.commit();
      under = under.reopen();
      expect(under.store.meta("seed")).toBe("7");
    });
  });
  rowContract(name, open);
  versionContract(name, open);
  longBookContract(name, open);
  copyContract(name, open);
  inboxContract(name, open);
}
