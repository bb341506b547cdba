// The book of the money as SQLite keeps it: look-ups by index, statements and the sums of reports.

import type { Database, Statement } from "better-sqlite3";
import type { PurseId, TransferId } from "../base/ids.ts";
import type { LedgerBook, LedgerEntry, PurseRow, ReasonRow, Span, StatementPage, TransferRow } from "../world/ledger-port.ts";
import { LateIndex, LEDGER_LATE, upto } from "./late-index.ts";

const COLUMNS = "id, turn, at AS atMs, memo, reason, key, reverses";
const DAY_MS = 86_400_000;

type Read = Statement<unknown[]>;
type Row = Omit<TransferRow, "entries">;

export class SqliteLedger implements LedgerBook {
  readonly #db: Database;
  readonly #byKey: Read;
  readonly #byId: Read;
  readonly #reversal: Read;
  readonly #entries: Read;
  readonly #page: Read;
  readonly #skipped: Read;
  readonly #late: LateIndex;
  /** Called before each look at the file. */
  readonly #seeing: () => void;
  #last: number | null = null;

  constructor(db: Database, seeing: () => void = () => {}) {
    this.#db = db;
    this.#seeing = seeing;
    this.#byKey = db.prepare(`SELECT ${COLUMNS} FROM ledger_transfer WHERE key = ?`);
    this.#byId = db.prepare(`SELECT ${COLUMNS} FROM ledger_transfer WHERE id = ?`);
    this.#reversal = db.prepare("SELECT id FROM ledger_transfer WHERE reverses = ?").pluck();
    this.#entries = db.prepare("SELECT account AS purse, amount FROM ledger_entry WHERE transfer = ? ORDER BY account");
    const newest = `FROM (
      SELECT transfer FROM ledger_of WHERE account = @purse
      UNION ALL SELECT transfer FROM ledger_entry WHERE transfer > ${upto("ledger")} AND account = @purse) ORDER BY transfer DESC LIMIT`;
    this.#page = db.prepare(`SELECT transfer ${newest} @limit OFFSET @skip`).pluck();
    this.#skipped = db
      .prepare(`SELECT coalesce(sum(amount), 0) FROM ledger_entry WHERE account = @purse AND transfer IN (SELECT transfer ${newest} @skip)`)
      .pluck();
    this.#late = new LateIndex(
      db,
      "ledger",
      `INSERT INTO ledger_of SELECT account, transfer FROM ledger_entry WHERE transfer > @upto AND transfer <= @last ORDER BY account, transfer`,
    );
  }

  /** The writer tells what it wrote, so that nobody need ask the file. */
  wrote(id: TransferId): void {
    this.#last = id;
    // In the transaction that wrote it.
    if (id % LEDGER_LATE === 0) this.#late.fill(id);
  }

  /** Another writer will write it. */
  willBe(id: TransferId): void {
    this.#last = id;
  }

  /** After a rollback the file knows best. */
  forget(): void {
    this.#last = null;
  }

  last(): number {
    if (this.#last === null) this.#seeing();
    this.#last ??= this.#db.prepare("SELECT coalesce(max(id), 0) FROM ledger_transfer").pluck().get() as number;
    return this.#last;
  }

  keyed(key: string): TransferRow | undefined {
    this.#seeing();
    return this.#whole(this.#byKey.get(key) as Row | undefined);
  }

  transfer(id: TransferId): TransferRow | undefined {
    this.#seeing();
    return this.#whole(this.#byId.get(id) as Row | undefined);
  }

  reversalOf(id: TransferId): TransferId | undefined {
    this.#seeing();
    return this.#reversal.get(id) as TransferId | undefined;
  }

  statement(purse: PurseId, skip: number, limit: number): StatementPage {
    this.#seeing();
    const ids = this.#page.all({ purse, limit, skip }) as TransferId[];
    const skipped = skip === 0 ? 0 : (this.#skipped.get({ purse, skip }) as number);
    return { skipped, rows: ids.map((id) => this.transfer(id)!) };
  }

  reasons({ fromMs, untilMs }: Span, days: boolean): ReasonRow[] {
    this.#seeing();
    // What a transfer moves is what its entries take out; what treasuries give and get is made and ended.
    const sql = `
      SELECT ${days ? `floor(at / ${DAY_MS}) * ${DAY_MS}` : "$from"} AS dayMs, reason, count(*) AS transfers,
        sum(max(0, -of_treasuries)) AS minted, sum(max(0, of_treasuries)) AS burned, sum(given - abs(of_treasuries)) AS moved
      FROM (
        SELECT t.at, t.reason, sum(max(0, -e.amount)) AS given, sum(CASE WHEN e.account <= 0 THEN e.amount ELSE 0 END) AS of_treasuries
        FROM ledger_transfer t JOIN ledger_entry e ON e.transfer = t.id
        WHERE t.at >= $from AND t.at < $until GROUP BY t.id
      ) GROUP BY 1, 2 ORDER BY 1, 2`;
    return this.#db.prepare(sql).all({ from: fromMs, until: untilMs }) as ReasonRow[];
  }

  richest(limit: number): PurseRow[] {
    return this.#purses("WHERE id > 0 AND balance > 0 ORDER BY balance DESC, id LIMIT ?", limit);
  }

  treasuries(): PurseRow[] {
    return this.#purses("WHERE id <= 0 ORDER BY id DESC");
  }

  #purses(where: string, ...params: readonly number[]): PurseRow[] {
    this.#seeing();
    return this.#db.prepare(`SELECT id, balance, floor, name FROM ledger_account ${where}`).all(...params) as PurseRow[];
  }

  #whole(row: Row | undefined): TransferRow | undefined {
    return row === undefined ? undefined : { ...row, entries: this.#entries.all(row.id) as LedgerEntry[] };
  }
}

