// Values that new definitions cannot hold: set aside under another key, out of every script's sight, and back when they fit again.

import type { Wire } from "../../dsl/wire.ts";
import type { EntityId } from "../base/ids.ts";
import { NOBODY } from "../base/ids.ts";
import type { Definition, Slot } from "./definition.ts";
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

/** A value under a key of a property whose type is another now. */
interface Held {
  readonly cell: EntityCell;
  readonly key: string;
  readonly slot: Slot;
  readonly who: EntityId;
  readonly value: Wire;
}

/** After `adopt`, in its turn. `before`: the definitions until now, for properties of the same type are not looked at; null: all are. */
export function setAside(world: World, before: Definitions | null, fits: Fits): Misfit[] {
  const found: Misfit[] = [];
  for (const { cell, key, slot, who, value } of heldOtherwise(world, before)) {
    const name = slot.key;
    if (key !== name) {
      if (fits(slot, value) && heldBy(cell, name, who) === undefined) change(world, cell, key, name, who, value);
    } else if (!fits(slot, value)) {
      const old = before?.definition(cell.definition.id)?.slots.get(name);
      change(world, cell, key, `${name}${ASIDE}${old?.type.t ?? "old"}`, who, value);
      found.push({ entity: cell.id, name, who, value });
    }
  }
  return found;
}

/** All are looked at while nobody plays, and next to none is held otherwise: nothing is made for the others. */
function heldOtherwise(world: World, before: Definitions | null): Held[] {
  const found: Held[] = [];
  for (const [id, cells] of world.cells.byModel) {
    const now = world.definitions.definition(id);
    const old = before?.definition(id);
    if (now === undefined || now === old) continue;
    for (const cell of cells) {
      for (const key of cell.state.keys()) {
        const slot = otherSlot(key, false, now, old);
        if (slot !== null) found.push({ cell, key, slot, who: NOBODY, value: cell.state.get(key)! });
      }
      for (const key of cell.each.keys()) {
        const slot = otherSlot(key, true, now, old);
        if (slot === null) continue;
        for (const [who, value] of cell.each.get(key)!) found.push({ cell, key, slot, who, value });
      }
    }
  }
  return found;
}

/** The slot that a key is of, be it set aside, where its type is another than before. */
function otherSlot(key: string, isEach: boolean, now: Definition, old: Definition | undefined): Slot | null {
  const cut = key.indexOf(ASIDE);
  const name = cut < 0 ? key : key.slice(0, cut);
  const slot = now.slots.get(name);
  if (slot === undefined || slot.key !== name || (slot.each !== null) !== isEach) return null;
  return isSameType(old?.slots.get(name), slot) ? null : slot;
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
