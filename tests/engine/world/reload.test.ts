import { describe, expect, it } from "vitest";
import { asEntityId, NOBODY } from "../../../engine/base/ids.ts";
import { dropAliases, thinAliases } from "../../../engine/world/aliases.ts";
import { createInstance } from "../../../engine/world/births.ts";
import { things } from "../../../engine/world/contents.ts";
import { adopt } from "../../../engine/world/load.ts";
import { moveEntity } from "../../../engine/world/moves.ts";
import { findUnsound, snapshot } from "../../../engine/world/soundness.ts";
import { mergeStacks } from "../../../engine/world/stacks.ts";
import { harborPack, openHarbor } from "../../support/harbor.ts";
import { definitionsOf, entityOf } from "../../support/packs.ts";

const withEntities = (change: (pack: ReturnType<typeof harborPack>) => ReturnType<typeof harborPack>["entities"]) => {
  const pack = harborPack();
  return definitionsOf({ ...pack, entities: change(pack) });
};

describe("new definitions", () => {
  it("keep what play has changed and spawn what is new", () => {
    const h = openHarbor();
    h.world.journal.set(h.at("square"), "desc", "sBurnt down.");
    const next = withEntities((pack) => [...pack.entities, entityOf("town.bell", ["core.fixture"], { place: "town.square" })]);
    const { born, lost } = adopt(h.world, next);
    expect(born.map(({ key }) => key)).toEqual(["town.bell"]);
    expect(lost).toEqual([]);
    expect(h.at("square").state.get("desc")).toBe("sBurnt down.");
    expect(h.at("square").definition).toBe(next.definition("town.square"));
  });

  it("send what lost its definition to limbo, and bring it back whole", () => {
    const h = openHarbor();
    const rope = createInstance(h.world, h.definitions.definition("town.rope")!, h.ann);
    expect(rope).toHaveProperty("ok");
    h.world.journal.set(h.at("mira"), "name", "sMirabel");
    h.turn();
    const poorer = withEntities((pack) => pack.entities.filter(({ id }) => id !== "town.mira" && id !== "town.rope"));
    expect(adopt(h.world, poorer).lost.map(({ definition }) => definition.id)).toEqual(["town.mira", "town.rope"]);
    h.turn();
    expect(h.world.limbo()).toHaveLength(2);
    expect(h.at("mira").definition.isA("core.npc")).toBe(false);
    expect(things(h.ann)).toEqual([]);
    const again = h.reload(poorer);
    expect(snapshot(again)).toMatchObject({ limbo: [[expect.anything(), { model: "town.mira", sinceMs: 2_000 }], expect.anything()] });
    again.journal.open(3_000);
    expect(adopt(again, h.definitions).back.map(({ definition }) => definition.id)).toEqual(["town.mira", "town.rope"]);
    expect(again.byKey("town.mira")?.state.get("name")).toBe("sMirabel");
    expect(again.limbo()).toEqual([]);
    expect(findUnsound(again)).toEqual([]);
  });

  it("leave players of a lost room as strays, with all they carry", () => {
    const h = openHarbor();
    adopt(
      h.world,
      withEntities((pack) => pack.entities.filter(({ id }) => id !== "town.square")),
    );
    expect(h.world.strays()).toEqual([h.ann, h.bob]);
  });
});

