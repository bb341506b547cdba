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
  /** Changed since they were last written; true: they must go with the turn. */
  readonly #changed = new Map<number, boolean>();

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
    this.#changed.set(player, true);
  }

  /** What is only a comfort. */
  remember(player: number, change: Partial<Pick<Notes, "last" | "named">>): void {
    this.#notes.set(player, { ...this.of(player), ...change });
    if (!this.#changed.has(player)) this.#changed.set(player, false);
  }

  /** What must be written with the turn that just ended; `all` for a close. */
  takeChanges(all = false): Change[] {
    const changes: Change[] = [];
    for (const [player, must] of this.#changed) {
      if (!must && !all) continue;
      this.#changed.delete(player);
      const notes = this.of(player);
      const value = isEmpty(notes) ? null : JSON.stringify(notes);
      changes.push({ t: "data", space: SPACE, key: String(player), value });
    }
    return changes;
  }

  forget(player: number): void {
    this.#notes.set(player, EMPTY);
    this.#changed.set(player, true);
  }
}

function isEmpty(notes: Notes): boolean {
  return notes.pages.length === 0 && notes.choice === null && notes.last === "" && notes.named.length === 0;
}
