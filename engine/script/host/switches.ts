// Scripts of builders: what failed lately, what is switched off, and the switches. Who may turn which is said by the library's verbs.

import type { Wire } from "../../../dsl/wire.ts";
import { scriptPlace } from "../script-place.ts";
import { faultsOf, forgetStrikes } from "../strikes.ts";
import { allOff, type OffBy, type Switch, switchOff, switchOn, whyOff } from "../switches.ts";
import { ANY_VALUE, entity, list, map, maybe, NOTHING, TEXT, words } from "../tables/types.ts";
import { listWire } from "../wires.ts";
import { mapOf, plainOf } from "./args.ts";
import { plotOf } from "./build-place.ts";
import type { HostFunction, Turn } from "./record.ts";

const WHICH = [
  { name: "builder", label: "for", type: maybe(entity("player")), optional: true },
  { name: "what", label: "of", type: maybe(TEXT), optional: true },
  { name: "part", label: "onto", type: maybe(TEXT), optional: true },
];

export const SWITCHES: readonly HostFunction[] = [
  {
    name: "switch_off",
    doc: "Keeps scripts of builders from running, over every restart: all of them, a builder's, those of one thing (as its source names it), or one part of it (`on poke`). `as` is who does it: what the staff switches off no builder switches on.",
    params: [{ name: "by", label: "as", type: words("builder", "staff") }, ...WHICH],
    result: NOTHING,
    capability: "build",
    cost: 50,
    run: (turn, [by = null, ...rest]) =>
      withSwitch(turn, rest, (which) => switchOff(turn.world, which, plainOf(turn, by) as OffBy)) ?? null,
  },
  {
    name: "switch_on",
    doc: "Lets scripts run again that were switched off so: exactly this switch is turned, and no other. What had failed is forgotten.",
    params: WHICH,
    result: NOTHING,
    capability: "build",
    cost: 50,
    run: (turn, rest) =>
      withSwitch(turn, rest, (which) => {
        switchOn(turn.world, which);
        if (which.pack !== undefined && which.path !== undefined && which.part !== undefined)
          forgetStrikes(turn.world, which.pack, which.path, which.part);
      }) ?? null,
  },
  {
    name: "switched_off",
    doc: "The switches of a builder that are off, and the one for all: maps of `what` (empty: all of theirs), `part` (empty: all of it) and `by`: `faults`, `builder` or `staff`.",
    params: [{ name: "builder", label: "for", type: entity("player") }],
    result: list(map(ANY_VALUE)),
    capability: "build",
    cost: 50,
    run: (turn, [builder = null]) => {
      const plot = plotOf(turn, builder);
      if (typeof plot === "string") return plot;
      return listWire(allOff(turn.world, plot.pack).map(({ path = "", part = "", by }) => texts({ what: path, part, by })));
    },
  },
  {
    name: "script_faults",
    doc: "What failed lately in a builder's scripts, newest first: maps of `what`, `part`, `line` (of the script; 0: elsewhere), `why`, `at` and `off`, whether it is switched off now.",
    params: [{ name: "builder", label: "for", type: entity("player") }],
    result: list(map(ANY_VALUE)),
    capability: "build",
    cost: 500,
    run: (turn, [builder = null]) => {
      const plot = plotOf(turn, builder);
      return typeof plot === "string" ? plot : listWire(faultMaps(turn, plot.pack));
    },
  },
];

/** Runs with the switch that is meant, or answers why there is none. */
function withSwitch(turn: Turn, [builder = null, what = null, part = null]: readonly Wire[], run: (which: Switch) => void): Wire {
  const spent = turn.effect();
  if (spent !== null) return spent;
  if (builder === null) {
    run({});
    return null;
  }
  const plot = plotOf(turn, builder);
  if (typeof plot === "string") return plot;
  run({
    pack: plot.pack,
    ...(what !== null && { path: plainOf(turn, what) }),
    ...(what !== null && part !== null && { part: plainOf(turn, part) }),
  });
  return null;
}

function faultMaps(turn: Turn, pack: string): Wire[] {
  return faultsOf(turn.world, pack)
    .map((fault) => {
      const { path, part, line } = scriptPlace(turn, pack, fault);
      return mapOf([
        ["what", `s${path}`],
        ["part", `s${part}`],
        ["line", line],
        ["why", `s${fault.message}`],
        ["at", `t${fault.atMs}`],
        ["off", whyOff(turn.world, pack, { path, part }) !== undefined],
      ]);
    })
    .reverse();
}

function texts(all: Readonly<Record<string, string>>): Wire {
  return mapOf(Object.entries(all).map(([name, value]) => [name, `s${value}`] as const));
}
