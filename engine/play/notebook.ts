// What play remembers of each player between lines: pages not yet read, a choice not yet made, the last command, what `it` is.
// Pages and choices are written with the turn that made them; the rest is written when the world closes.

import type { Change } from "../world/port.ts";
import type { World } from "../world/world.ts";
import type { Option } from "./match/result.ts";

export interface Choice {
  readonly options: readonly Option[];
  readonly untilMs: number;
}

export interface Notes {
  /** Pages that wait behind `more`. */
  readonly pages: readonly string[];
  readonly choice: Choice | null;
  /** The last command, for `again`. */
  readonly last: string;
  /** Entities that `it` and `them` may stand for. */
  readonly named: readonly number[];
}

const SPACE = "play";
const EMPTY: Notes = { pages: [], choice: null, last: "", named: [] };

export class Notebook {
  readonly #world: World;
  readonly #notes = new Map<number, Notes>();
  /** Changed since they were last written: what must go with the turn, and what may wait for the close. */
  readonly #must = new Set<number>();
  readonly #may = new Set<number>();

  constructor(world: World) {
    this.#world = world;
  }

  of(player: number): Notes {
    const known = this.#notes.get(player);
    if (known !== undefined) return known;
    const stored = this.#world.data(SPACE, String(player));
    const notes = stored === undefined ? EMPTY : { ...EMPTY, ...(JSON.parse(stored) as Partial<Notes>) };
    this.#notes.set(player, notes);
    return notes;
  }

  /** Pages and choices: lost ones would leave a player typing numbers at nothing. */
  keep(player: number, change: Partial<Pick<Notes, "pages" | "choice">>): void {
    this.#notes.set(player, { ...this.of(player), ...change });
    this.#must.add(player);
  }

  /** What is only a comfort. */
  remember(player: number, change: Partial<Pick<Notes, "last" | "named">>): void {
    this.#notes.set(player, { ...this.of(player), ...change });
    this.#may.add(player);
  }

  /** What must be written with the turn that just ended; `all` for a close. */
  takeChanges(all = false): Change[] {
    const changes: Change[] = [];
    if (this.#must.size === 0 && !all) return changes;
    for (const player of all ? new Set([...this.#must, ...this.#may]) : this.#must) {
      this.#may.delete(player);
      const notes = this.of(player);
      const value = isEmpty(notes) ? null : JSON.stringify(notes);
      changes.push({ t: "data", space: SPACE, key: String(player), value });
    }
    this.#must.clear();
    return changes;
  }

  forget(player: number): void {
    this.#notes.set(player, EMPTY);
    this.#must.add(player);
  }
}

function isEmpty(notes: Notes): boolean {
  return notes.pages.length === 0 && notes.choice === null && notes.last === "" && notes.named.length === 0;
}
