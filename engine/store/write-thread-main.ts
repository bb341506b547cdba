// The thread that writes: groups of turns come in order, each goes into the file in a transaction of its own, and the log is synced
// once for all that came meanwhile. When a write fails it gives up, for what follows builds on it.

import { type MessagePort, receiveMessageOnPort, workerData } from "node:worker_threads";
import type { Database } from "better-sqlite3";
import { messageOf } from "../base/errors.ts";
import { CELL, type Order, type Report } from "./orders.ts";
import { type Posted, received } from "./posted.ts";
import { SqliteHistory } from "./sqlite-history.ts";
import { SqliteLedger } from "./sqlite-ledger.ts";
import { openBeside } from "./sqlite-open.ts";
import { SqliteWriter } from "./sqlite-writer.ts";
import { WalSync } from "./wal-sync.ts";

interface Given {
  readonly path: string;
  readonly cells: Int32Array;
  readonly port: MessagePort;
}

class WritingThread {
  readonly #given: Given;
  readonly #db: Database;
  readonly #sync: WalSync;
  readonly #history: SqliteHistory;
  readonly #writer: SqliteWriter;
  #failed = false;

  constructor(given: Given) {
    this.#given = given;
    this.#db = openBeside(given.path);
    this.#sync = new WalSync(given.path);
    const ledger = new SqliteLedger(this.#db);
    this.#history = new SqliteHistory(this.#db);
    this.#writer = new SqliteWriter(this.#db, this.#history, (id) => ledger.wrote(id));
  }

  run(): void {
    const { port } = this.#given;
    port.on("message", (order: Order) => this.#all(order));
    this.#report({ ready: true });
  }

  #all(first: Order): void {
    if (this.#failed) return;
    let durable = 0;
    let order: Order | undefined = first;
    try {
      while (order !== undefined && !("close" in order)) {
        this.#write(order.group, order.others);
        durable = order.n;
        this.#tell(CELL.committed, durable);
        order = receiveMessageOnPort(this.#given.port)?.message as Order | undefined;
      }
      if (durable > 0) {
        this.#sync.now();
        this.#report({ durable });
      }
      if (order !== undefined) {
        this.#close();
        this.#given.port.close();
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  #write(group: readonly Posted[], others: boolean): void {
    if (others) this.#history.forget();
    this.#db.exec("BEGIN IMMEDIATE");
    for (const one of group) this.#writer.written(received(one));
    this.#writer.save();
    this.#db.exec("COMMIT");
  }

  #fail(error: unknown): void {
    this.#failed = true;
    // What was begun is undone with it.
    this.#close();
    this.#report({ failed: messageOf(error) });
    this.#tell(CELL.failed);
  }

  #close(): void {
    this.#db.close();
    this.#sync.close();
    this.#tell(CELL.closed);
  }

  #report(report: Report): void {
    this.#given.port.postMessage(report);
  }

  #tell(cell: number, value = 1): void {
    const { cells } = this.#given;
    Atomics.store(cells, cell, value);
    Atomics.add(cells, CELL.news, 1);
    Atomics.notify(cells, CELL.news);
  }
}

new WritingThread(workerData as Given).run();
