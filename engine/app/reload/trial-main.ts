// What a world forks to try packs: whatever they do to this process, the world does not feel it. It stays for the next time and
// ends with its world.

import { describeError } from "../describe-error.ts";
import { refusedFor } from "./order.ts";
import { type TrialOrder, tryPacks } from "./trial.ts";

process.on("disconnect", () => process.exit(0));
process.on("message", (order) => {
  void tryPacks(order as TrialOrder)
    .catch((error: unknown) => refusedFor("engine", describeError(error)))
    .then((result) => {
      // Whoever asked may be dead by now.
      process.send?.(result, undefined, undefined, () => {});
    });
});
// Most of a trial is the compiler: it is there before the first order comes.
await import("../../../dsl/index.ts");
