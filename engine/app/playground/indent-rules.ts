// When a line goes deeper and when it comes back: as the extension for another editor has it, so that all indent alike.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../places.ts";

/** Regular expressions over a line. */
export interface IndentRules {
  readonly increase: string;
  readonly decrease: string;
}

const FILE = join(ROOT, "docs/editor/vscode/language-configuration.json");

export function readIndentRules(): IndentRules {
  const { indentationRules: rules } = JSON.parse(readFileSync(FILE, "utf8"));
  return { increase: rules.increaseIndentPattern, decrease: rules.decreaseIndentPattern };
}
