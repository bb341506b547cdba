// `lore format`: Lore files in their canonical form. A file that does not parse is left as it is and named.

import { readFileSync, statSync, writeFileSync } from "node:fs";
import { parse, format as print } from "../../../dsl/index.ts";
import { loreFiles } from "../../packs/folder.ts";
import { showPath } from "../places.ts";

export function format(paths: readonly string[], flags: { readonly check?: boolean }): void {
  let changed = 0;
  let broken = 0;
  for (const file of paths.flatMap(filesAt)) {
    const source = readFileSync(file, "utf8");
    const { file: tree, diagnostics } = parse(source, { file: showPath(file) });
    const error = diagnostics.find((found) => found.severity === "error");
    if (error !== undefined) {
      broken++;
      process.stdout.write(`${error.file}:${error.line}:${error.column}: error ${error.code}: ${error.message}\n`);
      continue;
    }
    const printed = print(tree, source);
    if (printed === source) continue;
    changed++;
    if (!flags.check) writeFileSync(file, printed);
    process.stdout.write(`${showPath(file)}\n`);
  }
  if (broken > 0 || (flags.check && changed > 0)) process.exitCode = 1;
}

function filesAt(path: string): string[] {
  return statSync(path).isFile() ? [path] : loreFiles(path);
}
