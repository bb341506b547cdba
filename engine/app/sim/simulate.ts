// A whole play on a simulated mesh: people with phones at their nodes, one server node, the genuine link and gateway, a composed world,
// all on one agenda of virtual time.

import { Chance } from "../../base/chance.ts";
import { EngineError } from "../../base/errors.ts";
import { asTurnId } from "../../base/ids.ts";
import type { LoadedPack } from "../../packs/load.ts";
import { simLink } from "../../radio/sim/sim-link.ts";
import type { Store, TurnRow } from "../../world/port.ts";
import { type Composition, compose, openStore } from "../compose.ts";
import { type Config, DEFAULT_CONFIG, unhurried } from "../config.ts";
import { packFolder } from "../places.ts";
import { AirLog } from "./air-log.ts";
import { effectsLost, photograph } from "./effects.ts";
import { Faults } from "./faults.ts";
import { type Layout, layOut } from "./layout.ts";
import type { SimOptions } from "./options.ts";
import { Person } from "./people/person.ts";
import { readFrame } from "./people/reading.ts";
import { CAST } from "./people/scripts.ts";
import { makeReport, type SimReport } from "./report.ts";
import { type Sample, Series } from "./series.ts";
import { type Outcome, Truth } from "./truth.ts";
import { type WatchedStore, watchStore } from "./watched-store.ts";
import { WorldHost } from "./world-host.ts";

export interface SimRun {
  readonly report: SimReport;
  readonly samples: readonly Sample[];
  readonly outcomes: readonly Outcome[];
  readonly startMs: number;
}

const HOUR_MS = 3_600_000;
/** The radio is found and configured, nodes are heard. */
const WARM_UP_MS = 60_000;
/** Nobody means anything new, what is open comes to its end. */
const DRAIN_MS = 6 * HOUR_MS;
const BATCH = 10_000;

// A machine that is busy must not change what happens: real time ends no turn. Fuel still does.
const UNHURRIED: Config = unhurried(DEFAULT_CONFIG, 10_000, 30_000);

/** `db`: a file that is made, or `:memory:`. */
export async function simulate(options: SimOptions, db = ":memory:"): Promise<SimRun> {
  const run = new Run(options, db);
  return run.play();
}

class Run {
  readonly #options: SimOptions;
  readonly #layout: Layout;
  readonly #people: readonly Person[];
  readonly #truth: Truth;
  readonly #host: WorldHost;
  readonly #chance: Chance;
  readonly #openInner: () => Promise<Store>;
  #packs: readonly LoadedPack[] | undefined;
  #store: WatchedStore | null = null;
  #lives = 0;

  constructor(options: SimOptions, db: string) {
    this.#options = options;
    this.#layout = layOut(options);
    const { mesh, server, players } = this.#layout;
    this.#chance = new Chance(mesh.chance.next32());
    this.#people = players.map((node, index) => {
      const chance = new Chance(this.#chance.next32());
      const script = CAST[index % CAST.length]!;
      return new Person({ mesh, node, server: server.num, script, chance, turnsPerDay: options.turnsPerDay });
    });
    this.#truth = new Truth(this.#people);
    this.#openInner = opener(db);
    this.#host = new WorldHost({
      agenda: mesh.agenda,
      link: simLink(mesh, server, { name: "sim", seed: this.#chance.next32() }),
      open: (died) => this.#open(died),
      sent: (packet) => this.#truth.sent(packet),
    });
  }

  async play(): Promise<SimRun> {
    const { mesh, server, players } = this.#layout;
    const options = this.#options;
    const began = { realMs: performance.now(), simMs: mesh.now() };
    await this.#host.start();
    await this.#advance(WARM_UP_MS);
    const startMs = mesh.now();
    const air = new AirLog(mesh, server);
    const series = new Series({ mesh, air, people: this.#people, queue: () => this.#host.gateway?.status().waiting ?? 0 });
    const faults = new Faults({ mesh, server, players, options, chance: this.#chance, killWorld: () => this.#store?.die() });
    for (const person of this.#people) person.begin();
    await this.#advance(options.hours * HOUR_MS);
    const used = air.now();
    series.close();
    faults.stop();
    for (const person of this.#people) person.rest();
    await this.#advance(DRAIN_MS);
    air.close();
    const outcomes = this.#truth.outcomes();
    const found = await this.#examine(outcomes);
    const report = makeReport({
      options,
      outcomes,
      frames: air.frames(),
      carriersOf: (deed) => this.#truth.carriersOf(deed),
      isRead: (deed) => this.#truth.readMs(deed) !== null,
      counts: {
        ...found,
        duplicatesHeard: air.copies,
        throttleViolations: server.host.throttleViolations,
        channelShare: used.oursMs / (options.hours * HOUR_MS),
        channelTalk: used.talkMs / (options.hours * HOUR_MS),
        channelBusy: used.busyMs / (options.hours * HOUR_MS),
        reboots: faults.reboots,
        restarts: this.#host.deaths,
        keysLost: faults.keysLost,
        speedup: (mesh.now() - began.simMs) / (performance.now() - began.realMs),
      },
    });
    return { report, samples: series.samples, outcomes, startMs };
  }

  async #advance(forMs: number): Promise<void> {
    const { agenda } = this.#layout.mesh;
    const endMs = agenda.now() + forMs;
    while (agenda.step(endMs)) if (this.#host.needsSettling) await this.#host.settle();
    agenda.rest(endMs);
  }

  /** Closes the world, opens what it left, and looks whether everything is there. */
  async #examine(outcomes: readonly Outcome[]): Promise<Pick<SimReport, "duplicatesExecuted" | "effectsLost" | "rooms">> {
    const world = this.#host.world;
    if (world === null) throw new EngineError("E_BUG", { detail: "The simulated world is not up at the end." });
    await this.#host.stop();
    const living = photograph(world.world);
    const again = await this.#open(() => {});
    const journal = allTurns(again.store);
    const truth = this.#truth;
    const lost = effectsLost({ truth, outcomes, journal, living, reopened: again.world });
    const rooms = new Set(
      outcomes.flatMap(({ deeds }) => deeds.flatMap(({ replies }) => replies.flatMap(({ text }) => readFrame(text).title ?? []))),
    ).size;
    again.close();
    return { duplicatesExecuted: truth.executedTwice(journal), effectsLost: lost, rooms };
  }

  async #open(died: () => void): Promise<Composition> {
    const watched = watchStore(await this.#openInner(), this.#truth);
    this.#store = watched;
    const seed = this.#options.seed + this.#lives++;
    const chance = new Chance(seed);
    const composition = await compose({
      folder: packFolder(this.#options.world),
      store: watched.store,
      clock: this.#layout.mesh.agenda,
      config: UNHURRIED,
      seed,
      nextSeed: () => chance.next32(),
      trusting: true,
      failed: (error) => {
        if (!watched.isDying) throw error;
        died();
      },
      ...(this.#packs === undefined ? {} : { packs: this.#packs }),
    });
    this.#packs = composition.packs;
    return composition;
  }
}

/** A file is opened anew in each life; what is in memory outlives the world that wrote it. */
function opener(db: string): () => Promise<Store> {
  if (db !== ":memory:") return () => openStore(db);
  const store = openStore(db);
  return () => store;
}

function allTurns(store: Store): TurnRow[] {
  const turns: TurnRow[] = [];
  for (;;) {
    const batch = store.turns(asTurnId((turns.at(-1)?.id ?? 0) + 1), BATCH);
    turns.push(...batch);
    if (batch.length < BATCH) return turns;
  }
}
