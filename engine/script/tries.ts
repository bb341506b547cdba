// Private copies of the world as scripts' host functions ask for them; filled by whoever holds the copies.

import type { EntityId } from "../base/ids.ts";
import type { EditRow } from "../world/port.ts";

export interface Tries {
  /** This world is itself such a copy: nothing can be tried in it again. */
  readonly isInside: boolean;
  /** It stands for what was kept, in a replay: what was left out of that is not known any more. */
  readonly isRecord?: boolean;
  /** How many there may be at once. */
  readonly most: number;
  /** Of the copy of that name: it is there, it is being made, or it never came to be (or is lost). */
  state(name: string): "ready" | "making" | "lost";
  /** When a line was last run in it; the time it was made when none was. */
  touchedMs(name: string): number;
  /** What was built in it since it was made, by pack; packs in which nothing was are left out. */
  built(name: string): readonly BuiltPack[];
  /** Whether what another pack declares under this id reads otherwise now than when the copy was made. */
  changedOutside(name: string, id: string): boolean;
  /** The world's packs are others by now than those that it was made with. */
  isStale(name: string): boolean;
}

export interface BuiltPack {
  readonly pack: string;
  readonly owner: EntityId;
  /** The pack when the copy was made: its text, and the number of its newest edit. */
  readonly base: string;
  readonly baseVersion: number;
  readonly text: string;
  /** The edits that stand, oldest first, each with the text it left. */
  readonly edits: readonly { readonly row: EditRow; readonly text: string }[];
}
