// What fifty traders type, the same for the same seed: every verb of money and things, right and wrong, alone and in each other's way.

import { Chance } from "../../../engine/base/chance.ts";

export interface Operation {
  /** Which trader, from 0. */
  readonly who: number;
  readonly line: string;
}

export const WARDS = 10;

/** Names of four letters that differ in their first two: no one is short for another. */
export function traderName(n: number): string {
  return `${"BCDFGHJKLM"[n % 10]}${"aeiou"[Math.floor(n / 10) % 5]}zu`;
}

const GOODS = ["rope", "lamp", "marble", "token"] as const;
const WRONG = [
  "pay",
  "pay -5 to nobody",
  "buy 0 rope from counter",
  "buy 1000000 lamp from counter",
  "buy ghost from counter",
  "sell 2.5 rope to pawnshop",
  "pay 99999999999999999999 to all",
  "deposit",
  "withdraw all the gold",
  "give nothing to noone",
  "bid 1 0",
  "bid 99 99",
  "auction chest at 5",
  "take chest",
  "put chest in chest",
  "accept",
  "ready",
  "price marble -3",
  "rent castle",
  "pay rent 9",
  "enter 99",
  "haggle with chest",
  "share chest with nobody else",
  "vacate 7",
  "xyzzy",
  "",
] as const;

export class Traders {
  readonly #chance: Chance;
  readonly #players: number;
  /** Where each is, if every step was taken. */
  readonly #ward: number[];
  /** Lines that somebody means to type next: one half of a trade. */
  readonly #plans: string[][];
  #round: number[] = [];

  constructor(seed: number, players: number) {
    this.#chance = new Chance(seed);
    this.#players = players;
    this.#ward = Array.from({ length: players }, () => 0);
    this.#plans = Array.from({ length: players }, () => []);
  }

