// What really became of each line: which packets the world has done and how often, what it said to each, and what of that was read.
// Counted from what the store made durable and from what stands on the phones; the gateway is not asked.

import type { EntityId } from "../../base/ids.ts";
import type { OutPacket } from "../../radio/link.ts";
import type { OutboxRow, TurnRow } from "../../world/port.ts";
import type { Meant, Person } from "./people/person.ts";
import type { Committed } from "./watched-store.ts";

/** One packet, as the world has done it. */
export interface Deed {
  readonly packet: number;
  /** Commits that did it: more than one is a deed done twice. */
  times: number;
  readonly atMs: number;
  readonly turns: readonly TurnRow[];
  readonly replies: readonly OutboxRow[];
}

/** One line that somebody meant, and what came of it. */
export interface Outcome {
  readonly person: Person;
  readonly meant: Meant;
  /** The packets of it that the world has done. */
  readonly deeds: readonly Deed[];
  /** When the whole answer to one of them had been read; null for never. */
  readonly answeredMs: number | null;
  /** The deed that was answered. */
  readonly answer: Deed | null;
}

/** So much of a text is looked for on a phone: what is longer may have been cut. */
const HEAD_CHARACTERS = 40;

export class Truth {
  readonly #people: readonly Person[];
  readonly #deeds = new Map<number, Deed>();
  /** Whose packets these are. */
  readonly #typists = new Map<number, Person>();
  /** The player behind each node, as the turns say. */
  readonly players = new Map<Person, EntityId>();
  /** Frames that each text was in, by number of the row. */
  readonly #carriers = new Map<number, Set<number>>();
  #departing: readonly OutboxRow[] = [];

  constructor(people: readonly Person[]) {
    this.#people = people;
  }

  /** Told before the frame that carries them is sent. */
  departing(rows: readonly OutboxRow[]): void {
    this.#departing = [...this.#departing, ...rows];
  }

  sent(packet: OutPacket): void {
    if (packet.kind !== "text") return;
    for (const { id, to } of this.#departing) {
      if (to !== packet.to) continue;
      const carriers = this.#carriers.get(id) ?? new Set();
      this.#carriers.set(id, carriers.add(packet.packetId));
    }
    this.#departing = [];
  }

  /** The frames that a deed's answer was in, or a part of it. */
  carriersOf({ replies }: Deed): Set<number> {
    return new Set(replies.flatMap(({ id }) => [...(this.#carriers.get(id) ?? [])]));
  }

  committed({ turns, done, texts }: Committed): void {
    for (const { packet: name, atMs } of done) {
      const packet = packetOf(name);
      const person = this.#typist(packet);
      if (person === undefined) continue;
      const replies = texts.filter((row) => row.priority === "reply" && row.to === person.node.num);
      const known = this.#deeds.get(packet);
      const player = this.players.get(person);
      const own = turns.filter(({ kind, actor }) => kind === "command" && (player === undefined || actor === player));
      const actor = own[0]?.actor;
      if (player === undefined && actor !== undefined && done.length === 1) this.players.set(person, actor);
      if (known === undefined) this.#deeds.set(packet, { packet, times: 1, atMs, turns: own, replies });
      else known.times++;
    }
  }

  /** Packets that were done more than once, and journal rows beyond the packets that could have made them. */
  executedTwice(journal: readonly TurnRow[]): number {
    const again = [...this.#deeds.values()].reduce((sum, { times }) => sum + times - 1, 0);
    return Math.max(again, this.#beyond(journal));
  }

  /** When all that the world said to a deed had been read; null when something is still missing, or nothing was said. */
  readMs({ packet, replies }: Deed): number | null {
    const inbox = this.#typist(packet)?.phone.inbox ?? [];
    let lastMs: number | null = null;
    for (const { id, text } of replies) {
      const carriers = this.#carriers.get(id);
      const head = text.slice(0, HEAD_CHARACTERS);
      const message = inbox.find((one) => carriers?.has(one.id) && one.text.includes(head));
      if (message === undefined) return null;
      lastMs = Math.max(lastMs ?? 0, message.atMs);
    }
    return lastMs;
  }

  outcomes(): Outcome[] {
    return this.#people.flatMap((person) => person.meant.map((meant) => this.#outcome(person, meant)));
  }

  /** By player: a command can stand in the journal as often as it was typed, and no more. */
  #beyond(journal: readonly TurnRow[]): number {
    let beyond = 0;
    for (const person of this.#people) {
      const player = this.players.get(person);
      const typed = new Map<string, number>();
      for (const { line, packets } of person.meant)
        for (const command of line.split(";")) typed.set(command, (typed.get(command) ?? 0) + packets.length);
      const done = new Map<string, number>();
      for (const { actor, input } of journal) if (actor === player) done.set(input, (done.get(input) ?? 0) + 1);
      for (const [line, times] of typed) beyond += Math.max(0, (done.get(line) ?? 0) - times);
    }
    return beyond;
  }

  #outcome(person: Person, meant: Meant): Outcome {
    const deeds = meant.packets.flatMap((packet) => this.#deeds.get(packet) ?? []);
    const read = deeds
      .map((deed) => ({ deed, atMs: this.readMs(deed) }))
      .filter((each): each is { deed: Deed; atMs: number } => each.atMs !== null)
      .toSorted((a, b) => a.atMs - b.atMs)[0];
    return { person, meant, deeds, answeredMs: read?.atMs ?? null, answer: read?.deed ?? null };
  }

  #typist(packet: number): Person | undefined {
    const known = this.#typists.get(packet);
    if (known !== undefined) return known;
    const person = this.#people.find(({ phone }) => phone.message(packet) !== undefined);
    if (person !== undefined) this.#typists.set(packet, person);
    return person;
  }
}

/** The packet's own number, by whatever name the inbox knows it. */
function packetOf(name: string): number {
  return Number(/(\d+)$/.exec(name)?.[1] ?? 0);
}
