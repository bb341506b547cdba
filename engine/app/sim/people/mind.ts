// What a person at a phone knows: what was read, where they have been, what they were told to send. Scripts choose by nothing else.

import type { Chance } from "../../../base/chance.ts";
import { type Reading, readFrame } from "./reading.ts";

const NOTHING: Reading = { title: null, ways: [], people: [], choices: 0, hasMore: false };
/** Lessons end a frame so: `Send: t ticket`. A newcomer is asked: `Y to play as Ann`. */
const TOLD = /Send: (\S[^\n]{0,40}?)\s*$|\b(Y) (?:to play as|for) \w+/;

export class Mind {
  readonly chance: Chance;
  /** The last frame read. */
  last: Reading = NOTHING;
  place = "";
  ways: readonly string[] = [];
  people: readonly string[] = [];
  /** A line that the world asked for. */
  told: string | null = null;
  lines = 0;
  readonly #taken = new Map<string, number>();

  constructor(chance: Chance) {
    this.chance = chance;
  }

  read(text: string): void {
    this.last = readFrame(text);
    const [, line, yes] = TOLD.exec(text) ?? [];
    this.told = line ?? yes?.toLowerCase() ?? this.told;
    const { title, ways, people } = this.last;
    if (title === null) return;
    this.place = title;
    this.ways = ways;
    this.people = people;
  }

  /** True for so many in a hundred. */
  happens(percent: number): boolean {
    return this.chance.fraction() * 100 < percent;
  }

  oneOf<T>(choices: readonly T[]): T {
    return choices[this.chance.between(0, choices.length - 1)]!;
  }

  /** The way out that was taken least, as somebody who wants to see all would. */
  newestWay(): string | null {
    const [first] = this.ways
      .map((way) => ({ way, taken: this.#taken.get(`${this.place} ${way}`) ?? 0, draw: this.chance.fraction() }))
      .toSorted((a, b) => a.taken - b.taken || a.draw - b.draw);
    if (first === undefined) return null;
    this.#taken.set(`${this.place} ${first.way}`, first.taken + 1);
    return first.way;
  }
}
