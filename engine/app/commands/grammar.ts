// `lore grammar`: the grammar as railroad diagrams in one HTML page that needs no network.

import { grammarPage } from "../../../dsl/index.ts";
import { writeOut } from "../write-out.ts";

export function grammar(flags: { readonly out?: string }): void {
  const page = grammarPage();
  if (flags.out === undefined) process.stdout.write(page);
  else writeOut(flags.out, page);
}
