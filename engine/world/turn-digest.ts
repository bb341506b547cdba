// What a turn did, as one short text that a replay must reach again. It is worked out when somebody asks for it, or by whoever writes the
// turn, which may be another thread: what has to be weighed is the JSON that it is told the changes in.

import { Digest } from "../base/digest.ts";
import type { Change, TurnWeight } from "./port.ts";

/** Of the changes and of what was said. `textOf` gives a change by its number, as `digestText` has it. */
export function turnDigest(weight: TurnWeight, textOf: (at: number) => string): string {
  const digest = new Digest();
  digest.add(changesDigest(weight, textOf));
  for (const piece of weight.said) digest.add(piece);
  return digest.hex();
}

/** Of the changes alone. */
function changesDigest({ notes, changes }: TurnWeight, textOf: (at: number) => string): string {
  const digest = new Digest();
  let n = 0;
  for (let at = 0; at <= changes; at++) {
    while (n < notes.length && notes[n]![0] === at) digest.add(notes[n++]![1]);
    if (at < changes) digest.add(textOf(at));
  }
  return digest.hex();
}

/** Secrets are salted at random, so a replay cannot reach the same ones. */
export function digestText(change: Change): string {
  return JSON.stringify(change.t === "account" ? { ...change, row: { ...change.row, secret: "" } } : change);
}
