// The one door of the language: text in, JavaScript and findings out. Nothing else of `dsl/` is imported from outside.

export type * from "./ast.ts";
export { CODES } from "./codes.ts";
export type { CodeEntry, CodeTable } from "./codes/entry.ts";
export type { Diagnostic, Severity } from "./diagnostic.ts";
export { type Parsed, type ParseOptions, parse } from "./parse/parse.ts";
export { type CompileInput, type CompileOutput, compilePack, compileStatements, type StatementsInput } from "./compile.ts";
export { arrangeWires } from "./emit/args.ts";
export { emit, type EmitFile, type EmitInput, hashOf } from "./emit/emit.ts";
export { type SourcePosition, sourcePosition } from "./emit/position.ts";
export { RUNTIME_FUNCTIONS } from "./emit/runtime-functions.ts";
export { runtimeSource } from "./runtime-source.ts";
export { LineTable, type Place } from "./lines.ts";
export { locate, renderDiagnostic, renderShort } from "./render.ts";
export { didYouMean, nearest } from "./suggest.ts";
