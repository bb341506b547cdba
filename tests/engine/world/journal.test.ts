// The journal under wild use: whatever was done, undoing to a mark gives back exactly what was there, in memory and in the store.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Wire } from "../../../dsl/wire.ts";
import { asEntityId, asPurseId, asRowId, type EntityId } from "../../../engine/base/ids.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import { createInstance, createPlayer } from "../../../engine/world/births.ts";
import type { Entity } from "../../../engine/world/entity.ts";
import { burn, mint, pay } from "../../../engine/world/ledger.ts";
import { destroyEntity, moveEntity, takeOut } from "../../../engine/world/moves.ts";
import type { Store } from "../../../engine/world/port.ts";
import { findUnsound, snapshot } from "../../../engine/world/soundness.ts";
import { mergeStacks } from "../../../engine/world/stacks.ts";
import { turnDigest } from "../../../engine/world/turn-digest.ts";
import { type Harbor, harborPack, openHarbor } from "../../support/harbor.ts";
import { entityType, maybe, NUMBER, TEXT, tableOf } from "../../support/packs.ts";

const TABLES = [
  tableOf("town.note", { about: entityType("core.thing"), by: maybe(entityType("core.player")), n: NUMBER }, { key: ["n"] }),
  tableOf("town.mark", { note: { t: "row", table: "town.note", optional: true }, word: TEXT }),
];
const PACKS = [harborPack({ tables: TABLES })];
const MODELS = ["coin", "rope", "chest", "flat"];

type Act = readonly [op: number, a: number, b: number, c: number];

/** One mutation, chosen by numbers; what makes no sense is refused by the world and changes nothing. */
function perform(h: Harbor, [op, a, b, c]: Act): void {
  const { world } = h;
  const { journal } = world;
  const all = [...world.all()].sort((x, y) => x.id - y.id);
  // Everything may have been destroyed.
  if (all.length === 0) return;
  const pick = (n: number): Entity => all[n % all.length]!;
  const rows = world.rows!;
  const acts: (() => void)[] = [
    () => void createInstance(world, h.definitions.definition(`town.${MODELS[a % MODELS.length]!}`)!, pick(b), { times: (c % 4) + 1 }),
    () => void moveEntity(world, pick(a), pick(b), (c % 3) + 1),
    () => void moveEntity(world, pick(a), pick(b)),
    () => void destroyEntity(world, pick(a)),
    () => takeOut(world, pick(a)),
    () => journal.set(pick(a), ["name", "weight", ">north.to"][b % 3]!, [null, "sx", 3, true, undefined][c % 5] as Wire | undefined),
    () => journal.setEach(pick(a), "trust", asEntityId(pick(b).id), c % 3 === 0 ? undefined : c),
    () => journal.setOwner(pick(a), pick(b).id),
    () => void journal.addTimer({ dueMs: c, kind: "after", entity: pick(a).id, pack: "town", code: "x", payload: "" }),
    () => {
      const timer = world.timers()[a % Math.max(1, world.timers().length)];
      if (timer !== undefined) journal.removeTimer(timer);
    },
    () => void journal.addPrompt({ who: pick(a).id, dueMs: c, pack: "town", code: "x", payload: "" }),
    () => {
      const [prompt] = world.promptsOf(pick(a).id);
      if (prompt !== undefined) journal.removePrompt(prompt);
    },
    () => journal.audit({ who: "ann", what: `line ${c}`, node: "" }),
    () => void mint(world, { account: asPurseId(pick(a).id), treasury: "test", amount: c, memo: "" }),
    () => void burn(world, { account: asPurseId(pick(a).id), treasury: "test", amount: c, memo: "" }),
    () =>
      void pay(world, {
        from: asPurseId(pick(a).id),
        to: asPurseId(pick(b).id),
        amount: c,
        memo: "pay",
        ...(c % 2 === 0 ? { key: `k${c}` } : {}),
      }),
    () => journal.setData(`space${a % 2}`, `key${b % 2}`, c % 3 === 0 ? undefined : `${c}`),
    () => void createPlayer(world, `P${c}`, pick(a)),
    () => journal.setAccount(pick(a).id, account(pick(a).id, c)),
    () =>
      void rows.add(
        "town.note",
        new Map<string, Wire>([
          ["about", pick(a).wire],
          ["by", c % 2 === 0 ? null : pick(b).wire],
          ["n", c % 4],
        ]),
        1,
        journal.row,
      ),
    () =>
      void rows.add(
        "town.mark",
        new Map<string, Wire>([
          ["note", `rtown.note:${(a % 4) + 1}`],
          ["word", `s${c}`],
        ]),
        1,
        journal.row,
      ),
    () => void rows.set("town.note", asRowId((a % 4) + 1), "n", c, journal.row),
    () => void rows.remove("town.note", asRowId((a % 4) + 1), journal.row),
    () => mergeStacks(world),
  ];
  acts[op % acts.length]!();
}

