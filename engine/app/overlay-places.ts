// Where a world's packs are read from when some of their files were edited in the game and could not be written: the overlay lies beside the
// world's database, for it is that world's alone.

import { resolve } from "node:path";
import type { Places } from "../packs/order.ts";
import { type OverlaidReading, readOverlaid } from "../packs/overlaid.ts";
import { Overlay } from "../packs/overlay.ts";
import { PLACES } from "./places.ts";

/** Null for a world in memory: what nothing else of it outlives does not either. */
export function overlayOf(db: string): Overlay | null {
  return db === ":memory:" ? null : new Overlay(`${resolve(db)}.overlay`);
}

export function placesOver(overlay: Overlay | null, leave?: OverlaidReading["leave"]): Places {
  const { isCapability } = PLACES;
  if (overlay === null) return PLACES;
  return { ...PLACES, read: (path) => readOverlaid(path, { overlay, isCapability, ...(leave && { leave }) }) };
}