  /** Everybody has a turn in each round, in an order of chance: nobody is silent long enough to be idle. */
  next(): Operation {
    if (this.#round.length === 0) this.#round = this.#shuffled();
    const who = this.#round.pop()!;
    return { who, line: this.#plans[who]!.shift() ?? this.#lineOf(who) };
  }

  #shuffled(): number[] {
    const order = Array.from({ length: this.#players }, (_, i) => i);
    for (let i = order.length - 1; i > 0; i--) {
      const j = this.#upTo(i);
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    return order;
  }

  /** 0 to `most`. */
  #upTo(most: number): number {
    return this.#chance.between(0, most);
  }

  #of<T>(list: readonly T[]): T {
    return list[this.#upTo(list.length - 1)]!;
  }

  /** Somebody in the same ward where there is one: most deeds need that. */
  #other(who: number): number {
    for (let tries = 0; tries < 12; tries++) {
      const other = this.#upTo(this.#players - 1);
      if (other !== who && (this.#ward[other] === this.#ward[who] || tries === 11)) return other;
    }
    return (who + 1) % this.#players;
  }

  #lineOf(who: number): string {
    const row = TABLE[this.#upTo(TABLE.length - 1)]!;
    return row({
      upTo: (most) => this.#upTo(most),
      of: (list) => this.#of(list),
      friend: () => traderName(this.#other(who)),
      go: () => this.#go(who),
      trade: () => this.#trade(who),
      together: (first, ...next) => this.#together(who, first, next),
      dealWith: (line) => this.#dealWith(who, line),
    });
  }

  /** Several lines that belong together; on their own when the trader has other plans. */
  #together(who: number, first: string, next: readonly string[]): string {
    if (this.#plans[who]!.length === 0) this.#plans[who]!.push(...next);
    return first;
  }

  /** What is asked of somebody else, who says yes or no to it. */
  #dealWith(who: number, line: (name: string) => string): string {
    const other = this.#other(who);
    if (this.#plans[other]!.length === 0) this.#plans[other]!.push("balance", this.#of(["yes", "yes", "no"]));
    return line(traderName(other));
  }

  /** On foot, or by tram: from a home one comes out elsewhere than one went in. */
  #go(who: number): string {
    if (this.#upTo(1) === 0) {
      this.#ward[who] = this.#upTo(WARDS - 1);
      return `tram ${this.#ward[who]! + 1}`;
    }
    const north = this.#upTo(1) === 0;
    this.#ward[who] = (this.#ward[who]! + (north ? 1 : WARDS - 1)) % WARDS;
    return north ? "north" : "south";
  }

  /** Both mean to trade, and now and then one of them changes the table after the other said yes. */
  #trade(who: number): string {
    const other = this.#other(who);
    const [mine, theirs] = [traderName(who), traderName(other)];
    if (this.#plans[who]!.length > 0 || this.#plans[other]!.length > 0) return `trade ${theirs}`;
    const late = this.#upTo(3) === 0 ? ["offer 1"] : [];
    const offer = () => `offer ${this.#of(["3", "marble", "2 marble", "rope", "token", "lamp"])}`;
    this.#plans[who]!.push("balance", offer(), "balance", "ready", "balance", "accept", "balance", "accept");
    this.#plans[other]!.push("balance", `trade ${mine}`, "balance", offer(), "balance", "ready", ...late, "balance", "accept", "accept");
    return `trade ${theirs}`;
  }
}

interface Dice {
  upTo(most: number): number;
  of<T>(list: readonly T[]): T;
  friend(): string;
  go(): string;
  trade(): string;
  together(first: string, ...next: readonly string[]): string;
  dealWith(line: (name: string) => string): string;
}

type Kind = (dice: Dice) => string;

const n = (dice: Dice, most: number): number => dice.upTo(most - 1) + 1;
const home = (dice: Dice): string => dice.of(["nook", "loft"]);
const out = (dice: Dice): readonly string[] => ["out", `tram ${n(dice, WARDS)}`];
const goods = (dice: Dice): string => `${dice.upTo(2) === 0 ? `${n(dice, 4)} ` : ""}${dice.of(GOODS)}`;

/** What is done at home, some of it each time. */
const HOUSEWORK: readonly Kind[] = [
  (dice) => `drop ${goods(dice)}`,
  (dice) => `put ${goods(dice)} in chest`,
  (dice) => `take ${goods(dice)} from chest`,
  (dice) => `share ${dice.of(["chest", "marble", "rope"])} with ${dice.of(["guests", "all", "nobody"])}`,
  (dice) => dice.of(["fasten marble", "unfasten marble", "cut key", "rekey", "lock", "unlock", "kick all"]),
  (dice) => `${dice.of(["invite", "invite", "uninvite", "kick"])} ${dice.friend()}`,
  (dice) => `give key to ${dice.friend()}`,
  (dice) => dice.of(["guests", "visitors", "doors", "look", `take ${goods(dice)}`]),
];

/** Each kind with how often it comes. */
const KINDS: readonly (readonly [number, Kind])[] = [
  [8, (dice) => `pay ${n(dice, 30)} to ${dice.friend()}`],
  [2, (dice) => `pay ${dice.friend()} ${dice.of(["half", "all"])}`],
  [6, (dice) => `give ${goods(dice)} to ${dice.friend()}`],
  [3, (dice) => `drop ${goods(dice)}`],
  [6, (dice) => `take ${goods(dice)}`],
  [4, (dice) => `put ${goods(dice)} in chest`],
  [6, (dice) => `take ${goods(dice)} from chest`],
  [10, (dice) => `buy ${n(dice, 6)} ${dice.of(["rope", "lamp"])} from counter`],
  [4, (dice) => `buy ${dice.of(["rope", "lamp", "marble", "token"])} from ${dice.of(["pawnshop", "stall"])}`],
  [8, (dice) => `sell ${n(dice, 4)} ${dice.of(["rope", "lamp", "marble"])} to pawnshop`],
  [5, (dice) => `deposit ${dice.of([String(n(dice, 60)), "half", "all"])}`],
  [5, (dice) => `withdraw ${dice.of([String(n(dice, 60)), "half", "all"])}`],
  [5, (dice) => `transfer ${n(dice, 40)} to ${dice.friend()}`],
  [3, (dice) => `store ${goods(dice)}`],
  [3, (dice) => `retrieve ${goods(dice)}`],
  [4, (dice) => dice.trade()],
  [1, (dice) => dice.of(["cancel", "trade", "remove 1", "remove marble", "offer 2", "accept"])],
  [2, (dice) => `auction ${goods(dice)} at ${n(dice, 9)} ${n(dice, 50) + 5} minutes${dice.upTo(2) === 0 ? ` or ${n(dice, 30) + 10}` : ""}`],
  [4, (dice) => `auction;bid ${n(dice, 4)} ${n(dice, 40)}`],
  [2, () => "rent stall"],
  [3, (dice) => `stock ${goods(dice)} for ${n(dice, 20)}`],
  [1, (dice) => `price ${dice.of(GOODS)} ${n(dice, 20)}`],
  [1, (dice) => `unstock ${goods(dice)}`],
  [1, () => "collect"],
  [1, (dice) => dice.of(["vacate stall", "stall"])],
  [2, () => "reclaim"],
  [5, (dice) => dice.go()],
  [6, () => "work"],
  [3, (dice) => `scrap ${n(dice, 3)} ${dice.of(["rope", "lamp"])}`],
  [3, (dice) => dice.of(["haggle with counter", `buy ${n(dice, 3)} lamp from machine`, "use machine", "sell lamp to machine"])],
  [2, (dice) => dice.together(`${dice.of(["rent", "rent", "buy"])} ${home(dice)}`, dice.of(["yes", "yes", "yes", "no"]))],
  [2, (dice) => dice.together("home", ...HOUSEWORK.map((row) => row(dice)).filter(() => dice.upTo(3) === 0), ...out(dice))],
  [
    2,
    (dice) =>
      dice.together(
        `tram ${dice.of([3, 8])}`,
        `visit ${dice.friend()}`,
        `take ${goods(dice)}`,
        `drop ${goods(dice)}`,
        `take ${goods(dice)} from chest`,
        ...out(dice),
      ),
  ],
  [
    1,
    (dice) =>
      dice.together(
        `tram ${dice.of([3, 8])}`,
        `${dice.of(["enter", "knock", "unlock"])} ${n(dice, 12)}`,
        `drop ${goods(dice)}`,
        ...out(dice),
      ),
  ],
  [2, (dice) => dice.of(["pay rent", "pay rent", "pay rent 2", "home set 2", "homes"])],
  [1, (dice) => dice.together(dice.of(["vacate", "vacate 2", `upgrade to ${home(dice)}`]), dice.of(["yes", "no"]))],
  [1, (dice) => dice.dealWith((name) => (dice.upTo(1) === 0 ? `sell home to ${name} for ${n(dice, 60)}` : `transfer home to ${name}`))],
  [3, (dice) => dice.of(["balance", "statement", "statement purse", "inventory", "list", "vault", "value rope", "look"])],
  [3, (dice) => dice.of(WRONG)],
];

const TABLE: readonly Kind[] = KINDS.flatMap(([times, kind]) => Array.from({ length: times }, () => kind));
