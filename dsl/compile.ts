// The whole way from sources to a compiled pack, and the short one for statements typed at the prompt.

import { check, checkBlock } from "./check/index.ts";
import type { PackScope } from "./check/scope.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { emit, emitStatements } from "./emit/emit.ts";
import { parse } from "./parse/parse.ts";
import type { CompiledPack } from "./program.ts";
import type { Surface } from "./surface.ts";
import type { Type } from "./types.ts";

export interface CompileInput {
  readonly id: string;
  readonly sources: readonly { readonly name: string; readonly text: string }[];
  /** Scopes of the packs that this one may name, lowest first. */
  readonly below: readonly PackScope[];
  readonly surface: Surface;
  readonly capabilities: readonly string[];
  /** Name of the room that players start in. */
  readonly entry?: string;
}

export interface CompileOutput {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when there is an error. */
  readonly pack?: CompiledPack;
  readonly scope: PackScope;
}

export function compilePack({ id, sources, below, surface, capabilities, entry }: CompileInput): CompileOutput {
  const diagnostics: Diagnostic[] = [];
  const files = sources.map(({ name, text }) => {
    const parsed = parse(text, { file: name });
    diagnostics.push(...parsed.diagnostics);
    return { name, source: text, file: parsed.file };
  });
  const checked = check({ pack: id, files, below, surface, capabilities, ...(entry === undefined ? {} : { entry }) });
  diagnostics.push(...checked.diagnostics);
  if (hasError(diagnostics)) return { diagnostics, scope: checked.scope };
  const pack = emit({ pack: id, files, notes: checked.notes, scope: checked.scope, below, surface });
  return { diagnostics, pack, scope: checked.scope };
}

export interface StatementsInput {
  readonly source: string;
  /** Scopes of all packs. */
  readonly below: readonly PackScope[];
  readonly surface: Surface;
  /** Players that may be called by name: parameters of the code, in this order. */
  readonly locals?: readonly string[];
  readonly capabilities?: readonly string[];
  /** Qualified entities that `here` and `it` mean. */
  readonly places?: ReadonlyMap<string, string>;
}

/** No pack may be called so: the sign cannot stand in a name. */
const STATEMENTS = "~run";

/** Statements of `run …` and of transcripts, as a pack whose first code has the role `command`. */
export function compileStatements(input: StatementsInput): Pick<CompileOutput, "diagnostics" | "pack"> {
  const { source, below, surface, capabilities = surface.capabilities, places = new Map() } = input;
  const { stmts, diagnostics } = parse(source, { file: "run", surface: "statements" });
  if (stmts === undefined || hasError(diagnostics)) return { diagnostics };
  const locals = (input.locals ?? []).map((name) => ({ name: name.toLowerCase(), type: PLAYER }));
  const file = { name: "run", source };
  const checked = checkBlock({ pack: STATEMENTS, file, block: stmts, below, surface, capabilities, locals, places });
  const found = [...diagnostics, ...checked.diagnostics.filter((diagnostic) => diagnostic.severity === "error")];
  if (hasError(found)) return { diagnostics: found };
  const pack = emitStatements({
    pack: STATEMENTS,
    files: [{ ...file, block: stmts }],
    notes: checked.notes,
    scope: checked.scope,
    below,
    surface,
    locals,
  });
  return { diagnostics: found, pack };
}

const PLAYER: Type = { t: "entity", kind: "core.player", optional: false };

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((found) => found.severity === "error");
}
