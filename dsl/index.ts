// The one door of the language: text in, JavaScript and findings out. Nothing else of `dsl/` is imported from outside.

export type * from "./ast.ts";
export type { PackScope } from "./check/scope.ts";
export type { CodeEntry, CodeTable } from "./codes/entry.ts";
export { CODES } from "./codes.ts";
export { type CompileInput, type CompileOutput, compilePack, compileStatements, type StatementsInput } from "./compile.ts";
export type { Diagnostic, Severity } from "./diagnostic.ts";
export { grammarPage } from "./diagram/page.ts";
export { arrangeWires } from "./emit/args.ts";
export { type EmitFile, type EmitInput, emit, hashOf } from "./emit/emit.ts";
export { type SourcePosition, sourcePosition } from "./emit/position.ts";
export { RUNTIME_FUNCTIONS } from "./emit/runtime-functions.ts";
export { format } from "./format/format.ts";
export { LineTable, type Place } from "./lines.ts";
export { type Parsed, type ParseOptions, parse } from "./parse/parse.ts";
export { locate, renderDiagnostic, renderShort } from "./render.ts";
export { runtimeSource } from "./runtime-source.ts";
export { isSame, meaningOf } from "./same.ts";
export { didYouMean, nearest } from "./suggest.ts";
