// Lines that are done: one row for each group of turns, at the end of a table that has nothing else in it. Now and then they go into the
// inbox, which finds each by its name: there the lines of a hundred players are a hundred pages apart, and each group would touch them all.

import type { Database, Statement } from "better-sqlite3";
import type { InboxRow } from "../world/inbox-port.ts";

/** Of one group. */
export interface DoneLines {
  /** JSON of `[source, packet, atMs]` each. */
  readonly lines: string;
  /** What lies there from earlier groups goes into the inbox first. */
  readonly fill: boolean;
}

export function doneLines(rows: readonly InboxRow[], fill: boolean): DoneLines {
  return { lines: JSON.stringify(rows.map(({ source, packet, atMs }) => [source, packet, atMs])), fill };
}

export class SqliteDoneLines {
  readonly #add: Statement<unknown[]>;
  readonly #fill: Statement<unknown[]>;
  readonly #clear: Statement<unknown[]>;

  constructor(db: Database) {
    this.#add = db.prepare("INSERT INTO inbox_done (lines) VALUES (?)");
    // A line that is done keeps only its name, by which a copy of it is known again.
    this.#fill = db.prepare(`INSERT INTO inbox (source, packet, at, line, state)
      SELECT one.value ->> 0, one.value ->> 1, one.value ->> 2, '', 'done'
        FROM inbox_done, json_each(inbox_done.lines) AS one WHERE true ORDER BY inbox_done.id
      ON CONFLICT (source, packet) DO UPDATE SET state = 'done', line = ''`);
    this.#clear = db.prepare("DELETE FROM inbox_done");
  }

  add({ lines, fill }: DoneLines): void {
    if (fill) this.fill();
    this.#add.run(lines);
  }

  fill(): void {
    this.#fill.run();
    this.#clear.run();
  }
}
