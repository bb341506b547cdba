// Offsets ↔ lines and columns. Lines end at \n, \r\n or \r, as editors count them.

export interface Place {
  /** Both from 1; the column counts UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

export class LineTable {
  readonly source: string;
  readonly starts: readonly number[];

  constructor(source: string) {
    this.source = source;
    const starts = [0];
    for (const match of source.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
    this.starts = starts;
  }

  /** Index into `starts` of the line that holds the offset. */
  lineIndex(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  place(offset: number): Place {
    const index = this.lineIndex(offset);
    return { line: index + 1, column: offset - this.starts[index]! + 1 };
  }

  /** The text of a line (from 1) without its end. */
  text(line: number): string {
    const start = this.starts[line - 1] ?? this.source.length;
    const end = this.starts[line] ?? this.source.length;
    return this.source.slice(start, end).replace(/[\r\n]+$/, "");
  }
}
