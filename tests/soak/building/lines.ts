// What ten builders type: every verb of building, right and wrong, back and forth. What they have is known from the answers they read.

import { Chance } from "../../../engine/base/chance.ts";

export const NAMES = ["Adam", "Beth", "Carl", "Dora", "Egon", "Fina", "Gerd", "Hana", "Ivan", "Jule"] as const;

/** What an answer says of the edit that was asked for. */
export type Outcome = "done" | "same or done" | "refused";

const WAYS = ["north", "east", "south", "west", "up", "down"] as const;

/** How answers to edits begin or go on; each says that a version was made. */
const DONE: readonly RegExp[] = [
  / lies (north|east|south|west|up|down) of here\. DESC /,
  /^You hold .+\. DESC /,
  / is here\. DESC /,
  /^Called .+ from now on\.$/,
  /^On \w+, .+ does it\. SHOW /,
  / asks that before \w+\. TEST /,
  /^Kept: .+\. UNDO takes it back\.$/,
  / stands \w+\. KEY /,
  /^You hold .+; .+ is locked\.$/,
  / is in the bin\. RESTORE brings it back\.$/,
  /^Back again: .+\.$/,
  /^Undone: version \d+\./,
  /^Done again: version \d+\./,
  /^Gone from .+: .+\. UNDO brings it back\.$/,
  /^There is no way \w+ any more\. UNDO/,
  /^Built: .+\.$/,
  /^Your pack is what you sent\. UNDO/,
];
/** What may have been so before: the answer is the same, and no version is made. */
const SAME: readonly RegExp[] = [/: \w+ is set\.$/, /^\w+ is \w+ no more\.$/, /^\w+ leads to \w+ now\.$/, / begins here from now on\.$/];

export function outcomeOf(answer: string): Outcome {
  if (DONE.some((one) => one.test(answer))) return "done";
  return SAME.some((one) => one.test(answer)) ? "same or done" : "refused";
}

export class BuilderMind {
  readonly #chance: Chance;
  readonly #lot: number;
  readonly #nonce: string;
  #count = 0;
  #plan: string[] = [];
  /** Ids, newest last. */
  #things: string[] = [];
  #rooms: string[] = [];

  /** Builders' numbers make their lines differ, so that each can be told from all others. */
  constructor(seed: number, number: number) {
    this.#chance = new Chance((seed + Math.imul(number + 1, 0x9e3779b1)) | 0);
    this.#lot = number;
    this.#nonce = String.fromCharCode(97 + number);
  }

  next(): string {
    return this.#plan.shift() ?? TABLE[this.#upTo(TABLE.length - 1)]!(this.#dice);
  }

