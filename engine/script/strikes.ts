// Faults of builders' scripts: the last of each pack are kept for its builder, and a script that fails too often is switched off. The
// turn that failed was taken back, so this is written at its end, in its own right.

import type { Wire } from "../../dsl/wire.ts";
import type { World } from "../world/world.ts";
import { codePlace } from "./code-keys.ts";
import { type PackCode, STATEMENTS_UNIT } from "./core.ts";
import type { FaultReport } from "./facade.ts";
import { callNamed } from "./functions.ts";
import { scriptPlace } from "./script-place.ts";
import { switchOff, whyOff } from "./switches.ts";
import type { TurnState } from "./turn-state.ts";
import { unpaid } from "./unpaid.ts";

/** By pack: what failed lately, oldest first. */
const FAULTS = "faults";
/** By pack, thing and part: how often since it was switched on. */
const STRIKES = "strikes";
const MOST_KEPT = 12;
/** So often a script may fail. */
export const MOST_STRIKES = 5;

export interface KeptFault {
  readonly atMs: number;
  /** Stable key of what ran, and the line of the pack's text; 0 when it failed elsewhere. */
  readonly code: string;
  readonly line: number;
  readonly message: string;
}

/** Of a builder's pack, oldest first. */
export function faultsOf(world: World, pack: string): readonly KeptFault[] {
  const text = world.data(FAULTS, pack);
  return text === undefined ? [] : (JSON.parse(text) as KeptFault[]);
}

/** A script that is switched on again, or written anew, begins without faults. */
export function forgetStrikes(world: World, pack: string, path: string, part: string): void {
  world.journal.setData(STRIKES, `${pack} ${path} ${part}`, undefined);
}

/** Writes down what failed in this turn, and tells its builders through the library. */
export function noteFaults(turn: TurnState): void {
  for (const report of [...turn.faults]) {
    // What was typed has been told to who typed it, and is gone: nothing of it could be switched off.
    if (report.ran === STATEMENTS_UNIT) continue;
    const found = blamed(turn, report);
    if (found !== undefined) strike(turn, found.pack, found.fault);
  }
}

interface Blamed {
  readonly pack: PackCode;
  readonly fault: KeptFault;
}

/** Whose script it was: what ran, when that is a builder's, else where it failed. */
function blamed(turn: TurnState, report: FaultReport): Blamed | undefined {
  const { packs } = turn.core;
  const ran = packs.get(report.ran);
  const { at: atMs, message } = report;
  if (ran !== undefined && ran.caller.owner !== null) {
    const line = report.pack === report.ran ? report.line : 0;
    return { pack: ran, fault: { atMs, code: report.code, line, message } };
  }
  const pack = packs.get(report.pack);
  if (pack === undefined || pack.caller.owner === null) return undefined;
  return { pack, fault: { atMs, code: codeAt(pack, report.line), line: report.line, message } };
}

/** The code that a line of the pack's text is in: the last that begins before it. */
function codeAt({ compiled }: PackCode, line: number): string {
  let best = "";
  let from = 0;
  for (const info of compiled.code) {
    if (info.line > line || info.line < from) continue;
    from = info.line;
    best = info.key;
  }
  return best;
}

function strike(turn: TurnState, pack: PackCode, fault: KeptFault): void {
  const { world } = turn.core;
  const { path, part } = codePlace(fault.code);
  if (whyOff(world, pack.id, { path, part }) !== undefined) return;
  const kept = [...faultsOf(world, pack.id), fault].slice(-MOST_KEPT);
  world.journal.setData(FAULTS, pack.id, JSON.stringify(kept));
  const key = `${pack.id} ${path} ${part}`;
  const times = Number(world.data(STRIKES, key) ?? 0) + 1;
  world.journal.setData(STRIKES, key, String(times));
  if (times >= MOST_STRIKES) switchOff(world, { pack: pack.id, path, part }, "faults");
  const { line } = scriptPlace(turn.core, pack.id, fault);
  tell(turn, pack, {
    what: `s${path}`,
    part: `s${part}`,
    n: line,
    why: `s${fault.message}`,
    times_now: times,
    off: times >= MOST_STRIKES,
    who: turn.actor,
  });
}

function tell(turn: TurnState, pack: PackCode, about: Readonly<Record<string, Wire>>): void {
  const named = [["whose", pack.caller.owner] as const, ...Object.entries(about)];
  unpaid(turn, () => callNamed(turn, "stdlib.script_failed", named));
}
