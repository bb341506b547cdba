// Small readers and makers of wires for the host side: only what is needed is decoded, and outcomes are told from values by one character.

import type { FaultKind, Wire } from "../../dsl/wire.ts";

/** Arguments of a call as they cross the wall: label or null, and value. */
export type LabeledArg = readonly [string | null, Wire];

const OUTCOME = 33;
const REFUSAL = 114;
const FAULT = 102;

export const STOPPED = "!s";

export function textWire(text: string): string {
  return `s${text}`;
}

export function listWire(items: readonly Wire[]): string {
  return `j${JSON.stringify(["l", ...items.map(packed)])}`;
}

/** A value inside a composite: composites lose their tag and stand as bare arrays. */
export function packed(wire: Wire): unknown {
  return typeof wire === "string" && wire.charCodeAt(0) === 106 ? (JSON.parse(wire.slice(1)) as unknown) : wire;
}

/** The other way: what stood inside a composite, as a wire of its own. */
export function unpacked(part: unknown): Wire {
  return typeof part === "object" && part !== null ? `j${JSON.stringify(part)}` : (part as Wire);
}

/** The items of a list; nothing has none, anything else is a list of itself. */
export function itemsOf(wire: Wire): Wire[] {
  if (wire === null) return [];
  const parts = compositeOf(wire);
  return parts === undefined || parts[0] !== "l" ? [wire] : parts.slice(1).map(unpacked);
}

export function compositeOf(wire: Wire): readonly unknown[] | undefined {
  return typeof wire === "string" && wire.charCodeAt(0) === 106 ? (JSON.parse(wire.slice(1)) as unknown[]) : undefined;
}

export function isOutcome(wire: Wire): wire is string {
  return typeof wire === "string" && wire.charCodeAt(0) === OUTCOME;
}

export function isRefusal(wire: Wire): wire is string {
  return isOutcome(wire) && wire.charCodeAt(1) === REFUSAL;
}

export function isFault(wire: Wire): wire is string {
  return isOutcome(wire) && wire.charCodeAt(1) === FAULT;
}

export function isText(wire: Wire): wire is string {
  return typeof wire === "string" && (wire.charCodeAt(0) === 115 || wire.startsWith('j["x"'));
}

export function refusalWire(reason: Wire): string {
  return `!r${String(reason)}`;
}

/** The text of a refusal. */
export function reasonOf(refusal: string): string {
  return refusal.slice(2);
}

export function faultWire(kind: FaultKind, message: string): string {
  return `!f${JSON.stringify([kind, message, 0, 0, ""])}`;
}

export interface FaultPlace {
  readonly kind: FaultKind;
  readonly message: string;
  /** Position in the unit's JavaScript; 0 when it is not known. */
  readonly line: number;
  readonly column: number;
  readonly unit: string;
}

export function faultOf(wire: string): FaultPlace {
  const [kind, message, line, column, unit] = JSON.parse(wire.slice(2)) as [FaultKind, string, number, number, string];
  return { kind, message, line, column, unit };
}

/** `x.name` of a composite record or map; undefined when there is none. */
export function fieldOf(wire: Wire, name: string): Wire | undefined {
  const parts = compositeOf(wire);
  if (parts === undefined || (parts[0] !== "r" && parts[0] !== "m")) return undefined;
  for (let i = parts[0] === "r" ? 2 : 1; i + 1 < parts.length; i += 2) if (parts[i] === name) return unpacked(parts[i + 1]);
  return undefined;
}

/** Table and id of a row's wire: `r<table>:<id>`. */
export function rowOf(wire: string): { readonly table: string; readonly id: number } {
  const colon = wire.lastIndexOf(":");
  return { table: wire.slice(1, colon), id: Number(wire.slice(colon + 1)) };
}
