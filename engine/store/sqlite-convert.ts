// A world's file from one currency's numbers to another's: every sum in it, in one transaction, with a snapshot before it.

import type { Database } from "better-sqlite3";
import type { TableDef } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import { EngineError } from "../base/errors.ts";
import { convertSum, type Rate, rateText } from "../base/rate.ts";
import { mapMoney } from "../world/money-wires.ts";
import { CHAIN_START, chained } from "./audit-chain.ts";
import { fromWholeCell, isComposite, wholeCell } from "./cell.ts";
import { layoutOf } from "./layout.ts";
import { quoted } from "./plan-sql.ts";
import { reconcileFile } from "./sqlite-ledger.ts";

export interface Conversion {
  readonly rate: Rate;
  /** Tables of the packs: they say which columns hold money. */
  readonly tables: readonly TableDef[];
  /** What the file remembers of the new currency. */
  readonly currency: string;
  readonly atMs: number;
  readonly who: string;
  changePayload(payload: string, change: (sum: number) => number): string;
  changeData(space: string, key: string, value: string, change: (sum: number) => number): string;
}

export interface ConversionReport {
  readonly rate: string;
  /** Purses of entities and treasuries whose balance changed. */
  readonly accounts: number;
  /** What accounts hold together, before and after. */
  readonly before: number;
  readonly after: number;
  /** What rounding made (above zero) or lost, taken out of or put into the treasury `conversion`. */
  readonly rounding: number;
  readonly properties: number;
  /** Rows changed, by table. */
  readonly rows: Readonly<Record<string, number>>;
  readonly timers: number;
  readonly prompts: number;
  /** Mandates and menus. */
  readonly data: number;
  /** Tables that no pack declares any more: nobody knows what is money in them. */
  readonly left: readonly string[];
}

export const CONVERSION_TREASURY = "conversion";

/** Inside an open transaction, which the caller ends: with a commit, or for a dry run by taking it back. */
export function convertMoney(db: Database, conversion: Conversion): ConversionReport {
  return new Converter(db, conversion).run();
}

class Converter {
  readonly #db: Database;
  readonly #plan: Conversion;

  constructor(db: Database, plan: Conversion) {
    this.#db = db;
    this.#plan = plan;
  }

  run(): ConversionReport {
    const turn = this.#openTurn();
    const ledger = this.#ledger(turn);
    const report: ConversionReport = {
      rate: rateText(this.#plan.rate),
      ...ledger,
      properties: this.#properties(),
      ...this.#tables(),
      timers: this.#payloads("timer"),
      prompts: this.#payloads("prompt"),
      data: this.#data(),
    };
    this.#note(turn);
    const wrong = reconcileFile(this.#db);
    if (wrong.length > 0) throw new EngineError("E_WORLD", { detail: wrong.slice(0, 3).join("; ") });
    return report;
  }

  readonly #change = (sum: number): number => {
    const made = convertSum(sum, this.#plan.rate);
    if (made === undefined)
      throw new EngineError("E_USAGE", { detail: `At ${rateText(this.#plan.rate)} the sum ${sum} would be too large.` });
    return made;
  };

  #openTurn(): number {
    const turn = this.#next("turn");
    const { rate, atMs } = this.#plan;
    this.#db
      .prepare("INSERT INTO journal VALUES (?, 'convert', 0, ?, ?, 0, '', '', 0, 0)")
      .run(turn, `convert-currency ${rateText(rate)}`, atMs);
    return turn;
  }

  #next(counter: string): number {
    const sql = "INSERT INTO counter VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last";
    return this.#db.prepare(sql).pluck().get(counter) as number;
  }

