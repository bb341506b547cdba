// The one place that says `new` across areas: packs, store, world, sandbox, scripts and play, put together into a world that runs.

import { resolve } from "node:path";
import { runtimeSource } from "../../dsl/runtime-source.ts";
import { Chance } from "../base/chance.ts";
import type { Clock } from "../base/clock.ts";
import { SYSTEM_CLOCK } from "../base/clock.ts";
import { EngineError } from "../base/errors.ts";
import { Shelf } from "../packs/installed/shelf.ts";
import type { LoadedPack } from "../packs/load.ts";
import { loadPacks } from "../packs/load.ts";
import type { Places } from "../packs/order.ts";
import { hasErrors, problemLine } from "../packs/problem.ts";
import { Mesh } from "../play/mesh/mesh.ts";
import type { MeshSettings } from "../play/mesh/settings.ts";
import type { MeshNotice } from "../play/mesh/status.ts";
import { Play } from "../play/play.ts";
import { Isolates } from "../sandbox/isolates.ts";
import type { Script } from "../script/facade.ts";
import { makeScript } from "../script/script.ts";
import type { Capability } from "../script/tables/capabilities.ts";
import { ALL_CAPABILITIES } from "../script/tables/capabilities.ts";
import type { Tries } from "../script/tries.ts";
import { withSources } from "../script/workbench.ts";
import { loadWorld } from "../world/load.ts";
import type { Store } from "../world/port.ts";
import type { World } from "../world/world.ts";
import type { Config } from "./config.ts";
import { holdCurrency } from "./currency-check.ts";
import type { ForkWorld } from "./fork/fork-world.ts";
import { Forks } from "./fork/forks.ts";
import { INSIDE } from "./fork/inside.ts";
import { TryShelf } from "./fork/shelf.ts";
import { cacheFolder, cameAlong, INSTALLED, PLACES, showPath, wasInstalled } from "./places.ts";
import { besideIn } from "./reload/exchange.ts";
import { RunningPacks } from "./reload/running-packs.ts";
import { GuardedUnits } from "./serve/guarded-units.ts";
import type { MarkedCode } from "./serve/running-mark.ts";
import { statementCompiler } from "./statement-compiler.ts";
import { definitionsOf, surface } from "./surface.ts";
import { Bench } from "./workbench.ts";

export interface Composition {
  /** The packs in force, and how others come in their place. */
  readonly running: RunningPacks;
  /** The world's own, and all: as of now. */
  readonly pack: LoadedPack;
  readonly packs: readonly LoadedPack[];
  readonly store: Store;
  readonly world: World;
  readonly units: GuardedUnits;
  readonly script: Script;
  readonly play: Play;
  /** Its radios are attached by whoever holds their links. */
  readonly mesh: Mesh;
  /** Its private copies; started once the world is. Null in one of them. */
  readonly forks: Forks | null;
  /** Ends play in good order and gives the store back. */
  close(): void;
}

export interface ComposeOptions {
  /** Folder of the world's pack. */
  readonly folder: string;
  readonly store: Store;
  readonly config: Config;
  readonly clock?: Clock;
  /** Fixes chance from the first turn on. */
  readonly seed?: number;
  /** Fixes the seed of each turn of a player; undefined draws it. */
  readonly nextSeed?: () => number | undefined;
  /** Where the packs lie, when it is no others that are given. */
  readonly places?: Places;
  /** Packs that are loaded already: a world that is opened again and again need not read them each time. */
  readonly packs?: readonly LoadedPack[];
  /** Code that is not to run any more; the packs are known by then. */
  readonly switchedOff?: (packs: readonly LoadedPack[]) => readonly MarkedCode[];
  /** Whether packs from elsewhere have what they ask for: yes at one's own keyboard, only what is granted when serving. */
  readonly trusting: boolean;
  readonly mesh?: MeshSettings;
  /** In the place of private copies of its own: a replay has none. */
  readonly tries?: Tries;
  /** What the sysop should know of the mesh. */
  meshNotice?(notice: MeshNotice): void;
  failed(error: unknown): void;
  /** A private copy could not be made or go on. */
  forkFailed?(error: unknown): void;
  begin?(): void;
  saving?(): void;
  rest?(): void;
}

/** Opens a world. Nothing has run yet: call `running.start()` (or `play.start()`, which keeps no version) before the first session. */
export async function compose(options: ComposeOptions): Promise<Composition> {
  return composeOf(options.packs ?? (await loadWorldPacks(options.folder, besideIn(options.store), options.places)), options);
}

