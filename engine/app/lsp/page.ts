// What is asked of one open page: hover, completion, outline, folds, sizes beside texts, canonical form, and fixes.

import {
  type CodeAction,
  CodeActionKind,
  type CompletionItem,
  CompletionItemKind,
  type DocumentSymbol,
  type FoldingRange,
  FoldingRangeKind,
  type Hover,
  type InlayHint,
  type Position,
  type Range,
  SymbolKind,
  type TextEdit,
} from "vscode-languageserver/node";
import type { CommandDecl } from "../../../dsl/ast.ts";
import { format, parse } from "../../../dsl/index.ts";
import {
  type CandidateSort,
  commandHover,
  complete,
  fixFor,
  foldsOf,
  hoverText,
  type OutlineItem,
  outlineOf,
  pathTo,
  textSizes,
  withCursor,
} from "../../../dsl/services.ts";
import { definitionOf, mentionAt } from "./navigation.ts";
import { Ranges, uriOf } from "./uris.ts";
import type { FileView, Workspace } from "./workspace.ts";

function treeOf({ analysis, name }: FileView) {
  return analysis.files.find((file) => file.name === name)!;
}

export function hover(workspace: Workspace, view: FileView, position: Position): Hover | null {
  const ranges = new Ranges(view.text);
  const mention = mentionAt(view, position);
  if (mention !== undefined) {
    const value = hoverText(view.analysis, mention, definitionOf(workspace, view, mention.key));
    if (value !== undefined) return { contents: { kind: "markdown", value }, range: ranges.range(mention.span) };
  }
  const command = commandAt(view, ranges.offset(position));
  return command === undefined ? null : { contents: { kind: "markdown", value: commandHover(treeOf(view), command) } };
}

/** The command whose first line an offset is in. */
function commandAt(view: FileView, offset: number): CommandDecl | undefined {
  const found = pathTo(treeOf(view).file, offset).find((node): node is CommandDecl => node.kind === "command" && "patterns" in node);
  return found !== undefined && offset <= (found.patterns.at(-1)?.span.end ?? 0) ? found : undefined;
}

const COMPLETIONS: Readonly<Record<CandidateSort, CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  kind: CompletionItemKind.Class,
  entity: CompletionItemKind.Constant,
  property: CompletionItemKind.Property,
  function: CompletionItemKind.Function,
  text: CompletionItemKind.Text,
  event: CompletionItemKind.Event,
  table: CompletionItemKind.Struct,
  record: CompletionItemKind.Struct,
  value: CompletionItemKind.Value,
  local: CompletionItemKind.Variable,
  label: CompletionItemKind.Field,
  direction: CompletionItemKind.EnumMember,
  word: CompletionItemKind.EnumMember,
  topic: CompletionItemKind.Reference,
  form: CompletionItemKind.Operator,
};

export function completion(workspace: Workspace, view: FileView, position: Position): CompletionItem[] {
  const offset = new Ranges(view.text).offset(position);
  const analysis = workspace.tryOut(view, new Map([[view.name, withCursor(view.text, offset)]]));
  const file = analysis.files.find(({ name }) => name === view.name)!;
  return complete({ analysis, file, offset }).map(({ label, sort, detail, doc, insert }, i) => ({
    label,
    kind: COMPLETIONS[sort],
    // Nearer ones first, as they come.
    sortText: String(i).padStart(5, "0"),
    ...(detail === undefined ? {} : { detail }),
    ...(doc === undefined ? {} : { documentation: doc }),
    ...(insert === undefined || insert === label ? {} : { insertText: insert }),
  }));
}

const SYMBOLS: Readonly<Record<OutlineItem["sort"], SymbolKind>> = {
  kind: SymbolKind.Class,
  entity: SymbolKind.Object,
  record: SymbolKind.Struct,
  table: SymbolKind.Struct,
  text: SymbolKind.String,
  event: SymbolKind.Event,
  command: SymbolKind.Method,
  fn: SymbolKind.Function,
  trigger: SymbolKind.Event,
  prop: SymbolKind.Property,
  exit: SymbolKind.Key,
  topic: SymbolKind.Namespace,
};

export function outline(view: FileView): DocumentSymbol[] {
  const ranges = new Ranges(view.text);
  const symbol = ({ name, detail, sort, span, nameSpan, children }: OutlineItem): DocumentSymbol => ({
    name,
    detail,
    kind: SYMBOLS[sort],
    range: ranges.range(span),
    selectionRange: ranges.range(nameSpan),
    children: children.map(symbol),
  });
  return outlineOf(treeOf(view)).map(symbol);
}

export function folds(view: FileView): FoldingRange[] {
  return foldsOf(treeOf(view)).map(({ first, last, isComment }) => ({
    startLine: first,
    endLine: last,
    kind: isComment ? FoldingRangeKind.Comment : FoldingRangeKind.Region,
  }));
}

export function sizes(view: FileView, range: Range): InlayHint[] {
  const ranges = new Ranges(view.text);
  const [from, to] = [ranges.offset(range.start), ranges.offset(range.end)];
  return textSizes(view.analysis, treeOf(view))
    .filter(({ at }) => at >= from && at <= to)
    .map(({ at, bytes, frames, varies }) => ({
      position: ranges.range({ start: at, end: at }).start,
      label: `${varies ? "≤" : ""}${bytes} B${frames > 1 ? `, ${frames} frames` : ""}`,
      tooltip: `A frame holds 200 bytes. ${varies ? "Slots are counted at their widest." : "Counted in UTF-8."}`,
      paddingLeft: true,
    }));
}

/** The canonical form, or nothing for what does not parse or is in form. */
export function formatted(name: string, text: string): TextEdit[] {
  const { file, diagnostics } = parse(text, { file: name });
  if (diagnostics.some((found) => found.severity === "error")) return [];
  const printed = format(file, text);
  return printed === text ? [] : [{ range: new Ranges(text).range({ start: 0, end: text.length }), newText: printed }];
}

/** Fixes for findings on the lines of a range: the word to mend need not be the one that is underlined. */
export function fixes(view: FileView, range: Range): CodeAction[] {
  const ranges = new Ranges(view.text);
  const { name, analysis, files } = view;
  return analysis.diagnostics.flatMap((found): CodeAction[] => {
    if (found.file !== name || found.line - 1 < range.start.line || found.line - 1 > range.end.line) return [];
    const fix = fixFor(found, view.text);
    if (fix === undefined) return [];
    const edit = { range: ranges.range(fix.span), newText: fix.text };
    return [
      { title: fix.title, kind: CodeActionKind.QuickFix, isPreferred: true, edit: { changes: { [uriOf(files.pathOf(name))]: [edit] } } },
    ];
  });
}
