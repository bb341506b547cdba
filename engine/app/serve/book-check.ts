// Proves the book of the money while the world runs: on a clock, on a copy, beside the world. What is wrong is an alarm of the world.

import { EngineError } from "../../base/errors.ts";
import type { AskBeside } from "../beside/beside.ts";
import type { Logger } from "../log.ts";

export interface BookCheckParts {
  readonly db: string;
  readonly ask: AskBeside;
  readonly log: Pick<Logger, "info" | "warn">;
  /** Raises it in the world, which tells the staff; the audit log then has it for `AlarmWatch`. */
  alarm(detail: string): Promise<unknown>;
}

/** A broken file may have thousands of findings; the first say what kind they are. */
const MOST_TOLD = 3;

export class BookCheck {
  readonly #parts: BookCheckParts;

  constructor(parts: BookCheckParts) {
    this.#parts = parts;
  }

  /** `everyMs` 0: never. */
  start(everyMs: number): void {
    if (everyMs > 0) setInterval(() => void this.check(), everyMs).unref();
  }

  async check(): Promise<void> {
    const { db, ask, log, alarm } = this.#parts;
    const result = await ask({ t: "reconcile", db });
    if (result.t !== "reconciled") {
      const error = new EngineError("E_UNPROVEN", { detail: result.t === "failed" ? result.detail : result.t });
      log.warn({ code: error.code }, error.message);
      return;
    }
    const { wrong } = result;
    if (wrong.length === 0) log.info({}, "the book of money is proven");
    for (const detail of wrong.slice(0, MOST_TOLD)) await alarm(detail);
    if (wrong.length > MOST_TOLD) await alarm(`${wrong.length - MOST_TOLD} findings more`);
  }
}
