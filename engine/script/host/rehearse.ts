// A script tried out: what it would do, told and taken back.

import type { Wire } from "../../../dsl/wire.ts";
import { entityIdOf } from "../../world/world.ts";
import type { Deed, DryRun, DryStep } from "../dry-port.ts";
import { scriptPlace } from "../script-place.ts";
import { ANY_VALUE, entity, map, maybe, TEXT } from "../tables/types.ts";
import { argsFor, triggersFor } from "../tried.ts";
import { listWire } from "../wires.ts";
import { mapOf, needEntity, plainOf } from "./args.ts";
import { plotOf, textOf } from "./build-place.ts";
import type { HostFunction, Turn } from "./record.ts";

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
    doc: "As `dry_run`, told step by step: the map has `steps` too, each a map of `part` and `line` of the script, `code` (the statement as it is written), `value` (what it worked out, or nothing), `fuel`, `said`, `deeds` and `undone`; and `more`, whether there were further ones.",
    run: (turn, args) => rehearsal(turn, args, true),
  }),
];

function rehearsal(turn: Turn, [what = null, event = null, builder = null, words = null]: readonly Wire[], isTraced: boolean): Wire {
  const plot = plotOf(turn, builder);
  if (typeof plot === "string") return plot;
  const target = needEntity(turn, what, "what is tried");
  if (typeof target === "string") return target;
  const meant = plainOf(turn, event).toLowerCase();
  const triggers = triggersFor(target.definition, meant).filter(({ pack }) => pack === plot.pack);
  if (triggers.length === 0) return null;
  const said = words === null ? "" : plainOf(turn, words);
  const made = isTraced ? turn.bench?.trace(plot.pack, textOf(plot)) : undefined;
  const traced = made !== undefined && "pack" in made ? made.pack : undefined;
  const ran = turn.rehearse(triggers, target.wire, argsFor(triggers[0]!.event, said), traced);
  return dryRunMap(turn, plot.pack, ran);
}

function dryRunMap(turn: Turn, pack: string, ran: DryRun): Wire {
  const line = ran.fault === null ? 0 : scriptPlace(turn, ran.fault.pack || pack, ran.fault).line;
  return mapOf([
    ["outcome", `s${ran.outcome}`],
    ["why", `s${ran.fault?.message ?? ran.why}`],
    ["line", line],
    ["fuel", ran.fuel],
    ["said", listWire(ran.said.map(({ to, text }) => saidMap(turn, to, text)))],
    ["deeds", listWire(ran.deeds.map(deedMap))],
    ["steps", listWire(ran.steps.map((step) => stepMap(turn, step)))],
    ["more", ran.more],
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
