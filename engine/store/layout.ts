// A table's definition made ready for storing: its columns with `id` and `at` first, their types, and what they point at.

import type { TableDef } from "../../dsl/program.ts";
import type { Type } from "../../dsl/types.ts";
import type { Wire } from "../../dsl/wire.ts";
import { type CellMode, modeOf } from "./cell.ts";

export type SqlType = "INTEGER" | "REAL" | "TEXT" | "ANY";

export interface Column {
  readonly name: string;
  /** Position in a row's cells; `id` is 0 and `at` 1. */
  readonly index: number;
  readonly type: Type;
  readonly sql: SqlType;
  readonly mode: CellMode;
  /** Constant default; undefined: it must be given (its default is code, or it has none). */
  readonly value: Wire | undefined;
}

export interface Layout {
  readonly id: string;
  readonly columns: readonly Column[];
  readonly byName: ReadonlyMap<string, Column>;
  readonly key: readonly Column[];
  readonly unique: readonly (readonly Column[])[];
  readonly index: readonly (readonly Column[])[];
  readonly appendOnly: boolean;
  /** Columns that hold an entity, and those that hold a row. */
  readonly entities: readonly Column[];
  readonly rows: readonly Column[];
}

const NUMBER: Type = { t: "number", optional: false };
const TIME: Type = { t: "time", optional: false };

const SQL_TYPES: Readonly<Partial<Record<Type["t"], SqlType>>> = {
  number: "REAL",
  text: "TEXT",
  words: "TEXT",
  direction: "TEXT",
  model: "TEXT",
  bool: "INTEGER",
  money: "INTEGER",
  time: "REAL",
  duration: "REAL",
  entity: "INTEGER",
  row: "INTEGER",
  mandate: "INTEGER",
};

export function layoutOf(def: TableDef): Layout {
  const declared = def.columns.map(({ name, type, value }) => ({
    name,
    type,
    value: value !== null && "wire" in value ? value.wire : undefined,
  }));
  const all = [{ name: "id", type: NUMBER, value: undefined }, { name: "at", type: TIME, value: undefined }, ...declared];
  const columns = all.map(({ name, type, value }, index): Column => {
    const blank = value === undefined && type.optional ? null : value;
    return { name, index, type, sql: SQL_TYPES[type.t] ?? "ANY", mode: modeOf(type), value: blank };
  });
  const byName = new Map(columns.map((column) => [column.name, column]));
  const named = (names: readonly string[]): Column[] => names.flatMap((name) => byName.get(name) ?? []);
  return {
    id: def.id,
    columns,
    byName,
    key: named(def.key),
    unique: def.unique.map(named),
    index: def.index.map(named),
    appendOnly: def.appendOnly,
    entities: columns.filter((column) => column.type.t === "entity"),
    rows: columns.filter((column) => column.type.t === "row"),
  };
}
