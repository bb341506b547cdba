// What every store must do with the rows of packs' tables.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Cond, Operand, QueryPlan } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import { asEntityId, asRowId } from "../../engine/base/ids.ts";
import type { RowResult, RowStore, RowWrite } from "../../engine/world/port.ts";
import { BOOL, entityType, MONEY, maybe, NUMBER, TEXT, tableOf } from "../support/packs.ts";
import type { StoreUnderTest } from "./store.ts";

const col = (column: string): Operand => ({ column });
const param = (n: number): Operand => ({ param: n });
const is = (column: string, n: number): Cond => ({ op: "=", left: col(column), right: param(n) });

export function planOf(table: string, where: Cond | null, more: Partial<QueryPlan> = {}): QueryPlan {
  return { table, where, order: [], limit: null, skip: null, sets: [], ...more };
}

const NOTE = tableOf("town.note", {
  author: entityType("core.player"),
  about: maybe(entityType("core.thing")),
  subject: { t: "text", length: 12, optional: false },
  price: MONEY,
  read: BOOL,
});
const REPLY = tableOf("town.reply", { note: { t: "row", table: "town.note", optional: false }, body: TEXT });
const STOCK = tableOf(
  "town.stock",
  { seller: entityType("core.thing"), what: { t: "model", kind: "core.thing", optional: false }, left: maybe(NUMBER) },
  { key: ["seller", "what"] },
);
const NAME = tableOf("town.name", { word: TEXT, of: maybe(NUMBER) }, { unique: [["word"], ["of"]] });
const LOG = tableOf("town.log", { line: TEXT }, { appendOnly: true });

