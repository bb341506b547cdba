// The registry of all that packs define, built in one go and replaced as a whole: a reload makes a new one and swaps it in.

import type { CompiledPack, EntityDef, EventDef, FunctionDef, RecordDef, TableDef, TextDef } from "../../dsl/program.ts";
import type { Surface } from "../../dsl/surface.ts";
import type { Wire } from "../../dsl/wire.ts";
import { Digest } from "../base/digest.ts";
import { ACCOUNT, AREA, ENTITY, PLAYER } from "./core-kinds.ts";
import type { Command, Definition, Kind, Trigger } from "./definition.ts";
import { linearize } from "./linear.ts";
import { collectMembers, emptyMembers, type Members, membersInSlices, membersUpon, SLICE, strangersOf, triggerOf } from "./members.ts";
import { type Identity, MemberTable, MergedDefinition } from "./merged.ts";

/** A declaration with the pack that made it. */
export type Owned<T> = T & { readonly pack: string };

export interface DefinitionParts {
  readonly surface: Surface;
  /** In the order of their dependencies: a pack after all it requires. */
  readonly packs: readonly CompiledPack[];
  /** Defaults of core properties by `kind.property`; others are empty, zero or nothing. */
  readonly coreDefaults?: Readonly<Record<string, Wire>>;
}

export class Definitions {
  readonly surface: Surface;
  readonly packs: ReadonlyMap<string, CompiledPack>;
  /** Names all code that runs: what the journal's rows carry. */
  readonly codeVersion: string;
  /** Commands and rules of whole packs, in the order of packs. */
  readonly commands: readonly Command[];
  readonly rules: readonly Trigger[];
  readonly tables: readonly TableDef[];
  /** Kinds that some property is `for each` of. */
  readonly eachKinds: ReadonlySet<string>;
  readonly #kinds = new Map<string, Kind>();
  readonly #parents = new Map<string, readonly string[]>();
  readonly #kindOrders = new Map<string, readonly string[]>();
  readonly #definitions = new Map<string, MergedDefinition>();
  readonly #lost = new Map<string, Definition>();
  readonly #coreDefaults: Readonly<Record<string, Wire>>;
  #members: ReadonlyMap<string, Members>;
  readonly #kindTables = new Map<string, MemberTable>();
  readonly #membersOf = new Map<string, readonly string[]>();
  #doors: ReadonlySet<string> | null = null;
  readonly #rules = new Map<string, Trigger[]>();
  readonly #records = new Map<string, Owned<RecordDef>>();
  readonly #tables = new Map<string, Owned<TableDef>>();
  readonly #texts = new Map<string, Owned<TextDef>>();
  readonly #restated = new Map<string, string>();
  readonly #functions = new Map<string, Owned<FunctionDef>>();
  readonly #events = new Map<string, Owned<EventDef>>();

