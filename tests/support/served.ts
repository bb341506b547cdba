// `lore serve` in a process of its own, as a sysop starts it, for tests: its log, its door, its world's process.

import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { untilSo } from "./until.ts";

const BIN = fileURLToPath(new URL("../../engine/app/bin/lore.js", import.meta.url));

type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string };

export class Served {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  #text = "";

  constructor(...args: string[]) {
    this.child = spawn(process.execPath, [BIN, "serve", ...args], { stdio: ["ignore", "ignore", "pipe"] });
    this.child.stderr!.on("data", (chunk: Buffer) => {
      this.#text += chunk.toString();
    });
    this.exit = new Promise((resolve) => this.child.on("exit", resolve));
  }

  /** Resolves with the telnet port. */
  async open(): Promise<number> {
    await untilSo("the door is open", () => this.said("the telnet door is open").length > 0, 90_000);
    return Number(this.said("the telnet door is open")[0]!["port"]);
  }

  /** Lines of the log whose message has these words. */
  said(words: string): LogLine[] {
    return this.#text
      .split("\n")
      .slice(0, -1)
      .flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as LogLine] : []))
      .filter(({ msg }) => msg.includes(words));
  }

  get log(): string {
    return this.#text;
  }

  /** The newest world's process. */
  get worldPid(): number {
    return Number(this.said("the world is ready").at(-1)?.["pid"]);
  }

  async end(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill("SIGKILL");
    await this.exit;
  }
}

/** Any command of `lore`, to its end. */
export function lore(...args: string[]): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on("close", (code) => resolve({ code, out, err }));
  });
}
