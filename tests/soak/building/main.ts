// The soak of building: ten builders at telnet, a served world over a file that is killed and reloaded under their hands. At the end
// the history is held against what they read, and the world against its files. Called by `lore soak building`.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Config, DEFAULT_CONFIG, unhurried } from "../../../engine/app/config.ts";
import { describeError } from "../../../engine/app/describe-error.ts";
import { Front } from "../../../engine/app/front/front.ts";
import { DEFAULT_PATIENCE } from "../../../engine/app/front/supervisor.ts";
import { SILENT } from "../../../engine/app/log.ts";
import { DEFAULT_TELNET_LIMITS } from "../../../engine/app/telnet/listener.ts";
import { Chance } from "../../../engine/base/chance.ts";
import { EngineError } from "../../../engine/base/errors.ts";
import { openSqliteStore } from "../../../engine/store/sqlite-store.ts";
import { Builder } from "./builder.ts";
import { proveHistory } from "./history.ts";
import { NAMES } from "./lines.ts";
import { openWorld, prove } from "./proof.ts";
import { layOut, type Reloaded, reloadAgainAndAgain } from "./reloads.ts";

export interface BuildingPlan {
  /** Edits that are to be acknowledged. */
  readonly edits: number;
  readonly kills: number;
  readonly seed: number;
  readonly players: number;
}

export interface BuildingReport {
  readonly edits: number;
  readonly undos: number;
  readonly redos: number;
  readonly refused: number;
  /** Lines whose answer died with the world, and lines that were under way at two deaths. */
  readonly unheard: number;
  readonly setAside: number;
  readonly kills: number;
  readonly reloads: number;
  readonly reloadsRefused: number;
  /** Orders whose answer died with the world. */
  readonly reloadsLost: number;
  readonly versions: number;
  /** Every acknowledged edit is a version with author and time, none twice, none that nobody asked for. */
  readonly complete: boolean;
  /** What is exported and imported is the same. */
  readonly identity: boolean;
  readonly sound: boolean;
  /** Undo to the end is the beginning, and redo to the end the world there was. */
  readonly beginning: boolean;
  readonly players: number;
  readonly seed: number;
  readonly seconds: number;
  /** What is off; empty when all is proven. */
  readonly wrong: readonly string[];
}

const WORLD = fileURLToPath(new URL("../../../engine/app/serve/world-main.ts", import.meta.url));
const LONGEST_MS = 150;
const MOST_WRONG = 40;

const CONFIG: Config = {
  ...unhurried(DEFAULT_CONFIG, 10_000, 30_000),
  log: { file: null, level: "silent" },
  // Nobody builds so fast; and nothing here is a pack's own fault.
  mesh: { ...DEFAULT_CONFIG.mesh, nodePerMinute: 100_000, accountPerMinute: 100_000 },
  // A busy machine must not end a turn: fuel still ends what never ends.
  reload: { live: "auto", liveTests: false, watch: false, warm: "no", canary: { faults: 0, watchMs: 0 } },
};

export async function soakBuilding(plan: BuildingPlan, tell: (line: string) => void = () => {}): Promise<BuildingReport> {
  if (plan.players < 1 || plan.players > NAMES.length) throw new EngineError("E_USAGE", { detail: "From 1 to 10 players can build." });
  if (plan.edits < 1) throw new EngineError("E_USAGE", { detail: "There is nothing to do." });
  const scratch = mkdtempSync(join(tmpdir(), "lore-soak-"));
  let isWell = false;
  try {
    const report = await new Soak(plan, scratch, tell).run();
    isWell = report.wrong.length === 0;
    return report;
  } finally {
    if (isWell) rmSync(scratch, { recursive: true, force: true });
    else process.stderr.write(`\nthe world is kept in ${scratch}\n`);
  }
}

class Soak {
  readonly #plan: BuildingPlan;
  readonly #scratch: string;
  readonly #pack: string;
  readonly #db: string;
  readonly #tell: (line: string) => void;
  #edits = 0;
  #kills = 0;

