// objects.json: records of things with their trigger scripts, as the old system kept them.

import { readBracketScript } from "./bracket-script.ts";
import { readEnglishScript } from "./english-script.ts";
import { type Spot, shown } from "./findings.ts";
import { quoted, titled } from "./names.ts";
import { type OldWorld, STORED } from "./old-world.ts";
import { type ScriptOwner, scriptLines } from "./script-lore.ts";
import { type ReadScript, ScriptFault, type Step } from "./script-steps.ts";
import { caseOf, type Entry } from "./seeds.ts";

/** Events that ran in the old system, by case. */
const EVENTS: Readonly<Record<string, string>> = {
  onenter: "enter",
  onlook: "look",
  ontake: "take",
  ondrop: "drop",
  onuse: "use",
  onpoke: "poke",
};
/** Flags that become a kind, and flags that become a property. */
const KINDS: Readonly<Record<string, string>> = { container: "container", lightsource: "light" };
const PROPS: Readonly<Record<string, string>> = { questitem: "quest_item: true", clonable: "clonable: true" };

/** `lies`: where each thing lies that a room lists, by ids. */
export function thingLore(entry: Entry, old: OldWorld, lies: ReadonlyMap<string, string>): string {
  const id = entry.text("id") ?? "";
  const place = entry.text("location", "room_id", "current_room") ?? lies.get(id);
  const room = place === undefined ? undefined : old.find("room", place, entry.spotOf("location", "room_id", "current_room"));
  const flags = entry.texts("flags");
  const kinds = flags.flatMap(({ text }) => KINDS[caseOf(text)] ?? []);
  const lines = [
    `thing ${old.names.of("thing", id)} ${titled(entry.title("name") ?? id)}${room === undefined ? "" : ` in ${room}`}${kinds.length === 0 ? "" : ` is ${[...new Set(kinds)].join(", ")}`}`,
    `desc: ${quoted(entry.text("description") ?? "")}`,
    ...measuresOf(entry, old),
  ];
  for (const { text, spot } of flags) {
    const prop = PROPS[caseOf(text)];
    if (prop !== undefined && !lines.includes(prop)) lines.push(prop);
    else if (prop === undefined && KINDS[caseOf(text)] === undefined) old.report.add("LORE925", spot, `the flag ${shown(text)} of a thing`);
  }
  lines.push(...triggersOf(entry, old, { id, flags: flags.map(({ text }) => text) }));
  entry.finish(STORED);
  return [...lines, "end"].join("\n");
}

/** What something names and no file describes. */
export function stubLore(name: string, title: string): string {
  return [`thing ${name} ${titled(title)}`, 'desc: ""', "end"].join("\n");
}

function measuresOf(entry: Entry, old: OldWorld): string[] {
  const lines: string[] = [];
  const weight = entry.number("weight");
  if (weight !== undefined && weight >= 0) lines.push(`weight: ${weight}`);
  const value = sumOf(entry, old, "currency_value") ?? entry.number("value");
  if (value !== undefined && value > 0) lines.push(`value: ${value}`);
  if (entry.bool("takeable") === false) lines.push("fixed: true");
  entry.bool("usable");
  return lines;
}

/** A sum as the old system wrote it: a number, or a case that holds its smallest coins. */
export function sumOf(entry: Entry, old: OldWorld, name: string): number | undefined {
  if (!entry.has(name)) return undefined;
  const inner = entry.isObject(name) ? entry.tag(name) : undefined;
  if (inner === undefined) return entry.number(name);
  const sum = inner.fields?.number("minor_units", "base_units");
  if (sum === undefined) old.report.add("LORE923", inner.spot, `${name} holds no sum`);
  return sum;
}

function triggersOf(entry: Entry, old: OldWorld, owner: ScriptOwner): string[] {
  const seen = new Set<string>();
  return entry.pairs("actions", "triggers").flatMap(({ key, text, spot }) => {
    const event = EVENTS[caseOf(key)] ?? EVENTS[`on${caseOf(key)}`];
    if (event === undefined) {
      old.report.add("LORE925", spot, `the trigger ${shown(key)}, which never ran in the old system either`);
      return [];
    }
    if (seen.has(event)) {
      old.report.add("LORE923", spot, `there is a script for ${event} already`);
      return [];
    }
    seen.add(event);
    return triggerLore(event, text, old, owner, spot);
  });
}

function triggerLore(event: string, script: string, old: OldWorld, owner: ScriptOwner, spot: Spot): string[] {
  try {
    const read = readScript(script);
    if ("wrong" in read) throw new ScriptFault(read.wrong);
    const body = scriptLines(read.steps, owner, old, spot);
    if (body.length === 0) throw new ScriptFault("nothing in it does anything");
    if (bars(read.steps))
      old.report.add("LORE925", spot, "exits that are barred from the start: the one that this script opens stands open");
    // In the old system only players set off scripts.
    const guard = event === "enter" || body.some((line) => /\.state\[actor\]|^(?:mint|send) /.test(line));
    return [`on ${event}`, ...(guard ? ["if actor is not a player: stop; end"] : []), ...body, "end"];
  } catch (error) {
    if (!(error instanceof ScriptFault)) throw error;
    old.report.add("LORE926", spot, `${error.message}: ${shown(script)}`);
    return [];
  }
}

/** Brackets begin with a word and its bracket; plain English never does. */
export function readScript(script: string): ReadScript {
  if (script.trim() === "") return { wrong: "it is empty" };
  const looksBracketed =
    /^[\s(!]*(?:[A-Za-z_]\w*\s*\(|\$\w|["'\u201c\u2018]|\d|true\b|false\b)/.test(script) && !/^\s*\d+\s+in\b/i.test(script);
  return looksBracketed ? readBracketScript(script) : readEnglishScript(script);
}

function bars(steps: readonly Step[]): boolean {
  return steps.some((step) => (step.kind === "bar" && !step.locked) || (step.kind === "if" && (bars(step.then) || bars(step.else))));
}
