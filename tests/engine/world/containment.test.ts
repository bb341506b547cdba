import { describe, expect, it } from "vitest";
import { createInstance } from "../../../engine/world/births.ts";
import { areaOf, countHeld, entry, has, inner, players, roomOf, rooms, things } from "../../../engine/world/contents.ts";
import type { Entity } from "../../../engine/world/entity.ts";
import { exitAt, exitKey, exitOfWire, exitProperty, exitsOf } from "../../../engine/world/exits.ts";
import { destroyEntity, moveEntity } from "../../../engine/world/moves.ts";
import { findUnsound, snapshot } from "../../../engine/world/soundness.ts";
import { type Harbor, openHarbor } from "../../support/harbor.ts";

const make = (h: Harbor, model: string, place: Entity | null, times = 1): Entity => {
  const made = createInstance(h.world, h.definitions.definition(`town.${model}`)!, place, { times });
  if ("refused" in made) expect.fail(made.refused);
  return made.ok;
};

describe("spawning", () => {
  it("places what is declared somewhere, once, and doors of exits with it", () => {
    const h = openHarbor();
    expect(things(h.at("square")).map((thing) => thing.key)).toEqual(["town.fountain", "town.brass_key"]);
    expect(h.at("mira").place).toBe(h.at("market"));
    expect(h.at("hatch").place).toBeNull();
    expect(h.world.instances("town.coin")).toEqual([]);
    expect(h.world.instances("town.flat.hall")).toEqual([]);
    expect(findUnsound(h.world)).toEqual([]);
  });

  it("does not bring back what was destroyed or taken away", () => {
    const h = openHarbor();
    destroyEntity(h.world, h.at("brass_key"));
    moveEntity(h.world, h.at("fountain"), h.at("market"));
    h.turn();
    const again = openHarbor(h.store);
    expect(again.world.byKey("town.brass_key")).toBeUndefined();
    expect(again.at("fountain").place).toBe(again.at("market"));
  });
});

describe("containment", () => {
  it("keeps the order of arrival", () => {
    const h = openHarbor();
    moveEntity(h.world, h.ann, h.at("market"));
    moveEntity(h.world, h.ann, h.at("square"));
    expect(players(h.at("square"))).toEqual([h.bob, h.ann]);
  });

  it("never lets a thing into itself", () => {
    const h = openHarbor();
    const outer = make(h, "chest", h.at("square"));
    const small = make(h, "chest", outer);
    expect(moveEntity(h.world, outer, small)).toEqual({ refused: "inside itself" });
    expect(moveEntity(h.world, outer, outer)).toEqual({ refused: "inside itself" });
  });

  it("finds the room and the area at any depth", () => {
    const h = openHarbor();
    const flat = make(h, "flat", null);
    const chest = make(h, "chest", inner(flat, "hall"));
    expect(roomOf(chest.contents[0]!)).toBe(inner(flat, "hall"));
    expect(areaOf(chest.contents[0]!)).toBe(flat);
    expect(areaOf(h.ann)).toBeNull();
  });

  it("has what lies open or in its own boxes, not what others shut away", () => {
    const h = openHarbor();
    const chest = make(h, "chest", h.at("square"));
    const has_ = (holder: Entity): boolean => has(h.world, holder, "@town.chest.pearl");
    expect(has_(h.at("square"))).toBe(false);
    expect(has_(chest)).toBe(true);
    h.world.journal.set(chest, "closed", false);
    expect(has_(h.at("square"))).toBe(true);
    h.world.journal.set(chest, "closed", true);
    moveEntity(h.world, chest, h.ann);
    expect(has_(h.ann)).toBe(true);
    expect(has_(h.at("square"))).toBe(false);
    expect(has(h.world, h.ann, chest.contents[0]!.wire)).toBe(true);
    expect(has(h.world, h.at("square"), chest.contents[0]!.wire)).toBe(false);
    expect(has(h.world, h.ann, "kcore.container")).toBe(true);
  });
});

describe("exits", () => {
  it("lead to rooms, through a door that both sides share", () => {
    const h = openHarbor();
    expect(exitAt(h.world, h.at("square"), "north")?.to).toBe(h.at("market"));
    expect(exitAt(h.world, h.at("square"), "down")?.door).toBe(h.at("hatch"));
    expect(exitAt(h.world, h.at("cellar"), "up")?.door).toBe(h.at("hatch"));
    expect(exitAt(h.world, h.at("market"), "east")?.to).toBeNull();
    expect(exitAt(h.world, h.at("market"), "west")).toBeNull();
    expect(exitsOf(h.world, h.at("square")).map(({ direction }) => direction)).toEqual(["north", "down"]);
  });

  it("are found by their wire, and follow what play has set", () => {
    const h = openHarbor();
    const { wire } = exitAt(h.world, h.at("square"), "north")!;
    expect(wire).toBe(`%${h.at("square").id}:north`);
    h.world.journal.set(h.at("square"), exitKey("north", "to"), h.at("cellar").wire);
    h.world.journal.set(h.at("square"), exitKey("north", "hidden"), true);
    expect(exitOfWire(h.world, wire)?.to).toBe(h.at("cellar"));
    expect(exitProperty(exitOfWire(h.world, wire)!, "hidden")).toBe(true);
    expect(exitOfWire(h.world, "%999:north")).toBeNull();
  });
});

