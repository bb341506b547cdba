import { describe, expect, it } from "vitest";
import { CAP_EVERY, KEEP_GONE_MS, MOST_ROWS, PRUNE_EVERY } from "../../../engine/store/history.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import { createInstance } from "../../../engine/world/births.ts";
import type { Entity } from "../../../engine/world/entity.ts";
import { destroyEntity, moveEntity } from "../../../engine/world/moves.ts";
import { mergeStacks } from "../../../engine/world/stacks.ts";
import { type Harbor, openHarbor } from "../../support/harbor.ts";

const STORES = [
  ["memory", () => openMemoryStore()],
  ["SQLite", () => openSqliteStore({ path: ":memory:" })],
] as const;

const made = (h: Harbor, name: string, place: Entity, times = 1): Entity => {
  const out = createInstance(h.world, h.definitions.definition(`town.${name}`)!, place, { times });
  if ("refused" in out) throw new TypeError(out.refused);
  return out.ok;
};

const finish = (h: Harbor): void => {
  mergeStacks(h.world);
  h.turn();
};

const told = (h: Harbor, thing: Entity, limit = 50): string[] =>
  h.store
    .history({ thing: thing.id }, 0, limit)
    .map((row) => `${row.deed} ${row.count} ${row.fromName}>${row.whoName}${row.gone ? " gone" : ""}`);

describe.each(STORES)("the history of things in %s", (_, open) => {
  it("has a row for each change of hands and none for a change of rooms", () => {
    const h = openHarbor(open());
    const rope = made(h, "rope", h.ann);
    finish(h);
    h.world.journal.beginDeed("give");
    moveEntity(h.world, rope, h.bob);
    h.world.journal.endDeed();
    finish(h);
    moveEntity(h.world, h.bob, h.at("market"));
    finish(h);
    moveEntity(h.world, rope, h.at("market"));
    finish(h);
    moveEntity(h.world, rope, h.at("square"));
    finish(h);
    destroyEntity(h.world, rope);
    finish(h);
    expect(told(h, rope)).toEqual(["destroy 1 > gone", "move 1 Bob>", "give 1 Ann>Bob", "create 1 >Ann"]);
  });

  it("says nothing of what no player ever had", () => {
    const h = openHarbor(open());
    const rope = made(h, "rope", h.at("square"));
    finish(h);
    moveEntity(h.world, rope, h.at("market"));
    finish(h);
    destroyEntity(h.world, rope);
    finish(h);
    expect(told(h, rope)).toEqual([]);
  });

  it("follows a part to the stack it was split from, and what two stacks became", () => {
    const h = openHarbor(open());
    const ropes = made(h, "rope", h.ann, 5);
    finish(h);
    moveEntity(h.world, ropes, h.bob, 2);
    finish(h);
    const rest = h.ann.contents[0]!;
    expect(told(h, ropes)).toEqual(["move 2 Ann>Bob", "create 5 >Ann"]);
    expect(told(h, rest)).toEqual(["split 3 Ann>Ann", "create 5 >Ann"]);
    moveEntity(h.world, rest, h.bob);
    finish(h);
    expect(h.bob.contents.map(({ count }) => count)).toEqual([5]);
    expect(told(h, ropes)[0]).toBe("move 3 Ann>Bob gone");
    expect(told(h, rest)[0]).toBe("move 3 Ann>Bob gone");
  });

  it("knows what lay in a box that changed hands, and where what came out of it was before", () => {
    const h = openHarbor(open());
    const chest = made(h, "chest", h.ann);
    const pearl = chest.contents[0]!;
    finish(h);
    moveEntity(h.world, chest, h.bob);
    finish(h);
    moveEntity(h.world, chest, h.ann);
    moveEntity(h.world, pearl, h.at("square"));
    finish(h);
    expect(told(h, pearl)).toEqual(["move 1 Bob>", "move 1 Ann>Bob", "create 1 >Ann"]);
  });

  it("forgets what was taken back", () => {
    const h = openHarbor(open());
    const rope = made(h, "rope", h.ann);
    finish(h);
    const mark = h.world.journal.mark();
    h.world.journal.beginDeed("give");
    moveEntity(h.world, rope, h.bob);
    made(h, "rope", h.bob);
    h.world.journal.undo(mark);
    finish(h);
    moveEntity(h.world, rope, h.at("square"));
    finish(h);
    expect(told(h, rope)).toEqual(["move 1 Ann>", "create 1 >Ann"]);
    expect(h.store.history({ player: h.bob.id }, 0, 9)).toEqual([]);
  });

  it("keeps the first and the newest rows of a thing, and what is no more for ninety days", () => {
    const h = openHarbor(open());
    const { store, ann, bob } = h;
    const row = (thing: number, n: number, gone = false) => ({
      ...{ thing: thing as Entity["id"], name: "rope", count: n, deed: "give", who: ann.id, whoName: "Ann", from: bob.id, fromName: "Bob" },
      ...{
        place: "",
        origin: 0 as Entity["id"],
        into: 0 as Entity["id"],
        gone,
        atMs: gone ? 0 : KEEP_GONE_MS + 1,
        turn: h.world.journal.turn,
      },
    });
    const many = MOST_ROWS + 2 * CAP_EVERY;
    store.write([{ t: "history", row: row(900, 1, true), known: 0 as Entity["id"] }]);
    for (let n = 1; n <= many; n++) store.write([{ t: "history", row: row(901, n), known: 0 as Entity["id"] }]);
    const counts = store.history({ thing: 901 as Entity["id"] }, 0, 1_000).map(({ count }) => count);
    expect(counts.length).toBeLessThan(MOST_ROWS + CAP_EVERY);
    expect([counts[0], counts.at(-1)]).toEqual([many, 1]);
    expect(store.history({ thing: 900 as Entity["id"] }, 0, 9)).toHaveLength(1);
    for (let n = many; n <= PRUNE_EVERY; n++) store.write([{ t: "history", row: row(902 + n, n), known: 0 as Entity["id"] }]);
    expect(store.history({ thing: 900 as Entity["id"] }, 0, 9)).toEqual([]);
    store.commit();
  });
});
