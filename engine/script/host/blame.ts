// Who wrote which line: every edit of the pack from the first on, laid over a list of lines.

import type { Wire } from "../../../dsl/wire.ts";
import type { EditRow } from "../../world/port.ts";
import { mapOf } from "./args.ts";
import { type Plot, textOf } from "./build-place.ts";
import type { Turn } from "./record.ts";

export function blameOf(turn: Turn, plot: Plot, path: string): Wire[] {
  const { linesOf, show } = turn.bench!.language();
  const rows: EditRow[] = [];
  for (let more = turn.edits(plot.pack, 0, 200); more.length > 0; more = turn.edits(plot.pack, more.at(-1)!.version, 200))
    rows.push(...more);
  const byVersion = new Map(rows.map((row) => [row.version, row]));
  let lines: EditRow[] = [];
  for (const row of rows.reverse()) {
    // What is put back is whose it was before.
    const author = row.verb === "redo" ? (byVersion.get(row.of) ?? row) : row;
    lines = [...lines.slice(0, row.line), ...linesOf(row.after).map(() => author), ...lines.slice(row.line + linesOf(row.before).length)];
  }
  const shown = show({ id: plot.pack, text: textOf(plot) }, path);
  if (shown === undefined) return [];
  return shown.text.split("\n").map((line, at) => {
    const row = lines[shown.line - 1 + at];
    return mapOf([
      ["line", `s${line}`],
      ["who", `s${row?.authorName ?? ""}`],
      ["version", row?.version ?? 0],
      ["at", `t${row?.atMs ?? 0}`],
    ]);
  });
}
