// Starts a child program of these tests and gathers what it printed, so that a crash of it is a result and not our end.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface ChildRun {
  readonly code: number | null;
  readonly signal: string | null;
  readonly lines: readonly string[];
  readonly errors: string;
}

export function runChild(program: string, ...args: string[]): Promise<ChildRun> {
  const path = fileURLToPath(new URL(`child/${program}`, import.meta.url));
  const child = spawn(process.execPath, ["--no-node-snapshot", path, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const killer = setTimeout(() => child.kill("SIGKILL"), 28_000);
  let out = "";
  let errors = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (errors += chunk));
  return new Promise((done) => {
    child.on("close", (code, signal) => {
      clearTimeout(killer);
      done({ code, signal, lines: out.split("\n").filter((line) => line !== ""), errors });
    });
  });
}
