// From a place in generated code back to the Lore that it came from: faults carry the former, builders read the latter.

import type { CompiledPack } from "../program.ts";

export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `line` and `column` as a fault's wire has them (from 1); nothing when they are not of this unit. */
export function sourcePosition(pack: Pick<CompiledPack, "js" | "map">, line: number, column: number): SourcePosition | undefined {
  const start = offsetOfLine(pack.js, line);
  return start < 0 ? undefined : positionAt(pack, start + column - 1);
}

function offsetOfLine(js: string, line: number): number {
  if (line < 1) return -1;
  let offset = 0;
  for (let i = 1; i < line; i++) {
    offset = js.indexOf("\n", offset) + 1;
    if (offset === 0) return -1;
  }
  return offset;
}

function positionAt({ map }: Pick<CompiledPack, "map">, offset: number): SourcePosition | undefined {
  const { points, files } = map;
  let low = 0;
  let high = points.length / 4 - 1;
  if (high < 0 || points[0]! > offset) return undefined;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (points[middle * 4]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { file: files[points[low * 4 + 1]!] ?? "", line: points[low * 4 + 2]!, column: points[low * 4 + 3]! };
}
