// A wire as a cell of a typed column and back. Cells are what both stores keep and compare: numbers, texts and nothing.

import type { Type } from "../../dsl/types.ts";
import { TAG, type Wire } from "../../dsl/wire.ts";
import { foldText } from "../base/fold.ts";
import type { RowRefusal } from "../world/port.ts";

export type Cell = number | string | null;

/** Which side of a comparison a parameter stands on decides how it is read. */
export type CellMode = "text" | "any" | "raw";

/** A text that still depends on its reader stands in a text column as it is; no plain text begins with this character. */
const RICH_MARK = "\u0001";
const RICH_START = 'j["x"';

const TAGS: Readonly<Record<string, string>> = {
  money: TAG.money,
  duration: TAG.duration,
  time: TAG.time,
  direction: TAG.direction,
  entity: TAG.entity,
  model: TAG.model,
  mandate: TAG.mandate,
};

export function modeOf(type: Type): CellMode {
  if (type.t === "text" || type.t === "words") return "text";
  return isComposite(type) ? "any" : "raw";
}

/** Kept as the whole wire, because its type says too little. */
export function isComposite(type: Type): boolean {
  return type.t === "any" || type.t === "list" || type.t === "map" || type.t === "record" || type.t === "nothing";
}

/** The cell for a column of this type, or why it cannot be one. */
export function toCell(type: Type, wire: Wire): { readonly cell: Cell } | { readonly refused: RowRefusal } {
  if (wire === null) return type.optional || isComposite(type) ? { cell: null } : { refused: "missing" };
  if (isComposite(type)) return { cell: wholeCell(wire) };
  if (type.t === "text" || type.t === "words") return textCell(type, wire);
  if (type.t === "number") return typeof wire === "number" ? { cell: wire } : { refused: "type" };
  if (type.t === "bool") return typeof wire === "boolean" ? { cell: wire ? 1 : 0 } : { refused: "type" };
  // A plain whole number is accepted where money is expected (rule 41).
  if (type.t === "money" && typeof wire === "number") return Number.isSafeInteger(wire) ? { cell: wire } : { refused: "type" };
  if (typeof wire !== "string") return { refused: "type" };
  if (type.t === "row") return rowCell(type.table, wire);
  if (!wire.startsWith(TAGS[type.t]!)) return { refused: "type" };
  return { cell: untagged(wire) };
}

function textCell(type: Type, wire: Wire): { readonly cell: Cell } | { readonly refused: RowRefusal } {
  if (typeof wire !== "string") return { refused: "type" };
  if (wire.startsWith(RICH_START)) return { cell: RICH_MARK + wire };
  if (!wire.startsWith(TAG.text)) return { refused: "type" };
  const text = wire.slice(1);
  const length = type.t === "text" ? type.length : undefined;
  if (length !== undefined && Buffer.byteLength(text) > length) return { refused: "too long" };
  if (type.t === "words" && !type.words.includes(text)) return { refused: "type" };
  return { cell: text };
}

function rowCell(table: string, wire: string): { readonly cell: Cell } | { readonly refused: RowRefusal } {
  const start = `${TAG.row}${table}:`;
  return wire.startsWith(start) ? { cell: Number(wire.slice(start.length)) } : { refused: "type" };
}

export function fromCell(type: Type, cell: Cell): Wire {
  if (cell === null) return null;
  if (isComposite(type)) return fromWholeCell(cell);
  switch (type.t) {
    case "number":
      return cell;
    case "bool":
      return cell === 1;
    case "row":
      return `${TAG.row}${type.table}:${cell}`;
    case "text":
    case "words":
      return String(cell).startsWith(RICH_MARK) ? String(cell).slice(1) : `${TAG.text}${cell}`;
    default:
      return `${TAGS[type.t] ?? ""}${cell}`;
  }
}

/** Numbers as they are, truth as `b1` and `b0`, all else as the wire's own text: also how properties are stored. */
export function wholeCell(wire: Wire): Cell {
  return typeof wire === "boolean" ? (wire ? "b1" : "b0") : wire;
}

export function fromWholeCell(cell: Cell): Wire {
  return cell === "b1" ? true : cell === "b0" ? false : cell;
}

/** A parameter as the cell it is compared as. */
export function paramCell(mode: CellMode, wire: Wire): Cell {
  if (wire === null || typeof wire === "number") return wire;
  if (mode === "any") return wholeCell(wire);
  if (typeof wire === "boolean") return wire ? 1 : 0;
  const cell = untagged(wire);
  return mode === "text" && typeof cell === "string" ? foldText(cell) : cell;
}

/** The value under a wire's tag: a number where it is one. */
function untagged(wire: string): Cell {
  switch (wire[0]) {
    case TAG.text:
    case TAG.model:
    case TAG.direction:
    case TAG.kind:
      return wire.slice(1);
    case TAG.row:
      return Number(wire.slice(wire.lastIndexOf(":") + 1));
    case TAG.entity:
    case TAG.money:
    case TAG.duration:
    case TAG.time:
    case TAG.mandate:
      return Number(wire.slice(1));
    default:
      return wire;
  }
}

/** Items of a list's wire as cells; what is no list has none. */
export function listCells(mode: CellMode, wire: Wire): Cell[] {
  if (typeof wire !== "string" || !wire.startsWith('j["l"')) return [];
  const items = JSON.parse(wire.slice(1)) as unknown[];
  return items
    .slice(1)
    .map((item) => paramCell(mode, typeof item === "object" && item !== null ? `j${JSON.stringify(item)}` : (item as Wire)));
}
