// A query plan as one parameterised statement. Names come from checked definitions and are quoted; values are only ever bound.

import type { Cond, Operand, QueryPlan } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import { type Cell, type CellMode, listCells, paramCell } from "./cell.ts";
import type { Column, Layout } from "./layout.ts";
import { operandMode, pairMode } from "./operand.ts";

/** One `?` of the statement: which parameter, and how it is read. */
interface Bind {
  readonly param: number;
  readonly mode: CellMode;
  readonly list: boolean;
}

export interface CompiledPlan {
  readonly select: string;
  readonly count: string;
  /** Of the `where`, the same for both statements; `select` ends with limit and skip. */
  readonly binds: readonly Bind[];
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Column that holds the folded form of an indexed text. */
export function shadowOf(column: Column): string {
  return `~${column.name}`;
}

/** Text columns that some index needs, and so have a shadow. */
export function shadowed(layout: Layout): readonly Column[] {
  const indexed = new Set([...layout.key, ...layout.unique.flat(), ...layout.index.flat()]);
  return layout.columns.filter((column) => column.mode === "text" && indexed.has(column));
}

export function compilePlan(layout: Layout, table: string, plan: QueryPlan): CompiledPlan {
  const writer = new PlanWriter(layout);
  const where = plan.where === null ? "" : ` WHERE ${writer.cond(plan.where)}`;
  const from = `FROM ${quoted(table)}${where}`;
  return {
    select: `SELECT "id" ${from} ORDER BY ${writer.order(plan)} LIMIT ? OFFSET ?`,
    count: `SELECT count(*) ${from}`,
    binds: writer.binds,
  };
}

export function bindPlan(compiled: CompiledPlan, params: readonly Wire[]): Cell[] {
  return compiled.binds.map(({ param, mode, list }) => {
    const wire = params[param] ?? null;
    return list ? JSON.stringify(listCells(mode, wire).filter((cell) => cell !== null)) : paramCell(mode, wire);
  });
}

class PlanWriter {
  readonly binds: Bind[] = [];
  readonly #layout: Layout;
  readonly #shadowed: ReadonlySet<Column>;

  constructor(layout: Layout) {
    this.#layout = layout;
    this.#shadowed = new Set(shadowed(layout));
  }

  cond(cond: Cond): string {
    switch (cond.op) {
      case "and":
      case "or":
        if (cond.args.length === 0) return cond.op === "and" ? "1" : "0";
        return `(${cond.args.map((arg) => this.cond(arg)).join(` ${cond.op.toUpperCase()} `)})`;
      case "not":
        // What is not known to be true is not: Lore has two truths, SQL three.
        return `((${this.cond(cond.arg)}) IS NOT TRUE)`;
      case "true":
        return `(${this.operand(cond.arg, "raw")} IN (1, 'b1'))`;
      case "in": {
        const mode = operandMode(this.#layout, cond.left) ?? "raw";
        return `(${this.operand(cond.left, mode)} IN (SELECT value FROM json_each(${this.#bind(cond.right, mode, true)})))`;
      }
      case "has": {
        const mode = operandMode(this.#layout, cond.left) ?? "text";
        return `lore_has(${this.operand(cond.left, mode, false)}, ${this.operand(cond.right, mode, false)})`;
      }
      default:
        return this.#compare(cond);
    }
  }

  order(plan: QueryPlan): string {
    const parts = plan.order.flatMap(({ column, down }) => {
      const known = this.#layout.byName.get(column);
      return known === undefined ? [] : [`${this.#column(known, known.mode)}${down ? " DESC" : ""}`];
    });
    const down = plan.order.at(-1)?.down === true;
    return [...parts, `"id"${down ? " DESC" : ""}`].join(", ");
  }

  /** `folded`: texts as they are compared; otherwise as they are stored. */
  operand(operand: Operand, mode: CellMode, folded = true): string {
    if ("column" in operand) return this.#column(this.#layout.byName.get(operand.column)!, folded ? mode : "raw");
    if ("param" in operand) return this.#bind(operand, mode === "text" && !folded ? "raw" : mode, false);
    const left = this.operand(operand.left, mode, folded);
    const right = this.operand(operand.right, mode, folded);
    return `(${left} ${mode === "text" && operand.op === "+" ? "||" : operand.op} ${right})`;
  }

  #compare(cond: Extract<Cond, { left: Operand }>): string {
    const mode = pairMode(this.#layout, cond.left, cond.right);
    const left = this.operand(cond.left, mode);
    const right = this.operand(cond.right, mode);
    const op = cond.op === "=" ? "IS" : cond.op === "!=" ? "IS NOT" : cond.op;
    return `(${left} ${op} ${right})`;
  }

  #column(column: Column, mode: CellMode): string {
    if (mode !== "text" || column.mode !== "text") return quoted(column.name);
    return this.#shadowed.has(column) ? quoted(shadowOf(column)) : `lore_fold(${quoted(column.name)})`;
  }

  #bind(operand: Operand, mode: CellMode, list: boolean): string {
    this.binds.push({ param: "param" in operand ? operand.param : -1, mode, list });
    return "?";
  }
}