describe("areas", () => {
  it("are copied whole, inner exits rewired and outer ones kept", () => {
    const h = openHarbor();
    const [one, two] = [make(h, "flat", null), make(h, "flat", null)];
    expect(rooms(two).map(({ definition }) => definition.name)).toEqual(["hall", "parlour"]);
    expect(entry(two)).toBe(inner(two, "hall"));
    expect(exitAt(h.world, inner(two, "hall")!, "north")?.to).toBe(inner(two, "parlour"));
    expect(exitAt(h.world, inner(one, "hall")!, "north")?.door).toBe(inner(one, "door"));
    expect(exitAt(h.world, inner(two, "parlour")!, "south")?.door).toBe(inner(two, "door"));
    expect(inner(one, "door")).not.toBe(inner(two, "door"));
    expect(exitAt(h.world, inner(two, "hall")!, "out")?.to).toBe(h.at("square"));
    expect(things(inner(two, "hall")!).map(({ definition }) => definition.name)).toEqual(["stove"]);
    expect(h.world.ofKind("town.home")).toEqual([one, two]);
  });

  it("are not destroyed over a player or over what nobody owns", () => {
    const h = openHarbor();
    const flat = make(h, "flat", null);
    moveEntity(h.world, h.ann, inner(flat, "hall")!);
    expect(destroyEntity(h.world, flat)).toEqual({ refused: "a player is inside" });
    moveEntity(h.world, h.ann, h.at("square"));
    const rope = make(h, "rope", inner(flat, "parlour"));
    expect(destroyEntity(h.world, flat)).toEqual({ refused: "things are inside" });
    moveEntity(h.world, rope, h.ann);
    const size = h.world.size;
    expect(destroyEntity(h.world, flat)).toEqual({ ok: true });
    expect(size - h.world.size).toBe(5);
    expect(findUnsound(h.world)).toEqual([]);
  });
});

describe("counts", () => {
  it("stand in one stack, part from it and find back", () => {
    const h = openHarbor();
    const coins = make(h, "coin", h.at("square"), 10);
    expect(moveEntity(h.world, coins, h.ann, 4)).toEqual({ ok: coins });
    expect([coins.count, coins.place]).toEqual([4, h.ann]);
    const rest = things(h.at("square")).find(({ definition }) => definition.id === "town.coin")!;
    expect(rest.count).toBe(6);
    expect(countHeld(h.world, h.at("square"), "@town.coin")).toBe(10);
    expect(moveEntity(h.world, coins, h.bob, 5)).toEqual({ refused: "not enough" });
    expect(moveEntity(h.world, coins, h.bob, 0.5)).toEqual({ refused: "not a whole number" });
  });

  it("leave the rest where it stood among the others", () => {
    const h = openHarbor();
    const coins = make(h, "coin", h.at("market"), 3);
    make(h, "rope", h.at("market"));
    moveEntity(h.world, coins, h.ann, 1);
    expect(things(h.at("market")).map(({ definition, count }) => [definition.name, count])).toEqual([
      ["coin", 2],
      ["rope", 1],
    ]);
  });

  it("keep their state when they part", () => {
    const h = openHarbor();
    const coins = make(h, "coin", h.ann, 2);
    h.world.journal.set(coins, "name", "sducat");
    moveEntity(h.world, coins, h.bob, 1);
    expect(h.ann.contents[0]!.state.get("name")).toBe("sducat");
  });
});

it("does not share a stack of boxes", () => {
  const h = openHarbor();
  const last = make(h, "chest", h.at("market"), 2);
  expect(things(h.at("market")).map(({ count, contents }) => [count, contents.length])).toEqual([
    [1, 1],
    [1, 1],
  ]);
  expect(last.contents[0]!.definition.id).toBe("town.chest.pearl");
});

it("destroys what is inside with its box, but no player", () => {
  const h = openHarbor();
  const chest = make(h, "chest", h.at("market"));
  const before = snapshot(h.world);
  const mark = h.world.journal.mark();
  destroyEntity(h.world, chest);
  expect(h.world.instances("town.chest.pearl")).toEqual([]);
  h.world.journal.undo(mark);
  expect(snapshot(h.world)).toEqual(before);
  expect(destroyEntity(h.world, h.at("square"))).toEqual({ refused: "a player is inside" });
});
