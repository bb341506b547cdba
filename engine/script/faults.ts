// Faults as builders and the sysop read them: pack, Lore file, line and column, and what went wrong.

import type { CompiledPack } from "../../dsl/program.ts";
import type { FaultReport } from "./facade.ts";
import type { TurnState } from "./turn-state.ts";
import { faultOf } from "./wires.ts";

/** Keeps a report of a fault; `pack` and `code` name what was called when the fault itself does not know. */
export function reportFault(turn: TurnState, wire: string, pack: CompiledPack | undefined, code: number): FaultReport {
  const report = describeFault(turn, wire, pack, code);
  turn.faults.push(report);
  return report;
}

/** The same, kept nowhere. */
export function describeFault(turn: TurnState, wire: string, pack: CompiledPack | undefined, code: number): FaultReport {
  const fault = faultOf(wire);
  const owner = (fault.unit === "" ? undefined : turn.core.packs.get(fault.unit)?.compiled) ?? pack;
  const info = pack?.code[code];
  const place = (fault.line > 0 ? placeIn(owner, fault.line, fault.column) : undefined) ?? {
    file: info?.file ?? "",
    line: info?.line ?? 0,
    column: 1,
  };
  return {
    pack: owner?.id ?? fault.unit,
    kind: fault.kind,
    message: fault.message,
    file: place.file,
    line: place.line,
    column: place.column,
    code: info?.key ?? "",
    ran: pack?.id ?? "",
    at: turn.nowMs,
  };
}

/** Lines of a unit's JavaScript begin at these offsets; made once a unit. */
const lineStarts = new WeakMap<CompiledPack, readonly number[]>();

/** The Lore position of a place in a unit's JavaScript: the nearest mapped one before it. */
function placeIn(pack: CompiledPack | undefined, line: number, column: number): { file: string; line: number; column: number } | undefined {
  if (pack === undefined) return undefined;
  const offset = (startsOf(pack)[line - 1] ?? 0) + column - 1;
  const { points, files } = pack.map;
  let low = 0;
  let high = points.length / 4;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (points[middle * 4]! <= offset) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return undefined;
  const at = (low - 1) * 4;
  return { file: files[points[at + 1]!] ?? "", line: points[at + 2]!, column: points[at + 3]! };
}

function startsOf(pack: CompiledPack): readonly number[] {
  let starts = lineStarts.get(pack);
  if (starts === undefined) {
    const found = [0];
    for (let i = pack.js.indexOf("\n"); i >= 0; i = pack.js.indexOf("\n", i + 1)) found.push(i + 1);
    starts = found;
    lineStarts.set(pack, starts);
  }
  return starts;
}
