// Changes of a text: several at once by offsets, and the difference of two texts as whole lines that can be taken back.

export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** All of them, by the offsets of the text as it was; they must not overlap. */
export function splice(source: string, changes: readonly Splice[]): string {
  let text = source;
  for (const { start, end, text: put } of [...changes].sort((a, b) => b.start - a.start))
    text = text.slice(0, start) + put + text.slice(end);
  return text;
}

/** A span with the rest of its last line and the blanks before it, when nothing else stands there. */
export function wholeLines(source: string, span: { readonly start: number; readonly end: number }): Splice {
  let { start, end } = span;
  while (start > 0 && /[ \t]/.test(source[start - 1]!)) start--;
  while (end < source.length && /[ \t;]/.test(source[end]!)) end++;
  const alone = (start === 0 || source[start - 1] === "\n") && (end === source.length || source[end] === "\n");
  return alone ? { start, end: Math.min(end + 1, source.length), text: "" } : { ...span, text: "" };
}

/** Whole lines that gave way to others. */
export interface LineChange {
  /** From 0. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** The smallest run of lines that tells two texts apart; null when they are the same. */
export function lineChange(before: string, after: string): LineChange | null {
  if (before === after) return null;
  const a = linesOf(before);
  const b = linesOf(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  return { line: head, before: a.slice(head, a.length - tail).join(""), after: b.slice(head, b.length - tail).join("") };
}

/** The text after the change; undefined when the change was made to another text. */
export function redoChange(text: string, change: LineChange): string | undefined {
  const lines = linesOf(text);
  const count = linesOf(change.before).length;
  if (lines.slice(change.line, change.line + count).join("") !== change.before) return undefined;
  return [...lines.slice(0, change.line), change.after, ...lines.slice(change.line + count)].join("");
}

/** The text before the change. */
export function undoChange(text: string, { line, before, after }: LineChange): string | undefined {
  return redoChange(text, { line, before: after, after: before });
}

/** Each with its newline; the last may have none. */
export function linesOf(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}
