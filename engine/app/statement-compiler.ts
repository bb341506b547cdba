// Compiles what is typed after `run` or `do`. The compiler is loaded when the first of them comes: a start never waits for it.

import { createRequire } from "node:module";
import type { PackScope } from "../../dsl/index.ts";
import type { StatementCompiler } from "../script/facade.ts";
import { surface } from "./surface.ts";

type Language = typeof import("../../dsl/index.ts");

// Statements run inside a turn, and a turn waits for nothing: so the module is required and not imported.
const load = createRequire(import.meta.url);

/** `scopes`: of all packs there are when statements come. */
export function statementCompiler(scopes: () => readonly PackScope[]): StatementCompiler {
  return (source, locals) => {
    const { compileStatements, renderShort } = load("../../dsl/index.ts") as Language;
    const { pack, diagnostics } = compileStatements({ source, below: scopes(), surface: surface(), locals });
    return pack === undefined ? { diagnostics: diagnostics.map(renderShort) } : { pack };
  };
}
