// What is said, in pieces that know how much they matter: scripts say them, the composer makes frames of them.

/** `must` is on the first page, `should` if there is room, `may` fills what is left and may be cut there. */
export type Weight = "must" | "should" | "may";

export const WEIGHTS: readonly Weight[] = ["must", "should", "may"];

/** One piece of a reply. Pieces are read in the order they are given in; of those with one weight the earlier is kept first. */
export interface Part {
  readonly weight: Weight;
  readonly text: string;
  /** Says the same in fewer words; taken in brief replies, and on a first page that has no room for `text`. */
  readonly brief?: string;
}

export function isWeight(word: unknown): word is Weight {
  return WEIGHTS.includes(word as Weight);
}

/** A piece that says nothing of its weight: all of it, in its place. */
export function plainPart(text: string): Part {
  return { weight: "must", text };
}

export function wholeText(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join("\n");
}
