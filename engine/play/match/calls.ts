// From a fitted pattern to calls: slots in the order of the command's parameters, defaults filled in, `all` spelled out.

import type { CommandDef, PatternDef } from "../../../dsl/program.ts";
import type { Wire } from "../../../dsl/wire.ts";
import type { CommandCall } from "../../script/facade.ts";
import type { Bound } from "./bound.ts";
import type { Fitted, SlotCode } from "./fitting.ts";
import type { Match } from "./result.ts";
import type { Sight } from "./sight.ts";
import type { SlotPart } from "./table.ts";

/** Most things that one `all` may touch. */
const MAX_ALL = 40;

/** One call for each thing that `all` named, else one. */
export function buildCalls(fitted: Fitted, verb: string, code: SlotCode, sight: Sight): Match {
  const many = [...fitted.bound].find(([, bound]) => bound.items !== undefined);
  const named = namedIn(fitted, sight);
  if (many === undefined) return { kind: "run", calls: [buildCall(fitted, fitted.bound, verb, code, sight)], named };
  const [slot, bound] = many;
  const calls = bound.items!.slice(0, MAX_ALL).map((item, at, { length }) => {
    const one: Bound = { value: item.wire, entity: item.entity, plural: true };
    const call = buildCall(fitted, new Map([...fitted.bound, [slot, one]]), verb, code, sight);
    return at === length - 1 ? call : { ...call, more: true };
  });
  return { kind: "run", calls, named: bound.items!.map((item) => item.entity) };
}

function buildCall(fitted: Fitted, bound: ReadonlyMap<string, Bound>, verb: string, code: SlotCode, sight: Sight): CommandCall {
  const { command, counts } = fitted.variant;
  const counted = new Map([...counts].flatMap(([slot, count]) => countOf(bound.get(slot), count, sight)));
  const values = new Map<string, Wire>();
  for (const name of command.def.slots) {
    const given = bound.get(name)?.value ?? counted.get(name);
    values.set(name, given === undefined ? preset(fitted, name, values, code) : given);
  }
  return { command, self: fitted.self, verb, args: [...values.values()] };
}

/** `drop coins`, `take all`: the number slot that was left out gets the size of the stack. */
function countOf(bound: Bound | undefined, count: string, sight: Sight): [string, number][] {
  return bound?.plural === true && bound.entity !== 0 ? [[count, sight.count(bound.entity)]] : [];
}

function preset(fitted: Fitted, name: string, values: ReadonlyMap<string, Wire>, code: SlotCode): Wire {
  const { command } = fitted.variant;
  const slot = slotsOf(command.def).get(name);
  if (slot?.constant !== undefined) return slot.constant;
  if (slot?.value === undefined) return null;
  const args = code.params(command, slot.value).map((param) => fitted.bound.get(param)?.value ?? values.get(param) ?? null);
  return code.value(command, slot.value, fitted.self, args) ?? null;
}

function namedIn(fitted: Fitted, sight: Sight): number[] {
  return [...fitted.bound.values()].map((bound) => bound.entity).filter((entity) => entity !== 0 && entity !== sight.actor);
}

const slotMaps = new WeakMap<CommandDef, ReadonlyMap<string, SlotPart>>();

/** Every slot of a command by name; one with a default wins over its other mentions. */
function slotsOf(def: CommandDef): ReadonlyMap<string, SlotPart> {
  const known = slotMaps.get(def);
  if (known !== undefined) return known;
  const slots = new Map<string, SlotPart>();
  const walk = (parts: readonly PatternDef[]): void => {
    for (const part of parts) {
      if ("optional" in part) walk(part.optional);
      else if ("slot" in part && (!slots.has(part.slot) || part.value !== undefined)) slots.set(part.slot, part);
    }
  };
  for (const pattern of def.patterns) walk(pattern);
  slotMaps.set(def, slots);
  return slots;
}
