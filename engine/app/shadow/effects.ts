// What a turn did, as lines that a sysop can compare: what it is about, and what became of it.

import { type Currency, formatMoney } from "../../base/currency.ts";
import { asEntityId, NOBODY, type PurseId } from "../../base/ids.ts";
import type { TurnResult } from "../../script/facade.ts";
import type { Change } from "../../world/port.ts";
import type { World } from "../../world/world.ts";

export interface Effect {
  readonly aspect: "effects" | "money";
  /** `bell.rings`, `lamp`, `shop.sale`. */
  readonly of: string;
  readonly value: string;
}

const MOST = 100;

/** By what each is about, the same on both sides; changes of the books behind a turn are left out. */
export function effectsOf(world: World, currency: Currency, { changes, rows }: TurnResult): ReadonlyMap<string, Effect> {
  const found = new Map<string, Effect>();
  const put = (key: string, effect: Effect): void => {
    let free = key;
    for (let i = 2; found.has(free); i++) free = `${key} ${i}`;
    found.set(free, { ...effect, value: effect.value.length > MOST ? `${effect.value.slice(0, MOST)}...` : effect.value });
  };
  for (const change of changes) {
    const effect = effectOf(world, currency, change);
    if (effect !== null) put(effect.key, effect);
  }
  for (const note of rows) {
    const [, sign, table, rest = ""] = /^([+=-])(\S+) (.*)$/s.exec(note) ?? [];
    const id = /^\d+$/.test(rest) ? rest : /"id":(\d+)/.exec(rest)?.[1];
    put(`row ${table} ${id}`, { aspect: "effects", of: `row of ${table}`, value: sign === "-" ? "is gone" : rest });
  }
  return found;
}

type Keyed = Effect & { readonly key: string };

function effectOf(world: World, currency: Currency, change: Change): Keyed | null {
  const name = (id: number): string => nameOf(world, id);
  const effect = (key: string, of: string, value: string): Keyed => ({ aspect: "effects", key, of, value });
  switch (change.t) {
    case "entity": {
      const { id, place, count } = change.row;
      return effect(`entity ${id}`, name(id), `is in ${name(place)}${count === 1 ? "" : `, ${count} of them`}`);
    }
    case "gone":
      return effect(`entity ${change.id}`, name(change.id), "is gone");
    case "prop": {
      const { entity, name: prop, who, value } = change.row;
      const each = who === NOBODY ? "" : `[${name(who)}]`;
      return effect(`prop ${entity} ${prop} ${who}`, `${name(entity)}.${prop}${each}`, plain(value));
    }
    case "timer":
      return effect(`timer ${change.row.id}`, `timer ${change.row.code}`, `at ${new Date(change.row.dueMs).toISOString()}`);
    case "timer-gone":
      return effect(`timer ${change.id}`, "timer", "is over");
    case "prompt":
      return effect(`prompt ${change.row.id}`, `question to ${name(change.row.who)}`, change.row.code);
    case "prompt-gone":
      return effect(`prompt ${change.id}`, "question", "is over");
    case "transfer": {
      const { entries, reason, memo } = change.row;
      const sums = entries.map(({ purse, amount }) => `${purseName(world, purse)} ${formatMoney(amount, currency)}`).join(", ");
      return { aspect: "money", key: `transfer ${reason}`, of: reason || memo || "transfer", value: sums };
    }
    case "data":
      return effect(`data ${change.space} ${change.key}`, `${change.space} ${change.key}`, change.value ?? "is gone");
    case "source":
      return effect(`source ${change.row.pack}`, `pack ${change.row.pack}`, `version ${change.row.version}`);
    case "audit":
      return effect(`audit ${change.entry.what}`, `audit of ${change.entry.who}`, change.entry.what);
    case "limbo":
      return effect(`limbo ${change.row.id}`, name(change.row.id), "waits in limbo");
    case "limbo-gone":
      return effect(`limbo ${change.id}`, name(change.id), "is back from limbo");
    // They follow from the others.
    default:
      return null;
  }
}

function plain(value: unknown): string {
  return value === undefined ? "as declared" : typeof value === "string" ? value.replace(/^s/, "") : String(value);
}

function purseName(world: World, purse: PurseId): string {
  return world.purse(purse)?.name ?? nameOf(world, purse);
}

/** A player's name, else the key of what is declared, else what it is with its number. */
export function nameOf(world: World, id: number): string {
  if (id === NOBODY) return "nowhere";
  const entity = world.entity(asEntityId(id));
  if (entity === undefined) return `#${id}`;
  if (entity.definition.isA("core.player")) return String(world.constant(entity, "name") ?? "s").slice(1);
  return entity.key ?? `${entity.definition.id} #${id}`;
}
