// A small world by hand: a square and a market, a hatch between square and cellar, things that stack, a flat to copy.

import type { CompiledPack } from "../../dsl/program.ts";
import { openMemoryStore } from "../../engine/store/memory-store.ts";
import { createPlayer } from "../../engine/world/births.ts";
import type { Definitions } from "../../engine/world/definitions.ts";
import type { Entity } from "../../engine/world/entity.ts";
import { adopt, loadWorld } from "../../engine/world/load.ts";
import type { Store } from "../../engine/world/port.ts";
import type { World } from "../../engine/world/world.ts";
import { BOOL, definitionsOf, entityOf, kindOf, NUMBER, packOf, propOf } from "./packs.ts";

const exit = (direction: string, to: string, door?: string) => ({
  direction,
  to: `town.${to}`,
  attrs: [],
  line: 1,
  ...(door === undefined ? {} : { door: `town.${door}` }),
});
const inside = (parent: string) => ({ place: `town.${parent}`, parent: `town.${parent}` }) as const;

export function harborPack(more: Partial<CompiledPack> = {}): CompiledPack {
  return packOf("town", {
    kinds: [
      kindOf("town.home", ["core.area"], {
        props: [propOf("guest", BOOL, { wire: false }, "core.player"), propOf("rent", NUMBER, { wire: 100 })],
      }),
    ],
    entities: [
      entityOf("town.square", ["core.room"], { title: "Harbor Square", exits: [exit("north", "market"), exit("down", "cellar", "hatch")] }),
      entityOf("town.fountain", ["core.fixture"], { ...inside("square"), title: "stone fountain" }),
      entityOf("town.market", ["core.room"], { exits: [exit("south", "square"), exit("east", "nowhere")] }),
      entityOf("town.cellar", ["core.room"], { exits: [exit("up", "square", "hatch")] }),
      entityOf("town.hatch", ["core.door"], { model: true, values: [{ name: "locked", value: { wire: true } }] }),
      entityOf("town.brass_key", ["core.thing"], { model: true, place: "town.square" }),
      entityOf("town.coin", ["core.thing"], { model: true }),
      entityOf("town.rope", ["core.thing"], { model: true, title: "coil of rope", values: [{ name: "weight", value: { wire: 2 } }] }),
      entityOf("town.chest", ["core.container"], { model: true, values: [{ name: "closed", value: { wire: true } }] }),
      entityOf("town.chest.pearl", ["core.thing"], { model: true, ...inside("chest") }),
      entityOf("town.mira", ["core.npc", "core.account"], {
        title: "Mira",
        place: "town.market",
        props: [propOf("trust", NUMBER, { wire: 0 }, "core.player")],
      }),
      entityOf("town.flat", ["town.home"], { model: true }),
      entityOf("town.flat.hall", ["core.room"], {
        ...inside("flat"),
        exits: [exit("north", "flat.parlour", "flat.door"), exit("out", "square")],
      }),
      entityOf("town.flat.parlour", ["core.room"], { ...inside("flat"), exits: [exit("south", "flat.hall", "flat.door")] }),
      entityOf("town.flat.door", ["core.door"], { ...inside("flat") }),
      entityOf("town.flat.hall.stove", ["core.fixture"], { place: "town.flat.hall", parent: "town.flat.hall" }),
    ],
    ...more,
  });
}

export interface Harbor {
  readonly world: World;
  readonly definitions: Definitions;
  readonly store: Store;
  readonly ann: Entity;
  readonly bob: Entity;
  /** The entity or placement of that name. */
  at(name: string): Entity;
  /** Ends the open turn, writes it, and opens another. */
  turn(): void;
  /** The same world, read again from the store. */
  reload(definitions?: Definitions): World;
}

/** Spawned, with Ann and Bob in the square, and a turn open. */
export function openHarbor(store: Store = openMemoryStore(), packs: readonly CompiledPack[] = [harborPack()]): Harbor {
  const definitions = definitionsOf(...packs);
  const world = loadWorld(definitions, store.load(), store);
  world.journal.open(1_000);
  adopt(world, definitions);
  const at = (name: string): Entity => world.byKey(`town.${name}`)!;
  const ann = createPlayer(world, "Ann", at("square"));
  const bob = createPlayer(world, "Bob", at("square"));
  const turn = (): void => {
    store.write(world.journal.close().changes);
    store.commit();
    world.journal.open(2_000);
  };
  turn();
  return { world, definitions, store, ann, bob, at, turn, reload: (next = definitions) => loadWorld(next, store.load(), store) };
}
