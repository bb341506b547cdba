// From Lore's words to JavaScript's: nothing a script says becomes an identifier without a prefix, or a string that is not quoted.

import type { Span } from "../ast.ts";

/** A JavaScript string literal. The two separators are escaped, though strings may hold them by now. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(/[\u2028\u2029]/g, (c) => (c === "\u2028" ? "\\u2028" : "\\u2029"));
}

/** The JavaScript local of a Lore name: `v_price`; letters beyond ASCII become their code. */
export function localName(id: string): string {
  return `v_${id.replace(/[^a-z0-9_]/g, (c) => `$${c.charCodeAt(0).toString(16)}`)}`;
}

/** What a comment in generated code may show of a key: nothing that could end the comment. */
export function commentText(text: string): string {
  return text.replace(/[^\w\-:#/|<> ,.]/g, "?");
}

const OPEN = "\u0001";
const CLOSE = "\u0002";

/** A mark in generated code that stands for a place in the source; quoted strings never hold these two characters. */
export function markSpan(span: Span): string {
  return OPEN + span.start + CLOSE;
}

/** Takes the marks out and reports each: offset in the clean text, offset in the source. */
export function stripMarks(code: string, found: (at: number, sourceOffset: number) => void): string {
  let clean = "";
  let from = 0;
  for (;;) {
    const open = code.indexOf(OPEN, from);
    if (open < 0) return clean + code.slice(from);
    const close = code.indexOf(CLOSE, open);
    clean += code.slice(from, open);
    found(clean.length, Number(code.slice(open + 1, close)));
    from = close + 1;
  }
}
