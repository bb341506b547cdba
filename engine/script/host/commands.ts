// What the commands of the loaded packs say of themselves, for HELP.

import type { PatternDef } from "../../../dsl/program.ts";
import type { Wire } from "../../../dsl/wire.ts";
import type { Command } from "../../world/definition.ts";
import type { Definitions } from "../../world/definitions.ts";
import { ANYTHING, list, map } from "../tables/types.ts";
import { listWire } from "../wires.ts";
import { mapOf } from "./args.ts";
import type { HostFunction } from "./record.ts";

export const COMMANDS: readonly HostFunction[] = [
  {
    name: "helps",
    doc: "Every command as a map: `word` first, `words` it goes by, its `help` line, its `pack`, what it `needs`.",
    params: [],
    result: list(map(ANYTHING)),
    cost: 100,
    run: (turn) => helpsOf(turn.world.definitions),
  },
];

/** Definitions are replaced as a whole, so the list is made once for each. */
const MADE = new WeakMap<Definitions, Wire>();

function helpsOf(definitions: Definitions): Wire {
  let made = MADE.get(definitions);
  if (made === undefined) {
    made = listWire(commandsOf(definitions).flatMap((command) => entryOf(command) ?? []));
    MADE.set(definitions, made);
  }
  return made;
}

/** Packs' own commands first, then those of kinds and entities, each once. */
function commandsOf(definitions: Definitions): readonly Command[] {
  const seen = new Set<object>();
  const all: Command[] = [];
  for (const command of [...definitions.commands, ...[...definitions.all()].flatMap((one) => one.commands)]) {
    if (seen.has(command.def)) continue;
    seen.add(command.def);
    all.push(command);
  }
  return all;
}

function entryOf({ pack, def }: Command): Wire | undefined {
  const words = [...new Set(def.patterns.flatMap((pattern) => firstWords(pattern)))];
  if (words.length === 0 || def.help === undefined) return undefined;
  return mapOf([
    ["word", `s${words[0]}`],
    ["words", `s${words.join(" ")}`],
    ["help", `s${def.help}`],
    ["pack", `s${pack}`],
    ["needs", def.needs === undefined ? null : `s${def.needs}`],
  ]);
}

/** The words a pattern begins with; none when it begins with a slot. */
function firstWords(pattern: readonly PatternDef[]): readonly string[] {
  const [first] = pattern;
  return first !== undefined && "words" in first ? first.words : [];
}
