// A script tried out: what it would do, told and taken back.

import type { CompiledPack } from "../../../dsl/program.ts";
import type { Wire } from "../../../dsl/wire.ts";
import { entityIdOf } from "../../world/world.ts";
import type { Deed, DryRun, DryStep, Tried } from "../dry-port.ts";
import { foldRounds, isRounds, type Rounds } from "../rounds.ts";
import { scriptPlace } from "../script-place.ts";
import { ANY_VALUE, entity, map, maybe, TEXT } from "../tables/types.ts";
import { argsFor, triggersFor } from "../tried.ts";
import { listWire } from "../wires.ts";
import { mapOf, needEntity, plainOf } from "./args.ts";
import { type Plot, plotOf, textOf } from "./build-place.ts";
import type { HostFunction, Turn } from "./record.ts";

/** Nobody reads more by radio. */
const MOST_TOLD = 60;

const TRIED = [
  { name: "what", type: entity("entity") },
  { name: "event", label: "as", type: TEXT },
  { name: "builder", label: "for", type: entity("player") },
  { name: "words", label: "with", type: maybe(TEXT), optional: true },
];

const tries = (fn: Pick<HostFunction, "name" | "doc" | "run">): HostFunction => ({
  params: TRIED,
  result: maybe(map(ANY_VALUE)),
  capability: "build",
  cost: 500,
  reenters: true,
  ...fn,
});

export const REHEARSE: readonly HostFunction[] = [
  tries({
    name: "dry_run",
    doc: "Runs the scripts that a builder's pack has for an event of a thing (`poke`, `before take`, `every`) as if the actor set them off, and takes back all they did: a map of `outcome` (`done`, `refused`, `fault`), `why`, `line`, `fuel`, `said` (maps of `to` and `text`) and `deeds` (maps of `sort`, `what`, `part`, `from`, `to`); nothing when there is no such script.",
    run: (turn, args) => rehearsal(turn, args, false),
  }),
  tries({
    name: "traced_run",
    doc: "As `dry_run`, told step by step: the map has `steps` too, each a map of `part` and `line` of the script, `code` (the statement as it is written), `value` (what it worked out, or nothing), `fuel`, `said`, `deeds` and `undone`, or where a loop went on alike a map of `rounds` (how many are left out), `line` and `upto`; and `more`, whether there were further ones.",
    run: (turn, args) => rehearsal(turn, args, true),
  }),
  {
    ...{ name: "traced_line", result: map(ANY_VALUE), capability: "build", cost: 500, reenters: true },
    doc: "As `traced_run` of a whole line that the actor might type: the first step has all that it does outside of the builder's own scripts, and each step of these follows. `why` says what the actor would read where the line is no command.",
    params: [
      { name: "line", type: TEXT },
      { name: "builder", label: "for", type: entity("player") },
    ],
    run: lineRehearsal,
  },
];

function rehearsal(turn: Turn, [what = null, event = null, builder = null, words = null]: readonly Wire[], isTraced: boolean): Wire {
  const plot = plotOf(turn, builder);
  if (typeof plot === "string") return plot;
  const target = needEntity(turn, what, "what is tried");
  if (typeof target === "string") return target;
  const meant = plainOf(turn, event).toLowerCase();
  const triggers = triggersFor(target.definition, meant).filter(({ pack }) => pack === plot.pack);
  const topic = meant.replace(/^topic /, "");
  const said = words === null ? "" : plainOf(turn, words);
  const tried: Tried | null =
    triggers.length > 0
      ? { t: "triggers", triggers, self: target.wire, args: argsFor(triggers[0]!.event, said) }
      : target.definition.topics.get(topic)?.pack === plot.pack
        ? { t: "topic", npc: target.wire, topic }
        : null;
  return tried === null ? null : dryRunMap(turn, plot.pack, turn.rehearse(tried, isTraced ? tracedPack(turn, plot) : undefined));
}

function lineRehearsal(turn: Turn, [line = null, builder = null]: readonly Wire[]): Wire {
  const plot = plotOf(turn, builder);
  if (typeof plot === "string") return plot;
  const typed = plainOf(turn, line);
  const read = turn.read(typed);
  const tried: Tried = { t: "calls", line: typed, calls: "calls" in read ? read.calls : [] };
  const ran = turn.rehearse(tried, tracedPack(turn, plot));
  return dryRunMap(turn, plot.pack, "why" in read ? { ...ran, outcome: "refused", why: read.why } : ran);
}

function tracedPack(turn: Turn, plot: Plot): CompiledPack | undefined {
  const made = turn.bench?.trace(plot.pack, textOf(plot));
  return made !== undefined && "pack" in made ? made.pack : undefined;
}

function dryRunMap(turn: Turn, pack: string, ran: DryRun): Wire {
  const told = foldRounds(ran.steps);
  const line = ran.fault === null ? 0 : scriptPlace(turn, ran.fault.pack || pack, ran.fault).line;
  return mapOf([
    ["outcome", `s${ran.outcome}`],
    ["why", `s${ran.fault?.message ?? ran.why}`],
    ["line", line],
    ["fuel", ran.fuel],
    ["said", listWire(ran.said.map(({ to, text }) => saidMap(turn, to, text)))],
    ["deeds", listWire(ran.deeds.map(deedMap))],
    ["steps", listWire(told.slice(0, MOST_TOLD).map((one) => (isRounds(one) ? roundsMap(turn, one) : stepMap(turn, one))))],
    ["more", ran.more || told.length > MOST_TOLD],
  ]);
}

function roundsMap(turn: Turn, { rounds, from, upto }: Rounds): Wire {
  return mapOf([
    ["rounds", rounds],
    ["line", scriptPlace(turn, from.pack, from).line],
    ["upto", scriptPlace(turn, upto.pack, upto).line],
  ]);
}

function stepMap(turn: Turn, step: DryStep): Wire {
  const { part, line } = scriptPlace(turn, step.pack, step);
  return mapOf([
    ["part", `s${part}`],
    ["line", line],
    ["code", `s${step.text}`],
    ["value", step.value === null ? null : `s${step.value}`],
    ["fuel", step.fuel],
    ["said", listWire(step.said.map(({ to, text }) => saidMap(turn, to, text)))],
    ["deeds", listWire(step.deeds.map(deedMap))],
    ["undone", step.undone],
  ]);
}

function saidMap(turn: Turn, to: number, text: string): Wire {
  return mapOf([
    ["to", entityIdOf(turn.actor) === to ? "s" : turn.get(`#${to}`, "name")],
    ["text", `s${text}`],
  ]);
}

function deedMap({ sort, what, part, from, to }: Deed): Wire {
  return mapOf(Object.entries({ sort, what, part, from, to }).map(([name, value]) => [name, `s${value}`] as const));
}
