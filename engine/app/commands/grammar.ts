// `lore grammar`: the grammar as railroad diagrams in one HTML page that needs no network.

import { writeFileSync } from "node:fs";
import { grammarPage } from "../../../dsl/index.ts";

export function grammar(flags: { readonly out?: string }): void {
  const page = grammarPage();
  if (flags.out === undefined) process.stdout.write(page);
  else writeFileSync(flags.out, page);
}
