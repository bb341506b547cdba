// A name for a newcomer, taken from what they called their radio.

import { nameFault } from "../../base/names.ts";

/** The first part of the node's names that could be a player's name and `isFree`; null when there is none. */
export function proposeName(longName: string, shortName: string, isFree: (name: string) => boolean): string | null {
  // `Meshtastic 1a2b` and `1a2b` are what the firmware calls a radio that nobody has named.
  if (/^meshtastic /i.test(longName)) return null;
  const words = longName.split(/[^A-Za-z0-9'-]+/).map((word) => word.replace(/'s$/i, ""));
  const candidates = [...words, words.join(""), shortName];
  return candidates.map(shaped).find((name) => nameFault(name) === null && /[a-z]/i.test(name) && isFree(name)) ?? null;
}

function shaped(word: string): string {
  return word.charAt(0).toUpperCase() + (word === word.toUpperCase() ? word.slice(1).toLowerCase() : word.slice(1));
}
