// `lore status`: asks the running server how world and radios are, one line each; exit code 1 when something is not well.

import { basename, resolve } from "node:path";
import type { Finding } from "../doctor/findings.ts";
import { showFinding } from "../doctor/show.ts";
import { loadConfig } from "../load-config.ts";
import { defaultDatabase, packFolder } from "../places.ts";
import { askServer } from "../status/ask-server.ts";
import { statusLines } from "../status/lines.ts";

export interface StatusFlags {
  readonly db?: string;
  readonly config?: string;
  readonly json?: boolean;
}

export async function status(pack: string | undefined, flags: StatusFlags): Promise<void> {
  const config = await loadConfig(flags.config);
  const db = resolve(flags.db ?? config.db ?? defaultDatabase(basename(packFolder(pack ?? config.world))));
  const told = await askServer(db);
  const lines: Finding[] = told === null ? [{ level: "bad", text: `No world is served from ${db}.` }] : statusLines(told);
  if (flags.json === true) process.stdout.write(`${JSON.stringify(told)}\n`);
  else for (const line of lines) process.stdout.write(showFinding(line));
  if (lines.some(({ level }) => level === "bad")) process.exitCode = 1;
}
