// The one door of the language: text in, JavaScript and findings out. Nothing else of `dsl/` is imported from outside.

export type * from "./ast.ts";
export type { PackScope } from "./check/scope.ts";
export type { CodeEntry, CodeTable } from "./codes/entry.ts";
export { CODES } from "./codes.ts";
export { type CompileInput, type CompileOutput, compilePack, compileStatements, type StatementsInput } from "./compile.ts";
export type { Diagnostic, Severity } from "./diagnostic.ts";
export { grammarPage } from "./diagram/page.ts";
export { canonical, type Edited, type Pack as EditedPack, type Places, typeInto } from "./edit/edit.ts";
export { declaresPath, keepLayout } from "./edit/layout.ts";
export { changedNames, conflictsOf, type Declaration, declarations, type Sides, withMine } from "./edit/merge.ts";
export { removeDeclared, removePart, replace as replaceDeclared, retitle } from "./edit/remove.ts";
export { type PlacedScript, placeScript, type ScriptLines, scriptDiagnostic } from "./edit/script.ts";
export { type Part, type Shown, show } from "./edit/show.ts";
export { type LineChange, lineChange, linesOf, redoChange, undoChange } from "./edit/splice.ts";
export { arrangeWires } from "./emit/args.ts";
export { type EmitFile, type EmitInput, emit, hashOf } from "./emit/emit.ts";
export { type SourcePosition, sourcePosition } from "./emit/position.ts";
export { RUNTIME_FUNCTIONS } from "./emit/runtime-functions.ts";
export { format } from "./format/format.ts";
export { LineTable, type Place } from "./lines.ts";
export { PackReadings } from "./parse/pack-readings.ts";
export { type Parsed, type ParseOptions, parse } from "./parse/parse.ts";
export { isReservedWord } from "./parse/words.ts";
export { locate, problemIn, renderDiagnostic, renderShort } from "./render.ts";
export { runtimeSource } from "./runtime-source.ts";
export { isSame, meaningOf } from "./same.ts";
export { didYouMean, nearest } from "./suggest.ts";
