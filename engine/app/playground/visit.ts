// One page's stay at the playground: its desk, its scratch world once its text checks, and what it has read there. Nobody else's
// visit is ever seen from here.

import { messageOf } from "../../base/errors.ts";
import type { LoadedPack } from "../../packs/load.ts";
import { isRank, type Rank } from "../../play/ranks.ts";
import type { Config } from "../config.ts";
import { describeError } from "../describe-error.ts";
import { Desk } from "./desk.ts";
import { PlayLog } from "./play-log.ts";
import { loadScratch } from "./scratch-pack.ts";
import { ScratchWorld } from "./scratch-world.ts";

/** What came of a text that was to be played. */
export interface LoadOutcome {
  /** `wrong`: it does not check. `no room`: it has nowhere to begin. `refused`: the world's state cannot be taken over, or it died. */
  readonly kind: "begun" | "reloaded" | "same" | "wrong" | "no room" | "refused";
  readonly lines: readonly string[];
}

const PLAYER = "Ann";

export class Visit {
  readonly desk: Desk;
  readonly log = new PlayLog();
  /** When something was last typed, and when the page last asked. */
  usedMs: number;
  seenMs: number;
  readonly #library: readonly LoadedPack[];
  readonly #config: Config;
  #world: ScratchWorld | null = null;
  #text: string | null = null;
  #rank: Rank = "player";
  /** One thing after another: a line is never played while packs are changed under it. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(library: readonly LoadedPack[], config: Config, nowMs: number) {
    this.#library = library;
    this.#config = config;
    this.desk = new Desk(library);
    this.usedMs = nowMs;
    this.seenMs = nowMs;
  }

  get hasWorld(): boolean {
    return this.#world !== null;
  }

  get rank(): Rank {
    return this.#rank;
  }

  /** The text becomes the world's: upon the one that runs, or, when asked so, as a new one. */
  load(text: string, isNew: boolean): Promise<LoadOutcome> {
    return this.#inTurn(() => this.#load(text, isNew));
  }

  /** False while there is no world. */
  line(text: string): Promise<boolean> {
    return this.#withWorld((world) => world.line(text));
  }

  wait(forMs: number): Promise<boolean> {
    return this.#withWorld((world) => world.wait(forMs));
  }

  setRank(word: string): Promise<boolean> {
    if (isRank(word)) this.#rank = word;
    return this.#withWorld((world) => world.rank(word));
  }

  /** After what is under way. */
  close(): Promise<void> {
    return this.#inTurn(async () => this.#end());
  }

  async #load(text: string, isNew: boolean): Promise<LoadOutcome> {
    if (!isNew && this.#world !== null && text === this.#text) return { kind: "same", lines: [] };
    const { findings } = this.desk.check(text);
    const errors = findings.filter(({ severity }) => severity === "error");
    if (errors.length > 0) return { kind: "wrong", lines: errors.map(({ line, column, message }) => `${line}:${column}: ${message}`) };
    const entry = this.desk.entry(text);
    if (entry === null) return { kind: "no room", lines: [] };
    const loaded = await loadScratch(this.#library, text, entry);
    if ("problems" in loaded)
      return { kind: "wrong", lines: loaded.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`) };
    const outcome = await this.#play(loaded.packs, isNew);
    if (outcome.kind !== "refused") this.#text = text;
    for (const line of outcome.lines) this.log.note(line);
    return outcome;
  }

  async #play(packs: readonly LoadedPack[], isNew: boolean): Promise<LoadOutcome> {
    if (isNew && this.#world !== null) {
      this.#end();
      this.log.note("A new world.");
    }
    try {
      if (this.#world !== null) {
        const { isKept, lines } = await this.#world.swap(packs);
        return { kind: isKept ? "reloaded" : "refused", lines };
      }
      this.#world = await ScratchWorld.raise({ packs, config: this.#config, log: this.log, name: PLAYER, rank: this.#rank });
      return { kind: "begun", lines: [] };
    } catch (error) {
      this.#fell(error);
      return { kind: "refused", lines: [describeError(error)] };
    }
  }

  #withWorld(run: (world: ScratchWorld) => Promise<void>): Promise<boolean> {
    return this.#inTurn(async () => {
      if (this.#world === null) return false;
      try {
        await run(this.#world);
      } catch (error) {
        this.#fell(error);
      }
      return true;
    });
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(run);
    this.#last = mine.catch(() => {});
    return mine;
  }

  /** A failure that is no script's: the sysop's console has all of it. */
  #fell(error: unknown): void {
    process.stderr.write(`lore: a scratch world fell: ${describeError(error)}\n`);
    this.log.note(`The scratch world fell: ${messageOf(error)} Restart it.`);
    this.#end();
  }

  #end(): void {
    this.#world?.close();
    this.#world = null;
    this.#text = null;
  }
}
