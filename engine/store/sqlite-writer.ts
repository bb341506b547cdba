// One prepared statement for each kind of change: what a turn costs on its way to disk is decided here.

import type { Database, Statement } from "better-sqlite3";
import type { TransferId } from "../base/ids.ts";
import type { TransferRow } from "../world/ledger-port.ts";
import type { AuditRow, Change, Counters, TurnRow } from "../world/port.ts";
import { CHAIN_START, chained } from "./audit-chain.ts";
import { wholeCell } from "./cell.ts";
import { SqliteDoneLines } from "./done-lines.ts";
import type { Written } from "./posted.ts";
import type { SqliteHistory } from "./sqlite-history.ts";

type Write = Statement<unknown[]>;
type ChangeOf<T extends Change["t"]> = Extract<Change, { t: T }>;
type Writers = { readonly [T in Change["t"]]: (change: ChangeOf<T>) => void };

export class SqliteWriter {
  readonly #db: Database;
  readonly #journal: Write;
  readonly #counter: Write;
  readonly #done: SqliteDoneLines;
  readonly #writers: Writers;
  readonly #booked: (id: TransferId) => void;
  #counters: Counters | null = null;

  constructor(db: Database, history: SqliteHistory, booked: (id: TransferId) => void) {
    this.#db = db;
    this.#booked = booked;
    this.#journal = this.#prepare("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    this.#counter = this.#prepare("INSERT INTO counter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET last = excluded.last");
    this.#done = new SqliteDoneLines(db);
    this.#writers = {
      ...this.#worldWriters(),
      ...this.#playWriters(),
      ...this.#moneyWriters(),
      ...this.#sourceWriters(),
      history: (change) => history.add(change),
    };
  }

  written(written: Written): void {
    if ("done" in written) {
      this.#done.add(written.done);
      return;
    }
    if (written.turn !== null) this.#turn(written.turn);
    for (const change of written.changes) (this.#writers[change.t] as (change: Change) => void)(change);
  }

  #turn(turn: TurnRow): void {
    const { id, kind, actor, input, atMs, seed, code, digest, fuel, tookMs } = turn;
    this.#journal.run(id, kind, actor, input, atMs, seed, code, digest, fuel, tookMs);
  }

  /** Called before each commit: counters move with every turn but need to be written once a group. */
  save(): void {
    if (this.#counters === null) return;
    for (const [name, last] of Object.entries(this.#counters)) this.#counter.run(name, last);
    this.#counters = null;
  }

  /** Called after a rollback. */
  forgetAll(): void {
    this.#counters = null;
  }

  #prepare(sql: string): Write {
    return this.#db.prepare(sql);
  }

  #worldWriters() {
    const entity = this.#prepare(`INSERT INTO entity VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
      key = excluded.key, place = excluded.place, arrival = excluded.arrival, count = excluded.count, owner = excluded.owner`);
    const gone = this.#prepare("DELETE FROM entity WHERE id = ?");
    const goneProps = this.#prepare("DELETE FROM prop WHERE entity = ?");
    const prop = this.#prepare("INSERT INTO prop VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
    const clear = this.#prepare("DELETE FROM prop WHERE entity = ? AND name = ? AND who = ?");
    const spawned = this.#prepare("INSERT OR IGNORE INTO spawned VALUES (?)");
    const alias = this.#prepare("INSERT OR REPLACE INTO alias VALUES (?, ?)");
    const aliasGone = this.#prepare("DELETE FROM alias WHERE old = ?");
    const limbo = this.#prepare("INSERT OR REPLACE INTO limbo VALUES (?, ?, ?)");
    const limboGone = this.#prepare("DELETE FROM limbo WHERE id = ?");
    return {
      entity: ({ row }: ChangeOf<"entity">) =>
        void entity.run(row.id, row.key, row.model, row.place, row.arrival, row.count, row.owner, row.madeMs),
      gone: ({ id }: ChangeOf<"gone">) => {
        gone.run(id);
        goneProps.run(id);
      },
      prop: ({ row }: ChangeOf<"prop">) => {
        if (row.value === undefined) clear.run(row.entity, row.name, row.who);
        else prop.run(row.entity, row.name, row.who, wholeCell(row.value));
      },
      spawned: ({ key }: ChangeOf<"spawned">) => void spawned.run(key),
      alias: ({ old, now }: ChangeOf<"alias">) => void alias.run(old, now),
      "alias-gone": ({ old }: ChangeOf<"alias-gone">) => void aliasGone.run(old),
      limbo: ({ row }: ChangeOf<"limbo">) => void limbo.run(row.id, row.model, row.sinceMs),
      "limbo-gone": ({ id }: ChangeOf<"limbo-gone">) => void limboGone.run(id),
      counters: ({ last }: ChangeOf<"counters">) => {
        this.#counters = last;
      },
    };
  }

  #playWriters() {
    const timer = this.#prepare("INSERT OR REPLACE INTO timer VALUES (?, ?, ?, ?, ?, ?, ?)");
    const timerGone = this.#prepare("DELETE FROM timer WHERE id = ?");
    const prompt = this.#prepare("INSERT OR REPLACE INTO prompt VALUES (?, ?, ?, ?, ?, ?)");
    const promptGone = this.#prepare("DELETE FROM prompt WHERE id = ?");
    const account = this.#prepare("INSERT OR REPLACE INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    const accountGone = this.#prepare("DELETE FROM account WHERE entity = ?");
    const data = this.#prepare("INSERT OR REPLACE INTO data VALUES (?, ?, ?)");
    const dataGone = this.#prepare("DELETE FROM data WHERE space = ? AND key = ?");
    return {
      timer: ({ row }: ChangeOf<"timer">) => void timer.run(row.id, row.dueMs, row.kind, row.entity, row.pack, row.code, row.payload),
      "timer-gone": ({ id }: ChangeOf<"timer-gone">) => void timerGone.run(id),
      prompt: ({ row }: ChangeOf<"prompt">) => void prompt.run(row.id, row.who, row.dueMs, row.pack, row.code, row.payload),
      "prompt-gone": ({ id }: ChangeOf<"prompt-gone">) => void promptGone.run(id),
      account: ({ row: r }: ChangeOf<"account">) =>
        void account.run(r.entity, r.name, r.folded, r.secret, r.rank, r.madeMs, r.seenMs, r.failures, r.lockedUntilMs),
      "account-gone": ({ entity }: ChangeOf<"account-gone">) => void accountGone.run(entity),
      data: ({ space, key, value }: ChangeOf<"data">) => {
        if (value === null) dataGone.run(space, key);
        else data.run(space, key, value);
      },
    };
  }

  #moneyWriters() {
    const purse = this.#prepare(
      "INSERT INTO ledger_account (id, floor, name) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET floor = excluded.floor",
    );
    const audit = this.#prepare("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    const newest = this.#prepare("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1");
    return {
      purse: ({ row }: ChangeOf<"purse">) => void purse.run(row.id, row.floor, row.name),
      transfer: this.#transferWriter(),
      audit: ({ entry }: ChangeOf<"audit">) => {
        const last = newest.get() as Pick<AuditRow, "id" | "hash"> | undefined;
        const row = chained((last?.id ?? 0) + 1, entry, last?.hash ?? CHAIN_START);
        audit.run(row.id, row.atMs, row.who, row.what, row.node, row.turn, row.before, row.hash);
      },
    };
  }

  #sourceWriters() {
    const source = this.#prepare("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?)");
    const edit = this.#prepare("INSERT INTO edit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    return {
      source: ({ row }: ChangeOf<"source">) => void source.run(row.pack, row.owner, row.version, row.top, row.text),
      edit: ({ row: r }: ChangeOf<"edit">) =>
        void edit.run(
          ...[r.pack, r.version, r.atMs, r.turn, r.author, r.authorName, r.verb, r.message],
          ...[r.of, r.base, r.line, r.before, r.after],
        ),
    };
  }

  #transferWriter() {
    const entry = this.#prepare("INSERT INTO ledger_entry VALUES (?, ?, ?)");
    const transfer = this.#prepare("INSERT INTO ledger_transfer (id, turn, at, memo, reason, key, reverses) VALUES (?, ?, ?, ?, ?, ?, ?)");
    return ({ row }: { readonly row: TransferRow }): void => {
      // Entries first: the transfer's own row seals them.
      for (const { purse, amount } of row.entries) entry.run(row.id, purse, amount);
      transfer.run(row.id, row.turn, row.atMs, row.memo, row.reason, row.key, row.reverses);
      this.#booked(row.id);
    };
  }
}
