// What a world forks for work beside it: one job, one answer, and last in the queue for the processor.

import { constants, setPriority } from "node:os";
import { type BesideJob, runJob } from "./jobs.ts";

setPriority(constants.priority.PRIORITY_LOW);
process.on("disconnect", () => process.exit(0));
process.once("message", (job) => {
  void runJob(job as BesideJob).then((result) => process.send?.(result, undefined, undefined, () => process.exit(0)));
});
