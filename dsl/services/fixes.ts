// From a hint to an edit: `did you mean` becomes a change that an editor offers.

import type { Span } from "../ast.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { LineTable } from "../lines.ts";
import { nearest } from "../suggest.ts";

export interface Fix {
  readonly title: string;
  readonly span: Span;
  readonly text: string;
}

/** The change that would follow the hint of a finding; undefined where the hint is advice. */
export function fixFor(found: Diagnostic, source: string): Fix | undefined {
  const hint = found.hint ?? "";
  const meant = /did you mean `([^`]+)`\?/.exec(hint)?.[1];
  if (meant !== undefined) return change(wordMeant(found, source, meant), meant);
  const written = /^Lore writes `([^`,]+)`$/.exec(hint)?.[1];
  if (written !== undefined) return change(firstWord(found, source), written);
  if (/^take it out$/.test(hint)) return { title: "Take it out", span: found.span, text: "" };
  return undefined;
}

function change(span: Span | undefined, text: string): Fix | undefined {
  return span === undefined ? undefined : { title: `Change to \`${text}\``, span, text };
}

/** What the finding is about, when it is one word; else the word in it, or in its line, that is nearest to what was meant. */
function wordMeant({ span, line }: Diagnostic, source: string, meant: string): Span | undefined {
  const inside = wordsIn(source, span);
  if (inside.length === 1) return inside[0];
  const within = nearestWord(source, inside, meant);
  if (within !== undefined) return within;
  return nearestWord(source, wordsIn(source, lineSpan(source, line)), meant);
}

function nearestWord(source: string, spans: readonly Span[], meant: string): Span | undefined {
  const words = new Map(spans.map((span) => [source.slice(span.start, span.end).toLowerCase(), span]));
  const [near] = nearest(meant, words.keys());
  return near === undefined ? undefined : words.get(near);
}

function firstWord({ line }: Diagnostic, source: string): Span | undefined {
  return wordsIn(source, lineSpan(source, line))[0];
}

function wordsIn(source: string, { start, end }: Span): Span[] {
  const words = source.slice(start, end).matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu);
  return [...words].map((word) => ({ start: start + word.index, end: start + word.index + word[0].length }));
}

function lineSpan(source: string, line: number): Span {
  const lines = new LineTable(source);
  const start = lines.starts[line - 1] ?? source.length;
  return { start, end: lines.starts[line] ?? source.length };
}
