// One person with a phone: thinks, types, waits, types again under a new packet id when nothing comes, gives up, comes back.
// Judges by what stands on the screen alone, as people do; what really became of a line is for others to count.

import type { Chance } from "../../../base/chance.ts";
import type { SimMesh } from "../../../radio/sim/mesh.ts";
import type { SimNode } from "../../../radio/sim/node.ts";
import { Phone, type ReadMessage, type SentMessage } from "../../../radio/sim/phone.ts";
import { Mind } from "./mind.ts";
import { SCRIPTS, type Script, type ScriptName } from "./scripts.ts";

/** One thing that a person meant to do, however often it was typed. */
export interface Meant {
  readonly line: string;
  readonly atMs: number;
  /** The packet ids under which it was typed, in order. */
  readonly packets: readonly number[];
  /** The number that it leaves in the world, for who counts what became of it. */
  readonly mark: number | null;
}

export interface PersonOptions {
  readonly mesh: SimMesh;
  readonly node: SimNode;
  readonly server: number;
  readonly script: ScriptName;
  readonly chance: Chance;
  readonly turnsPerDay: number;
}

const DAY_MS = 86_400_000;
/** People play in bouts: most lines follow the last soon, the others come when one thinks of it again. */
const SOON_PERCENT = 70;
const SOON_MS = { low: 20_000, high: 90_000 };
/** So long nobody doubts that the answer is on its way; twice as long when it was typed again. */
const PATIENCE_MS = { low: 150_000, high: 300_000 };
/** The phone shows that a message was not delivered: one tries again sooner. */
const RETRY_MS = { low: 20_000, high: 60_000 };
const MOST_TYPINGS = 4;
const BURST_GAP_MS = 3_000;
const AWAY_MS = { low: 30 * 60_000, high: 100 * 60_000 };
/** Every so manieth line is a deed that leaves a number in the world. */
const MARK_EVERY = 5;
export const MARK_WORD = "tally";

type Meaning = { -readonly [K in keyof Meant]: Meant[K] } & { packets: number[] };

export class Person {
  readonly script: ScriptName;
  readonly node: SimNode;
  readonly phone: Phone;
  readonly meant: Meaning[] = [];
  readonly #o: PersonOptions;
  readonly #kind: Script;
  readonly #mind: Mind;
  #waiting: Meaning | null = null;
  #marks = 0;
  #isResting = false;
  #isAway = false;
  #stopTimer = (): void => {};

  constructor(options: PersonOptions) {
    this.#o = options;
    this.script = options.script;
    this.#kind = SCRIPTS[options.script];
    this.node = options.node;
    this.#mind = new Mind(options.chance);
    this.phone = new Phone(options.mesh, options.node, {
      read: (message) => this.#read(message),
      changed: (message) => this.#changed(message),
    });
  }

  /** Looks at the screen for an answer. */
  get isWaiting(): boolean {
    return this.#waiting !== null;
  }

  /** The first line comes as if one had been playing before: not all at once. */
  begin(): void {
    this.#later(this.#longGapMs(), () => this.#act());
  }

  /** Means nothing new from now on, but waits and tries again for what is open; who was away comes back. */
  rest(): void {
    this.#isResting = true;
    if (this.#isAway) this.#comeBack();
    if (this.#waiting === null) this.#stopTimer();
  }

  #act(): void {
    if (this.#isResting) return;
    const { burst, leavesAfter } = this.#kind;
    if (leavesAfter !== null && this.meant.length > 0 && this.meant.length % leavesAfter === 0 && !this.#isAway) {
      this.#leave();
      return;
    }
    this.#isAway = false;
    for (let i = 0; i < burst; i++) {
      const meaning = this.#mean();
      if (burst === 1) this.#type(meaning);
      else this.#o.mesh.agenda.after(i * BURST_GAP_MS, () => this.#send(meaning));
    }
    if (burst > 1) this.#later(burst * this.#gapMs(), () => this.#act());
  }

  #mean(): Meaning {
    const mind = this.#mind;
    mind.lines++;
    const isMark = this.#kind.burst === 1 && mind.lines % MARK_EVERY === 0;
    const mark = isMark ? ++this.#marks : null;
    const line = mark === null ? this.#line() : `alias ${MARK_WORD} say ${mark}`;
    const meaning: Meaning = { line, atMs: this.#o.mesh.now(), packets: [], mark };
    this.meant.push(meaning);
    return meaning;
  }

  #line(): string {
    const mind = this.#mind;
    const { told } = mind;
    mind.told = null;
    if (told !== null && mind.happens(80)) return told;
    if (mind.last.hasMore && mind.happens(60)) return "m";
    return mind.place === "" ? "l" : this.#kind.line(mind);
  }

  #type(meaning: Meaning): void {
    this.#waiting = meaning;
    this.#send(meaning);
    const patienceMs = this.#o.chance.between(PATIENCE_MS.low, PATIENCE_MS.high);
    this.#later(patienceMs * 2 ** (meaning.packets.length - 1), () => this.#again());
  }

  #send(meaning: Meaning): void {
    if (!this.node.isOn) return;
    meaning.packets.push(this.phone.write(this.#o.server, meaning.line));
  }

  #again(): void {
    const meaning = this.#waiting;
    if (meaning === null) return;
    if (meaning.packets.length < MOST_TYPINGS) {
      this.#type(meaning);
      return;
    }
    this.#waiting = null;
    this.#later(this.#gapMs(), () => this.#act());
  }

  #read(message: ReadMessage): void {
    if (message.from !== this.#o.server || message.to !== this.node.num) return;
    this.#mind.read(message.text);
    if (this.#waiting === null) return;
    this.#waiting = null;
    this.#later(this.#gapMs(), () => this.#act());
  }

  #changed({ id, state }: SentMessage): void {
    if (state !== "failed" || this.#waiting?.packets.at(-1) !== id) return;
    this.#later(this.#o.chance.between(RETRY_MS.low, RETRY_MS.high), () => this.#again());
  }

  #leave(): void {
    this.#isAway = true;
    this.node.setPower(false);
    this.#later(this.#o.chance.between(AWAY_MS.low, AWAY_MS.high), () => {
      this.#comeBack();
      this.#later(this.#gapMs(), () => this.#act());
    });
  }

  #comeBack(): void {
    if (this.node.isOn) return;
    this.node.setPower(true);
    this.phone.connect();
    this.node.introduce();
  }

  #meanGapMs(): number {
    return DAY_MS / (this.#o.turnsPerDay * this.#kind.pace);
  }

  #gapMs(): number {
    const { chance } = this.#o;
    if (chance.fraction() * 100 < SOON_PERCENT) return Math.min(this.#meanGapMs(), chance.between(SOON_MS.low, SOON_MS.high));
    return this.#longGapMs();
  }

  /** Between two bouts: so long that short and long ones have the mean that was asked for. */
  #longGapMs(): number {
    const meanSoonMs = (SOON_MS.low + SOON_MS.high) / 2;
    const meanMs = (this.#meanGapMs() - (SOON_PERCENT / 100) * meanSoonMs) / (1 - SOON_PERCENT / 100);
    return -Math.log(1 - this.#o.chance.fraction()) * Math.max(this.#meanGapMs(), meanMs);
  }

  #later(delayMs: number, run: () => void): void {
    this.#stopTimer();
    this.#stopTimer = this.#o.mesh.agenda.after(delayMs, run);
  }
}