  heard(line: string, answer: string): void {
    const named = /(?:DESC|KEY) (\w+) /.exec(answer)?.[1];
    if (named !== undefined) (line.startsWith("dig") ? this.#rooms : this.#things).push(named);
    // A script that was not begun is not gone on with.
    if (line.startsWith("script") && !/Type lines/.test(answer)) this.#plan = [];
    if (!/^You have built (nothing|no room) called|^There is no .+ in the bin/.test(answer)) return;
    const what = line.split(" ").find((word) => this.#things.includes(word) || this.#rooms.includes(word));
    this.#things = this.#things.filter((one) => one !== what);
    this.#rooms = this.#rooms.filter((one) => one !== what);
  }

  #upTo(most: number): number {
    return this.#chance.between(0, most);
  }

  readonly #dice: Dice = {
    n: () => `${++this.#count}${this.#nonce}`,
    number: (most) => this.#upTo(most),
    of: (list) => list[this.#upTo(list.length - 1)]!,
    thing: () => this.#one(this.#things) ?? "orb",
    room: () => this.#one(this.#rooms) ?? "den",
    way: () => WAYS[this.#upTo(WAYS.length - 1)]!,
    home: () => `lot ${this.#lot}`,
    later: (...lines) => {
      this.#plan.push(...lines);
    },
  };

  /** Mostly what was made of late. */
  #one(list: readonly string[]): string | undefined {
    const back = this.#upTo(Math.min(list.length, 6));
    return list.at(-1 - Math.min(back, Math.max(0, list.length - 1)));
  }
}

interface Dice {
  /** A word that comes once. */
  n(): string;
  number(most: number): number;
  of<T>(list: readonly T[]): T;
  thing(): string;
  room(): string;
  way(): string;
  home(): string;
  later(...lines: readonly string[]): void;
}

type Kind = (dice: Dice) => string;

/** Each kind with how often it comes. */
const KINDS: readonly (readonly [number, Kind])[] = [
  [6, (d) => `dig ${d.way()} den ${d.n()}`],
  [8, (d) => `create orb ${d.n()}`],
  [3, (d) => `create cap ${d.n()} is ${d.of(["hat", "garment", "tool", "container"])}`],
  [8, (d) => `desc ${d.of([d.thing(), d.room(), "it", "here"])} It is as ${d.n()} is.`],
  [6, (d) => `set ${d.thing()} ${d.of(["weight", "value", "brim", "desc"])} to ${d.number(9)}`],
  [2, (d) => `set ${d.thing()} nonsense${d.n()} to 1`],
  [3, (d) => `${d.of(["flag", "unflag"])} ${d.of(["here", d.room()])} ${d.of(["dark", "safe"])}`],
  [5, (d) => `rename ${d.of([d.thing(), d.room()])} to orb of ${d.n()}`],
  [8, (d) => `when poke ${d.thing()}: say "MEEP ${d.n()}!"`],
  [2, (d) => `when poke ${d.thing()}: let x = 1 / 0; say "${d.n()}"`],
  [2, (d) => `when poke ${d.thing()}: say nonsense${d.n()}`],
  [2, (d) => `guard ${d.thing()} take: night else Not by day, ${d.n()}.`],
  [2, (d) => `when create ${d.thing()}: self.weight = ${d.number(9)}; let y = "${d.n()}"`],
  [6, (d) => script(d)],
  [3, (d) => `poke ${d.of(["orb", "cap"])}`],
  [3, (d) => `link ${d.way()} to ${d.room()}`],
  [2, (d) => `unlink ${d.way()}`],
  [2, (d) => door(d)],
  [4, (d) => `clone ${d.of(["orb", "cap", "2.orb"])}`],
  [4, (d) => d.of([`take ${d.of(["orb", "cap"])}`, `drop ${d.of(["orb", "cap"])}`])],
  [4, (d) => `destroy ${d.of([d.thing(), d.thing(), d.room()])}`],
  [4, (d) => `restore ${d.of([d.thing(), d.room()])}`],
  [3, (d) => `place ${d.thing()}`],
  [3, (d) => `remove ${d.thing()} ${d.of(["poke", "desc", "brim", "take", "use"])}`],
  [10, () => "undo"],
  [6, () => "redo"],
  [2, (d) => backAndForth(d)],
  [2, (d) => `lore thing rope${d.n()} "rope": desc: "Old."; end`],
  [2, (d) => `extend here: on hear words: if words has "${d.n()}": say "So." to room`],
  [1, (d) => `import thing lone${d.n()} "lone": desc: "All that is left."; end`],
  [5, (d) => d.of([d.home(), `goto ${d.room()}`, d.way()])],
  [3, (d) => d.of(["mine", "history", "diff", "quota", "bin", `show ${d.thing()}`, `blame ${d.thing()}`, "errors"])],
  [2, (d) => d.of(["build for me", `build for ${d.of(NAMES)}`])],
  [2, (d) => d.of(WRONG)],
];

const WRONG = [
  "dig",
  "desc",
  "create",
  "set orb to",
  "undo 5",
  "when poke",
  "script",
  "clone me",
  "thing",
  "link north",
  "import",
  "lore",
] as const;

function script(d: Dice): string {
  d.later(
    `if night; say "By night ${d.n()}."; end`,
    `say "One ${d.n()}."`,
    d.of(["d 1", "m 2 1", "i 1 let x = 1", "r 1 stop", "show", "check"]),
  );
  // What does not check stays open: it is given up then.
  d.later("done", "/script", "cancel");
  return `script ${d.thing()} ${d.of(["poke", "use", "before take", "every 10 minutes"])}`;
}

function door(d: Dice): string {
  const way = d.way();
  d.later(`door ${way} oak ${d.n()}`, `key ${d.thing()} iron ${d.n()}`);
  return `dig ${way} den ${d.n()}`;
}

function backAndForth(d: Dice): string {
  const times = d.number(6);
  d.later(...Array.from({ length: times }, () => "undo"), ...Array.from({ length: d.number(times) }, () => "redo"));
  return "undo";
}

const TABLE: readonly Kind[] = KINDS.flatMap(([times, kind]) => Array.from({ length: times }, () => kind));
