// A diagnostic as text: the long form for a terminal or an editor, and the short one that fits a radio frame.

import type { Diagnostic } from "./diagnostic.ts";
import { LineTable, type Place } from "./lines.ts";

/** What one frame of the radio holds, in bytes of UTF-8. */
const FRAME_BYTES = 200;
/** Longer source lines are cut around the caret. */
const LINE_WIDTH = 120;

/**
 * `file:line:column: error LORE104: message`, then the source line, a caret line and the hint.
 * The first line stands alone where a tool reads it.
 */
export function renderDiagnostic(d: Diagnostic, source: string): string {
  const lines = [`${d.file}:${d.line}:${d.column}: ${d.severity} ${d.code}: ${d.message}`, ...excerpt(d, source)];
  if (d.hint !== undefined) lines.push(`   = ${d.hint}`);
  return lines.join("\n");
}

/** One line of at most 200 bytes: `line 3: This text has no closing quote. (LORE001)`; the hint where it fits. */
export function renderShort(d: Diagnostic): string {
  const base = `line ${d.line}: ${d.message} (${d.code})`;
  if (d.hint !== undefined) {
    const full = `line ${d.line}: ${d.message} ${sentence(d.hint)} (${d.code})`;
    if (Buffer.byteLength(full) <= FRAME_BYTES) return full;
  }
  if (Buffer.byteLength(base) <= FRAME_BYTES) return base;
  const tail = `... (${d.code})`;
  return cutToBytes(`line ${d.line}: ${d.message}`, FRAME_BYTES - Buffer.byteLength(tail)) + tail;
}

/** The same for a pack that is built in the game: the line counts from the top of its declaration, which is named. */
export function problemIn(source: string, d: Diagnostic): string {
  const lines = source.split("\n");
  let top = Math.min(d.line, lines.length) - 1;
  while (top > 0 && /^(\s|$|end\b|--)/.test(lines[top]!)) top--;
  const name = /^\w+ ([\w.]+)/.exec(lines[top] ?? "")?.[1];
  const short = renderShort({ ...d, line: d.line - top });
  return name === undefined ? short : cutToBytes(`${name} ${short}`, FRAME_BYTES);
}

/** Line and column, both from 1, of an offset. */
export function locate(source: string, offset: number): Place {
  return new LineTable(source).place(offset);
}

function sentence(hint: string): string {
  const text = hint[0]!.toUpperCase() + hint.slice(1);
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

function excerpt(d: Diagnostic, source: string): string[] {
  const table = new LineTable(source);
  const whole = table.text(d.line);
  const number = String(d.line);
  const from = whole.length > LINE_WIDTH ? Math.max(0, Math.min(d.column - 1 - LINE_WIDTH / 2, whole.length - LINE_WIDTH)) : 0;
  const start = Math.floor(from);
  const line = whole.slice(start, start + LINE_WIDTH);
  const before = d.column - 1 - start;
  const width = Math.max(1, Math.min(d.span.end - d.span.start, line.length - before));
  // Tabs keep their width so that the caret stays under its word.
  const pad = line.slice(0, before).replace(/[^\t]/g, " ");
  const gutter = " ".repeat(number.length);
  return [` ${number} | ${line}`, ` ${gutter} | ${pad}${"^".repeat(width)}`];
}

function cutToBytes(text: string, bytes: number): string {
  let cut = "";
  let used = 0;
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > bytes) break;
    cut += character;
  }
  return cut;
}
