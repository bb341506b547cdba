// A person at a keyboard, or a pipe. On a terminal lines are edited and remembered, and what others do does not tear the line
// that is being typed; on a pipe there is nothing but commands in and replies out.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Interface } from "node:readline";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Door } from "../../play/door.ts";

const HISTORY_LINES = 500;
const PROMPT = "> ";

export interface TerminalOptions {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean };
  /** Where lines of earlier plays are kept; null keeps none. */
  readonly historyFile: string | null;
}

/** What is typed; `ended` when there will be no more. */
export interface TerminalEvents {
  line(text: string): void;
  ended(): void;
}

export class TerminalDoor implements Door {
  readonly #options: TerminalOptions;
  readonly #lines: Interface;
  readonly #interactive: boolean;
  readonly #history: string[];
  #hidden = false;
  #closed = false;

  constructor(options: TerminalOptions, events: TerminalEvents) {
    this.#options = options;
    this.#interactive = options.input.isTTY === true && options.output.isTTY === true;
    this.#history = this.#interactive ? readHistory(options.historyFile) : [];
    this.#lines = this.#interactive ? this.#terminal() : createInterface({ input: options.input, crlfDelay: Number.POSITIVE_INFINITY });
    this.#lines.on("line", (text) => {
      events.line(text);
      this.#again();
    });
    // Ctrl-C leaves as Ctrl-D does: what was done is durable already.
    this.#lines.on("SIGINT", () => this.#lines.close());
    this.#lines.on("close", () => {
      this.#closed = true;
      writeHistory(this.#options.historyFile, this.#history);
      events.ended();
    });
  }

  send(text: string): void {
    if (!this.#interactive) {
      this.#options.output.write(`${text}\n`);
      return;
    }
    this.#options.output.write(`\r\u001b[K${text}\n`);
    this.#again();
  }

  hide(hide: boolean): void {
    this.#hidden = hide;
    if (this.#interactive) this.#again();
  }

  close(): void {
    this.#lines.close();
  }

  /** Draws the prompt and what is being typed once more. */
  #again(): void {
    if (this.#interactive && !this.#closed) this.#lines.prompt(true);
  }

  #terminal(): Interface {
    const { input, output } = this.#options;
    const lines = createInterface({
      input,
      output,
      prompt: PROMPT,
      history: [...this.#history],
      historySize: HISTORY_LINES,
      removeHistoryDuplicates: true,
    });
    // A password is neither echoed nor remembered.
    const seen = lines as Interface & { _writeToOutput(text: string): void };
    const write = seen._writeToOutput.bind(seen);
    seen._writeToOutput = (text) => {
      if (!this.#hidden) write(text);
      else if (text.includes("\n")) write("\n");
    };
    lines.on("history", (history: string[]) => {
      if (this.#hidden) history.shift();
      this.#history.splice(0, this.#history.length, ...history);
    });
    return lines;
  }
}

function readHistory(file: string | null): string[] {
  if (file === null || !existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .slice(0, HISTORY_LINES);
}

/** Newest first, as readline has it. A history that cannot be written is no reason to complain at the end of a play. */
function writeHistory(file: string | null, lines: readonly string[]): void {
  if (file === null || lines.length === 0) return;
  try {
    writeFileSync(file, `${lines.join("\n")}\n`, { mode: 0o600 });
  } catch {}
}
