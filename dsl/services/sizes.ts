// Bytes and frames beside texts, counted as the lints count them: what a reply costs is seen while it is written.

import type * as ast from "../ast.ts";
import type { CheckedFile } from "../check/declare.ts";
import { FRAME_BYTES, worstBytes } from "../check/text-size.ts";
import type { PackAnalysis } from "./pack-analysis.ts";
import { childrenOf } from "./walk.ts";

export interface TextSize {
  /** Offset right behind the text. */
  readonly at: number;
  /** The most that it can take, with slots at their widest. */
  readonly bytes: number;
  readonly frames: number;
  /** Slots make it longer or shorter. */
  readonly varies: boolean;
}

/** Sizes of texts that a player reads: `text` declarations, what is said, denied or asked, and the lines of entities. */
export function textSizes(analysis: PackAnalysis, file: CheckedFile): TextSize[] {
  const found: TextSize[] = [];
  const visit = (node: object): void => {
    for (const lit of readTexts(node)) found.push(sizeOf(lit, analysis));
    for (const child of childrenOf(node)) visit(child);
  };
  visit(file.file);
  return found.sort((a, b) => a.at - b.at);
}

function sizeOf(lit: ast.TextLit, analysis: PackAnalysis): TextSize {
  const bytes = worstBytes(lit, analysis.notes.types);
  const varies = lit.parts.some((part) => part.kind === "interp");
  return { at: lit.span.end, bytes, frames: Math.max(1, Math.ceil(bytes / FRAME_BYTES)), varies };
}

function readTexts(node: object): ast.TextLit[] {
  if (!("kind" in node)) return [];
  const part = node as ast.Stmt | ast.Member | ast.TextDecl;
  switch (part.kind) {
    case "text":
      return "value" in part ? [part.value] : [];
    case "do":
      return isSpoken(part.call) ? part.call.args.filter((arg) => arg.label === undefined).flatMap((arg) => branches(arg.value)) : [];
    case "deny":
      return branches(part.why);
    case "ask":
      return branches(part.question);
    case "property":
      return part.values.flatMap(branches);
    case "command":
      return part.help === undefined ? [] : [part.help];
    default:
      return [];
  }
}

function isSpoken({ callee }: ast.CallExpr): boolean {
  return callee.kind === "name" && (callee.name.id === "say" || callee.name.id === "tell");
}

function branches(expr: ast.Expr): ast.TextLit[] {
  if (expr.kind === "text") return [expr];
  if (expr.kind === "paren") return branches(expr.value);
  return expr.kind === "if-else" ? [...branches(expr.then), ...branches(expr.otherwise)] : [];
}
