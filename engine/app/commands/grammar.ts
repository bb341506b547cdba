// `lore grammar`: the grammar as railroad diagrams in one HTML page that needs no network: Chevrotain's drawing scripts are put into it.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { grammarProductions } from "../../../dsl/index.ts";

const SCRIPTS = ["vendor/railroad-diagrams.js", "src/diagrams_builder.js", "src/diagrams_behavior.js", "src/main.js"];

export function grammar(flags: { readonly out?: string }): void {
  const page = grammarPage();
  if (flags.out === undefined) process.stdout.write(page);
  else writeFileSync(flags.out, page);
}

export function grammarPage(): string {
  // The package's main file is `lib/src/api.js`.
  const folder = join(dirname(fileURLToPath(import.meta.resolve("chevrotain"))), "..", "..", "diagrams");
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  // A `<` inside a script could close it.
  const productions = JSON.stringify(grammarProductions()).replaceAll("<", "\\u003c");
  return `<!DOCTYPE html>
<meta charset="utf-8">
<title>The grammar of Lore</title>
<style>body { background: hsl(30, 20%, 95%) }
${read("diagrams.css")}</style>
<h1>The grammar of Lore</h1>
<div id="diagrams" align="center"></div>
${SCRIPTS.map((name) => `<script>${read(name)}</script>`).join("\n")}
<script>main.drawDiagramsFromSerializedGrammar(${productions}, document.getElementById("diagrams"))</script>
`;
}
