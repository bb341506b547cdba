// Long texts and patterns as they are written canonically.

import type { Pattern, PatternPart, PatternSlot, TextLit, TextPart } from "../ast.ts";
import { printExpr, printInterp } from "./expr.ts";
import { printType } from "./type.ts";

const QUOTES = '"\u201c\u201d\u201e\u00ab\u00bb\uff02';

/** A long text over several lines, one step further in than `outer`; undefined where only the short form keeps its blanks. */
export function printLongText(text: TextLit, outer: string): string | undefined {
  const indent = `${outer}  `;
  const inside = text.parts.map((part, index) => longPart(part, text.parts[index + 1] === undefined)).join("");
  const lines = inside.split("\n");
  if (lines.some((line) => line.includes("\r")) || !lines.some((line) => /^\S/.test(line))) return undefined;
  return [`"""`, ...lines.map((line) => (line === "" ? "" : indent + line)), `${indent}"""`].join("\n");
}

function longPart(part: TextPart, isLast: boolean): string {
  if (part.kind === "interp") return printInterp(part);
  const { value } = part;
  let out = "";
  for (let at = 0; at < value.length; at++) {
    const c = value[at]!;
    // Three quotes in a row would end the text, and so would one right before its end.
    const besideQuote = QUOTES.includes(value[at + 1] ?? (isLast ? '"' : " ")) || QUOTES.includes(value[at - 1] ?? " ");
    if (QUOTES.includes(c) && besideQuote) out += `\\${c}`;
    else out += c === "\\" ? "\\\\" : c === "{" ? "{{" : c;
  }
  return out;
}

export function printPattern(pattern: Pattern): string {
  return `"${printParts(pattern.parts)}"`;
}

function printParts(parts: readonly PatternPart[]): string {
  let out = "";
  parts.forEach((part, index) => {
    // A sign such as `'` may stand right before its slot.
    const touches = index > 0 && parts[index - 1]!.span.end === part.span.start;
    out += (index === 0 || touches ? "" : " ") + printPart(part);
  });
  return out;
}

function printPart(part: PatternPart): string {
  if (part.kind === "words") return part.words.map((word) => word.replace(/[\\"]/g, "\\$&")).join("|");
  if (part.kind === "optional") return `[${printParts(part.parts)}]`;
  return printSlot(part);
}

function printSlot(slot: PatternSlot): string {
  let out = slot.name.id;
  if (slot.type !== undefined) out += `: ${printType(slot.type)}`;
  if (slot.scope !== undefined) out += ` ${slot.scope}`;
  if (slot.within !== undefined) out += ` in ${printExpr(slot.within)}`;
  if (slot.value !== undefined) out += ` = ${printExpr(slot.value)}`;
  return `<${out}>`;
}
