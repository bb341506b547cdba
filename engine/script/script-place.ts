// Where a builder's script stands: which thing, which part of it, and the line as SHOW numbers it.

import type { World } from "../world/world.ts";
import { type CodePlace, codePlace } from "./code-keys.ts";
import type { Workbench } from "./workbench.ts";

export interface ScriptPlace extends CodePlace {
  /** Of the script's own lines, from 1; 0 where it is not known. */
  readonly line: number;
}

/** What is asked for the pack's text. */
interface Shelf {
  readonly world: World;
  readonly bench: Workbench | null;
}

/** `code` is the stable key of what ran; the line is of the pack's text. */
export function scriptPlace({ world, bench }: Shelf, pack: string, at: { readonly code: string; readonly line: number }): ScriptPlace {
  const { path, part } = codePlace(at.code);
  const text = world.source(pack)?.text;
  const parts = text === undefined || path === "" ? [] : (bench?.language().show({ id: pack, text }, path)?.parts ?? []);
  const found = parts.find((one) => one.line <= at.line && at.line < one.line + one.text.split("\n").length);
  return { path, part, line: found === undefined ? 0 : Math.max(1, at.line - found.bodyLine + 1) };
}
