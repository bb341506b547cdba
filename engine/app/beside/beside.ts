// Work beside the world, from the world's side: a process for each job, one job at a time.

import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { BesideJob, BesideResult } from "./jobs.ts";

const MODULE = fileURLToPath(new URL("./beside-main.ts", import.meta.url));
/** A copy of a large file on the card of a small machine takes its time. */
const PATIENCE_MS = 1_800_000;

export type AskBeside = (job: BesideJob) => Promise<BesideResult>;

export class Beside {
  #last: Promise<unknown> = Promise.resolve();
  #child: ChildProcess | null = null;

  /** Never rejects. */
  readonly ask: AskBeside = (job) => {
    const result = this.#last.then(() => this.#run(job));
    this.#last = result;
    return result;
  };

  /** Whatever is asked still is answered: it failed. */
  end(): void {
    this.#child?.kill("SIGKILL");
  }

  #run(job: BesideJob): Promise<BesideResult> {
    const child = fork(MODULE, [], {
      ...{ execArgv: ["--no-node-snapshot"], stdio: ["ignore", "ignore", "inherit", "ipc"], serialization: "advanced" as const },
    });
    this.#child = child;
    child.unref();
    child.channel?.unref();
    return new Promise((resolve) => {
      const settle = (result: BesideResult): void => {
        clearTimeout(timer);
        this.#child = null;
        resolve(result);
      };
      const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
      timer.unref();
      child.once("message", (result) => settle(result as BesideResult));
      child.once("exit", (code, signal) => settle({ t: "failed", detail: `the process beside the world died (${signal ?? code})` }));
      child.once("error", (error) => settle({ t: "failed", detail: error.message }));
      child.send(job, () => {});
    });
  }
}