const account = (entity: EntityId, n: number) => ({
  ...{ entity, name: `A${n}`, folded: `a${n}-${entity}`, secret: "", rank: "player" },
  ...{ madeMs: 0, seenMs: n, failures: 0, lockedUntilMs: 0 },
});

const act = fc.tuple(fc.nat(23), fc.nat(40), fc.nat(40), fc.nat(9));
const acts = fc.array(act, { maxLength: 40, size: "max" });

function rowsOf(store: Store): unknown {
  return TABLES.map(({ id }) => {
    const ids = store.rows.select({ table: id, where: null, order: [], limit: null, skip: null, sets: [] }, [], 1_000);
    return ids.map((row) => Object.fromEntries(store.rows.get(id, row)!));
  });
}

const stateOf = (h: Harbor): unknown => ({ world: snapshot(h.world), rows: rowsOf(h.store) });

for (const [name, open] of [
  ["memory", openMemoryStore],
  ["SQLite", () => openSqliteStore({ path: ":memory:" })],
] as const) {
  describe(`a journal over the ${name} store`, () => {
    it("takes any acts back to any mark", () => {
      fc.assert(
        fc.property(acts, acts, acts, (before, inner, after) => {
          const h = openHarbor(open(), PACKS);
          const { journal } = h.world;
          for (const one of before) perform(h, one);
          const [outerMark, outerState] = [journal.mark(), stateOf(h)];
          for (const one of inner) perform(h, one);
          const [innerMark, innerState] = [journal.mark(), stateOf(h)];
          for (const one of after) perform(h, one);
          expect(findUnsound(h.world)).toEqual([]);
          journal.undo(innerMark);
          expect(stateOf(h)).toEqual(innerState);
          journal.undo(outerMark);
          expect(stateOf(h)).toEqual(outerState);
          h.store.close();
        }),
        { numRuns: name === "memory" ? 150 : 60 },
      );
    });

    it("writes what was done, so that a world read again is the same", () => {
      fc.assert(
        fc.property(fc.array(acts, { maxLength: 4 }), (turns) => {
          const h = openHarbor(open(), PACKS);
          for (const turn of turns) {
            for (const one of turn) perform(h, one);
            mergeStacks(h.world);
            h.turn();
          }
          const again = h.reload();
          // The open turn has taken its number already.
          again.journal.open(0);
          expect(snapshot(again)).toEqual(snapshot(h.world));
          expect(findUnsound(again)).toEqual([]);
          expect(h.store.reconcile()).toEqual([]);
          h.store.close();
        }),
        { numRuns: name === "memory" ? 100 : 40 },
      );
    });
  });
}

it("gives the same digest for the same acts, and another for others", () => {
  fc.assert(
    fc.property(acts, (list) => {
      const run = (more?: string): string => {
        const h = openHarbor(openMemoryStore(), PACKS);
        for (const one of list) perform(h, one);
        // No act that needs an entity: all may have been destroyed.
        h.world.journal.setData("more", "more", more);
        const { changes, weight } = h.world.journal.close();
        return turnDigest({ ...weight, said: [] }, changes);
      };
      const first = run();
      expect(run()).toBe(first);
      expect(run("1")).not.toBe(first);
    }),
    { numRuns: 30 },
  );
});

it("leaves nothing of what was undone in changes and digest", () => {
  const plain = openHarbor();
  plain.world.journal.set(plain.ann, "name", "sAnne");
  const detour = openHarbor();
  const mark = detour.world.journal.mark();
  createInstance(detour.world, detour.definitions.definition("town.coin")!, detour.ann);
  detour.world.journal.setData("play", "1", "No.");
  detour.world.journal.undo(mark);
  detour.world.journal.set(detour.ann, "name", "sAnne");
  expect(detour.world.journal.close()).toEqual(plain.world.journal.close());
});

it("lists each thing touched once, as it ended", () => {
  const { world, ann } = openHarbor();
  world.journal.set(ann, "level", 1);
  world.journal.set(ann, "level", 2);
  const { changes } = world.journal.close();
  expect(changes.filter(({ t }) => t === "prop")).toEqual([{ t: "prop", row: { entity: ann.id, name: "level", who: 0, value: 2 } }]);
});
