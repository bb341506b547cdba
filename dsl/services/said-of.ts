// What the author of a declaration says of it: the comment right above it, and the one at the end of its first line.

import type { Comment, LoreFile, Span } from "../ast.ts";
import type { LineTable } from "../lines.ts";

/** Lines of both comments, joined; empty where there is none. */
export function saidOf(file: LoreFile, lines: LineTable, span: Span): string {
  const own = new Map<number, Comment>();
  const behind: string[] = [];
  const first = lines.lineIndex(span.start);
  for (const comment of file.comments) {
    const at = lines.lineIndex(comment.span.start);
    if (comment.ownLine) own.set(at, comment);
    else if (at === first) behind.push(comment.text.trim());
  }
  const above: string[] = [];
  for (let at = first - 1; own.has(at); at--) above.unshift(own.get(at)!.text.trim());
  return [...above, ...behind].join("\n");
}
