// `lore replay`: runs a world's journal again, from nothing into memory, and compares what every turn did with what is written.

import { basename, resolve } from "node:path";
import { HeldClock } from "../../base/clock.ts";
import { EngineError } from "../../base/errors.ts";
import { asTurnId } from "../../base/ids.ts";
import type { Places } from "../../packs/order.ts";
import type { TurnResult } from "../../script/facade.ts";
import { openMemoryStore } from "../../store/memory-store.ts";
import type { Store, TurnRow } from "../../world/port.ts";
import { type Composition, compose, openStore } from "../compose.ts";
import { unhurried } from "../config.ts";
import { loadConfig } from "../load-config.ts";
import { overlayOf, placesOver } from "../overlay-places.ts";
import { defaultDatabase, PLACES, packFolder } from "../places.ts";
import { RecordedTries } from "./recorded-tries.ts";

export interface ReplayFlags {
  readonly db?: string;
  readonly config?: string;
}

export interface ReplayReport {
  readonly turns: number;
  /** Turns that did something else with the same code: a bug, or a file that was tampered with. */
  readonly different: readonly string[];
  /** Turns about private copies of the world, which are not there in a replay; what they kept is taken over. */
  readonly beside: number;
  /** Turns that ran with other code than there is now; they may differ. */
  readonly otherCode: number;
  /** Turns that differ and took so long that the clock may have ended them; here it ends nothing. */
  readonly cut: number;
}

const BATCH = 1_000;
const SHOWN = 20;
/** A replay has all the time it needs, whatever else the machine does: only fuel ends a script. */
const UNHURRIED_MS = 60_000;

export async function replay(pack: string | undefined, flags: ReplayFlags): Promise<void> {
  const config = await loadConfig(flags.config);
  const folder = packFolder(pack ?? config.world);
  const db = resolve(flags.db ?? config.db ?? defaultDatabase(basename(folder)));
  const store = await openStore(db);
  const report = await replayJournal(store, folder, placesOver(overlayOf(db)));
  store.close();
  for (const line of report.different.slice(0, SHOWN)) process.stdout.write(`${line}\n`);
  const other = report.otherCode === 0 ? "" : `; ${report.otherCode} were played with other code and are not compared`;
  const beside = report.beside === 0 ? "" : `; ${report.beside} were about a try and are not compared`;
  const cut = report.cut === 0 ? "" : `; ${report.cut} took longer than wall_ms and are not compared`;
  process.stdout.write(`${report.turns} turns replayed, ${report.different.length} differ${other}${beside}${cut}\n`);
  if (report.different.length > 0) process.exitCode = 1;
}

/** Throws `E_REPLAY` when a journal does not lead to its world: its sums were made others beside it. */
export function requireReplayable(journal: Store): void {
  const converted = journal.meta("converted");
  if (converted === undefined) return;
  throw new EngineError("E_REPLAY", {
    detail: `its currency was converted in turn ${converted}; the snapshot from before replays with the old pack.toml`,
  });
}

export async function replayJournal(journal: Store, folder: string, places: Places = PLACES): Promise<ReplayReport> {
  requireReplayable(journal);
  const clock = new HeldClock(0);
  const config = await loadConfig();
  const tries = new RecordedTries(journal, config.tries.most);
  const composed = await compose({
    tries,
    folder,
    places,
    store: openMemoryStore(),
    config: unhurried(config, UNHURRIED_MS, UNHURRIED_MS),
    clock,
    trusting: true,
    failed: (error) => {
      throw error;
    },
  });
  tries.world = composed.world;
  const again = new Again(composed, clock, tries, config.budget.wallMs);
  for (let from = 1; ; ) {
    const rows = journal.turns(asTurnId(from), BATCH);
    for (const row of rows) await again.compare(row);
    if (rows.length < BATCH) break;
    from = rows.at(-1)!.id + 1;
  }
  return again;
}

class Again implements ReplayReport {
  turns = 0;
  beside = 0;
  otherCode = 0;
  cut = 0;
  readonly different: string[] = [];
  readonly #composed: Composition;
  readonly #clock: HeldClock;
  readonly #tries: RecordedTries;
  readonly #wallMs: number;
  /** Code of the row before. */
  #code = "";
  /** One row may set off several turns, which have rows of their own. */
  #ahead: TurnResult[] = [];

  constructor(composed: Composition, clock: HeldClock, tries: RecordedTries, wallMs: number) {
    this.#composed = composed;
    this.#clock = clock;
    this.#tries = tries;
    this.#wallMs = wallMs;
  }

  async compare(row: TurnRow): Promise<void> {
    this.turns++;
    const result = this.#ahead.shift() ?? (await this.#run(row));
    // A start on new code also took over what the old one had left, and there was no old one here.
    const isTakeover = row.kind === "start" && this.#code !== "" && this.#code !== row.code;
    this.#code = row.code;
    if (row.digest === "") this.beside++;
    else if (isTakeover || (result?.codeVersion !== undefined && result.codeVersion !== row.code)) this.otherCode++;
    else if (result?.row.digest === row.digest) return;
    else if (row.tookMs >= this.#wallMs) this.cut++;
    else
      this.different.push(
        `turn ${row.id} (${row.kind} "${row.input}" of #${row.actor}): did ${row.digest}, now ${result?.row.digest ?? "nothing"}`,
      );
  }

  async #run(row: TurnRow): Promise<TurnResult | undefined> {
    this.#clock.set(row.atMs);
    this.#tries.turn = row.id;
    const [first, ...more] = await this.#composed.play.replay(row);
    this.#ahead = more;
    return first;
  }
}
