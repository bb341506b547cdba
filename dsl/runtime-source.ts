// The JavaScript that runs inside each isolate, put together from the files of `dsl/runtime/`.
// The one place in the language that reads a file: its own runtime.

import { readdirSync, readFileSync } from "node:fs";

let source: string | undefined;

/** A script whose value is `function (host, limits) → $`; see `dsl/runtime/00-shape.js`. */
export function runtimeSource(): string {
  source ??= read(new URL("./runtime/", import.meta.url));
  return source;
}

function read(folder: URL): string {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith(".js"))
    .sort();
  const files = names.map((name) => readFileSync(new URL(name, folder), "utf8"));
  return `(function (outside, limits) {\n"use strict";\n${files.join("\n")}\nreturn $;\n})\n//# sourceURL=lore-runtime`;
}
