// Listens to a link for a test: keeps every event in order, and waits for one to come.

import type { Link, LinkEvent, OutText } from "../../engine/radio/link.ts";

type Kind = LinkEvent["kind"];
type EventOf<K extends Kind> = Extract<LinkEvent, { kind: K }>;

const PATIENCE_MS = 8_000;

export class LinkProbe {
  readonly events: LinkEvent[] = [];
  readonly link: Link;
  readonly #waiting = new Set<() => void>();
  #react: (event: LinkEvent) => void = () => {};
  #nextId = 500;

  constructor(link: Link) {
    this.link = link;
  }

  open(): void {
    this.link.open((event) => {
      this.events.push(event);
      this.#react(event);
      for (const look of this.#waiting) look();
    });
  }

  of<K extends Kind>(kind: K): EventOf<K>[] {
    return this.events.filter((event): event is EventOf<K> => event.kind === kind);
  }

  texts(): string[] {
    return this.of("text").map((event) => event.text.text);
  }

  /** The first event of a kind that fits, from `since` on; fails loudly when none comes. */
  async until<K extends Kind>(kind: K, fits: (event: EventOf<K>) => boolean = () => true, since = 0): Promise<EventOf<K>> {
    let found: EventOf<K> | undefined;
    await this.when(`a "${kind}" event`, () => {
      found = this.events.slice(since).find((event): event is EventOf<K> => event.kind === kind && fits(event as EventOf<K>));
      return found !== undefined;
    });
    return found!;
  }

  when(what: string, isSo: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (end: () => void): void => {
        clearTimeout(limit);
        clearInterval(pulse);
        this.#waiting.delete(look);
        end();
      };
      const look = (): void => {
        if (isSo()) done(resolve);
      };
      const told = (): string => this.events.map((event) => (event.kind === "status" ? event.status.detail : event.kind)).join(" | ");
      const limit = setTimeout(() => done(() => reject(new Error(`waited in vain for ${what}; seen: ${told()}`))), PATIENCE_MS);
      // What is waited for may be the radio's, and make no event here.
      const pulse = setInterval(look, 10);
      this.#waiting.add(look);
      look();
    });
  }

  ready(since = 0): Promise<EventOf<"configured">> {
    return this.until("configured", undefined, since);
  }

  /** Sends one text as soon as the link takes it, and gives its packet id. */
  async text(more: Partial<OutText> = {}): Promise<number> {
    for (;;) {
      const packetId = this.#nextId++;
      this.link.send({ kind: "text", packetId, to: 0x1000_0000, channel: 0, text: "You wait.", wantAck: true, ...more });
      const answer = this.events.findLast((event) => "packetId" in event && event.packetId === packetId);
      if (answer?.kind !== "refused" || answer.reason !== "early") return packetId;
      await new Promise((resolve) => setTimeout(resolve, answer.retryInMs ?? 0));
    }
  }

  /** Sends a text in the midst of the next event of a kind, as a scheduler would. */
  textAt(kind: Kind): Promise<number> {
    return new Promise((resolve) => {
      this.#react = (event) => {
        if (event.kind !== kind) return;
        this.#react = () => {};
        void this.text().then(resolve);
      };
    });
  }
}
