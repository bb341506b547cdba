// The packs that a world runs on: put in place between two turns, each time with a row that says what, when and by whom.

import type { Clock } from "../../base/clock.ts";
import { EngineError } from "../../base/errors.ts";
import type { LoadedPack } from "../../packs/load.ts";
import { dueMigrations } from "../../packs/migrations.ts";
import { filesOver } from "../../packs/overlaid.ts";
import { keptPack, packContent, packDigest } from "../../packs/version-content.ts";
import type { Play } from "../../play/play.ts";
import type { SwapOutcome } from "../../script/facade.ts";
import type { Swap } from "../../script/swap-report.ts";
import type { Capability } from "../../script/tables/capabilities.ts";
import type { Units } from "../../script/units.ts";
import { type BrokenPack, withSources } from "../../script/workbench.ts";
import type { CodeRef } from "../../world/definition.ts";
import type { Definitions } from "../../world/definitions.ts";
import type { Store } from "../../world/port.ts";
import type { VersionPack, VersionRow } from "../../world/versions.ts";
import type { World } from "../../world/world.ts";
import { checkCurrency } from "../currency-check.ts";
import { definitionsLater } from "../surface.ts";
import { Bench } from "../workbench.ts";
import { type Exchange, exchanged } from "./exchange.ts";

export interface RunningParts {
  readonly play: Play;
  readonly world: World;
  readonly store: Store;
  readonly clock: Clock;
  readonly units: Units;
  readonly bench: Bench;
  /** Which packs may do what; kept in step here. */
  readonly capabilities: Record<string, readonly Capability[]>;
  capabilitiesOf(pack: LoadedPack): readonly Capability[];
  readonly broken: readonly BrokenPack[];
  /** Id of the world's own pack. */
  readonly own: string;
}

interface Prepared {
  readonly next: readonly LoadedPack[];
  readonly files: Definitions;
  readonly upon: Bench;
}

export interface SwapAs extends Exchange {
  /** For the version's row: `reload`, `rollback to 3`, `canary` … */
  readonly why: string;
  readonly dry?: boolean;
  /** Of the turn, where it is done again. */
  readonly seed?: number;
  /** Packs as they are kept, by their digests, as far as they are known: else they are read from disk. */
  readonly contents?: ReadonlyMap<string, Uint8Array>;
}

const ROLLBACK = /^rollback to (\d+)$/;

/** Rows that are looked through for an earlier version. */
const MOST_VERSIONS = 1_000;

export class RunningPacks {
  readonly #parts: RunningParts;
  #packs: readonly LoadedPack[];
  #broken: readonly BrokenPack[];
  /** Those before, ready to come back at once. */
  #previous: readonly LoadedPack[] | null = null;
  #made: Prepared | null = null;

  constructor(packs: readonly LoadedPack[], parts: RunningParts) {
    this.#packs = packs;
    this.#parts = parts;
    this.#broken = parts.broken;
  }

  /** Dependencies first; after the world's own those that were promoted. */
  get packs(): readonly LoadedPack[] {
    return this.#packs;
  }

  get world(): World {
    return this.#parts.world;
  }

