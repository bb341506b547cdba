// Values that new definitions cannot hold: set aside under another key, out of every script's sight, and back when they fit again.

import type { Wire } from "../../dsl/wire.ts";
import type { EntityId } from "../base/ids.ts";
import { NOBODY } from "../base/ids.ts";
import type { Slot } from "./definition.ts";
import type { Definitions } from "./definitions.ts";
import type { EntityCell } from "./entity.ts";
import type { World } from "./world.ts";

/** No name in Lore has such a sign. */
const ASIDE = "~";

/** A kept value that its property's type does not take any more. */
export interface Misfit {
  readonly entity: EntityId;
  /** The slot's key. */
  readonly name: string;
  readonly who: EntityId;
  readonly value: Wire;
}

type Fits = (slot: Slot, value: Wire) => boolean;

/** After `adopt`, in its turn. `before`: the definitions until now, for properties of the same type are not looked at; null: all are. */
export function setAside(world: World, before: Definitions | null, fits: Fits): Misfit[] {
  const found: Misfit[] = [];
  for (const [id, cells] of world.cells.byModel) {
    const now = world.definitions.definition(id);
    if (now === undefined) continue;
    const old = before?.definition(id);
    const isChanged = (key: string, slot: Slot): boolean => !isSameType(old?.slots.get(key), slot);
    for (const cell of cells) {
      if (cell.state.size === 0 && cell.each.size === 0) continue;
      for (const [key, value] of [...cell.state]) bringOrPut(key, NOBODY, value, cell);
      for (const [key, values] of [...cell.each]) for (const [who, value] of [...values]) bringOrPut(key, who, value, cell);
    }
    function bringOrPut(key: string, who: EntityId, value: Wire, cell: EntityCell): void {
      const cut = key.indexOf(ASIDE);
      const name = cut < 0 ? key : key.slice(0, cut);
      const slot = now!.slots.get(name);
      if (slot === undefined || slot.key !== name || (slot.each === null) !== (who === NOBODY) || !isChanged(name, slot)) return;
      if (cut >= 0) {
        if (fits(slot, value) && heldBy(cell, name, who) === undefined) change(world, cell, key, name, who, value);
      } else if (!fits(slot, value)) {
        change(world, cell, key, `${name}${ASIDE}${old?.slots.get(name)?.type.t ?? "old"}`, who, value);
        found.push({ entity: cell.id, name, who, value });
      }
    }
  }
  return found;
}

function heldBy(cell: EntityCell, key: string, who: EntityId): Wire | undefined {
  return who === NOBODY ? cell.state.get(key) : cell.each.get(key)?.get(who);
}

function change(world: World, cell: EntityCell, from: string, to: string, who: EntityId, value: Wire): void {
  const { journal } = world;
  const put = (key: string, wire: Wire | undefined): void =>
    who === NOBODY ? journal.set(cell, key, wire) : journal.setEach(cell, key, who, wire);
  put(from, undefined);
  put(to, value);
}

const typeTexts = new WeakMap<object, string>();

function isSameType(old: Slot | undefined, now: Slot): boolean {
  return old !== undefined && old.each === now.each && (old.type === now.type || textOf(old.type) === textOf(now.type));
}

function textOf(type: object): string {
  let text = typeTexts.get(type);
  if (text === undefined) {
    text = JSON.stringify(type);
    typeTexts.set(type, text);
  }
  return text;
}
