// The whole way from sources to a compiled pack, and the short one for statements typed at the prompt.

import type { Block } from "./ast.ts";
import { check, checkBlock } from "./check/index.ts";
import type { PackScope } from "./check/scope.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { type EmitFile, emit, emitStatements } from "./emit/emit.ts";
import { deepFault } from "./parse/nesting.ts";
import { type PackReadings, readSources } from "./parse/pack-readings.ts";
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
  /** It is built in the game. */
  readonly built?: boolean;
  /** Each step is told when it runs (`HostPort.step`). */
  readonly trace?: boolean;
  /** Of the same pack at other times: what did not change is not read anew. What comes out is the same. */
  readonly readings?: PackReadings;
}

export interface CompileOutput {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when there is an error. */
  readonly pack?: CompiledPack;
  readonly scope: PackScope;
}

export function compilePack(input: CompileInput): CompileOutput {
  const { id, sources, readings } = input;
  const events = eventWords(input);
  const { files, diagnostics } = readings === undefined ? readSources(sources, events) : readings.read(sources, events, true);
  const found = orTooDeep(sources[0]?.name ?? "", () => compileFiles(input, files, diagnostics));
  return "scope" in found ? found : { diagnostics: [...diagnostics, found], scope: emptyScope(id) };
}

/** Events that packs declare may be spelt `ON_RING` too; where one is declared must be known before it is read. */
function eventWords({ sources, below }: CompileInput): ReadonlySet<string> {
  const words = new Set(below.flatMap((scope) => scope.events.map((event) => event.name)));
  for (const { text } of sources) for (const word of declaredEvents(text)) words.add(word);
  return words;
}

/** Names that follow the word `event` at the start of a line. */
export function declaredEvents(text: string): string[] {
  return [...text.matchAll(/^[^\S\n]*event[^\S\n]+([\p{L}_][\p{L}\p{N}_]*)/gimu)].map((match) => match[1]!.toLowerCase());
}

function compileFiles(input: CompileInput, files: readonly EmitFile[], before: readonly Diagnostic[]): CompileOutput {
  const { id: pack, below, surface, capabilities, entry, built = false, trace = false } = input;
  const { diagnostics, notes, scope, universe } = check({
    pack,
    files,
    below,
    surface,
    capabilities,
    built,
    ...(entry === undefined ? {} : { entry }),
  });
  const found = withoutEchoes(before, diagnostics);
  if (hasError(found)) return { diagnostics: found, scope };
  return { diagnostics: found, pack: emit({ pack, files, notes, scope, universe, below, surface, trace }), scope };
}

/** What the parser said, then what the checker said: advice about a file that does not parse would be about what had to be left out. */
export function withoutEchoes(parsed: readonly Diagnostic[], checked: readonly Diagnostic[]): Diagnostic[] {
  const damaged = new Set(parsed.map((diagnostic) => diagnostic.file));
  return [...parsed, ...checked.filter((diagnostic) => diagnostic.severity === "error" || !damaged.has(diagnostic.file))];
}

/** A tree that runs the checker out of stack is a mistake of its author like any other. */
export function orTooDeep<T>(file: string, run: () => T): T | Diagnostic {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const { message, hint } = deepFault(0, 0);
    return {
      code: "LORE037",
      severity: "error",
      file,
      span: { start: 0, end: 0 },
      line: 1,
      column: 1,
      message,
      ...(hint === undefined ? {} : { hint }),
    };
  }
}

export function emptyScope(pack: string): PackScope {
  return { pack, kinds: [], entities: [], extensions: [], records: [], tables: [], texts: [], events: [], functions: [], commands: [] };
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
  const { stmts, diagnostics } = parse(input.source, { file: "run", surface: "statements" });
  if (stmts === undefined || hasError(diagnostics)) return { diagnostics };
  const found = orTooDeep("run", () => compileBlock(input, stmts));
  return "diagnostics" in found
    ? { ...found, diagnostics: [...diagnostics, ...found.diagnostics] }
    : { diagnostics: [...diagnostics, found] };
}

function compileBlock(input: StatementsInput, block: Block): Pick<CompileOutput, "diagnostics" | "pack"> {
  const { source, below, surface, capabilities = surface.capabilities, places = new Map() } = input;
  const locals = (input.locals ?? []).map((name) => ({ name: name.toLowerCase(), type: PLAYER }));
  const file = { name: "run", source };
  const checked = checkBlock({ pack: STATEMENTS, file, block, below, surface, capabilities, locals, places });
  const diagnostics = checked.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  if (hasError(diagnostics)) return { diagnostics };
  return {
    diagnostics,
    pack: emitStatements({
      pack: STATEMENTS,
      files: [{ ...file, block }],
      notes: checked.notes,
      scope: checked.scope,
      below,
      surface,
      locals,
    }),
  };
}

const PLAYER: Type = { t: "entity", kind: "core.player", optional: false };

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((found) => found.severity === "error");
}