/** What is wrong with the money of a file: empty when every balance is proven by its entries. */
export function reconcileFile(db: Database): string[] {
  const list = (sql: string): string[] => db.prepare(sql).pluck().all() as string[];
  return [
    ...list(`WITH part AS (
        SELECT o.account AS account, sum(e.amount) AS amount
        FROM ledger_of o JOIN ledger_entry e ON e.transfer = o.transfer AND e.account = o.account GROUP BY o.account
        UNION ALL SELECT account, sum(amount) FROM ledger_entry WHERE transfer > ${upto("ledger")} GROUP BY account)
      SELECT 'account ' || a.id || ' holds ' || a.balance || ', its entries sum to ' || coalesce(sum(p.amount), 0)
      FROM ledger_account a LEFT JOIN part p ON p.account = a.id GROUP BY a.id HAVING a.balance <> coalesce(sum(p.amount), 0)`),
    ...list(`SELECT 'transfer ' || transfer || ' is not in the index of account ' || account FROM ledger_entry e
      WHERE transfer <= ${upto("ledger")} AND NOT EXISTS (SELECT 1 FROM ledger_of o WHERE o.account = e.account AND o.transfer = e.transfer)`),
    ...list("SELECT 'account ' || id || ' is below its floor' FROM ledger_account WHERE balance < floor"),
    ...list("SELECT 'account ' || id || ' has no floor and is no treasury' FROM ledger_account WHERE floor IS NULL AND name IS NULL"),
    ...list("SELECT 'transfer ' || transfer || ' sums to ' || sum(amount) FROM ledger_entry GROUP BY transfer HAVING sum(amount) <> 0"),
    ...list(`SELECT 'transfer ' || id || ' has no entries' FROM ledger_transfer t
      WHERE NOT EXISTS (SELECT 1 FROM ledger_entry WHERE transfer = t.id)`),
    ...list(`SELECT 'treasuries and accounts together hold ' || sum(balance) || ', not 0' FROM ledger_account HAVING sum(balance) <> 0`),
  ];
}
