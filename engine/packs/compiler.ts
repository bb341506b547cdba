// The compiler as packs use it. It is loaded only when something must be compiled: a start from the cache never pays for it.

import type { Diagnostic } from "../../dsl/diagnostic.ts";
import type { PackReadings, PackScope } from "../../dsl/index.ts";
import type { CompiledPack } from "../../dsl/program.ts";
import type { Surface } from "../../dsl/surface.ts";
import type { Source } from "./folder.ts";

export interface CompileInput {
  readonly id: string;
  readonly sources: readonly Source[];
  readonly below: readonly PackScope[];
  readonly surface: Surface;
  readonly capabilities: readonly string[];
  /** Bare name of the room where newcomers start. */
  readonly entry?: string;
  readonly readings?: PackReadings;
}

export interface CompileOutput {
  readonly diagnostics: readonly Diagnostic[];
  readonly pack?: CompiledPack;
  readonly scope: PackScope;
}

export interface Compiler {
  compilePack(input: CompileInput): CompileOutput;
  renderDiagnostic(diagnostic: Diagnostic, source: string): string;
}

export async function loadCompiler(): Promise<Compiler> {
  const { compilePack, renderDiagnostic } = await import("../../dsl/index.ts");
  return { compilePack, renderDiagnostic };
}

/** One that keeps the trees of each pack that it compiled: the same pack with a change or two costs less the next time. */
export function rememberingCompiler(): () => Promise<Compiler> {
  const kept = new Map<string, PackReadings>();
  return async () => {
    const compiler = await loadCompiler();
    const { PackReadings } = await import("../../dsl/index.ts");
    return {
      ...compiler,
      compilePack: (input) => {
        const readings = kept.get(input.id) ?? new PackReadings();
        kept.set(input.id, readings);
        return compiler.compilePack({ ...input, readings });
      },
    };
  };
}
