// The lines that a command's pattern matches, as shapes: words and the types of slots. Two commands of one shape are in each other's way.

import type * as ast from "../ast.ts";
import type { Context } from "./context.ts";
import { resolveType } from "./type-ref.ts";
import { showType } from "./types.ts";

export interface FoundSlot {
  readonly part: ast.PatternSlot;
  /** Stands in brackets. */
  readonly optional: boolean;
}

export function slotsOf(pattern: ast.Pattern): FoundSlot[] {
  const out: FoundSlot[] = [];
  const walk = (parts: readonly ast.PatternPart[], optional: boolean): void => {
    for (const part of parts) {
      if (part.kind === "slot") out.push({ part, optional });
      else if (part.kind === "optional") walk(part.parts, true);
    }
  };
  walk(pattern.parts, false);
  return out;
}

/** More ways than this are not worth comparing. */
const MAX_SHAPES = 64;

/** Every way to type the pattern: `look <entity>`, `l at <entity>`. */
export function shapesOf(cx: Context, pattern: ast.Pattern): string[] {
  return expand(cx, pattern.parts).map((words) => words.join(" "));
}

function expand(cx: Context, parts: readonly ast.PatternPart[]): string[][] {
  let ways: string[][] = [[]];
  for (const part of parts) {
    const options = optionsOf(cx, part);
    ways = ways.flatMap((way) => options.map((option) => [...way, ...option]));
    if (ways.length > MAX_SHAPES) return ways.slice(0, MAX_SHAPES);
  }
  return ways;
}

function optionsOf(cx: Context, part: ast.PatternPart): string[][] {
  switch (part.kind) {
    case "words":
      return part.words.map((word) => [word]);
    case "optional":
      return [[], ...expand(cx, part.parts)];
    case "slot":
      return [[slotShape(cx, part)]];
    default:
      return neverPart(part);
  }
}

function neverPart(part: never): never {
  return part;
}

function slotShape(cx: Context, slot: ast.PatternSlot): string {
  if (slot.name.id === "self") return "<self>";
  const type = slot.type === undefined ? "entity" : isWord(slot.type) ? "word" : showType(cx.universe, resolveType(cx, slot.type));
  const scope = slot.within === undefined ? (slot.scope ?? "") : "in";
  return scope === "" ? `<${type}>` : `<${type} ${scope}>`;
}

/** One word and the rest of the line are both texts, but match other lines. */
function isWord(type: ast.TypeRef): boolean {
  return type.kind === "named" && type.path.parts[0]?.id === "word";
}
