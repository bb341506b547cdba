// Scripts that killed the world, kept with it: they stay off until their pack's text changes.

import type { Store } from "../../world/port.ts";
import type { MarkedCode } from "./running-mark.ts";

const META = "switched off";

interface Entry extends MarkedCode {
  /** Hash of the pack as it was: a builder who mends it has it running again. */
  readonly hash: string;
}

/** What is off now, given the packs' present hashes; entries of changed packs are forgotten. */
export function readSwitchedOff(store: Store, hashes: ReadonlyMap<string, string>): MarkedCode[] {
  return entries(store).filter((entry) => hashes.get(entry.unit) === entry.hash);
}

/** Adds one; inside a transaction of the caller's. */
export function writeSwitchedOff(store: Store, code: MarkedCode, hashes: ReadonlyMap<string, string>): void {
  const kept = readSwitchedOff(store, hashes) as Entry[];
  const entry: Entry = { unit: code.unit, key: code.key, hash: hashes.get(code.unit) ?? "" };
  store.setMeta(META, JSON.stringify([...kept, entry]));
}

function entries(store: Store): Entry[] {
  const text = store.meta(META);
  return text === undefined ? [] : (JSON.parse(text) as Entry[]);
}
