// How Node runs a world. bin/lore.js starts on a Node too old to read this: what both say of V8 is in bin/world-options.json.

import { availableParallelism } from "node:os";
import worldOptions from "./bin/world-options.json" with { type: "json" };

/** V8's own number of helping threads; more than the cores beside the world's would only take turns with it. */
const MOST_HELPERS = 4;

/**
 * Short-lived garbage in small halves: 45 MB less for a busy world, and no slower. The rest is collected when the heap has doubled:
 * at V8's own four times, to give back what a reload has dropped takes 30 to 50 ms at once, and at two 10 to 20. Without Maglev, V8's
 * middle compiler, a busy world is quicker by a tenth and 20 MB smaller: its code is many small functions that soon reach TurboFan.
 * Without pretenuring: at a start all that is made stays, and V8 would take it that what the same places make later stays too, which
 * then lies in the old heap as garbage and holds on to more (11 to 20 % of what turns made, instead of 2).
 */
export const WORLD_OPTIONS: readonly string[] = [
  "--no-node-snapshot",
  ...worldOptions,
  `--v8-pool-size=${Math.max(1, Math.min(MOST_HELPERS, availableParallelism() - 1))}`,
];