export function rowContract(name: string, open: () => StoreUnderTest): void {
  describe(`rows in the ${name} store`, () => {
    let under: StoreUnderTest;
    let rows: RowStore;
    let writes: RowWrite[];
    const start = (opened: StoreUnderTest): void => {
      under = opened;
      under.store.begin();
      rows = under.store.rows;
      rows.define([NOTE, REPLY, STOCK, NAME, LOG]);
      writes = [];
    };
    const record = (write: RowWrite): void => void writes.push(write);
    const undoAll = (): void => {
      while (writes.length > 0) writes.pop()!.undo();
    };
    const add = (table: string, values: Record<string, Wire>, atMs = 1_000): RowResult =>
      rows.add(table, new Map(Object.entries(values)), atMs, record);
    const note = (subject: string, more: Record<string, Wire> = {}, atMs = 1_000): RowResult =>
      add("town.note", { author: "#7", subject: `s${subject}`, price: "$5", read: false, ...more }, atMs);
    const subjects = (plan: QueryPlan, params: readonly Wire[] = [], cap = 100): Wire[] =>
      rows.select(plan, params, cap).map((id) => rows.get("town.note", id)!.get("subject")!);

    beforeEach(() => start(open()));
    afterEach(() => under.dispose());

    it("gives rows their number and time and reads every column back", () => {
      expect(note("Rope", { about: "#9" }, 500)).toEqual({ id: 1 });
      expect(Object.fromEntries(rows.get("town.note", asRowId(1))!)).toEqual({
        ...{ id: 1, at: "t500", author: "#7", about: "#9", subject: "sRope", price: "$5", read: false },
      });
      expect(rows.get("town.note", asRowId(2))).toBeUndefined();
      expect(rows.column("town.note", asRowId(1), "price")).toBe("$5");
      expect(rows.column("town.note", asRowId(1), "wings")).toBeUndefined();
      expect(rows.column("town.note", asRowId(2), "price")).toBeUndefined();
    });

    it("keeps rows and their numbering over a restart", () => {
      note("One");
      note("Two");
      rows.remove("town.note", asRowId(2), record);
      under.store.commit();
      start(under.reopen());
      expect(subjects(planOf("town.note", null))).toEqual(["sOne"]);
      expect(note("Three")).toEqual({ id: 3 });
    });

    it("finds a table empty as long as it is, whatever was asked of it before", () => {
      const all = planOf("town.note", null);
      const seen = (): unknown => [subjects(all), rows.count(all, [])];
      expect(seen()).toEqual([[], 0]);
      note("One");
      expect(seen()).toEqual([["sOne"], 1]);
      undoAll();
      expect(seen()).toEqual([[], 0]);
      note("Two");
      rows.remove("town.note", asRowId(1), record);
      expect(seen()).toEqual([[], 0]);
      undoAll();
      expect(seen()).toEqual([[], 0]);
      under.store.commit();
      under.store.begin();
      note("Three");
      expect(seen()).toEqual([["sThree"], 1]);
      under.store.rollback();
      under.store.begin();
      expect(seen()).toEqual([[], 0]);
      note("Four");
      under.store.commit();
      start(under.reopen());
      expect(seen()).toEqual([["sFour"], 1]);
    });

    it("takes a new shape back with its transaction", () => {
      add("town.stock", { seller: "#7", what: "@town.rope", left: 3 });
      under.store.commit();
      under.store.begin();
      rows.define([tableOf("town.stock", { seller: entityType("core.thing"), left: TEXT })]);
      expect(rows.column("town.stock", asRowId(1), "what")).toBeUndefined();
      under.store.rollback();
      under.store.begin();
      expect(["what", "left"].map((column) => rows.column("town.stock", asRowId(1), column))).toEqual(["@town.rope", 3]);
      expect(add("town.stock", { seller: "#8", what: "@town.rope", left: 1 })).toMatchObject({ id: 2 });
    });

    it("gives a column of before what it held, when its type comes back", () => {
      add("town.name", { word: "sann", of: 4 });
      rows.define([tableOf("town.name", { word: TEXT, of: TEXT })]);
      expect(rows.column("town.name", asRowId(1), "of")).not.toBe(4);
      rows.define([NAME]);
      expect(rows.column("town.name", asRowId(1), "of")).toBe(4);
    });

    it("refuses what does not fit a column", () => {
      expect(note("A subject too long")).toEqual({ refused: "too long", column: "subject" });
      expect(note("x", { price: "sfive" })).toEqual({ refused: "type", column: "price" });
      expect(note("x", { author: null })).toEqual({ refused: "missing", column: "author" });
      expect(add("town.note", { author: "#7" })).toEqual({ refused: "missing", column: "subject" });
      expect(note("x", { price: 5 })).toEqual({ id: 1 });
    });

    it("compares texts without case, smart forms and outer blanks", () => {
      note("Don't ");
      expect(subjects(planOf("town.note", is("subject", 0)), ["s don\u2019T"])).toEqual(["sDon't "]);
      expect(subjects(planOf("town.note", is("subject", 0)), ["sdont"])).toEqual([]);
    });

    it("finds words whatever stands between them", () => {
      note("Old, rope");
      note("Ropewalk");
      const has = planOf("town.note", { op: "has", left: col("subject"), right: param(0) });
      expect(subjects(has, ["sROPE"])).toEqual(["sOld, rope"]);
      expect(subjects(has, ["sold rope"])).toEqual(["sOld, rope"]);
      expect(subjects(has, ["s"])).toHaveLength(2);
    });

    it("tells nothing from something", () => {
      note("a");
      note("b", { about: "#9" });
      expect(subjects(planOf("town.note", is("about", 0)), [null])).toEqual(["sa"]);
      expect(subjects(planOf("town.note", { op: "!=", left: col("about"), right: param(0) }), ["#9"])).toEqual(["sa"]);
      expect(subjects(planOf("town.note", { op: "not", arg: { op: "<", left: col("about"), right: param(0) } }), ["#5"])).toEqual([
        "sa",
        "sb",
      ]);
    });

    it("joins conditions, lists and sums", () => {
      for (const [subject, price] of [
        ["a", 1],
        ["b", 2],
        ["c", 3],
        ["d", 4],
      ] as const)
        note(subject, { price: `$${price}`, read: price > 2 });
      const cheap: Cond = { op: "<=", left: { op: "+", left: col("price"), right: param(0) }, right: param(1) };
      expect(subjects(planOf("town.note", cheap), ["$1", "$3"])).toEqual(["sa", "sb"]);
      const read: Cond = { op: "true", arg: col("read") };
      expect(subjects(planOf("town.note", { op: "and", args: [read, { op: "not", arg: is("subject", 0) }] }), ["sC"])).toEqual(["sd"]);
      expect(subjects(planOf("town.note", { op: "or", args: [is("subject", 0), is("price", 1)] }), ["sa", "$4"])).toEqual(["sa", "sd"]);
      const listed = planOf("town.note", { op: "in", left: col("subject"), right: param(0) });
      expect(subjects(listed, ['j["l","sB","sd",null]'])).toEqual(["sb", "sd"]);
      expect(subjects(planOf("town.note", { op: "in", left: col("price"), right: param(0) }), ['j["l","$1","$9"]'])).toEqual(["sa"]);
    });

    it("orders oldest first, or as asked, and pages", () => {
      for (const [subject, at] of [
        ["b", 3],
        ["A", 3],
        ["c", 1],
      ] as const)
        note(subject, {}, at);
      expect(subjects(planOf("town.note", null))).toEqual(["sb", "sA", "sc"]);
      expect(subjects(planOf("town.note", null, { order: [{ column: "at", down: true }] }))).toEqual(["sA", "sb", "sc"]);
      const byName = { order: [{ column: "subject", down: false }], skip: 0, limit: 1 };
      expect(subjects(planOf("town.note", null, byName), [1, 5])).toEqual(["sb", "sc"]);
    });

    it("gives one more than the cap, so that reaching it is seen", () => {
      for (let i = 0; i < 5; i++) note(`n${i}`);
      expect(rows.select(planOf("town.note", null), [], 3)).toHaveLength(4);
      expect(rows.select(planOf("town.note", null, { limit: 0 }), [2], 3)).toHaveLength(2);
      expect(rows.count(planOf("town.note", null, { limit: 0 }), [2])).toBe(5);
    });

    it("replaces the row that has the key, keeping its number", () => {
      add("town.stock", { seller: "#1", what: "@town.rope", left: 5 });
      add("town.stock", { seller: "#1", what: "@town.lamp", left: 1 });
      expect(add("town.stock", { seller: "#1", what: "@town.rope", left: 9 }, 2_000)).toEqual({ id: 1 });
      expect(Object.fromEntries(rows.get("town.stock", asRowId(1))!)).toMatchObject({ left: 9, at: "t2000" });
      expect(rows.count(planOf("town.stock", null), [])).toBe(2);
    });

    it("refuses what is not unique, and lets nothing stand beside nothing", () => {
      add("town.name", { word: "sAnn", of: null });
      expect(add("town.name", { word: "sann ", of: null })).toEqual({ refused: "unique", column: "word" });
      expect(add("town.name", { word: "sBob", of: null })).toEqual({ id: 2 });
      expect(rows.set("town.name", asRowId(2), "word", "sANN", record)).toEqual({ refused: "unique", column: "word" });
    });

    it("never changes what is append only", () => {
      add("town.log", { line: "sx" });
      expect(rows.set("town.log", asRowId(1), "line", "sy", record)).toEqual({ refused: "append only", column: "line" });
      const update = planOf("town.log", null, { sets: [{ column: "line", value: param(0) }] });
      expect(rows.update(update, ["sy"], record)).toEqual({ refused: "append only", column: "" });
      expect(rows.remove("town.log", asRowId(1), record)).toBe(true);
    });

    it("updates by what stood before", () => {
      note("a", { price: "$5" });
      note("b", { price: "$9" });
      const half: Operand = { op: "*", left: col("price"), right: param(0) };
      const plan = planOf("town.note", is("subject", 1), {
        sets: [
          { column: "price", value: half },
          { column: "read", value: param(2) },
        ],
      });
      expect(rows.update(plan, [0.5, "sa", true], record)).toBe(1);
      expect(Object.fromEntries(rows.get("town.note", asRowId(1))!)).toMatchObject({ price: "$3", read: true });
    });

    it("removes by a query, in its order and past its skip", () => {
      for (let i = 0; i < 5; i++) note(`n${i}`);
      const old = planOf("town.note", null, { order: [{ column: "id", down: true }], skip: 0 });
      expect(rows.removeWhere(old, [2], record)).toBe(3);
      expect(subjects(planOf("town.note", null))).toEqual(["sn3", "sn4"]);
    });

    it("lets rows follow what they point at", () => {
      note("mine", { author: "#7", about: "#9" });
      note("other", { author: "#8" });
      add("town.reply", { note: "rtown.note:1", body: "sAye." });
      rows.forget(asEntityId(9), record);
      expect(rows.get("town.note", asRowId(1))!.get("about")).toBeNull();
      rows.forget(asEntityId(7), record);
      expect(subjects(planOf("town.note", null))).toEqual(["sother"]);
      expect(rows.count(planOf("town.reply", null), [])).toBe(0);
    });

    it("points at what absorbed a merged entity", () => {
      note("mine", { about: "#9" });
      rows.redirect(asEntityId(9), asEntityId(4), record);
      expect(rows.get("town.note", asRowId(1))!.get("about")).toBe("#4");
    });

    it("takes every write back in reverse", () => {
      note("a", { about: "#9" });
      add("town.reply", { note: "rtown.note:1", body: "sAye." });
      add("town.stock", { seller: "#1", what: "@town.rope", left: 5 });
      writes = [];
      const before = dump();
      note("b");
      rows.set("town.note", asRowId(1), "subject", "sz", record);
      add("town.stock", { seller: "#1", what: "@town.rope", left: 6 });
      rows.forget(asEntityId(9), record);
      rows.remove("town.note", asRowId(1), record);
      expect(dump()).not.toEqual(before);
      undoAll();
      expect(dump()).toEqual(before);
      expect(note("next")).toEqual({ id: 2 });
    });

    it("takes new columns with their default and keeps the old rows", () => {
      note("a");
      under.store.commit();
      start(under.reopen());
      const wide = { ...NOTE, columns: [...NOTE.columns, { name: "stars", type: NUMBER, value: { wire: 3 } }], index: [["subject"]] };
      rows.define([wide]);
      expect(Object.fromEntries(rows.get("town.note", asRowId(1))!)).toMatchObject({ subject: "sa", stars: 3 });
      expect(subjects(planOf("town.note", is("subject", 0)), ["sA"])).toEqual(["sa"]);
    });

    it("sets the old data of a retyped column aside", () => {
      note("a");
      const columns = NOTE.columns.map((column) => (column.name === "price" ? { ...column, type: maybe(TEXT) } : column));
      rows.define([{ ...NOTE, columns }]);
      expect(rows.get("town.note", asRowId(1))!.get("price")).toBeNull();
      rows.set("town.note", asRowId(1), "price", "sfree", record);
      expect(rows.get("town.note", asRowId(1))!.get("price")).toBe("sfree");
    });

    const dump = (): unknown =>
      ["town.note", "town.reply", "town.stock"].map((table) =>
        rows.select(planOf(table, null), [], 1_000).map((id) => Object.fromEntries(rows.get(table, id)!)),
      );
  });
}
