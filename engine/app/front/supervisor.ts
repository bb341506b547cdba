// Keeps a world process alive: starts it, watches that it answers, kills it when it does not, starts it again.
// It knows processes and patience; what is said between them is the front's.

import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { WORLD_OPTIONS } from "../node-options.ts";
import type { FromWorld, ToWorld } from "./messages.ts";

export interface Patience {
  /** For a run of turns without a sign of life, from the world's own `begin`. */
  readonly turnMs: number;
  /** For anything else: the disk may be slow where turns may not. */
  readonly restMs: number;
  /** For a start until `ready`. */
  readonly startMs: number;
  /** For what is under way when all is to end: running commands, packets handed over. */
  readonly drainMs: number;
  /** Between a death and the next start: the first, doubled for each death in a row, up to the last. */
  readonly backoffMs: readonly [number, number];
  /** A world that has lived so long is well, and backoff starts over. */
  readonly wellMs: number;
}

export const DEFAULT_PATIENCE: Patience = {
  turnMs: 1_000,
  restMs: 15_000,
  startMs: 60_000,
  drainMs: 5_000,
  backoffMs: [0, 30_000],
  wellMs: 10_000,
};

export interface WorldProgram {
  readonly module: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** How the world before this one ended: found hanging, by its own fault, or by somebody's hand. */
export type Death = "none" | "hang" | "crash" | "killed";

/** Tells a new world of the last one's death. */
export const DEATH_VARIABLE = "LORE_DEATH";

/** What somebody sends from outside; V8 and the system end a broken process otherwise. */
const FROM_OUTSIDE: ReadonlySet<string> = new Set(["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"]);

export interface SupervisorEvents {
  /** Messages other than signs of life, in order. */
  message(message: FromWorld): void;
  /** The world is gone; it comes back by itself. */
  died(why: string): void;
}

export class Supervisor {
  readonly #program: WorldProgram;
  readonly #patience: Patience;
  readonly #events: SupervisorEvents;
  #child: ChildProcess | null = null;
  #ready = false;
  #stopping = false;
  #deaths = 0;
  #startedAtMs = 0;
  #watch: NodeJS.Timeout | null = null;
  #beat: NodeJS.Timeout | null = null;
  #killedFor = "";
  #lastDeath: Death = "none";
  #pending: ToWorld[] = [];
  #stopped: (() => void) | null = null;

  constructor(program: WorldProgram, patience: Patience, events: SupervisorEvents) {
    this.#program = program;
    this.#patience = patience;
    this.#events = events;
  }

  get ready(): boolean {
    return this.#ready;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    this.#startedAtMs = performance.now();
    this.#killedFor = "";
    const child = fork(this.#program.module, [...this.#program.args], {
      execArgv: [...WORLD_OPTIONS],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      serialization: "json",
      env: { ...(this.#program.env ?? process.env), [DEATH_VARIABLE]: this.#lastDeath },
    });
    this.#child = child;
    child.on("message", (messages) => {
      if (this.#child === child) for (const message of messages as FromWorld[]) this.#receive(message);
    });
    child.on("error", (error) => this.#kill(error.message));
    child.on("exit", (code, signal) => {
      // What it said before it died may still be in the channel, and counts.
      if (child.connected) child.once("disconnect", () => this.#exited(child, code, signal));
      else this.#exited(child, code, signal);
    });
    this.#expect(this.#patience.startMs, "start");
  }

  /** Nothing is kept for a world that is away: the front sends again what counts. */
  send(message: ToWorld): void {
    if (this.#child === null || !this.#child.connected) return;
    this.#pending.push(message);
    if (this.#pending.length === 1) setImmediate(() => this.#flush());
  }

  /** Asks the world to end and waits until it has; kills it when it does not. */
  stop(): Promise<void> {
    this.#stopping = true;
    if (this.#child === null) return Promise.resolve();
    this.send({ t: "stop" });
    this.#expect(this.#patience.restMs, "stop");
    return new Promise((resolve) => {
      this.#stopped = resolve;
    });
  }

  #flush(): void {
    const messages = this.#pending;
    this.#pending = [];
    if (this.#child?.connected && messages.length > 0) this.#child.send(messages, () => {});
  }

  #receive(message: FromWorld): void {
    switch (message.t) {
      case "begin":
        this.#expect(this.#patience.turnMs, "turn");
        return;
      case "saving":
        this.#expect(this.#patience.restMs, "saving");
        return;
      case "rest":
      case "pong":
        this.#rest();
        return;
      case "ready":
        this.#ready = true;
        this.#rest();
        break;
    }
    this.#events.message(message);
  }

  /** The world is well and has nothing to do that we know of: ask after it now and then. */
  #rest(): void {
    if (this.#watch !== null) clearTimeout(this.#watch);
    this.#watch = null;
    if (this.#beat !== null || this.#stopping) return;
    this.#beat = setTimeout(() => {
      this.#beat = null;
      if (this.#watch !== null) return;
      this.send({ t: "ping" });
      this.#expect(this.#patience.turnMs, "ping");
    }, this.#patience.turnMs / 4);
  }

  #expect(withinMs: number, what: string): void {
    if (this.#watch !== null) clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#kill(`no answer within ${withinMs} ms (${what})`), withinMs);
  }

  #kill(why: string): void {
    this.#killedFor ||= why;
    this.#child?.kill("SIGKILL");
  }

  #exited(child: ChildProcess, code: number | null, signal: string | null): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#ready = false;
    this.#pending = [];
    if (this.#watch !== null) clearTimeout(this.#watch);
    if (this.#beat !== null) clearTimeout(this.#beat);
    this.#watch = this.#beat = null;
    if (this.#stopping) {
      this.#stopped?.();
      return;
    }
    this.#lastDeath = deathOf(this.#killedFor !== "", signal);
    const livedMs = performance.now() - this.#startedAtMs;
    this.#deaths = livedMs >= this.#patience.wellMs ? 1 : this.#deaths + 1;
    this.#events.died(this.#killedFor || (signal ?? `exit ${code}`));
    setTimeout(() => {
      if (!this.#stopping) this.start();
    }, this.#backoffMs());
  }

  /** The first death of a well world costs no wait: it is to be back at once. */
  #backoffMs(): number {
    const [first, last] = this.#patience.backoffMs;
    if (this.#deaths <= 1) return first;
    return Math.min(last, 250 * 2 ** (this.#deaths - 2));
  }
}

function deathOf(byUs: boolean, signal: string | null): Death {
  if (byUs) return "hang";
  return signal !== null && FROM_OUTSIDE.has(signal) ? "killed" : "crash";
}
