// Machines among the nodes: what answers us with our own words, or sends the same at the beat of a clock, gets no answer for a while that grows.

import { BROADCAST, type NodeFacts } from "../../radio/link.ts";
import type { Change } from "../../world/port.ts";
import type { World } from "../../world/world.ts";

/** The roles of radios that somebody carries; routers, trackers and sensors read nothing. */
const PEOPLE: ReadonlySet<string> = new Set(["CLIENT", "CLIENT_MUTE", "CLIENT_BASE"]);
/** What owners call their machines. */
const MACHINE_NAME = /\b(?:bot|bbs|gateway|gw|mqtt|repeater|router|relay|sensor|weather|wx)\b|bot$/i;

/** By what a node says of itself; nobody of whom nothing is known. */
export function isMachine(facts: NodeFacts | undefined): boolean {
  return facts !== undefined && (!PEOPLE.has(facts.role) || MACHINE_NAME.test(facts.longName ?? ""));
}

/** Shorter texts are typed by anyone. */
const ECHO_BYTES = 12;
const ECHO_MS = 10 * 60_000;
const SENT_KEPT = 8;
/** The same text so many times in a row, at gaps that hardly differ. Quicker ones are a thumb, and the rates are there for it. */
const BEATS = 8;
const BEAT_MS = 20_000;
const BEAT_SLACK = 0.05;
const FIRST_SILENCE_MS = 10 * 60_000;
const LONGEST_SILENCE_MS = 24 * 3_600_000;
const MOST_NODES = 2_000;

export type BotVerdict = "person" | "found" | "silent";

interface Silence {
  silentUntilMs: number;
  silences: number;
}

interface Habits extends Silence {
  readonly sent: { readonly text: string; readonly atMs: number }[];
  text: string;
  times: number[];
}

const SPACE = "silence";
/** After so long without a relapse it begins with the shortest silence again. */
const FORGIVEN_MS = 7 * LONGEST_SILENCE_MS;

export class Bots {
  readonly #habits = new Map<number, Habits>();
  #changes: Change[] = [];

  /** Silences of an earlier life hold on. */
  constructor(world: World) {
    for (const [node, text] of world.dataOf(SPACE)) Object.assign(this.#of(Number(node)), JSON.parse(text) as Silence);
  }

  /** Silences that have begun or are forgiven, to be written. */
  takeChanges(): Change[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }

  /** We sent this to that node. */
  sent(node: number, text: string, atMs: number): void {
    const { sent } = this.#of(node);
    sent.push({ text: plain(text), atMs });
    if (sent.length > SENT_KEPT) sent.shift();
  }

  /** That node sent us this. `found` comes once for each silence. */
  heard(node: number, raw: string, atMs: number): BotVerdict {
    const habits = this.#of(node);
    if (atMs < habits.silentUntilMs) return "silent";
    const text = plain(raw);
    habits.times = text === habits.text ? [...habits.times, atMs].slice(-BEATS) : [atMs];
    habits.text = text;
    const isOurs = isEcho(habits, text, atMs) || isEcho(this.#of(BROADCAST), text, atMs);
    if (!isOurs && !isBeat(habits.times)) return "person";
    if (atMs > habits.silentUntilMs + FORGIVEN_MS) habits.silences = 0;
    habits.silentUntilMs = atMs + Math.min(LONGEST_SILENCE_MS, FIRST_SILENCE_MS * 2 ** habits.silences);
    habits.silences++;
    habits.times = [];
    this.#keep(node, { silentUntilMs: habits.silentUntilMs, silences: habits.silences }, atMs);
    return "found";
  }

  #keep(node: number, silence: Silence, nowMs: number): void {
    this.#changes.push({ t: "data", space: SPACE, key: String(node), value: JSON.stringify(silence) });
    for (const [other, { silences, silentUntilMs }] of this.#habits) {
      if (silences === 0 || nowMs <= silentUntilMs + FORGIVEN_MS) continue;
      this.#changes.push({ t: "data", space: SPACE, key: String(other), value: null });
      this.#habits.delete(other);
    }
  }

  #of(node: number): Habits {
    let habits = this.#habits.get(node);
    if (habits === undefined) {
      if (this.#habits.size >= MOST_NODES) this.#habits.delete(this.#habits.keys().next().value!);
      habits = { sent: [], text: "", times: [], silentUntilMs: Number.NEGATIVE_INFINITY, silences: 0 };
      this.#habits.set(node, habits);
    }
    return habits;
  }
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, " ").trim();
}

/** Our own text, or one of ours with something before or behind it. */
function isEcho({ sent }: Habits, text: string, nowMs: number): boolean {
  return sent.some((one) => one.text.length >= ECHO_BYTES && nowMs - one.atMs < ECHO_MS && text.includes(one.text));
}

function isBeat(times: readonly number[]): boolean {
  if (times.length < BEATS) return false;
  const gaps = times.slice(1).map((at, i) => at - times[i]!);
  const least = Math.min(...gaps);
  const most = Math.max(...gaps);
  return least >= BEAT_MS && most - least <= BEAT_SLACK * most;
}
