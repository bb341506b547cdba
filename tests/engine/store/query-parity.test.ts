// SQL and plain filtering must agree: whatever rows and plans, both stores give the same rows in the same order.

import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import type { Cond, Operand, QueryPlan } from "../../../dsl/program.ts";
import type { Wire } from "../../../dsl/wire.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import type { Store } from "../../../engine/world/port.ts";
import { BOOL, entityType, MONEY, maybe, NUMBER, TEXT, TIME, tableOf } from "../../support/packs.ts";

const COLUMNS = {
  n: maybe(NUMBER),
  word: maybe(TEXT),
  plain: TEXT,
  flag: maybe(BOOL),
  sum: MONEY,
  who: maybe(entityType("core.player")),
  when: TIME,
};
const TABLE = tableOf("p.t", COLUMNS, { index: [["word"], ["n", "sum"]] });

const texts = fc.constantFrom("s", "sann", "sANN ", "sBob's rope", "sbob\u2019s ROPE", "s\u{1f600}", "s\uffee", "sz", "s10", "s9");
const small = fc.integer({ min: -3, max: 3 });
const wireFor: Record<string, fc.Arbitrary<Wire>> = {
  n: fc.oneof(small, fc.constant(null), fc.constant(0.5)),
  word: fc.oneof(texts, fc.constant(null)),
  plain: texts,
  flag: fc.constantFrom(true, false, null),
  sum: small.map((n) => `$${n}`),
  who: fc.oneof(
    small.map((n) => `#${n + 4}`),
    fc.constant(null),
  ),
  when: small.map((n) => `t${n + 10}`),
};
const row = fc.record(wireFor);
const columnName = fc.constantFrom(...Object.keys(COLUMNS));

interface Drawn {
  readonly cond: Cond;
  readonly params: readonly Wire[];
}

/** Parameters are numbered from `0` in each leaf and shifted when leaves are joined. */
const shift = (operand: Operand, by: number): Operand =>
  "param" in operand
    ? { param: operand.param + by }
    : "op" in operand
      ? { ...operand, left: shift(operand.left, by), right: shift(operand.right, by) }
      : operand;

function shiftCond(cond: Cond, by: number): Cond {
  if (cond.op === "and" || cond.op === "or") return { ...cond, args: cond.args.map((arg) => shiftCond(arg, by)) };
  if (cond.op === "not") return { op: "not", arg: shiftCond(cond.arg, by) };
  if (cond.op === "true") return { op: "true", arg: shift(cond.arg, by) };
  const { left, right } = cond as Extract<Cond, { left: Operand }>;
  return { ...cond, left: shift(left, by), right: shift(right, by) } as Cond;
}

const ops = fc.constantFrom("=", "!=", "<", "<=", ">", ">=" as const) as fc.Arbitrary<"=" | "!=" | "<" | "<=" | ">" | ">=">;
const compare: fc.Arbitrary<Drawn> = fc
  .tuple(columnName, ops)
  .chain(([column, op]) =>
    wireFor[column]!.map((wire) => ({ cond: { op, left: { column }, right: { param: 0 } } as Cond, params: [wire] })),
  );
const within: fc.Arbitrary<Drawn> = columnName.chain((column) =>
  fc.array(wireFor[column]!, { maxLength: 3 }).map((wires) => ({
    cond: { op: "in", left: { column }, right: { param: 0 } },
    params: [`j${JSON.stringify(["l", ...wires])}`],
  })),
);
const words: fc.Arbitrary<Drawn> = fc
  .tuple(fc.constantFrom("word", "plain"), texts)
  .map(([column, wire]) => ({ cond: { op: "has", left: { column }, right: { param: 0 } }, params: [wire] }));
const flag: fc.Arbitrary<Drawn> = fc.constant({ cond: { op: "true", arg: { column: "flag" } }, params: [] });
const sums: fc.Arbitrary<Drawn> = fc.tuple(ops, fc.constantFrom("+", "-", "*" as const), small, small).map(([op, sum, a, b]) => ({
  cond: { op, left: { op: sum as "+" | "-" | "*", left: { column: "n" }, right: { param: 0 } }, right: { param: 1 } },
  params: [a, b],
}));

const { cond } = fc.letrec<{ cond: Drawn }>((tie) => ({
  cond: fc.oneof(
    { depthSize: "small" },
    compare,
    within,
    words,
    flag,
    sums,
    tie("cond").map(({ cond: arg, params }) => ({ cond: { op: "not", arg } as Cond, params })),
    fc.tuple(fc.constantFrom("and", "or" as const), tie("cond"), tie("cond")).map(([op, a, b]) => ({
      cond: { op: op as "and" | "or", args: [a.cond, shiftCond(b.cond, a.params.length)] },
      params: [...a.params, ...b.params],
    })),
  ),
}));
const order = fc.array(fc.record({ column: fc.oneof(columnName, fc.constantFrom("id", "at")), down: fc.boolean() }), { maxLength: 2 });

const sqlite = openSqliteStore({ path: ":memory:" });
afterAll(() => sqlite.close());

function fill(store: Store, rows: readonly Record<string, Wire>[]): void {
  store.begin();
  store.rows.define([TABLE]);
  store.rows.removeWhere({ table: "p.t", where: null, order: [], limit: null, skip: null, sets: [] }, [], () => {});
  for (const [i, values] of rows.entries()) store.rows.add("p.t", new Map(Object.entries(values)), 100 + (i % 3), () => {});
}

it("answers every query as plain filtering does", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), fc.array(fc.tuple(cond, order), { minLength: 1, maxLength: 6 }), (rows, queries) => {
      const memory = openMemoryStore();
      fill(memory, rows);
      fill(sqlite, rows);
      for (const [drawn, by] of queries) {
        const plan: QueryPlan = { table: "p.t", where: drawn.cond, order: by, limit: null, skip: null, sets: [] };
        const read = (store: Store): unknown[] =>
          store.rows.select(plan, drawn.params, 1_000).map((id) => ({ ...Object.fromEntries(store.rows.get("p.t", id)!), id: 0 }));
        expect(read(sqlite)).toEqual(read(memory));
        expect(sqlite.rows.count(plan, drawn.params)).toBe(memory.rows.count(plan, drawn.params));
      }
      sqlite.rollback();
    }),
    { numRuns: 300 },
  );
});