/** `isFork`: it is itself a private copy of a world, and has none. */
function composeOf(packs: readonly LoadedPack[], options: ComposeOptions, isFork = false): Composition {
  const { store, config } = options;
  const clock = options.clock ?? SYSTEM_CLOCK;
  const pack = packs.find(({ path }) => path === resolve(options.folder)) ?? packs.at(-1)!;
  holdCurrency(store, pack.manifest.currency);
  const definitions = definitionsOf(packs);
  store.rows.define(definitions.tables);
  const loaded = store.load();
  const bench = new Bench(packs, options);
  const { definitions: all, broken } = withSources(definitions, loaded.sources, bench);
  const world = loadWorld(all, loaded, store);
  const tries = isFork || options.tries !== undefined ? null : new TryShelf({ store, world, bench, most: config.tries.most });
  const isolates = new Isolates(config.sandbox);
  const units = new GuardedUnits(isolates, runtimeSource(), options.switchedOff?.(packs) ?? []);
  const capabilitiesFor = (one: LoadedPack): readonly Capability[] => capabilitiesOf(one, options);
  const capabilities: Record<string, readonly Capability[]> = Object.fromEntries(
    packs.map((one) => [one.manifest.id, capabilitiesFor(one)]),
  );
  const { currency } = pack.manifest;
  const seed = options.seed === undefined ? {} : { seed: options.seed };
  const script = makeScript({
    world,
    store,
    clock,
    units,
    budget: config.budget,
    capabilities,
    currency,
    compile: statementCompiler(() => bench.scopes(world.definitions.packs.values())),
    bench,
    tries: tries ?? options.tries ?? INSIDE,
    ...seed,
  });
  const play = new Play({
    world,
    script,
    store,
    clock,
    currency,
    get entry() {
      return entryOf(running.own);
    },
    directions: surface().directions,
    failed: options.failed,
    ...(options.nextSeed && { nextSeed: options.nextSeed }),
    ...(options.begin && { begin: options.begin }),
    ...(options.saving && { saving: options.saving }),
    ...(options.rest && { rest: options.rest }),
  });
  const running: RunningPacks = new RunningPacks(packs, {
    ...{ play, world, store, clock, units, bench, capabilities, broken, own: pack.manifest.id },
    capabilitiesOf: capabilitiesFor,
  });
  const mesh = new Mesh({
    play,
    world,
    store,
    clock,
    failed: options.failed,
    ...(options.seed !== undefined && { random: fixedChance(options.seed) }),
    ...(options.mesh && { settings: options.mesh }),
    ...(options.meshNotice && { notice: options.meshNotice }),
  });
  const raise = (copy: Store, failed: (error: unknown) => void) => raiseFork(running.packs, options, copy, failed);
  const forks =
    tries === null
      ? null
      : new Forks({
          ...{ play, world, store, raise, packs: () => running.packs, nowMs: () => clock.now() },
          failed: (error) => options.forkFailed?.(error),
        });
  if (tries !== null) tries.forks = forks;
  const close = () => {
    mesh.close();
    play.stop();
    forks?.close();
    script.close();
    units.close();
    store.close();
  };
  return {
    ...{ running, store, world, units, script, play, mesh, forks, close },
    get pack() {
      return running.own;
    },
    get packs() {
      return running.packs;
    },
  };
}

/** A private copy of the world, beside it in this process. The front hears nothing of it: its work is done inside the world's own groups. */
function raiseFork(packs: readonly LoadedPack[], options: ComposeOptions, store: Store, failed: (error: unknown) => void): ForkWorld {
  const { folder, config, trusting, clock, seed, nextSeed, switchedOff } = options;
  const fork = composeOf(
    packs,
    {
      ...{ folder, config, trusting, store, failed },
      ...(clock && { clock }),
      ...(seed !== undefined && { seed }),
      ...(nextSeed && { nextSeed }),
      ...(switchedOff && { switchedOff }),
    },
    true,
  );
  const { play, world, script, running, mesh, units } = fork;
  const release = () => {
    mesh.close();
    script.close();
    units.close();
  };
  return { play, world, script, running, release };
}

/** Codes and packet ids of a world whose chance is fixed. */
function fixedChance(seed: number): () => number {
  const chance = new Chance(seed);
  return () => chance.fraction();
}

/** Lasting in a file, or in memory for as long as the process lives. */
export async function openStore(path: string): Promise<Store> {
  if (path === ":memory:") return (await import("../store/memory-store.ts")).openMemoryStore();
  return (await import("../store/sqlite-store.ts")).openSqliteStore({ path });
}

/** A world's pack with all below it; and those beside it; throws `E_PACK` when one does not check. */
export async function loadWorldPacks(
  folder: string,
  beside: readonly string[] = [],
  places: Places = PLACES,
): Promise<readonly LoadedPack[]> {
  const { packs, problems } = await loadPacks([folder, ...beside], { ...places, surface: surface(), cache: cacheFolder(), showPath });
  if (!hasErrors(problems)) return packs;
  const lines = problems.filter((problem) => problem.severity === "error").map(problemLine);
  throw new EngineError("E_PACK", { detail: `\n${lines.join("\n")}` });
}

function capabilitiesOf(pack: LoadedPack, { config, trusting }: ComposeOptions): readonly Capability[] {
  const { id } = pack.manifest;
  const accepted = wasInstalled(pack.path) ? new Shelf(INSTALLED).all().get(id)?.accepted : undefined;
  const granted = [...(config.grants[id] ?? []), ...(accepted ?? [])];
  // What the sysop did not accept is not given either to who plays at this keyboard.
  const all = accepted === undefined && (trusting || cameAlong(pack.path));
  return ALL_CAPABILITIES.filter((one) => pack.manifest.capabilities.includes(one) && (all || granted.includes(one)));
}

function entryOf({ manifest }: LoadedPack): string | null {
  const { entry, id } = manifest;
  if (entry === null) return null;
  return entry.includes(".") ? entry : `${id}.${entry}`;
}
