// A script that is being written: what is wrong with its lines before they count.

import type { Wire } from "../../../dsl/wire.ts";
import { ANY_VALUE, entity, map, maybe, TEXT } from "../tables/types.ts";
import { mapOf, plainOf } from "./args.ts";
import { pathOf, plotOf, textOf } from "./build-place.ts";
import type { HostFunction, Turn } from "./record.ts";

export const SCRIPT_LINES: readonly HostFunction[] = [
  {
    name: "check_script",
    doc: "The first thing that is wrong with a script's lines, which take no effect: a map of `line` (from 1; 0 is the header, -1 an `end` too many) and `problem`; nothing when all is right.",
    params: [
      { name: "what", type: ANY_VALUE },
      { name: "lines", label: "with", type: TEXT },
      { name: "header", label: "as", type: TEXT },
      { name: "builder", label: "for", type: entity("player") },
    ],
    result: maybe(map(ANY_VALUE)),
    refuses: true,
    capability: "build",
    cost: 300,
    run: (turn, [what = null, lines = null, header = null, builder = null]) =>
      check(turn, what, builder, { header: plainOf(turn, header), lines: plainOf(turn, lines).split("\n") }),
  },
];

function check(turn: Turn, what: Wire, builder: Wire, script: { readonly header: string; readonly lines: readonly string[] }): Wire {
  const plot = plotOf(turn, builder);
  if (typeof plot === "string") return plot;
  if (turn.bench === null) return turn.fault("missing", "nothing can be built here");
  const path = pathOf(turn, plot, what);
  if (path === undefined) return turn.refuse("stdlib.build.not_there", { what });
  const { placeScript, renderShort, scriptDiagnostic } = turn.bench.language();
  const written = { path, ...script };
  const placed = placeScript({ id: plot.pack, text: textOf(plot) }, written);
  if ("extraEnd" in placed) return found(-1, String(placed.extraEnd));
  const wrong =
    "diagnostics" in placed
      ? placed.diagnostics.find(({ severity }) => severity === "error")
      : turn.bench.firstError(plot.pack, placed.text);
  if (wrong === undefined) return null;
  const here = "diagnostics" in placed ? wrong : scriptDiagnostic({ id: plot.pack, text: placed.text }, written, wrong);
  return found(here?.line ?? 0, renderShort(here ?? wrong));
}

function found(line: number, problem: string): Wire {
  return mapOf([
    ["line", line],
    ["problem", `s${problem}`],
  ]);
}
