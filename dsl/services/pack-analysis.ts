// All that is known of a pack at a moment: its trees, what the checker found and noted. Made anew for every change, and never changed.

import type { CheckedFile } from "../check/declare.ts";
import { check, emptyNotes } from "../check/index.ts";
import type { Notes } from "../check/notes.ts";
import type { PackScope } from "../check/scope.ts";
import { buildUniverse, type Universe } from "../check/universe.ts";
import { emptyScope, orTooDeep, withoutEchoes } from "../compile.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Surface } from "../surface.ts";

export interface AnalysisInput {
  readonly pack: string;
  readonly files: readonly CheckedFile[];
  /** What the parser said of the files. */
  readonly parsed: readonly Diagnostic[];
  /** Scopes of the packs that this one may name, lowest first. */
  readonly below: readonly PackScope[];
  readonly surface: Surface;
  readonly capabilities: readonly string[];
  readonly entry?: string;
}

export interface PackAnalysis {
  readonly pack: string;
  readonly files: readonly CheckedFile[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notes: Notes;
  readonly scope: PackScope;
  readonly universe: Universe;
  readonly surface: Surface;
}

/** The same findings as `lore check`, and what the editor asks besides. */
export function analyze(input: AnalysisInput): PackAnalysis {
  const { pack, files, parsed, below, surface } = input;
  const found = orTooDeep(files[0]?.name ?? "", () => check(input));
  if ("scope" in found) return { ...found, pack, files, surface, diagnostics: withoutEchoes(parsed, found.diagnostics) };
  const universe = buildUniverse(pack, surface, below);
  return { pack, files, surface, diagnostics: [...parsed, found], notes: emptyNotes(), scope: emptyScope(pack), universe };
}
