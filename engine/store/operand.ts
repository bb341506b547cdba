// Operands and conditions of a plan over one row's cells, as SQLite would have them: what the memory store filters by,
// and how both stores compute the new values of an `update`.

import type { Cond, Operand, QueryPlan } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import { foldText, hasWords } from "../base/fold.ts";
import { type Cell, type CellMode, fromWholeCell, listCells, paramCell } from "./cell.ts";
import type { Layout } from "./layout.ts";
import type { Cells } from "./row-backing.ts";

/** How an operand's value is compared; undefined when only parameters say (then the other side decides). */
export function operandMode(layout: Layout, operand: Operand): CellMode | undefined {
  if ("column" in operand) return layout.byName.get(operand.column)?.mode ?? "raw";
  if ("param" in operand) return undefined;
  return operandMode(layout, operand.left) ?? operandMode(layout, operand.right);
}

export function pairMode(layout: Layout, left: Operand, right: Operand): CellMode {
  return operandMode(layout, left) ?? operandMode(layout, right) ?? "raw";
}

/** `folded`: texts as they are compared; otherwise as they are stored. */
export function evaluate(layout: Layout, operand: Operand, cells: Cells, params: readonly Wire[], mode: CellMode, folded = true): Cell {
  if ("column" in operand) {
    const cell = cells[layout.byName.get(operand.column)!.index] ?? null;
    return folded && mode === "text" && typeof cell === "string" ? foldText(cell) : cell;
  }
  if ("param" in operand) return paramCell(mode === "text" && !folded ? "raw" : mode, params[operand.param] ?? null);
  const left = evaluate(layout, operand.left, cells, params, mode, folded);
  const right = evaluate(layout, operand.right, cells, params, mode, folded);
  if (left === null || right === null) return null;
  if (typeof left === "string" || typeof right === "string") return operand.op === "+" ? `${left}${right}` : null;
  return operand.op === "+" ? left + right : operand.op === "-" ? left - right : left * right;
}

/** True, false, or null where SQL would not know; only true keeps the row. */
export function holds(layout: Layout, cond: Cond, cells: Cells, params: readonly Wire[]): boolean {
  switch (cond.op) {
    case "and":
      return cond.args.every((arg) => holds(layout, arg, cells, params));
    case "or":
      return cond.args.some((arg) => holds(layout, arg, cells, params));
    case "not":
      return !holds(layout, cond.arg, cells, params);
    case "true":
      return isTruth(evaluate(layout, cond.arg, cells, params, "raw"));
    case "in":
      return isIn(layout, cond.left, cond.right, cells, params);
    case "has":
      return hasIn(layout, cond.left, cond.right, cells, params);
    default:
      return compare(layout, cond, cells, params);
  }
}

function isTruth(cell: Cell): boolean {
  return cell === 1 || cell === "b1";
}

function isIn(layout: Layout, left: Operand, right: Operand, cells: Cells, params: readonly Wire[]): boolean {
  const mode = operandMode(layout, left) ?? "raw";
  const value = evaluate(layout, left, cells, params, mode);
  if (value === null || !("param" in right)) return false;
  return listCells(mode, params[right.param] ?? null).includes(value);
}

function hasIn(layout: Layout, left: Operand, right: Operand, cells: Cells, params: readonly Wire[]): boolean {
  const mode = operandMode(layout, left) ?? "text";
  const wanted = evaluate(layout, right, cells, params, mode, false);
  return cellHas(evaluate(layout, left, cells, params, mode, false), wanted);
}

/** A text has words; a list, kept as its wire, has items. Also the function `lore_has` of the SQLite store. */
export function cellHas(cell: Cell, wanted: Cell): boolean {
  if (typeof cell !== "string" || wanted === null) return false;
  if (cell.startsWith('j["l"')) return listCells("text", cell).includes(paramCell("text", fromWholeCell(wanted)));
  return hasWords(cell, String(wanted));
}

function compare(layout: Layout, cond: Extract<Cond, { left: Operand }>, cells: Cells, params: readonly Wire[]): boolean {
  const mode = pairMode(layout, cond.left, cond.right);
  const left = evaluate(layout, cond.left, cells, params, mode);
  const right = evaluate(layout, cond.right, cells, params, mode);
  if (cond.op === "=") return left === right;
  if (cond.op === "!=") return left !== right;
  if (left === null || right === null) return false;
  const order = compareCells(left, right);
  return cond.op === "<" ? order < 0 : cond.op === "<=" ? order <= 0 : cond.op === ">" ? order > 0 : order >= 0;
}

/** SQLite's order: nothing, then numbers, then texts by their bytes. */
export function compareCells(a: Cell, b: Cell): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return compareBytes(String(a), String(b));
}

const HIGH = /[\ud800-\uffff]/;

function compareBytes(a: string, b: string): number {
  // Below the surrogates the order of UTF-16 units is that of UTF-8 bytes, and cheaper to find.
  if (HIGH.test(a) || HIGH.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A plan's limit or skip; absent or not a number: `otherwise`. */
export function boundOf(plan: QueryPlan, which: "limit" | "skip", params: readonly Wire[], otherwise: number): number {
  const index = plan[which];
  const value = index === null ? undefined : params[index];
  return typeof value === "number" ? Math.max(0, Math.floor(value)) : otherwise;
}
