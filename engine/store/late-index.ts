// Indexes that are filled late. What is written goes into its table alone, at the end, where pages are warm; now and then, in the same
// transaction as a turn, what is new goes into the index in the index's own order. A reader asks the index up to where it is filled
// (`late.upto`) and looks through the few rows behind it.

import type { Database, Statement } from "better-sqlite3";

/** Transfers between two fillings: a filling of 512 takes 1 to 2 ms, and a statement looks through 512 rows in 0.1 ms. */
export const LEDGER_LATE = 512;

export class LateIndex {
  readonly #fill: Statement<unknown[]>;
  readonly #mark: Statement<unknown[]>;

  /** `fill` is an INSERT of what lies behind `@upto` and not behind `@last`. */
  constructor(db: Database, name: string, fill: string) {
    this.#fill = db.prepare(fill.replaceAll("@upto", upto(name)));
    this.#mark = db.prepare(`UPDATE late SET upto = @last WHERE name = '${name}' AND upto < @last`);
  }

  /** All up to this row is in the index from now on. */
  fill(last: number): void {
    this.#fill.run({ last });
    this.#mark.run({ last });
  }
}

/** The newest row that is in the index, as SQL. */
export function upto(name: string): string {
  return `(SELECT upto FROM late WHERE name = '${name}')`;
}
