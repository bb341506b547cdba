// One definition, merged from the members of an entity and of its kinds; look-ups are single map reads.

import type { Command, Definition, ExitInfo, Method, Slot, Topic, Trigger } from "./definition.ts";
import type { Members } from "./members.ts";

const NO_TRIGGERS: readonly Trigger[] = Object.freeze([]);

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
  readonly slots = new Map<string, Slot>();
  readonly methods = new Map<string, Method>();
  readonly commands: Command[] = [];
  readonly topics = new Map<string, Topic>();
  readonly exits = new Map<string, ExitInfo>();
  readonly everies: Trigger[] = [];
  readonly #kinds: ReadonlySet<string>;
  /** Two packs add a property of one name: only then does it matter who asks. */
  #clashes = false;
  readonly #triggers = new Map<string, Trigger[]>();

  /** `members`: of the entity itself and then of its kinds, most special first. */
  constructor(identity: Identity, members: readonly Members[]) {
    this.id = identity.id;
    this.name = identity.name;
    this.title = identity.title;
    this.pack = identity.pack;
    this.model = identity.model;
    this.place = identity.place;
    this.area = identity.area;
    this.kinds = identity.kinds;
    this.lost = identity.lost ?? false;
    this.#kinds = new Set(identity.kinds);
    for (const one of members) this.#addTriggers(one);
    for (const one of members.toReversed()) this.#addNamed(one);
  }

  isA(kind: string): boolean {
    return this.#kinds.has(kind);
  }

  triggers(phase: "on" | "before", event: string): readonly Trigger[] {
    return this.#triggers.get(`${phase} ${event}`) ?? NO_TRIGGERS;
  }

  slot(name: string, pack?: string): Slot | undefined {
    if (pack === undefined || !this.#clashes) return this.slots.get(name);
    return this.slots.get(`${pack}.${name}`) ?? this.slots.get(name);
  }

  /** Triggers and commands add up, the most special first. */
  #addTriggers({ triggers, commands }: Members): void {
    this.commands.push(...commands);
    for (const trigger of triggers) {
      if (trigger.phase === "every") {
        this.everies.push(trigger);
        continue;
      }
      const key = `${trigger.phase} ${trigger.event}`;
      const same = this.#triggers.get(key);
      if (same === undefined) this.#triggers.set(key, [trigger]);
      else same.push(trigger);
    }
  }

  /** What has a name is restated by the more special, so this runs from the root down. */
  #addNamed({ id, slots, values, methods, topics, exits }: Members): void {
    for (const slot of slots) this.#addSlot(slot);
    if (id === "core.entity") this.#nameByTitle();
    for (const { name, pack, value } of values) {
      const slot = this.slot(name, pack);
      if (slot !== undefined) this.#replaceSlot(slot, { ...slot, value });
    }
    for (const method of methods) this.methods.set(method.name, { ...method, base: this.methods.get(method.name) ?? null });
    for (const topic of topics) this.topics.set(topic.def.name, topic);
    for (const exit of exits) this.exits.set(exit.def.direction, exit);
  }

  /** By its bare name (the first that has it) and as `pack.name`, by which the others are reached. */
  #addSlot(slot: Slot): void {
    const named = this.slots.get(slot.name);
    // A declaration below restates what stands above it, except the like-named property of an unrelated pack.
    if (named === undefined || named.key === slot.key) this.slots.set(slot.name, slot);
    else this.#clashes = true;
    this.slots.set(`${slot.pack}.${slot.name}`, slot);
  }

  #replaceSlot(old: Slot, slot: Slot): void {
    for (const name of [slot.name, `${slot.pack}.${slot.name}`]) {
      if (this.slots.get(name) === old) this.slots.set(name, slot);
    }
  }

  #nameByTitle(): void {
    for (const name of ["name", "title"]) {
      const slot = this.slots.get(name);
      if (slot !== undefined) this.#replaceSlot(slot, { ...slot, value: { wire: `s${this.title}` } });
    }
  }
}