  /** The world's own. */
  get own(): LoadedPack {
    return ownOf(this.#packs, this.#parts.own);
  }

  /** Folders of those that stand beside it. */
  get beside(): readonly string[] {
    return this.#packs.slice(this.#packs.indexOf(this.own) + 1).map(({ path }) => path);
  }

  /** Builders' packs that do not check upon these packs any more. */
  get broken(): readonly BrokenPack[] {
    return this.#broken;
  }

  /** The version in force: undefined until the first start. */
  get version(): VersionRow | undefined {
    return this.#parts.store.versions.list(1)[0];
  }

  versionNamed(id: number): VersionRow | undefined {
    return this.#parts.store.versions.get(id);
  }

  /** The newest one with other packs than those in force; after a rollback one from before what was brought back. */
  before(): VersionRow | undefined {
    const rows = this.#parts.store.versions.list(MOST_VERSIONS);
    const from = rows[0] === undefined ? 0 : (broughtBack(rows[0]) ?? rows[0].id);
    return rows.find(({ id, packs }) => id < from && !isSame(packs, this.#packs));
  }

  /** A version's packs, when they need not be read again. */
  known({ packs }: VersionRow): readonly LoadedPack[] | undefined {
    return [this.#packs, this.#previous].find((one) => one !== null && isSame(packs, one)) ?? undefined;
  }

  /** Packs that need not be read again: those in force and those before. */
  get ready(): readonly LoadedPack[] {
    return [...new Set([...this.#packs, ...(this.#previous ?? [])])];
  }

  /** First turn of the world. It ends in a fault when the world was left with other packs and these cannot take over. */
  start(as: SwapAs = { who: "engine", why: "start" }): Promise<SwapOutcome> {
    const { play, units } = this.#parts;
    units.hold(this.#packs.map(({ manifest }) => manifest.id));
    const before = this.version;
    const isChanged = before !== undefined && !isSame(before.packs, this.#packs);
    const swap: Partial<Swap> = { broken: this.#broken, ...(isChanged && { changed: true, migrations: this.#due(this.#packs) }) };
    return play.start(swap, () => {
      if (before === undefined || isChanged) this.#keepVersion(this.#packs, as);
    });
  }

  /** Throws `E_CURRENCY` when sums would read as others than they were. What is costly is done in slices, with play between them. */
  async swap(next: readonly LoadedPack[], as: SwapAs): Promise<SwapOutcome> {
    const { who, why, dry = false, seed } = as;
    const { play, store, world, bench, capabilities } = this.#parts;
    checkCurrency(store, ownOf(next, this.#parts.own).manifest.currency);
    const { files, upon } = await this.#prepared(next);
    const before = { ...capabilities };
    const migrations = this.#due(next);
    return play.reload({
      swap: () => {
        for (const pack of next) capabilities[pack.manifest.id] = this.#parts.capabilitiesOf(pack);
        const { promotions, sources, late } = exchanged(world, store, next, as);
        const { definitions, broken } = withSources(files, sources, upon);
        const audit = { who, what: `${why}: ${this.changedIn(next) || "nothing that runs"}` };
        return { definitions, broken, migrations, promotions, dry: dry || late, audit, ...(seed !== undefined && { seed }) };
      },
      kept: (swap) => {
        bench.take(upon);
        this.#broken = swap.broken ?? [];
        this.#keepVersion(next, as);
        this.#previous = this.#packs;
        this.#packs = next;
        this.#made = null;
      },
      refused: () => Object.assign(capabilities, before),
    });
  }

  /** All that the turn of a swap would wait for, made before it; once for a dry run and what comes after it. */
  async #prepared(next: readonly LoadedPack[]): Promise<Prepared> {
    if (this.#made?.next === next) return this.#made;
    const { world, units } = this.#parts;
    const files = await definitionsLater(next, pause);
    for (const pack of next) if (!this.ready.includes(pack)) await units.prepare(pack.compiled);
    const upon = new Bench(next);
    for (const { pack, text } of [...world.sources()]) {
      upon.compile(pack, text);
      await pause();
    }
    this.#made = { next, files, upon };
    return this.#made;
  }

  /** From the version that the state was left by. */
  #due(next: readonly LoadedPack[]): CodeRef[] {
    return dueMigrations(next, new Map(this.version?.packs.map(({ pack, version }) => [pack, version])));
  }

  #changed(next: readonly LoadedPack[]): readonly LoadedPack[] {
    const before = new Map(this.#packs.map((pack) => [pack.manifest.id, pack]));
    return next.filter((pack) => before.get(pack.manifest.id)?.compiled.hash !== pack.compiled.hash);
  }

  /** Ids of those whose doings are other from then on: what changed, and all that stands upon it. */
  swappedIn(next: readonly LoadedPack[]): readonly string[] {
    const ids = new Set(this.#changed(next).map(({ manifest }) => manifest.id));
    // Dependencies come first, so one pass finds all.
    for (const { manifest } of next) if (manifest.requires.some((id) => ids.has(id))) ids.add(manifest.id);
    return [...ids];
  }

  /** As `town 1.1 -> 1.2, stdlib 0.1.0`; empty when nothing that runs is other. */
  changedIn(next: readonly LoadedPack[]): string {
    const before = new Map(this.#packs.map((pack) => [pack.manifest.id, pack]));
    const named = this.#changed(next).map(({ manifest: { id, version } }) => {
      const was = before.get(id)?.manifest.version;
      return was === undefined || was === version ? `${id} ${version}` : `${id} ${was} -> ${version}`;
    });
    return named.join(", ");
  }

  #besideOf(pack: LoadedPack, packs: readonly LoadedPack[]): Pick<VersionPack, "beside"> {
    return packs.indexOf(pack) > packs.indexOf(ownOf(packs, this.#parts.own)) ? { beside: pack.path } : {};
  }

  #keepVersion(packs: readonly LoadedPack[], { who, why, contents }: SwapAs): void {
    const { store, clock, world } = this.#parts;
    const unknown = packs.filter((pack) => store.versions.content(packDigest(pack)) === undefined);
    const kept = unknown.map((pack) => {
      const digest = packDigest(pack);
      return [digest, contents?.get(digest) ?? packContent(keptPack(pack))] as const;
    });
    const row = {
      atMs: clock.now(),
      who,
      why,
      code: world.definitions.codeVersion,
      packs: packs.map((pack) => ({ ...versionPack(pack), ...this.#besideOf(pack, packs) })),
    };
    store.versions.add(row, new Map(kept));
  }
}

/** A pack by its id, among all; the last one where the world has only begun with others. */
export function ownOf(packs: readonly LoadedPack[], id: string): LoadedPack {
  return packs.find(({ manifest }) => manifest.id === id) ?? packs.at(-1)!;
}

export function versionPack(pack: LoadedPack): VersionPack {
  const { manifest } = pack;
  const overlay = filesOver(pack);
  return { pack: manifest.id, version: manifest.version, digest: packDigest(pack), ...(overlay.length > 0 && { overlay }) };
}

export function isSame(version: readonly VersionPack[], packs: readonly LoadedPack[]): boolean {
  return version.length === packs.length && packs.every((pack, i) => version[i]!.digest === packDigest(pack));
}

/** The version that a rollback brought back; undefined for any other. */
export function broughtBack({ why }: VersionRow): number | undefined {
  const to = ROLLBACK.exec(why)?.[1];
  return to === undefined ? undefined : Number(to);
}

/** Lets lines and clocks have their turn. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function requireStarted(outcome: SwapOutcome): void {
  if (!("fault" in outcome)) return;
  const { file, line, column, message } = outcome.fault;
  throw new EngineError("E_PACK", { detail: `\n${file}:${line}:${column}: the world's state cannot be taken over: ${message}` });
}
