// What the play pane shows, in order: what was typed, each frame with its bytes, faults with their place. A page asks for what it
// has not seen by the number of the last that it has.

import { byteLength } from "../../radio/compose/bytes.ts";
import type { FaultReport } from "../../script/facade.ts";

export type PlayEntry =
  | { readonly seq: number; readonly kind: "typed"; readonly text: string }
  /** `told`: said while no line of the player's was being answered. `waiting`: frames behind `more` by then. */
  | {
      readonly seq: number;
      readonly kind: "reply" | "told";
      readonly text: string;
      readonly bytes: number;
      readonly waiting: number;
    }
  | { readonly seq: number; readonly kind: "fault"; readonly text: string; readonly file: string; readonly line: number }
  /** Of the playground itself. */
  | { readonly seq: number; readonly kind: "note"; readonly text: string };

type Unnumbered<T> = T extends PlayEntry ? Omit<T, "seq"> : never;

/** Older ones are forgotten: a page that was away reads on from here. */
const MOST_ENTRIES = 500;

export class PlayLog {
  #entries: PlayEntry[] = [];
  #seq = 0;

  get last(): number {
    return this.#seq;
  }

  typed(text: string): void {
    this.#add({ kind: "typed", text });
  }

  frame(text: string, isReply: boolean, waiting: number): void {
    this.#add({ kind: isReply ? "reply" : "told", text, bytes: byteLength(text), waiting });
  }

  faults(reports: readonly FaultReport[]): void {
    for (const { kind, message, file, line } of reports) this.#add({ kind: "fault", text: `${kind}: ${message}`, file, line });
  }

  note(text: string): void {
    this.#add({ kind: "note", text });
  }

  after(seq: number): readonly PlayEntry[] {
    return this.#entries.filter((entry) => entry.seq > seq);
  }

  #add(entry: Unnumbered<PlayEntry>): void {
    this.#entries.push({ ...entry, seq: ++this.#seq } as PlayEntry);
    if (this.#entries.length > MOST_ENTRIES) this.#entries = this.#entries.slice(-MOST_ENTRIES);
  }
}