  /** `upon`: definitions that differ in the pack of that id alone, to share all that is not touched by it; or members: entities come later. */
  constructor(
    { surface, packs, coreDefaults = {} }: DefinitionParts,
    upon?: { readonly base: Definitions; readonly id: string } | { readonly members: ReadonlyMap<string, Members> },
  ) {
    this.surface = surface;
    this.#coreDefaults = coreDefaults;
    this.packs = new Map(packs.map((pack) => [pack.id, pack]));
    this.codeVersion = versionOf(packs);
    this.commands = packs.flatMap((pack) => pack.commands.map((def) => ({ pack: pack.id, def, owner: null })));
    this.rules = packs.flatMap((pack) => pack.rules.map((rule) => triggerOf(rule, "", pack)));
    if (upon === undefined || "members" in upon) {
      this.#members = upon?.members ?? collectMembers(surface, coreDefaults, packs);
      this.#addNamed(packs);
      this.#addKinds(packs);
      this.#addCorePeople();
      if (upon === undefined) this.#addEntities(packs);
    } else {
      this.#members = this.#shareWith(upon.base, upon.id);
    }
    this.tables = [...this.#tables.values()];
    this.eachKinds = new Set([...this.#members.values()].flatMap((members) => members.slots.flatMap((slot) => slot.each ?? [])));
    for (const rule of this.rules) this.#addRule(rule);
  }

  /** Made bit by bit: between two steps others may have their turn. */
  static *inSlices(parts: DefinitionParts): Generator<undefined, Definitions> {
    const { surface, coreDefaults = {}, packs } = parts;
    const members = yield* membersInSlices(surface, coreDefaults, packs);
    yield;
    const made = new Definitions(parts, { members });
    yield;
    yield* made.#entitiesInSlices(packs);
    yield* made.#doorsInSlices();
    return made;
  }

  /**
   * The same with another pack of that id (null: without it). Only for a pack upon which no other is built and which extends no kind
   * but its own: what a builder makes. Costs what that pack is, not what the world is.
   */
  with(id: string, pack: CompiledPack | null): Definitions {
    const others = [...this.packs.values()].filter((one) => one.id !== id);
    const packs = pack === null ? others : [...others, pack];
    return new Definitions({ surface: this.surface, packs, coreDefaults: this.#coreDefaults }, { base: this, id });
  }

  // ----------------------------------------------------- kinds and entities

  kind(id: string): Kind | undefined {
    return this.#kinds.get(id);
  }

  kinds(): Iterable<Kind> {
    return this.#kinds.values();
  }

  /** Whether a kind is, or derives from, another. */
  kindIs(kind: string, parent: string): boolean {
    return this.#kinds.get(kind)?.order.includes(parent) ?? false;
  }

  /** A declared entity or model by qualified id; all players share `core.player`. */
  definition(id: string): Definition | undefined {
    return this.#definitions.get(id);
  }

  /** Parents before their parts, in the order of packs and sources. */
  all(): Iterable<Definition> {
    return this.#definitions.values();
  }

  /** Ids of the definitions that are of a kind. */
  membersOf(kind: string): readonly string[] {
    let ids = this.#membersOf.get(kind);
    if (ids === undefined) {
      ids = [...this.#definitions.values()].filter((definition) => definition.isA(kind)).map(({ id }) => id);
      this.#membersOf.set(kind, ids);
    }
    return ids;
  }

  /** Ids of the doors that stand in some exit. */
  doors(): ReadonlySet<string> {
    // Nobody waits: the slices follow each other.
    if (this.#doors === null) for (const _ of this.#doorsInSlices());
    return this.#doors!;
  }

  /** Stands in for a definition that is no more, so that its entities keep their state and their place. */
  lost(id: string): Definition {
    const known = this.#lost.get(id);
    if (known !== undefined) return known;
    const name = id.slice(id.lastIndexOf(".") + 1);
    const identity: Identity = {
      id,
      name,
      title: name,
      pack: packOf(id),
      model: false,
      place: null,
      area: null,
      kinds: [ENTITY],
      lost: true,
    };
    const definition = new MergedDefinition(identity, this.#tableOf(identity.kinds), emptyMembers(id));
    this.#lost.set(id, definition);
    return definition;
  }

  // ------------------------------------------------------ everything named

  /** Rules of whole packs for an event, in the order of packs. */
  rulesFor(phase: "on" | "before", event: string): readonly Trigger[] {
    return this.#rules.get(`${phase} ${event}`) ?? [];
  }

  record(id: string): Owned<RecordDef> | undefined {
    return this.#records.get(id);
  }

  table(id: string): Owned<TableDef> | undefined {
    return this.#tables.get(id);
  }

  function(id: string): Owned<FunctionDef> | undefined {
    return this.#functions.get(id);
  }

  event(id: string): Owned<EventDef> | undefined {
    return this.#events.get(id);
  }

  /** The wording in force: the last restatement of that text. */
  text(id: string): Owned<TextDef> | undefined {
    let current = id;
    for (let next = this.#restated.get(current); next !== undefined; next = this.#restated.get(current)) current = next;
    return this.#texts.get(current);
  }

  isRestated(text: string): boolean {
    return this.#restated.has(text);
  }

  // ---------------------------------------------------------------- inside

  /** All of `base` but what is the pack's own; then the pack. Answers with the members. */
  #shareWith(base: Definitions, id: string): ReadonlyMap<string, Members> {
    const pack = this.packs.get(id);
    const own = pack === undefined ? [] : [pack];
    const isOwn = (name: string): boolean => name.startsWith(`${id}.`);
    const share = <T>(from: ReadonlyMap<string, T>, to: Map<string, T>): void => {
      for (const [name, value] of from) if (!isOwn(name)) to.set(name, value);
    };
    share(base.#records, this.#records);
    share(base.#tables, this.#tables);
    share(base.#texts, this.#texts);
    share(base.#restated, this.#restated);
    share(base.#functions, this.#functions);
    share(base.#events, this.#events);
    share(base.#kinds, this.#kinds);
    share(base.#parents, this.#parents);
    share(base.#definitions, this.#definitions);
    share(base.#lost, this.#lost);
    for (const [kinds, table] of base.#kindTables) if (!kinds.split(" ").some(isOwn)) this.#kindTables.set(kinds, table);
    const touched = new Set([...strangersOf(base.packs.get(id)), ...strangersOf(pack)].filter((name) => !isOwn(name)));
    const members = membersUpon(this.packs, this.surface, touched, pack);
    const all = new Map<string, Members>();
    share(base.#members, all);
    for (const [name, one] of members) all.set(name, one);
    this.#members = all;
    this.#addNamed(own);
    this.#addPackKinds(own);
    for (const name of touched) this.#redefine(name, isOwn);
    this.#addEntities(own);
    return all;
  }

  /** Another pack's definition, with what this one adds to it. */
  #redefine(id: string, isOwn: (name: string) => boolean): void {
    const old = this.#definitions.get(id);
    if (old === undefined) return;
    this.#define(old, true);
    this.#definitions.get(id)!.parts.push(...old.parts.filter((part) => !isOwn(part.id)));
  }

  #addNamed(packs: readonly CompiledPack[]): void {
    for (const pack of packs) {
      const own = <T>(def: T): Owned<T> => ({ ...def, pack: pack.id });
      for (const record of pack.records) this.#records.set(record.id, own(record));
      for (const table of pack.tables) this.#tables.set(table.id, own(table));
      for (const event of pack.events) this.#events.set(event.id, own(event));
      for (const fn of pack.functions) this.#functions.set(fn.id, own(fn));
      for (const text of pack.texts) {
        this.#texts.set(text.id, own(text));
        if (text.restates !== undefined && text.restates !== text.id) this.#restate(text.restates, text.id);
      }
    }
  }

  /** Two packs may restate one text; the later one restates the earlier restatement. */
  #restate(id: string, by: string): void {
    let last = id;
    for (let next = this.#restated.get(last); next !== undefined; next = this.#restated.get(last)) last = next;
    if (last !== by) this.#restated.set(last, by);
  }

  #addKinds(packs: readonly CompiledPack[]): void {
    for (const kind of this.surface.kinds) this.#parents.set(`core.${kind.name}`, kind.parents);
    this.#addPackKinds(packs);
  }

  #addPackKinds(packs: readonly CompiledPack[]): void {
    const parents = this.#parents;
    for (const pack of packs) for (const kind of pack.kinds) parents.set(kind.id, kind.parents.length > 0 ? kind.parents : [ENTITY]);
    const models = new Set(this.surface.kinds.filter((kind) => kind.model).map((kind) => `core.${kind.name}`));
    for (const id of parents.keys()) {
      if (this.#kinds.has(id)) continue;
      const order = linearize([id], (one) => parents.get(one) ?? []);
      const model = order.some((one) => models.has(one));
      this.#kinds.set(id, { id, name: id.slice(id.indexOf(".") + 1), pack: packOf(id), order, model });
    }
  }

  #addCorePeople(): void {
    // Those of the core kinds that have instances of their own: people who play, and accounts that are kept with somebody.
    for (const id of [PLAYER, ACCOUNT]) {
      const name = id.slice(id.indexOf(".") + 1);
      this.#define({ id, name, title: name, pack: "core", model: false, place: null, area: null, kinds: this.#kindOrder([id]) }, false);
    }
  }

  #addEntities(packs: readonly CompiledPack[]): void {
    // Nobody waits: the slices follow each other.
    for (const _ of this.#entitiesInSlices(packs));
  }

  *#entitiesInSlices(packs: readonly CompiledPack[]): Generator<undefined, void> {
    const defs = new Map(packs.flatMap((pack) => pack.entities.map((def) => [def.id, def] as const)));
    for (const pack of packs) {
      for (const def of pack.entities) {
        const { id, name, title, model } = def;
        const place = def.place ?? null;
        const kinds = this.#kindOrder(def.kinds);
        this.#define({ id, name, title: title || name, pack: pack.id, model, place, kinds, area: this.#areaOf(def, defs) }, true);
        if (this.#definitions.size % SLICE === 0) yield;
      }
    }
    for (const id of defs.keys()) {
      const definition = this.#definitions.get(id)!;
      if (definition.place !== null) this.#definitions.get(definition.place)?.parts.push(definition);
    }
    this.#nestRooms(defs);
  }

  *#doorsInSlices(): Generator<undefined, void> {
    const doors = new Set<string>();
    let count = 0;
    for (const { exits } of this.#definitions.values()) {
      for (const { def } of exits.values()) if (def.door !== undefined) doors.add(def.door);
      if (++count % SLICE === 0) yield;
    }
    this.#doors = doors;
  }

  /** Rooms of an area are its parts though they may have no place of their own. */
  #nestRooms(defs: ReadonlyMap<string, EntityDef>): void {
    for (const def of defs.values()) {
      if (def.place !== undefined || def.parent === undefined) continue;
      const parent = this.#definitions.get(def.parent);
      if (parent?.isA(AREA)) parent.parts.push(this.#definitions.get(def.id)!);
    }
  }

  #define(identity: Identity, ownMembers: boolean): void {
    const own = ownMembers ? (this.#members.get(identity.id) ?? emptyMembers(identity.id)) : null;
    this.#definitions.set(identity.id, new MergedDefinition(identity, this.#tableOf(identity.kinds), own));
  }

  /** The members of these kinds as one table, shared by all that have the same kinds; built from the root down. */
  #tableOf(kinds: readonly string[]): MemberTable {
    const key = kinds.join(" ");
    let table = this.#kindTables.get(key);
    if (table === undefined) {
      const [first, ...rest] = kinds;
      const members = first === undefined ? null : (this.#members.get(first) ?? emptyMembers(first));
      table = new MemberTable(members, rest.length === 0 ? null : this.#tableOf(rest));
      this.#kindTables.set(key, table);
    }
    return table;
  }

  #kindOrder(kinds: readonly string[]): readonly string[] {
    const key = kinds.join(" ");
    let order = this.#kindOrders.get(key);
    if (order === undefined) {
      order = linearize(kinds, (id) => this.#parents.get(id) ?? []);
      this.#kindOrders.set(key, order);
    }
    return order;
  }

  /** The area model that a declaration is part of, through what it is nested in or stands in. */
  #areaOf(def: EntityDef, defs: ReadonlyMap<string, EntityDef>): string | null {
    const seen = new Set<string>();
    let up = def.place ?? def.parent;
    while (up !== undefined && !seen.has(up)) {
      seen.add(up);
      const outer = defs.get(up);
      if (outer === undefined) return null;
      if (outer.kinds.some((kind) => this.kindIs(kind, AREA))) return outer.id;
      up = outer.place ?? outer.parent;
    }
    return null;
  }

  #addRule(rule: Trigger): void {
    if (rule.phase === "every") return;
    const key = `${rule.phase} ${rule.event}`;
    const same = this.#rules.get(key);
    if (same === undefined) this.#rules.set(key, [rule]);
    else same.push(rule);
  }
}

function packOf(id: string): string {
  return id.slice(0, id.indexOf("."));
}

function versionOf(packs: readonly CompiledPack[]): string {
  const digest = new Digest();
  for (const pack of packs) digest.add(`${pack.id} ${pack.hash}`);
  return digest.hex();
}
