// What the look of the page says about blocks. Blanks mean nothing in Lore, so this is asked only when a text already has
// mistakes: then a line's indentation tells which `end` is missing better than counting does.

import type { IToken } from "chevrotain";
import type { LineTable } from "../lines.ts";
import { isEnd } from "./tokens.ts";

export class IndentGuide {
  readonly lines: LineTable;

  constructor(lines: LineTable) {
    this.lines = lines;
  }

  /** An `end` that stands further left than the line that opened the block closes an outer one. */
  leavesBlock(end: IToken, opener: IToken): boolean {
    return this.isFirst(end) && this.isLaterLine(end, opener) && this.indent(end) < this.indent(opener);
  }

  /** An `end` that stands further right than the line that opened the block closes nothing. */
  isExtra(end: IToken, opener: IToken): boolean {
    return this.isFirst(end) && this.isLaterLine(end, opener) && this.indent(end) > this.indent(opener);
  }

  /** A line that begins no further right than the block's opener does. */
  beginsOutside(first: IToken, opener: IToken): boolean {
    if (isEnd(first) || !this.isFirst(first) || !this.isLaterLine(first, opener)) return false;
    return this.indent(first) <= this.indent(opener);
  }

  /** True when the token begins a line further right than the other token's line. */
  isFurtherIn(token: IToken, than: IToken): boolean {
    return !isEnd(token) && this.isFirst(token) && this.indent(token) > this.indent(than);
  }

  /** Columns of blanks before the first word of the token's line. */
  indent(token: IToken): number {
    const start = this.lines.starts[this.lines.lineIndex(token.startOffset)]!;
    return /^\s*/.exec(this.lines.source.slice(start, token.startOffset))![0].length;
  }

  isFirst(token: IToken): boolean {
    const start = this.lines.starts[this.lines.lineIndex(token.startOffset)]!;
    return this.lines.source.slice(start, token.startOffset).trim() === "";
  }

  private isLaterLine(token: IToken, opener: IToken): boolean {
    return this.lines.lineIndex(token.startOffset) > this.lines.lineIndex(opener.startOffset);
  }
}