describe("stacks at the end of a turn", () => {
  const coins = (h: ReturnType<typeof openHarbor>) => things(h.ann).map(({ count }) => count);
  const mint = (h: ReturnType<typeof openHarbor>, times: number) => {
    const made = createInstance(h.world, h.definitions.definition("town.coin")!, h.ann, { times });
    return "ok" in made ? made.ok : expect.fail();
  };

  it("become one, and the old number still finds them", () => {
    const h = openHarbor();
    const first = mint(h, 3);
    mergeStacks(h.world);
    h.turn();
    const second = mint(h, 4);
    expect(coins(h)).toEqual([3, 4]);
    h.turn();
    h.world.journal.move(second, h.ann);
    mergeStacks(h.world);
    expect(coins(h)).toEqual([7]);
    expect(h.world.ofWire(second.wire)).toBe(first);
    h.turn();
    expect(h.reload().entity(second.id)?.count).toBe(7);
  });

  it("write nothing of what came and went in one turn", () => {
    const h = openHarbor();
    const first = mint(h, 3);
    h.turn();
    const second = mint(h, 4);
    const named = mint(h, 5);
    h.world.journal.set(h.bob, "desc", `s${named.wire}`);
    mergeStacks(h.world);
    const { changes } = h.world.journal.close();
    expect(changes.filter(({ t }) => t === "entity")).toMatchObject([{ row: { id: first.id, count: 12 } }]);
    expect(changes.filter(({ t }) => t === "gone")).toEqual([]);
    expect(changes.filter(({ t }) => t === "alias")).toEqual([{ t: "alias", old: named.id, now: first.id }]);
    expect(h.world.ofWire(second.wire)).toBeUndefined();
    expect(h.world.ofWire(named.wire)).toBe(first);
  });

  it("become one again when what set them apart is put back to what it starts as", () => {
    const h = openHarbor();
    const plain = mint(h, 2);
    const marked = mint(h, 1);
    h.world.journal.set(marked, "title", "sducat");
    mergeStacks(h.world);
    expect(coins(h)).toEqual([2, 1]);
    const start = plain.definition.slot("title")!.value;
    h.world.journal.set(marked, "title", "wire" in start ? start.wire : null);
    mergeStacks(h.world);
    expect(coins(h)).toEqual([3]);
  });

  it("leave no names behind that nobody holds", () => {
    const h = openHarbor();
    const kept = mint(h, 1);
    const [held, free] = [mint(h, 1), mint(h, 1)];
    h.world.journal.set(h.bob, "desc", `j["l","${held.wire}"]`);
    mergeStacks(h.world);
    dropAliases(h.world);
    expect(h.world.ofWire(held.wire)).toBe(kept);
    expect(h.world.ofWire(free.wire)).toBeUndefined();
    h.turn();
    expect(snapshot(h.reload())).toMatchObject({ aliases: [[held.id, kept.id]] });
  });

  it("drop such names now and then while the world runs", () => {
    const h = openHarbor();
    mint(h, 1);
    for (let i = 0; i < 1_001; i++) {
      mint(h, 1);
      h.turn();
      h.world.journal.move(things(h.ann)[1]!, h.ann);
      mergeStacks(h.world);
    }
    thinAliases(h.world, 255);
    expect(h.world.cells.aliases.size).toBe(1_001);
    thinAliases(h.world, 256);
    expect(h.world.cells.aliases.size).toBe(0);
  });

  it("all of one place become one, however many came", () => {
    const h = openHarbor();
    for (let i = 0; i < 5; i++) mint(h, 1);
    mergeStacks(h.world);
    expect(coins(h)).toEqual([5]);
  });

  it("stay apart where any state, owner or place differs", () => {
    const h = openHarbor();
    h.world.journal.set(mint(h, 1), "name", "sducat");
    h.world.journal.setOwner(mint(h, 1), h.bob.id);
    moveEntity(h.world, mint(h, 1), h.bob);
    mint(h, 1);
    mergeStacks(h.world);
    expect(coins(h)).toEqual([1, 1, 1]);
  });
});

describe("a world that is not whole", () => {
  const row = (id: number, place: number) => ({
    ...{ id: asEntityId(id), key: null, model: "town.chest", place: asEntityId(place) },
    ...{ arrival: id, count: 1, owner: NOBODY, madeMs: 0 },
  });
  for (const [what, rows] of [
    ["is in what is not there", [row(90, 91)]],
    ["goes round in circles", [row(90, 91), row(91, 90)]],
  ] as const) {
    it(`is not played: something ${what}`, () => {
      const h = openHarbor();
      h.store.write(rows.map((one) => ({ t: "entity", row: one })));
      expect(() => h.reload()).toThrow(expect.objectContaining({ code: "E_WORLD" }));
    });
  }
});
