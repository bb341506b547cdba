// Whether a value may stand where a type is declared: the check of every write. Types of values that the checker could not know
// are decided here.

import type { Type } from "../../dsl/types.ts";
import type { Wire } from "../../dsl/wire.ts";
import { blankOf } from "../world/blank.ts";
import { exitOfWire } from "../world/exits.ts";
import type { World } from "../world/world.ts";
import { compositeOf, packed, unpacked } from "./wires.ts";

/** The value as it is stored, or what is wrong with it. */
export type Fitting = { readonly value: Wire } | { readonly wrong: "type" | "long" };

const WRONG: Fitting = { wrong: "type" };

/** `flat` makes a text per reader plain: what is stored reads the same to all. */
export function fit(wire: Wire, type: Type, world: World, flat: (wire: Wire) => Wire): Fitting {
  if (wire === null) return type.optional || type.t === "any" || type.t === "nothing" ? { value: null } : WRONG;
  switch (type.t) {
    case "number":
      return typeof wire === "number" ? { value: wire } : WRONG;
    case "bool":
      return typeof wire === "boolean" ? { value: wire } : WRONG;
    case "money":
      return typeof wire === "number" ? (Number.isSafeInteger(wire) ? { value: `$${wire}` } : WRONG) : tagged(wire, "$");
    case "text":
      return fitText(wire, type.length, flat);
    case "words":
      return fitWord(wire, type.words, flat);
    case "duration":
      return tagged(wire, "d");
    case "time":
      return tagged(wire, "t");
    case "direction":
      return tagged(wire, ">");
    case "mandate":
      return tagged(wire, "m");
    case "entity":
      return isEntity(wire, type.kind, world) ? { value: wire } : WRONG;
    case "model":
      return tagged(wire, "@") !== WRONG && (world.definitionOf(wire)?.isA(type.kind) ?? false) ? { value: wire } : WRONG;
    case "row":
      return typeof wire === "string" && wire.startsWith(`r${type.table}:`) ? { value: wire } : WRONG;
    case "list":
    case "map":
    case "record":
      return fitComposite(wire, type, world, flat);
    case "any":
      return { value: typeof wire === "string" && wire.startsWith('j["x"') ? flat(wire) : wire };
    case "nothing":
      return WRONG;
  }
}

function tagged(wire: Wire, tag: string): Fitting {
  return typeof wire === "string" && wire.startsWith(tag) ? { value: wire } : WRONG;
}

function fitText(wire: Wire, length: number | undefined, flat: (wire: Wire) => Wire): Fitting {
  if (typeof wire !== "string" || !(wire.startsWith("s") || wire.startsWith('j["x"'))) return WRONG;
  const text = wire.startsWith("s") ? wire : (flat(wire) as string);
  if (length !== undefined && text.length > length / 4 && Buffer.byteLength(text) - 1 > length) return { wrong: "long" };
  return { value: text };
}

function fitWord(wire: Wire, words: readonly string[], flat: (wire: Wire) => Wire): Fitting {
  const text = fitText(wire, undefined, flat);
  if ("wrong" in text) return text;
  const word = (text.value as string).slice(1);
  if (words.includes(word)) return text;
  const folded = words.find((one) => one.toLowerCase() === word.toLowerCase());
  return folded === undefined ? WRONG : { value: `s${folded}` };
}

export function isEntity(wire: Wire, kind: string, world: World): boolean {
  if (typeof wire !== "string") return false;
  if (wire.startsWith("%")) return (kind === "core.exit" || kind === "core.entity") && exitOfWire(world, wire) !== null;
  return wire.startsWith("#") && (world.ofWire(wire)?.definition.isA(kind) ?? false);
}

function fitComposite(wire: Wire, type: Type, world: World, flat: (wire: Wire) => Wire): Fitting {
  const parts = compositeOf(wire);
  if (parts === undefined) return WRONG;
  if (type.t === "list") return parts[0] === "l" ? fitParts(parts, 1, 1, () => type.of, world, flat) : WRONG;
  if (type.t === "map") return parts[0] === "m" ? fitParts(parts, 1, 2, () => type.of, world, flat) : WRONG;
  if (type.t !== "record" || parts[0] !== "r" || parts[1] !== type.record) return WRONG;
  const fields = world.definitions.record(type.record)?.fields;
  return fitParts(parts, 2, 2, (name) => fields?.find((field) => field.name === name)?.type, world, flat);
}

/** Checks the values of a composite; `step` 2: every second part is a name. */
function fitParts(
  parts: readonly unknown[],
  from: number,
  step: 1 | 2,
  typeOf: (name: string) => Type | undefined,
  world: World,
  flat: (wire: Wire) => Wire,
): Fitting {
  const made = parts.slice();
  for (let i = from + step - 1; i < parts.length; i += step) {
    const type = typeOf(step === 2 ? String(parts[i - 1]) : "");
    if (type === undefined) return WRONG;
    const fitted = fit(unpacked(parts[i]), type, world, flat);
    if ("wrong" in fitted) return fitted;
    made[i] = packed(fitted.value);
  }
  return { value: `j${JSON.stringify(made)}` };
}

/** A record of all defaults, as the runtime asks for it; code defaults are given by `compute`. */
export function recordDefaults(world: World, id: string, compute: (pack: string, code: number) => Wire): Wire | undefined {
  const record = world.definitions.record(id);
  if (record === undefined) return undefined;
  const parts: unknown[] = ["r", id];
  for (const { name, type, value } of record.fields) {
    const wire = value === null ? blankOf(type) : "wire" in value ? value.wire : compute(record.pack, value.code);
    parts.push(name, packed(wire));
  }
  return `j${JSON.stringify(parts)}`;
}
