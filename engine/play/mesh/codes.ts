// One-time codes: short enough for a thumb, kept only as a hash, and slow to guess.

import { createHash } from "node:crypto";
import type { Change } from "../../world/port.ts";
import type { World } from "../../world/world.ts";

/** Letters that no small screen shows alike. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz";
const LENGTH = 6;
/** Long enough to walk to the other radio. */
export const CODE_MS = 15 * 60_000;

/** `random`: 0 to 1, unpredictable in earnest. */
export function drawCode(random: () => number): string {
  return Array.from({ length: LENGTH }, () => LETTERS[Math.floor(random() * LETTERS.length)]).join("");
}

export function hashCode(typed: string): string {
  return createHash("sha256").update(typed.trim().toLowerCase()).digest("hex");
}

/** Wrong codes within the hour: from one node, and from all together, before nobody may try. */
const HOUR_MS = 3_600_000;
const MOST_OF_NODE = 5;
const MOST_OF_ALL = 60;
const SPACE = "code-guess";

interface Wrong {
  readonly node: number;
  readonly atMs: number;
}

/** 23^6 codes, 60 tries an hour, 15 minutes each: who guesses has one chance in ten million. */
export class CodeGuard {
  #wrong: Wrong[];

  /** A restart forgives nothing. */
  constructor(world: World) {
    const text = world.data(SPACE, "all");
    this.#wrong = text === undefined ? [] : (JSON.parse(text) as Wrong[]);
  }

  isBarred(node: number, nowMs: number): boolean {
    this.#wrong = this.#wrong.filter(({ atMs }) => atMs > nowMs - HOUR_MS);
    return this.#wrong.length >= MOST_OF_ALL || this.#wrong.filter((one) => one.node === node).length >= MOST_OF_NODE;
  }

  /** What is to be written with the answer. */
  wrong(node: number, nowMs: number): Change {
    this.#wrong.push({ node, atMs: nowMs });
    return { t: "data", space: SPACE, key: "all", value: JSON.stringify(this.#wrong) };
  }
}
