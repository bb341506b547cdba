// A hand-made little world for tests of matching: entities as a list, kinds as words, patterns by three small makers.

import type { CommandDef, PatternDef } from "../../dsl/program.ts";
import type { Type } from "../../dsl/types.ts";
import type { Wire } from "../../dsl/wire.ts";
import { COINS } from "../../engine/base/currency.ts";
import type { SlotCode } from "../../engine/play/match/fitting.ts";
import { matchLine } from "../../engine/play/match/match.ts";
import type { Match, Pins } from "../../engine/play/match/result.ts";
import type { ExitView, ModelView, Sight } from "../../engine/play/match/sight.ts";
import { buildTable, type CommandTable } from "../../engine/play/match/table.ts";
import type { Command } from "../../engine/world/definition.ts";

export interface Toy {
  readonly id: number;
  readonly title: string;
  readonly name?: string;
  readonly plural?: string;
  readonly kinds: readonly string[];
  readonly place: number;
  readonly count?: number;
  readonly fixed?: boolean;
  readonly hidden?: boolean;
  readonly open?: boolean;
}

const PARENTS: Readonly<Record<string, readonly string[]>> = {
  "core.player": ["core.being"],
  "core.npc": ["core.being"],
  "core.being": ["core.entity"],
  "core.thing": ["core.entity"],
  "core.container": ["core.thing"],
  "core.room": ["core.entity"],
  "toy.shop": ["core.thing"],
};

function kindIs(kind: string, parent: string): boolean {
  return kind === parent || (PARENTS[kind] ?? []).some((up) => kindIs(up, parent));
}

const DIRECTIONS = new Map(
  [
    ["north", "n"],
    ["south", "s"],
    ["east", "e"],
    ["west", "w"],
    ["up", "u"],
    ["down", "d"],
  ].flatMap(([long, short]) => [
    [long!, long!],
    [short!, long!],
  ]),
);

export interface ToyWorld {
  readonly actor: number;
  readonly toys: readonly Toy[];
  readonly exits?: readonly ExitView[];
  readonly models?: readonly (ModelView & { readonly kind: string })[];
  readonly menu?: readonly Wire[];
  readonly last?: readonly number[];
  readonly levels?: readonly string[];
}

export function toySight(world: ToyWorld): Sight {
  const by = new Map(world.toys.map((toy) => [toy.id, toy]));
  const room = by.get(world.actor)?.place ?? null;
  return {
    actor: world.actor,
    room: () => room,
    area: () => null,
    contents: (place) => world.toys.filter((toy) => toy.place === place).map((toy) => toy.id),
    isA: (entity, kind) => by.get(entity)!.kinds.some((own) => kindIs(own, kind)),
    kindIs,
    naming: (entity) => ({ title: by.get(entity)!.title, plural: by.get(entity)!.plural ?? "", id: by.get(entity)!.name ?? "" }),
    count: (entity) => by.get(entity)!.count ?? 1,
    isOpenBox: (entity) => by.get(entity)!.open === true,
    isShut: (entity) => by.get(entity)!.open === false,
    isFixed: (entity) => by.get(entity)!.fixed === true,
    isHidden: (entity) => by.get(entity)!.hidden === true,
    exits: () => world.exits ?? [],
    all: (kind) => world.toys.filter((toy) => toy.kinds.some((own) => kindIs(own, kind))).map((toy) => toy.id),
    models: (kind) => (world.models ?? []).filter((model) => kindIs(model.kind, kind)),
    model: (id) => (world.models ?? []).find((model) => model.id === id) ?? null,
    menuEntry: (n) => world.menu?.[n - 1] ?? null,
    lastNamed: () => world.last ?? [],
    hasLevel: (level) => level === "player" || (world.levels?.includes(level) ?? false),
    directions: DIRECTIONS,
    currency: COINS,
    money: () => 40,
  };
}

// ------------------------------------------------------------------- patterns

export const words = (text: string): PatternDef => ({ words: text.split("|") });
export const maybe = (...parts: PatternDef[]): PatternDef => ({ optional: parts });

const VALUES = ["number", "text", "money", "duration", "direction", "bool"];

export function slot(
  name: string,
  type: string,
  scope?: "held" | "here" | "near" | "anywhere",
  more: { within?: number; value?: number } = {},
): PatternDef {
  const base = type === "word" ? "text" : type;
  const made: Type = base.startsWith("model ")
    ? { t: "model", kind: base.slice(6), optional: false }
    : base.startsWith("row ")
      ? { t: "row", table: base.slice(4), optional: false }
      : [...VALUES, "any"].includes(base)
        ? ({ t: base, optional: false } as Type)
        : { t: "entity", kind: base, optional: false };
  return {
    slot: name,
    type: made,
    ...(scope === undefined ? {} : { scope }),
    ...(type === "word" ? { oneWord: true as const } : {}),
    ...more,
  };
}

export const selfSlot: PatternDef = { slot: "self" };

export interface ToyCommand {
  readonly patterns: readonly (readonly PatternDef[])[];
  readonly slots?: readonly string[];
  readonly help?: string;
  readonly needs?: string;
  readonly owner?: string;
  readonly pack?: string;
}

let codes = 0;

export function toyCommand(toy: ToyCommand): Command {
  const def: CommandDef = {
    patterns: toy.patterns,
    code: codes++,
    slots: toy.slots ?? slotNames(toy.patterns),
    line: 1,
    file: "toy.lore",
    ...(toy.help === undefined ? {} : { help: toy.help }),
    ...(toy.needs === undefined ? {} : { needs: toy.needs }),
  };
  return { pack: toy.pack ?? "stdlib", def, owner: toy.owner ?? null };
}

function slotNames(patterns: readonly (readonly PatternDef[])[]): string[] {
  const names = new Set<string>();
  const walk = (part: PatternDef): void => {
    if ("optional" in part) part.optional.forEach(walk);
    else if ("slot" in part && part.type !== undefined) names.add(part.slot);
  };
  for (const pattern of patterns) pattern.forEach(walk);
  return [...names];
}

/** Code of slots by number: what it reads, and what it gives. */
export type ToyCode = Readonly<Record<number, { readonly params: readonly string[]; run(self: Wire, slots: readonly Wire[]): Wire }>>;

export function toyCode(code: ToyCode = {}): SlotCode {
  return {
    params: (_, index) => code[index]?.params ?? [],
    value: (_, index, self, slots) => code[index]?.run(self, slots),
  };
}

export function toyTable(...commands: ToyCommand[]): CommandTable {
  return buildTable(commands.map(toyCommand));
}

/** A line against a toy world, as one short text: `take(#3, 1)`, `which: …`, or the id and arguments of an answer. */
export function tryLine(line: string, table: CommandTable, world: ToyWorld, code: ToyCode = {}, pins: Pins = {}): string {
  return showMatch(matchLine({ line, table, sight: toySight(world), code: toyCode(code), pins }));
}

export function showMatch(match: Match): string {
  if (match.kind === "run") {
    return match.calls.map((call) => `${call.verb}${call.self === null ? "" : `@${call.self}`}(${call.args.join(", ")})`).join(" + ");
  }
  if (match.kind === "which") return `${match.why}: ${match.options.map((option) => option.label).join(", ")}`;
  if (match.kind === "elsewhere") return `not_from_here(s${match.verb})`;
  return `${match.text.replace("stdlib.core.", "")}(${Object.values(match.args).join(", ")})`;
}
