// Where a builder's script stands: which thing, which part of it, and the line as SHOW numbers it.

import { foldName } from "../../base/names.ts";
import type { Turn } from "./record.ts";

export interface ScriptPlace {
  /** As the pack's source writes it: `shed.box`. Empty for a rule of the whole pack. */
  readonly path: string;
  /** `on poke`, `before take`, `every`, the name of a function. */
  readonly part: string;
  /** Of the script's own lines, from 1; 0 where it is not known. */
  readonly line: number;
}

/** `code` is the stable key of what ran; the line is of the pack's text. */
export function scriptPlace(turn: Turn, pack: string, { code, line }: { readonly code: string; readonly line: number }): ScriptPlace {
  const slash = code.indexOf("/");
  const path = slash < 0 ? "" : code.slice(0, slash);
  const text = turn.world.source(pack)?.text;
  const parts = text === undefined || path === "" ? [] : (turn.bench?.language().show({ id: pack, text }, path)?.parts ?? []);
  const part = parts.find((one) => one.line <= line && line < one.line + one.text.split("\n").length);
  if (part === undefined) return { path, part: partOf(code.slice(slash + 1)), line: 0 };
  return { path, part: part.name, line: Math.max(1, line - part.bodyLine + 1) };
}

/** `on:poke#0/ask#0` as SHOW names it. */
export function partOf(key: string): string {
  const [phase = "", name = ""] = key.split(/[/#]/)[0]!.split(":");
  if (phase === "every") return "every";
  return phase === "on" || phase === "before" ? `${phase} ${name}` : foldName(name || phase);
}
