// The page that the formatter fills: lines at a depth, and the comments put back where they stood.

import type { Comment, Span } from "../ast.ts";

export const WIDTH = 100;

export class Writer {
  readonly source: string;
  readonly comments: readonly Comment[];
  readonly lines: string[] = [];
  depth = 0;
  /** Source offset up to which everything is written. */
  done = 0;
  /** Nothing was written yet in the block that is open. */
  private fresh = true;
  private nextComment = 0;
  private lastHasComment = false;

  constructor(source: string, comments: readonly Comment[]) {
    this.source = source;
    this.comments = comments;
  }

  get indent(): string {
    return "  ".repeat(this.depth);
  }

  line(text: string): void {
    this.lines.push(text === "" ? "" : this.indent + text);
    this.lastHasComment = false;
    this.fresh = false;
  }

  /** Writes one thing of a block with the comments before it, and the blank line that the source had. */
  item(span: Span, write: () => void): void {
    this.upTo(span.start);
    this.keepBlank(span.start);
    write();
    this.done = Math.max(this.done, span.end);
  }

  /** Opens a block: what follows is one step further in. */
  open(header: string, at: number): void {
    this.line(header);
    this.done = Math.max(this.done, at);
    this.depth++;
    this.fresh = true;
  }

  /** Ends the block's body: comments up to `at` still belong to it. */
  shut(at: number): void {
    this.upTo(at);
    this.depth--;
  }

  /** Comments that begin before `offset`. */
  upTo(offset: number): void {
    for (; this.nextComment < this.comments.length; this.nextComment++) {
      const comment = this.comments[this.nextComment]!;
      if (comment.span.start >= offset) break;
      this.comment(comment);
    }
  }

  hasComment(span: Span): boolean {
    return this.comments.some((comment) => comment.span.start >= span.start && comment.span.start < span.end);
  }

  /** Where the next word after `offset` stands, past blanks, separators and comments. */
  nextWord(offset: number, limit: number): number {
    let at = offset;
    while (at < limit) {
      const comment = this.comments.find((c) => c.span.start === at);
      if (comment !== undefined) at = comment.span.end;
      else if (/[\s;:\uff1a\uff1b\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/.test(this.source[at]!)) at++;
      else break;
    }
    return at;
  }

  private comment(comment: Comment): void {
    const text = `--${comment.text.trimEnd().replace(/^(?=[^\s-])/, " ")}`;
    const last = this.lines.length - 1;
    if (!comment.ownLine && last >= 0 && !this.lastHasComment && this.lines[last] !== "") {
      this.lines[last] += ` ${text}`;
      this.lastHasComment = true;
    } else {
      this.keepBlank(comment.span.start);
      this.line(text);
    }
    this.done = Math.max(this.done, comment.span.end);
  }

  private keepBlank(at: number): void {
    if (this.fresh || this.lines.at(-1) === "") return;
    const between = this.source.slice(this.done, at).replace(/[ \t\u00a0\u3000]+/g, "");
    if (/(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)/.test(between)) this.lines.push("");
  }
}
