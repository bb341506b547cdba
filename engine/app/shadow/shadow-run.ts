// A journal through two copies of its world: up to a turn both are what the world was, then one goes on with the packs in force and the
// other with new ones. Whatever differs from there on is due to the new packs alone.

import type { LoadedPack } from "../../packs/load.ts";
import type { SwapOutcome } from "../../script/facade.ts";
import type { SwapReport } from "../../script/swap-report.ts";
import type { TurnRow } from "../../world/port.ts";
import type { Config } from "../config.ts";
import { type Difference, differences, frameCount } from "./differences.ts";
import { nameOf } from "./effects.ts";
import type { KeptVersions } from "./kept-versions.ts";
import { type Played, Replica } from "./replica.ts";

export interface TurnDifference {
  readonly turn: number;
  readonly atMs: number;
  readonly kind: string;
  /** A player's name; empty for clocks. */
  readonly who: string;
  readonly input: string;
  readonly differences: readonly Difference[];
}

export interface ShadowReport {
  /** Turns that were compared, and those before them that made the world what it was. */
  readonly turns: number;
  readonly before: number;
  /** Of those before: they came out otherwise than they did, so the copy is not quite what the world was. */
  readonly otherwise: number;
  readonly different: readonly TurnDifference[];
  /** What the new packs do to the state when they come. */
  readonly takeover: SwapReport | null;
  /** Why they cannot come at all; then nothing was compared. */
  readonly refused: string | null;
  readonly fuel: Sum;
  readonly frames: Sum;
}

export interface Sum {
  readonly was: number;
  readonly now: number;
}

export interface ShadowOrder {
  readonly journal: readonly TurnRow[];
  readonly versions: KeptVersions;
  readonly packs: readonly LoadedPack[];
  /** The first turn that is compared. */
  readonly from: number;
  readonly config: Config;
}

/** Chance of the turn in which the packs come: any, as long as both have the same. */
const SWAP_SEED = 1;

export async function runShadow({ journal, versions, packs, from, config }: ShadowOrder): Promise<ShadowReport> {
  const first = await versions.packsOf(journal[0]?.code ?? "");
  const before = await Replica.open(first, config);
  const after = await Replica.open(first, config);
  try {
    const base = journal.filter(({ id }) => id < from);
    let otherwise = 0;
    for (const row of base) {
      for (const replica of [before, after]) await takeVersion(replica, row, versions);
      const [played] = [await before.play(row), await after.play(row)];
      if (!isAsWritten(played, row)) otherwise++;
    }
    await before.swap(await versions.newest(), SWAP_SEED);
    const come = await after.swap(packs, SWAP_SEED);
    const known = { turns: journal.length - base.length, before: base.length, otherwise };
    return { ...known, ...(await new Comparison(before, after, packs).run(journal.slice(base.length), come)) };
  } finally {
    before.close();
    after.close();
  }
}

/** Where the world went on with other packs, so does its copy. */
async function takeVersion(replica: Replica, row: TurnRow, versions: KeptVersions): Promise<void> {
  if (row.kind !== "start" || row.code === replica.code || !versions.has(row.code)) return;
  await replica.swap(await versions.packsOf(row.code), row.seed);
}

/** A start on other code has taken over state in its own way; it is not held to its digest. */
function isAsWritten(played: Played, row: TurnRow): boolean {
  if ("failure" in played) return false;
  return played.result?.row.digest === row.digest || row.kind === "start";
}

class Comparison {
  readonly #before: Replica;
  readonly #after: Replica;
  readonly #packs: readonly LoadedPack[];
  readonly #fuel = { was: 0, now: 0 };
  readonly #frames = { was: 0, now: 0 };

  constructor(before: Replica, after: Replica, packs: readonly LoadedPack[]) {
    this.#before = before;
    this.#after = after;
    this.#packs = packs;
  }

  async run(rows: readonly TurnRow[], come: SwapOutcome): Promise<Omit<ShadowReport, "turns" | "before" | "otherwise">> {
    const sums = { fuel: this.#fuel, frames: this.#frames };
    if ("fault" in come) {
      const { file, line, kind, message } = come.fault;
      return { different: [], takeover: null, refused: `${file}:${line}: ${kind}: ${message}`, ...sums };
    }
    const different: TurnDifference[] = [];
    for (const row of rows) {
      const found = await this.#compare(row);
      if (found !== null) different.push(found);
    }
    return { different, takeover: come.report, refused: null, ...sums };
  }

  async #compare(row: TurnRow): Promise<TurnDifference | null> {
    this.#before.alignWith(this.#after);
    const before = { world: this.#before.world, played: await this.#before.play(row) };
    const after = { world: this.#after.world, played: await this.#after.play(row) };
    this.#count("was", before.played);
    this.#count("now", after.played);
    const found = differences(before, after, this.#packs.at(-1)!.manifest.currency);
    if (found.length === 0) return null;
    const who = row.actor === 0 ? "" : nameOf(this.#before.world, row.actor);
    return { turn: row.id, atMs: row.atMs, kind: row.kind, who, input: row.input, differences: found };
  }

  #count(side: keyof Sum, played: Played): void {
    if ("failure" in played || played.result === null) return;
    this.#fuel[side] += played.result.fuelUsed;
    for (const { parts } of played.result.outputs) this.#frames[side] += frameCount(parts);
  }
}
