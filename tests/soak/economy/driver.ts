// The other end of the line: sends the portions, starts the world again whenever it dies, and writes down what was answered.

import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { EngineError } from "../../../engine/base/errors.ts";
import { type Packet, type Plan, type Portion, portions, START_MS } from "./deliveries.ts";
import type { FromWorld, ToWorld, WorldOrders } from "./world.ts";

const WORLD = fileURLToPath(new URL("world.ts", import.meta.url));
const PACK = fileURLToPath(new URL("pack", import.meta.url));
/** Portions that are sent and not done. */
const AHEAD = 2;
/** A dead world's last answers are read within this. */
const LAST_WORDS_MS = 20;
const MOST_BYTES = 200;
const MOST_WRONG = 20;

/** One operation as it went: in the order in which the world first heard of them. */
export interface Heard {
  readonly at: number;
  readonly who: number;
  readonly line: string;
  /** What the trader read; null while nothing was heard, and for good when the answer died with a world. */
  answer: string | null;
  isDone: boolean;
}

export interface Driven {
  readonly heard: readonly Heard[];
  readonly kills: number;
  /** Digest of the world in memory at its end. */
  readonly memory: string;
  readonly names: Readonly<Record<string, number>>;
  readonly wrong: readonly string[];
  readonly repeats: number;
  readonly elapsedMs: number;
}

export class Driver {
  readonly #plan: Plan;
  readonly #db: string;
  readonly #tell: (line: string) => void;
  readonly #portions: Iterator<Portion>;
  readonly #byNumber = new Map<number, Heard>();
  readonly #heard: Heard[] = [];
  readonly #wrong: string[] = [];
  #sent: Portion[] = [];
  #child: ChildProcess | null = null;
  /** The next life, waiting for the death of this one. */
  #spare: ChildProcess = warm();
  #kills = 0;
  #dying = false;
  #repeats = 0;
  #nowMs = START_MS;
  #ended: Extract<FromWorld, { t: "end" }> | null = null;

  constructor(plan: Plan, db: string, tell: (line: string) => void) {
    this.#plan = plan;
    this.#db = db;
    this.#tell = tell;
    this.#portions = portions(plan);
  }

  async run(): Promise<Driven> {
    const startMs = performance.now();
    try {
      while (this.#ended === null) await this.#life();
    } finally {
      this.#spare.kill();
    }
    return {
      heard: this.#heard,
      kills: this.#kills,
      memory: this.#ended.digest,
      names: this.#ended.names,
      wrong: [...this.#wrong, ...this.#ended.wrong],
      repeats: this.#repeats,
      elapsedMs: performance.now() - startMs,
    };
  }

  /** From the start of a world to its death, or its end. */
  #life(): Promise<void> {
    const { players, seed } = this.#plan;
    const orders: WorldOrders = { db: this.#db, players, seed, nowMs: this.#nowMs };
    const child = this.#spare;
    this.#spare = warm();
    this.#child = child;
    this.#post({ t: "go", orders });
    return new Promise((resolve, reject) => {
      const hear = (message: FromWorld): void => this.#hear(message);
      child.on("message", hear);
      child.on("exit", (code, signal) => {
        // `close` may never come when a message was cut in two; what was sent before the death is read in a moment, or never heard.
        setTimeout(() => {
          child.off("message", hear);
          if (this.#ended !== null) resolve();
          else if (signal === "SIGKILL" && this.#dying) {
            this.#kills++;
            this.#dying = false;
            resolve();
          } else reject(new EngineError("E_BUG", { detail: `the world ended by itself: ${signal ?? code}` }));
        }, LAST_WORDS_MS);
      });
    });
  }

  #hear(message: FromWorld): void {
    if (message.t === "ready") this.#sendAgain();
    if (message.t === "answers") for (const [at, frames] of message.answers) this.#answered(at, frames);
    if (message.t === "portion") this.#done(message);
    if (message.t === "end") this.#ended = message;
  }

  #sendAgain(): void {
    // The death they brought has been.
    this.#sent = this.#sent.map((portion) => ({ ...portion, kill: null }));
    for (const portion of this.#sent) this.#post({ t: "portion", portion });
    this.#fill();
  }

  #fill(): void {
    while (this.#sent.length < AHEAD) {
      const next = this.#portions.next();
      if (next.done === true) {
        if (this.#sent.length === 0) this.#post({ t: "end" });
        return;
      }
      for (const packet of next.value.packets) this.#note(packet);
      this.#sent.push(next.value);
      this.#post({ t: "portion", portion: next.value });
    }
  }

  #post(message: ToWorld): void {
    const child = this.#child!;
    child.send(message, () => {});
    if (message.t !== "portion" || message.portion.kill === null) return;
    this.#dying = true;
    if (message.portion.kill.phase === "outside") setTimeout(() => child.kill("SIGKILL"), message.portion.kill.at % 40);
  }

  #note([at, who, line]: Packet): void {
    if (this.#byNumber.has(at)) {
      this.#repeats++;
      return;
    }
    const heard: Heard = { at, who, line, answer: null, isDone: false };
    this.#byNumber.set(at, heard);
    this.#heard.push(heard);
  }

  #answered(at: number, frames: readonly string[] | null): void {
    const heard = this.#byNumber.get(at)!;
    if (frames === null) {
      // Done in an earlier life, whose answer nobody heard; or a repeat of what was answered.
      heard.isDone = true;
      return;
    }
    if (heard.answer !== null) this.#complain(`${at} "${heard.line}" was answered twice`);
    heard.isDone = true;
    heard.answer = frames.join("\n");
    if (frames.length !== 1) this.#complain(`${at} "${heard.line}" got ${frames.length} answers`);
    const bytes = Buffer.byteLength(heard.answer);
    if (bytes > MOST_BYTES) this.#complain(`${at} "${heard.line}" was answered in ${bytes} bytes`);
    if (!isSaid(heard.answer)) this.#complain(`${at} "${heard.line}" was answered: ${heard.answer}`);
  }

  #done({ faults, longest }: Extract<FromWorld, { t: "portion" }>): void {
    this.#nowMs = this.#sent.shift()!.endMs;
    for (const fault of faults.slice(0, 1)) this.#complain(`a script failed: ${fault}`);
    if (longest > MOST_BYTES) this.#complain(`a frame of ${longest} bytes`);
    this.#tell(`${this.#heard.length} of ${this.#plan.operations}, ${this.#kills} kills`);
    this.#fill();
  }

  #complain(what: string): void {
    if (this.#wrong.length < MOST_WRONG && !this.#wrong.includes(what)) this.#wrong.push(what);
  }
}

function warm(): ChildProcess {
  return fork(WORLD, [PACK], { execArgv: ["--no-node-snapshot", "--max-semi-space-size=16"] });
}

/** A sentence, a list, how a verb is to be said or the way to where it works: never a bare word, a code or a trace. */
export function isSaid(answer: string): boolean {
  const [first = ""] = answer.split("\n");
  if (/went wrong|SET ASIDE/.test(answer) || !/^["'A-Z0-9]/.test(first)) return false;
  if (answer.includes("\n") || /[.!?)\d]["']?$/.test(answer) || /^(\d+\. |\d\d:\d\d |Try: )/.test(first)) return true;
  return /\. Nearest: [A-Z][^.]*: [a-z]+(;[a-z]+)*$/.test(answer);
}
