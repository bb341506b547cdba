// Old code that must come to its end: questions and blocks whose place in the code is not in a new version of their pack go on with
// the code that left them. It is kept with the world as long as one of them waits.

import type { CompiledPack } from "../../dsl/program.ts";
import type { PromptRow, TimerRow } from "../world/port.ts";
import type { World } from "../world/world.ts";
import type { PackCode } from "./core.ts";

const SPACE = "retired code";
/** Between a pack's id and the digest of its old code. */
const AT = "@";

export function isRetired(unit: string): boolean {
  return unit.includes(AT);
}

export function packOfUnit(unit: string): string {
  const at = unit.indexOf(AT);
  return at < 0 ? unit : unit.slice(0, at);
}

/** Names of what is kept. */
export function retiredUnits(world: World): ReadonlySet<string> {
  return new Set(world.dataOf(SPACE).keys());
}

export function retiredCode(world: World, unit: string): CompiledPack {
  return JSON.parse(world.data(SPACE, unit)!) as CompiledPack;
}

/** In the turn of a swap. How many questions and blocks go on with old code. */
export function retire(world: World, before: ReadonlyMap<string, PackCode>, now: ReadonlyMap<string, PackCode>): number {
  let count = 0;
  const keptFor = (row: TimerRow | PromptRow): string | null => {
    const old = before.get(row.pack);
    const next = now.get(row.pack);
    if (old === undefined || old === next || isRetired(row.pack) || !old.codeByKey.has(row.code)) return null;
    if (next !== undefined && goesOn(old, next, row.code)) return null;
    const unit = `${row.pack}${AT}${old.compiled.hash.slice(0, 12)}`;
    if (world.data(SPACE, unit) === undefined) world.journal.setData(SPACE, unit, JSON.stringify(bare(old.compiled)));
    count++;
    return unit;
  };
  for (const row of world.timers().filter(({ kind }) => kind === "after")) {
    const unit = keptFor(row);
    if (unit !== null) replaceTimer(world, row, { ...row, pack: unit });
  }
  for (const row of [...world.prompts()]) {
    const unit = keptFor(row);
    if (unit !== null) replacePrompt(world, row, { ...row, pack: unit });
  }
  forgetUnused(world);
  return count;
}

/** The same place, with the same values to go on with, and as many of its like beside it: one more would have moved it. */
function goesOn(old: PackCode, next: PackCode, key: string): boolean {
  const index = next.codeByKey.get(key);
  if (index === undefined) return false;
  const was = old.compiled.code[old.codeByKey.get(key)!]!;
  return JSON.stringify(was.params) === JSON.stringify(next.compiled.code[index]!.params) && likeIt(old, key) === likeIt(next, key);
}

function likeIt({ compiled }: PackCode, key: string): number {
  const stem = key.slice(0, key.lastIndexOf("#") + 1);
  return stem === "" ? 0 : compiled.code.filter((one) => one.key.startsWith(stem) && !one.key.slice(stem.length).includes("/")).length;
}

/** Only what runs: what it once declared is not the world's any more. */
function bare({ format, id, hash, js, map, code, queries }: CompiledPack): CompiledPack {
  const none = { kinds: [], extensions: [], entities: [], records: [], tables: [], texts: [], events: [], functions: [], commands: [] };
  return { format, id, hash, js, map, code, queries, ...none, rules: [], migrations: [] };
}

function forgetUnused(world: World): void {
  const used = new Set([...world.timers(), ...world.prompts()].map(({ pack }) => pack));
  for (const unit of [...world.dataOf(SPACE).keys()]) if (!used.has(unit)) world.journal.setData(SPACE, unit, undefined);
}

function replaceTimer(world: World, old: TimerRow, row: TimerRow): void {
  const { timers } = world.cells;
  const put = (from: TimerRow, to: TimerRow): void => {
    timers.remove(from);
    timers.add(to);
  };
  put(old, row);
  world.journal.step(
    `t${row.id}`,
    () => put(row, old),
    () => (timers.get(row.id) === undefined ? { t: "timer-gone", id: row.id } : { t: "timer", row }),
  );
}

function replacePrompt(world: World, old: PromptRow, row: PromptRow): void {
  const { cells } = world;
  const put = (from: PromptRow, to: PromptRow): void => {
    cells.removePrompt(from);
    cells.addPrompt(to);
  };
  put(old, row);
  world.journal.step(
    `q${row.id}`,
    () => put(row, old),
    () => (cells.prompts.has(row.id) ? { t: "prompt", row } : { t: "prompt-gone", id: row.id }),
  );
}
