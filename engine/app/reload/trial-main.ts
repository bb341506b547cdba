// What a world forks to try packs: whatever they do to this process, the world does not feel it. It stays for the next time and
// ends with its world.

import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";
import { stateFolder } from "../places.ts";
import type { TrialOrder } from "./trial.ts";

enableCompileCache(join(stateFolder(), "node"));
process.on("disconnect", () => process.exit(0));

const { refusedFor } = await import("./order.ts");
const { tryPacks } = await import("./trial.ts");
const { describeError } = await import("../describe-error.ts");

process.on("message", (order) => {
  void tryPacks(order as TrialOrder)
    .catch((error: unknown) => refusedFor("engine", describeError(error)))
    .then((result) => {
      // Whoever asked may be dead by now.
      process.send?.(result, undefined, undefined, () => {});
      // It ends with its world, too suddenly to keep V8's compiled form of our sources then.
      flushCompileCache();
    });
});
// Most of a trial is the compiler: it is there before the first order comes.
await import("../../../dsl/index.ts");
