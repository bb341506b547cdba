// The door for editors: what a language server asks of Lore. Pure: texts and scopes in, plain answers out.

export type { CheckedFile } from "./check/declare.ts";
export { declaredEvents } from "./compile.ts";
export { FileReading } from "./parse/file-reading.ts";
export { type PackReading, PackReadings } from "./parse/pack-readings.ts";
export type { Candidate, CandidateSort } from "./services/complete/candidate.ts";
export { complete, withCursor } from "./services/complete/complete.ts";
export { type Fix, fixFor } from "./services/fixes.ts";
export { commandHover, type Definition, hoverText } from "./services/hover.ts";
export { type FileMentions, type Mention, mentionsIn } from "./services/mentions.ts";
export { type Fold, foldsOf, type OutlineItem, outlineOf } from "./services/outline.ts";
export { type AnalysisInput, analyze, type PackAnalysis } from "./services/pack-analysis.ts";
export { cannotRename, type RenameEdit, type Renaming, rename } from "./services/rename.ts";
export { type TextSize, textSizes } from "./services/sizes.ts";
export { idOf, type SymbolKey, sortOf } from "./services/symbol.ts";
export { pathTo } from "./services/walk.ts";
export { type ColorWords, colorWords } from "./services/words.ts";
