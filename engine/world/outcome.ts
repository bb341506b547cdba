// How the world refuses: by a word of this list, never by a sentence and never by an exception. Lore's texts say it to players.

export type WorldRefusal =
  | "gone"
  | "inside itself"
  | "not enough"
  | "not a whole number"
  | "not a place"
  | "a player is inside"
  | "things are inside"
  | "no such account"
  | "too poor"
  | "holds money"
  | "no such transfer"
  | "reversed before"
  | "paid otherwise"
  | "too many treasuries"
  | "not a model"
  | "only one";

export type Outcome<T = true> = { readonly ok: T } | { readonly refused: WorldRefusal };

export const DONE: Outcome = { ok: true };

export function refuse(refused: WorldRefusal): { readonly refused: WorldRefusal } {
  return { refused };
}
