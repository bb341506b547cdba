// What kinds and entities declare, with extensions put where they belong: the material that definitions are merged from.

import type { Body, CompiledPack, PropDef, TriggerDef } from "../../dsl/program.ts";
import type { Surface } from "../../dsl/surface.ts";
import type { Wire } from "../../dsl/wire.ts";
import { blankOf } from "./blank.ts";
import type { Command, Default, ExitInfo, Slot, Topic, Trigger } from "./definition.ts";
import { defaultOf } from "./definition.ts";

export interface OwnMethod {
  readonly name: string;
  readonly pack: string;
  readonly code: number;
}

/** Members of one kind or entity, its own first, then those of extensions in the order of packs. */
export interface Members {
  readonly id: string;
  slots: readonly Slot[];
  values: readonly { readonly name: string; readonly pack: string; readonly value: Default }[];
  methods: readonly OwnMethod[];
  triggers: readonly Trigger[];
  commands: readonly Command[];
  topics: readonly Topic[];
  exits: readonly ExitInfo[];
}

const NONE: readonly never[] = Object.freeze([]);

export function emptyMembers(id: string): Members {
  return { id, slots: NONE, values: NONE, methods: NONE, triggers: NONE, commands: NONE, topics: NONE, exits: NONE };
}

/** So many entities are gone through within a millisecond or two. */
export const SLICE = 200;

/** Members by qualified id of their kind or entity, core kinds included. `coreDefaults`: by `kind.property`, bare names. */
export function collectMembers(
  surface: Surface,
  coreDefaults: Readonly<Record<string, Wire>>,
  packs: readonly CompiledPack[],
): ReadonlyMap<string, Members> {
  const collecting = membersInSlices(surface, coreDefaults, packs);
  // Nobody waits: the slices follow each other.
  for (let step = collecting.next(); ; step = collecting.next()) if (step.done === true) return step.value;
}

/** The same; between two steps others may have their turn. */
export function* membersInSlices(
  surface: Surface,
  coreDefaults: Readonly<Record<string, Wire>>,
  packs: readonly CompiledPack[],
): Generator<undefined, ReadonlyMap<string, Members>> {
  const all = new Map<string, Members>();
  const of = (id: string): Members => {
    const members = all.get(id) ?? emptyMembers(id);
    all.set(id, members);
    return members;
  };
  addCore(surface, coreDefaults, of);
  for (const pack of packs) {
    for (const kind of pack.kinds) addBody(of(kind.id), kind, pack);
    for (const entity of pack.entities) {
      addBody(of(entity.id), entity, pack);
      if (all.size % SLICE === 0) yield;
    }
    for (const extension of pack.extensions) {
      const target = of(extension.target);
      const replaced = (trigger: Trigger): boolean => trigger.pack === pack.id && extension.replaces.includes(trigger.event);
      target.triggers = target.triggers.filter((trigger) => !replaced(trigger));
      addBody(target, extension, pack);
    }
  }
  return all;
}

function addCore(surface: Surface, defaults: Readonly<Record<string, Wire>>, of: (id: string) => Members): void {
  for (const kind of surface.kinds) {
    const members = of(`core.${kind.name}`);
    for (const { name, type, readonly } of kind.props) {
      const value = { wire: blankOf(type) };
      members.slots = [...members.slots, { name, key: name, type, value, each: null, readonly, owner: members.id, pack: "core" }];
    }
  }
  for (const [path, wire] of Object.entries(defaults)) {
    const [kind = "", name = ""] = path.split(".");
    const members = of(`core.${kind}`);
    members.values = [...members.values, { name, pack: "core", value: { wire } }];
  }
}

function addBody(members: Members, body: Body, pack: CompiledPack): void {
  const { id: name } = pack;
  for (const prop of body.props) members.slots = [...members.slots, slotOf(prop, members, name)];
  members.values = more(members.values, body.values, (one) => ({ name: one.name, pack: name, value: defaultOf(one.value, name) }));
  members.methods = more(members.methods, body.methods, (one) => ({ name: one.name, code: one.code, pack: name }));
  members.triggers = more(members.triggers, body.triggers, (one) => triggerOf(one, members.id, pack));
  members.commands = more(members.commands, body.commands, (def) => ({ pack: name, def, owner: members.id }));
  members.topics = more(members.topics, body.topics, (def) => ({ pack: name, def }));
  members.exits = more(members.exits, body.exits, (def) => ({ pack: name, def }));
}

/** A list with others after it. Most entities have nothing of most sorts, and share one empty list. */
function more<T, U>(list: readonly T[], others: readonly U[], make: (one: U) => T): readonly T[] {
  if (others.length === 0) return list;
  const made = others.map(make);
  return list.length === 0 ? made : [...list, ...made];
}

function slotOf(prop: PropDef, members: Members, pack: string): Slot {
  // Two packs may each add a property of one name to a kind; the first keeps the plain key.
  const taken = members.slots.some((slot) => slot.name === prop.name && slot.pack !== pack);
  return {
    name: prop.name,
    key: taken ? `${pack}.${prop.name}` : prop.name,
    type: prop.type,
    value: defaultOf(prop.value, pack),
    each: prop.each ?? null,
    readonly: false,
    owner: members.id,
    pack,
  };
}

export function triggerOf(def: TriggerDef, owner: string, pack: CompiledPack): Trigger {
  return {
    phase: def.phase,
    event: def.event,
    takes: def.takes,
    periodMs: def.periodMs ?? null,
    dayAtMinutes: def.dayAtMinutes ?? null,
    always: def.always ?? false,
    code: def.code,
    codeKey: pack.code[def.code]?.key ?? `${owner}/${def.phase}:${def.event}`,
    pack: pack.id,
    owner,
    line: def.line,
  };
}

/** What of other packs a pack adds to: entities that it extends or puts something into. */
export function strangersOf(pack: CompiledPack | undefined): readonly string[] {
  if (pack === undefined) return [];
  return [...pack.extensions.map(({ target }) => target), ...pack.entities.flatMap(({ place }) => place ?? [])];
}

/** The members of `pack`, and of those of others that it adds to, which every pack may have extended. */
export function membersUpon(
  packs: ReadonlyMap<string, CompiledPack>,
  surface: Surface,
  touched: ReadonlySet<string>,
  pack: CompiledPack | undefined,
): ReadonlyMap<string, Members> {
  const parts = [...packs.values()].map((one) => {
    if (one === pack) return one;
    const entities = one.entities.filter(({ id }) => touched.has(id));
    return { ...one, kinds: [], entities, extensions: one.extensions.filter(({ target }) => touched.has(target)) };
  });
  return collectMembers({ ...surface, kinds: [] }, {}, parts);
}
