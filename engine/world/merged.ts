// One definition, merged from the members of an entity and the table of its kinds; what an entity does not declare it shares.

import type { Command, Default, Definition, ExitInfo, Method, Slot, Topic, Trigger } from "./definition.ts";
import { Layered } from "./lookup.ts";
import type { Members } from "./members.ts";

const NO_TRIGGERS: readonly Trigger[] = Object.freeze([]);
const TITLES = ["name", "title"];

/** Members of several layers as one. */
export class MemberTable {
  readonly slots: Layered<Slot>;
  readonly methods: Layered<Method>;
  readonly topics: Layered<Topic>;
  readonly exits: Layered<ExitInfo>;
  readonly triggers: Layered<readonly Trigger[]>;
  readonly commands: readonly Command[];
  readonly everies: readonly Trigger[];
  /** The kinds it is the table of; shared like the rest. */
  readonly kinds: ReadonlySet<string>;
  /** Two packs add a property of one name: only then does it matter who asks. */
  hasClash: boolean;

  /** `members` stand above all that `base` has. Kinds are few and their tables flat; entities are many, have a title, and share. */
  constructor(members: Members | null, base: MemberTable | null, title?: string) {
    const flat = title === undefined;
    this.kinds = flat ? new Set([...(members === null ? [] : [members.id]), ...(base?.kinds ?? [])]) : (base?.kinds ?? new Set());
    this.slots = new Layered(base?.slots, flat);
    this.methods = layer(members?.methods, base?.methods, flat);
    this.topics = layer(members?.topics, base?.topics, flat);
    this.exits = layer(members?.exits, base?.exits, flat);
    this.triggers = layer(members?.triggers, base?.triggers, flat);
    this.hasClash = base?.hasClash ?? false;
    this.commands = joined(members?.commands, base?.commands);
    this.everies = joined(members?.triggers.filter(isClock), base?.everies);
    if (members === null) return;
    for (const slot of members.slots) this.#addSlot(slot);
    if (title !== undefined && base !== null) this.#entitle(title, base.slots);
    this.#add(members);
  }

  /** `name` and `title` read the declared title unless a line of the entity says otherwise. */
  #entitle(title: string, known: Layered<Slot>): void {
    const value = { wire: `s${title}` };
    for (const name of TITLES) if (known.has(name)) this.#give(name, "core", value);
  }

  #add({ values, methods, topics, exits, triggers }: Members): void {
    for (const { name, pack, value } of values) this.#give(name, pack, value);
    for (const method of methods) this.methods.set(method.name, { ...method, base: this.methods.get(method.name) ?? null });
    for (const topic of topics) this.topics.set(topic.def.name, topic);
    for (const exit of exits) this.exits.set(exit.def.direction, exit);
    for (const [key, own] of byEvent(triggers)) this.triggers.set(key, joined(own, this.triggers.get(key)));
  }

  #give(name: string, pack: string, value: Default): void {
    const slot = (this.hasClash ? this.slots.get(`${pack}.${name}`) : undefined) ?? this.slots.get(name);
    if (slot !== undefined) this.restate({ ...slot, value });
  }

  /** By its bare name (the first that has it) and as `pack.name`, by which the others are reached. */
  #addSlot(slot: Slot): void {
    const named = this.slots.get(slot.name);
    // A declaration below restates what stands above it, except the like-named property of an unrelated pack.
    if (named === undefined || named.key === slot.key) this.slots.set(slot.name, slot);
    else this.hasClash = true;
    this.slots.set(`${slot.pack}.${slot.name}`, slot);
  }

  restate(slot: Slot): void {
    for (const name of [slot.name, `${slot.pack}.${slot.name}`]) {
      if (this.slots.get(name)?.key === slot.key) this.slots.set(name, slot);
    }
  }
}

export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly pack: string;
  readonly model: boolean;
  readonly place: string | null;
  readonly area: string | null;
  readonly kinds: readonly string[];
  readonly lost?: boolean;
}

export class MergedDefinition implements Definition {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly pack: string;
  readonly model: boolean;
  readonly place: string | null;
  readonly area: string | null;
  readonly kinds: readonly string[];
  readonly lost: boolean;
  /** Filled by the builder once all definitions exist. */
  readonly parts: Definition[] = [];
  readonly #table: MemberTable;

  /** `kinds`: the table of its kinds; `own`: what it declares itself. */
  constructor(identity: Identity, kinds: MemberTable, own: Members | null) {
    this.id = identity.id;
    this.name = identity.name;
    this.title = identity.title;
    this.pack = identity.pack;
    this.model = identity.model;
    this.place = identity.place;
    this.area = identity.area;
    this.kinds = identity.kinds;
    this.lost = identity.lost ?? false;
    this.#table = new MemberTable(own, kinds, identity.title);
  }

  get slots(): Layered<Slot> {
    return this.#table.slots;
  }

  get methods(): Layered<Method> {
    return this.#table.methods;
  }

  get topics(): Layered<Topic> {
    return this.#table.topics;
  }

  get exits(): Layered<ExitInfo> {
    return this.#table.exits;
  }

  get commands(): readonly Command[] {
    return this.#table.commands;
  }

  get everies(): readonly Trigger[] {
    return this.#table.everies;
  }

  isA(kind: string): boolean {
    return this.#table.kinds.has(kind);
  }

  triggers(phase: "on" | "before", event: string): readonly Trigger[] {
    return this.#table.triggers.get(`${phase} ${event}`) ?? NO_TRIGGERS;
  }

  slot(name: string, pack?: string): Slot | undefined {
    const dot = name.indexOf(".");
    if (dot > 0) return this.#slotOf(name.slice(0, dot), name.slice(dot + 1));
    if (pack === undefined || !this.#table.hasClash) return this.slots.get(name);
    return this.slots.get(`${pack}.${name}`) ?? this.slots.get(name);
  }

  /** `gullwick.luck`: the property that this pack adds, whoever asks. */
  #slotOf(pack: string, name: string): Slot | undefined {
    const plain = this.slots.get(name);
    return this.slots.get(`${pack}.${name}`) ?? (plain?.pack === pack ? plain : undefined);
  }
}

/** That of the base itself where nothing stands above it. */
function layer<V>(own: readonly unknown[] = [], base: Layered<V> | undefined, flat: boolean): Layered<V> {
  return base !== undefined && !flat && own.length === 0 ? base : new Layered(base, flat);
}

const isClock = (trigger: Trigger): boolean => trigger.phase === "every";

function byEvent(triggers: readonly Trigger[]): Map<string, Trigger[]> {
  const events = new Map<string, Trigger[]>();
  for (const trigger of triggers) {
    if (isClock(trigger)) continue;
    const key = `${trigger.phase} ${trigger.event}`;
    const same = events.get(key);
    if (same === undefined) events.set(key, [trigger]);
    else same.push(trigger);
  }
  return events;
}

/** Shares a list where the other is empty. */
function joined<T>(first: readonly T[] = [], second: readonly T[] = []): readonly T[] {
  return first.length === 0 ? second : second.length === 0 ? first : [...first, ...second];
}