  constructor(plan: BuildingPlan, scratch: string, tell: (line: string) => void) {
    this.#plan = plan;
    this.#scratch = scratch;
    this.#pack = join(scratch, "lots");
    this.#db = join(scratch, "soak.db");
    this.#tell = tell;
    layOut(this.#pack);
  }

  async run(): Promise<BuildingReport> {
    const startMs = performance.now();
    await this.#makeBuilders();
    const front = this.#front("b");
    let builders: readonly Builder[];
    let reloaded: Reloaded;
    try {
      const port = await front.open(0, "127.0.0.1");
      builders = await this.#enterAll(port, false);
      reloaded = await this.#buildAndKill(front, builders);
      for (const builder of builders) builder.close();
    } finally {
      await front.close();
    }
    return await this.#report(builders, reloaded, startMs);
  }

  /** They log in once, and are builders from the next start on. */
  async #makeBuilders(): Promise<void> {
    const front = this.#front("a");
    const port = await front.open(0, "127.0.0.1");
    for (const one of await this.#enterAll(port, true)) one.close();
    await front.close();
    const composed = await openWorld(this.#pack, openSqliteStore({ path: this.#db }));
    for (const player of [...composed.world.players()]) void composed.play.rank(player.id, "builder");
    composed.play.flush();
    this.#letThemHelp(composed);
    composed.close();
  }

  /** Every second one may build in the pack of the one before. */
  #letThemHelp(composed: Awaited<ReturnType<typeof openWorld>>): void {
    for (let i = 0; i + 1 < this.#plan.players; i += 2) {
      const owner = composed.play.accounts.find(NAMES[i]!)!;
      const session = composed.play.open({ door: { send: () => {}, close: () => {} }, address: "soak", player: owner.entity });
      void composed.play.line(session, `helper ${NAMES[i + 1]}`);
      composed.play.flush();
    }
  }

  #front(prefix: string): Front {
    return new Front({
      world: { module: WORLD, args: [JSON.stringify({ folder: this.#pack, db: this.#db, config: CONFIG })] },
      patience: { ...DEFAULT_PATIENCE, turnMs: 20_000, backoffMs: [0, 0] },
      telnet: { ...DEFAULT_TELNET_LIMITS, maxPerAddress: 1_000, maxConnections: 1_000 },
      log: SILENT,
      prefix: `${prefix}${this.#plan.seed}`,
    });
  }

  #enterAll(port: number, isNew: boolean): Promise<Builder[]> {
    const { players, seed } = this.#plan;
    return Promise.all(Array.from({ length: players }, (_, number) => Builder.enter(port, number, { seed, isNew })));
  }

  async #buildAndKill(front: Front, builders: readonly Builder[]): Promise<Reloaded> {
    const { edits, kills, seed } = this.#plan;
    let isKilled = false;
    const isOver = () => this.#edits >= edits && isKilled;
    const did = () => {
      this.#edits++;
      this.#tell(`${this.#edits} of ${edits} edits, ${this.#kills} kills`);
    };
    const building = Promise.all(builders.map((one) => one.build(isOver, did)));
    const reloading = reloadAgainAndAgain(front, this.#pack, seed, isOver);
    const chance = new Chance(seed);
    for (; this.#kills < kills; this.#kills++) {
      // Spread over all edits, each at a random instant after that many.
      while (this.#edits < (this.#kills * edits) / kills) await pause(5);
      await front.untilReady();
      await pause(chance.between(0, LONGEST_MS));
      const pid = front.worldPid!;
      process.kill(pid, "SIGKILL");
      await front.untilDead(pid);
    }
    isKilled = true;
    await building;
    return await reloading;
  }

  async #report(builders: readonly Builder[], reloaded: Reloaded, startMs: number): Promise<BuildingReport> {
    const { players, seed } = this.#plan;
    const history = proveHistory(this.#db, builders);
    const { sound, identity, beginning } = await prove(this.#db, this.#pack, this.#scratch);
    const typed = builders.flatMap((one) => one.typed);
    const count = (holds: (one: (typeof typed)[number]) => boolean): number => typed.filter(holds).length;
    const done = typed.filter(({ outcome }) => outcome === "done");
    const strange = builders.flatMap((one) => one.strange);
    const wrong = [...strange, ...reloaded.wrong, ...history.wrong, ...sound, ...identity, ...beginning];
    return {
      edits: done.length,
      undos: done.filter(({ line }) => line === "undo").length,
      redos: done.filter(({ line }) => line === "redo").length,
      refused: count(({ outcome }) => outcome === "refused"),
      unheard: count(({ outcome }) => outcome === "unheard"),
      setAside: count(({ outcome }) => outcome === "set aside"),
      ...{
        kills: this.#kills,
        reloads: reloaded.done,
        reloadsRefused: reloaded.refused,
        reloadsLost: reloaded.lost,
        versions: history.versions,
      },
      complete: history.wrong.length === 0,
      identity: identity.length === 0,
      sound: sound.length === 0,
      beginning: beginning.length === 0,
      ...{ players, seed, seconds: Math.round((performance.now() - startMs) / 1000) },
      wrong: [...new Set(wrong)].slice(0, MOST_WRONG),
    };
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function table({ wrong, ...rest }: BuildingReport): string {
  const lines = Object.entries(rest).map(([name, value]) => `${name.padEnd(14)} ${value}`);
  return [...lines, ...wrong.map((one) => `WRONG: ${one}`)].join("\n");
}

async function main(): Promise<void> {
  const text = (value: string) => ({ type: "string", default: value }) as const;
  const { values } = parseArgs({
    options: { edits: text("1000"), kills: text("40"), seed: text("7"), players: text("10"), json: { type: "boolean", default: false } },
  });
  const plan = { edits: Number(values.edits), kills: Number(values.kills), seed: Number(values.seed), players: Number(values.players) };
  const tell = process.stderr.isTTY === true ? (line: string) => process.stderr.write(`\r${line}   `) : () => {};
  const report = await soakBuilding(plan, tell);
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : `${table(report)}\n`);
  if (report.wrong.length > 0 || report.edits < plan.edits) process.exitCode = 1;
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`lore: ${describeError(error)}\n`);
    process.exitCode = 2;
  }
}
