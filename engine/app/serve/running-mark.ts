// A mark on disk of the code that runs, so that a world that was killed can tell the next one what it died of.
// Written in place and never flushed: it has to outlive this process, not the machine.

import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";

/** Code by its pack and its stable key. */
export interface MarkedCode {
  readonly unit: string;
  readonly key: string;
}

interface Lives {
  /** What the earlier life was in when it ended, and the one before that. */
  readonly last: MarkedCode | null;
  readonly before: MarkedCode | null;
}

export class RunningMark {
  /** False after a clean end: nothing is suspected then, and nothing is marked. */
  readonly unclean: boolean;
  readonly last: MarkedCode | null;
  readonly before: MarkedCode | null;
  readonly #path: string;
  readonly #file: number;
  readonly #stack: MarkedCode[] = [];

  /** `guilty`: the earlier life ended by its own fault; whom somebody killed proves nothing against what it ran. */
  constructor(path: string, guilty: boolean) {
    this.#path = path;
    const earlier = readLives(path);
    this.unclean = earlier !== null;
    this.last = guilty ? (earlier?.last ?? null) : null;
    this.before = earlier?.before ?? null;
    this.#file = openSync(path, "w", 0o600);
    this.#write();
  }

  /** True when the two lives before this one ended in the same code. */
  get repeated(): boolean {
    return this.last !== null && this.before !== null && this.last.unit === this.before.unit && this.last.key === this.before.key;
  }

  enter(code: MarkedCode): void {
    this.#stack.push(code);
    this.#write();
  }

  leave(): void {
    this.#stack.pop();
    this.#write();
  }

  /** A clean end. */
  remove(): void {
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }

  #write(): void {
    const text = JSON.stringify({ last: this.#stack.at(-1) ?? null, before: this.last });
    ftruncateSync(this.#file, 0);
    writeSync(this.#file, text, 0);
  }
}

function readLives(path: string): Lives | null {
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Lives;
  } catch {
    // Killed between the two calls of a write: unclean, and no more is known.
    return { last: null, before: null };
  }
}
