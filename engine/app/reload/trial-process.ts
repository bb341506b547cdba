// The process in which packs are tried, from the world's side: started when it is first asked for, kept for a while, never waited for
// longer than patience lasts.

import { type ChildProcess, fork } from "node:child_process";
import { constants, setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import { refusedFor } from "./order.ts";
import type { TrialOrder, TrialResult } from "./trial.ts";

const MODULE = fileURLToPath(new URL("./trial-main.ts", import.meta.url));
/** Memory is given back when nobody works on the packs. */
const KEPT_MS = 600_000;
/** A pack's transcripts may be many. */
const PATIENCE_MS = 600_000;

export class TrialProcess {
  #child: ChildProcess | null = null;
  #idle: NodeJS.Timeout | null = null;
  readonly #stays: boolean;

  /** `stays`: its memory is not given back while the world lives. */
  constructor(stays = false) {
    this.#stays = stays;
  }

  /** Undefined where none runs. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** One at a time. */
  async run(order: TrialOrder): Promise<TrialResult> {
    const child = this.#started();
    if (this.#idle !== null) clearTimeout(this.#idle);
    const result = await answerOf(child, order);
    if (this.#stays) return result;
    this.#idle = setTimeout(() => this.end(), KEPT_MS);
    this.#idle.unref();
    return result;
  }

  #started(): ChildProcess {
    if (this.#child?.connected) return this.#child;
    // As in bin/lore.js, but with room for what a compiler makes and drops; its output is nobody's.
    const execArgv = ["--no-node-snapshot", "--max-semi-space-size=16", "--min-semi-space-size=16"];
    this.#child = fork(MODULE, [], { execArgv, stdio: ["ignore", "ignore", "inherit", "ipc"], serialization: "advanced" });
    letPlayGoFirst(this.#child);
    this.#child.unref();
    return this.#child;
  }

  end(): void {
    this.#child?.kill();
    this.#child = null;
  }
}

/** Before it makes threads, which take its priority over. */
function letPlayGoFirst({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has ended already, which its order is told; or the system does not let us, and all is as slow as it was.
  }
}

function answerOf(child: ChildProcess, order: TrialOrder): Promise<TrialResult> {
  return new Promise((resolve) => {
    const settle = (result: TrialResult): void => {
      clearTimeout(timer);
      child.removeAllListeners("message").removeAllListeners("exit").removeAllListeners("error");
      resolve(result);
    };
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      settle(refusedFor("slow", `no end after ${PATIENCE_MS / 1_000} seconds`));
    }, PATIENCE_MS);
    child.once("message", (result) => settle(result as TrialResult));
    child.once("exit", (code, signal) => settle(refusedFor("died", `the process that tried the packs died (${signal ?? code})`)));
    child.once("error", (error) => settle(refusedFor("died", error.message)));
    child.send(order, () => {});
  });
}
