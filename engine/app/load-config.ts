// Reads the sysop's settings, `loremesh.toml`. The schema library is loaded only when there is a file to check.

import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { EngineError } from "../base/errors.ts";
import type { Config } from "./config.ts";
import { CONFIG_FILE, DEFAULT_CONFIG } from "./config.ts";

/** Reads `path`, or `loremesh.toml` of the current folder when there is one. A named file must exist. */
export async function loadConfig(path?: string): Promise<Config> {
  const file = resolve(path ?? CONFIG_FILE);
  if (path === undefined && !existsSync(file)) return DEFAULT_CONFIG;
  const { checkConfig } = await import("./settings/read.ts");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new EngineError("E_CONFIG", { detail: `${file} cannot be read` }, error);
  }
  return checkConfig(text, file);
}