  /** One transfer: each account gets what it lacks in the new coin or gives what it has too much, and a treasury takes what rounding leaves. */
  #ledger(turn: number): Pick<ConversionReport, "accounts" | "before" | "after" | "rounding"> {
    const db = this.#db;
    const treasury = this.#treasury();
    const all = db.prepare("SELECT id, balance FROM ledger_account WHERE id <> ? AND balance <> 0").all(treasury) as Purse[];
    const deltas = all.map(({ id, balance }) => ({ id, delta: this.#change(balance) - balance })).filter(({ delta }) => delta !== 0);
    const rounding = deltas.reduce((sum, { delta }) => sum + delta, 0);
    const held = (purses: readonly Purse[]): number => purses.reduce((sum, { id, balance }) => sum + (id > 0 ? balance : 0), 0);
    const before = held(all);
    if (deltas.length > 0) {
      const id = this.#next("transfer");
      const entry = db.prepare("INSERT INTO ledger_entry VALUES (?, ?, ?)");
      for (const one of deltas) entry.run(id, one.id, one.delta);
      entry.run(id, treasury, -rounding);
      db.prepare("INSERT INTO ledger_transfer (id, turn, at, memo, reason) VALUES (?, ?, ?, ?, 'conversion')").run(
        ...[id, turn, this.#plan.atMs, rateText(this.#plan.rate)],
      );
    }
    const after = held(db.prepare("SELECT id, balance FROM ledger_account").all() as Purse[]);
    return { accounts: deltas.length, before, after, rounding };
  }

  #treasury(): number {
    const db = this.#db;
    const known = db.prepare("SELECT id FROM ledger_account WHERE name = ?").pluck().get(CONVERSION_TREASURY) as number | undefined;
    if (known !== undefined) return known;
    const id = (db.prepare("SELECT min(id) FROM ledger_account").pluck().get() as number) - 1;
    db.prepare("INSERT INTO ledger_account (id, floor, name) VALUES (?, NULL, ?)").run(id, CONVERSION_TREASURY);
    return id;
  }

  #properties(): number {
    const rows = this.#db.prepare("SELECT entity, name, who, value FROM prop WHERE value LIKE '%$%'").all() as Prop[];
    const put = this.#db.prepare("UPDATE prop SET value = ? WHERE entity = ? AND name = ? AND who = ?");
    return rows.filter(({ entity, name, who, value }) => {
      const made = this.#whole(value);
      if (made !== value) put.run(made, entity, name, who);
      return made !== value;
    }).length;
  }

  #whole(cell: Cell): Cell {
    return wholeCell(mapMoney(fromWholeCell(cell) as Wire, this.#change));
  }

  #tables(): Pick<ConversionReport, "rows" | "left"> {
    const names = new Map(this.#db.prepare("SELECT id, name FROM user_table").raw().all() as [string, string][]);
    const rows: Record<string, number> = {};
    for (const def of this.#plan.tables) {
      const name = names.get(def.id);
      const changed = name === undefined ? 0 : this.#table(def, name);
      if (changed > 0) rows[def.id] = changed;
      names.delete(def.id);
    }
    return { rows, left: [...names.keys()].sort() };
  }

  #table(def: TableDef, name: string): number {
    const present = new Set((this.#db.pragma(`table_info(${quoted(name)})`) as { name: string }[]).map((column) => column.name));
    const columns = layoutOf(def).columns.filter(({ type, name: own }) => present.has(own) && (type.t === "money" || isComposite(type)));
    const changed = new Set<number>();
    for (const column of columns) {
      const own = quoted(column.name);
      const rows = this.#db.prepare(`SELECT id, ${own} AS value FROM ${quoted(name)} WHERE ${own} IS NOT NULL`).all() as Item[];
      const put = this.#db.prepare(`UPDATE ${quoted(name)} SET ${own} = ? WHERE id = ?`);
      for (const { id, value } of rows) {
        const made = column.type.t === "money" ? this.#change(Number(value)) : this.#whole(value);
        if (made === value) continue;
        put.run(made, id);
        changed.add(id);
      }
    }
    return changed.size;
  }

  #payloads(table: "timer" | "prompt"): number {
    const rows = this.#db.prepare(`SELECT id, payload AS value FROM ${table} WHERE payload LIKE '%$%'`).all() as Item[];
    const put = this.#db.prepare(`UPDATE ${table} SET payload = ? WHERE id = ?`);
    return rows.filter(({ id, value }) => {
      const made = this.#plan.changePayload(String(value), this.#change);
      if (made !== value) put.run(made, id);
      return made !== value;
    }).length;
  }

  #data(): number {
    const rows = this.#db.prepare("SELECT space, key, value FROM data").all() as { space: string; key: string; value: string }[];
    const put = this.#db.prepare("UPDATE data SET value = ? WHERE space = ? AND key = ?");
    return rows.filter(({ space, key, value }) => {
      const made = this.#plan.changeData(space, key, value, this.#change);
      if (made !== value) put.run(made, space, key);
      return made !== value;
    }).length;
  }

  #note(turn: number): void {
    const { rate, currency, atMs, who } = this.#plan;
    const put = this.#db.prepare("INSERT OR REPLACE INTO meta VALUES (?, ?)");
    put.run("currency", currency);
    put.run("converted", String(turn));
    addAudit(this.#db, { atMs, who, what: `currency converted ${rateText(rate)}`, turn });
  }
}

interface Purse {
  readonly id: number;
  readonly balance: number;
}

type Cell = number | string | null;

interface Prop {
  readonly entity: number;
  readonly name: string;
  readonly who: number;
  readonly value: Cell;
}

interface Item {
  readonly id: number;
  readonly value: Cell;
}

/** A row of the audit log, chained to the last. */
export function addAudit(db: Database, { atMs, who, what, turn }: { atMs: number; who: string; what: string; turn: number }): void {
  const last = db.prepare("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").get() as { id: number; hash: string } | undefined;
  const entry = { atMs, who, what, node: "", turn: turn as never };
  const row = chained((last?.id ?? 0) + 1, entry, last?.hash ?? CHAIN_START);
  db.prepare("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)").run(
    row.id,
    row.atMs,
    row.who,
    row.what,
    row.node,
    row.turn,
    row.before,
    row.hash,
  );
}
