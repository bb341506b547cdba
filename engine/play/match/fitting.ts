// Fits one variant of a command to the words of a line: literals must stand where they stand, slots take as many words as still make sense.

import type { Wire } from "../../../dsl/wire.ts";
import { byteLength } from "../../radio/compose/bytes.ts";
import type { Command } from "../../world/definition.ts";
import type { Bound } from "./bound.ts";
import { type Found, findNoun } from "./noun.ts";
import { type Phrase, readPhrase } from "./phrase.ts";
import type { Candidate, Reach, Tier } from "./reach.ts";
import type { Pins } from "./result.ts";
import { wireEntity } from "./sight.ts";
import { isExitKind, specialNoun, tiersFor, typeKind } from "./slot-nouns.ts";
import { isText, type SlotPart, type Variant } from "./table.ts";
import type { Token } from "./token.ts";
import { isValueType, readShare, readValue, valueWidth } from "./values.ts";

/** Code of slots: `in EXPR` and `= EXPR`. */
export interface SlotCode {
  /** Names of the slots that the code reads, in the order of its parameters. */
  params(command: Command, code: number): readonly string[];
  /** Undefined when it refused or failed. */
  value(command: Command, code: number, self: Wire, args: readonly Wire[]): Wire | undefined;
}

export interface Near {
  readonly slot: SlotPart;
  readonly phrase: Phrase;
  readonly found: Found;
  /** Words that stood right before this went wrong; the highest is told. */
  readonly score: number;
  readonly tooLong?: number;
  /** It was looked for in a box that is shut. */
  readonly shut?: Wire;
  /** Where it was looked for. */
  readonly tiers?: readonly Tier[];
}

export interface Fitted {
  readonly variant: Variant;
  readonly self: Wire;
  readonly bound: ReadonlyMap<string, Bound>;
  /** A slot where several fit: the player has to choose. */
  readonly open: Near | null;
}

/** Most words that a noun phrase may have. */
const MAX_PHRASE = 8;

export class Fitting {
  readonly #line: string;
  readonly #tokens: readonly Token[];
  readonly #reach: Reach;
  readonly #code: SlotCode;
  readonly #pins: Pins;
  readonly #loose: boolean;
  #variant!: Variant;
  #self: Wire = null;
  #owners: readonly Candidate[] = [];
  #bound = new Map<string, Bound>();
  #open: Near | null = null;
  #late: { slot: SlotPart; phrase: Phrase }[] = [];
  #shut: Wire = null;
  /** The nearest miss of all variants tried. */
  miss: Near | null = null;

  constructor(line: string, tokens: readonly Token[], reach: Reach, code: SlotCode, pins: Pins, loose: boolean) {
    this.#line = line;
    this.#tokens = tokens;
    this.#reach = reach;
    this.#code = code;
    this.#pins = pins;
    this.#loose = loose;
  }

  /** `start`: how many words the verb took, so how many parts are settled. `owners` is what `<self>` may be. */
  fit(variant: Variant, self: Wire, owners: readonly Candidate[], start: number): Fitted | null {
    const words = this.#tokens.length;
    if (words < variant.least || words > variant.most) return null;
    this.#variant = variant;
    this.#self = self;
    this.#owners = owners;
    this.#bound = new Map();
    this.#open = null;
    this.#late = [];
    if (!this.#step(start, start)) return null;
    return { variant, self: this.#self, bound: this.#bound, open: this.#open };
  }

  #step(part: number, token: number): boolean {
    const parts = this.#variant.parts;
    if (part === parts.length) return token === this.#tokens.length && this.#settle();
    const here = parts[part]!;
    if ("words" in here) {
      const typed = this.#tokens[token]?.word;
      return typed !== undefined && here.words.includes(typed) && this.#step(part + 1, token + 1);
    }
    if (token >= this.#tokens.length) return false;
    if (isText(here)) return this.#takeText(here, part, token);
    if (here.oneWord === true) return this.#takeWord(here, part, token);
    return here.type !== undefined && isValueType(here.type) ? this.#takeValue(here, part, token) : this.#takeNoun(here, part, token);
  }

  #takeText(slot: SlotPart, part: number, token: number): boolean {
    const text = this.#line.slice(this.#tokens[token]!.at);
    const limit = slot.type?.t === "text" ? slot.type.length : undefined;
    if (limit !== undefined && byteLength(text) > limit) {
      this.#missed({ slot, phrase: emptyPhrase(text), found: { kind: "none" }, score: this.#score(part), tooLong: limit });
      return false;
    }
    return this.#bind(slot, { value: `s${text}`, entity: 0, plural: false }, part, this.#tokens.length);
  }

  #takeWord(slot: SlotPart, part: number, token: number): boolean {
    const first = this.#tokens[token]!;
    const quoted = first.raw[0] === '"' ? this.#line.indexOf('"', first.at + 1) : -1;
    if (quoted < 0) return this.#bind(slot, { value: `s${first.raw}`, entity: 0, plural: false }, part, token + 1);
    const next = this.#tokens.findIndex((other) => other.at > quoted);
    const text = this.#line.slice(first.at + 1, quoted);
    return this.#bind(slot, { value: `s${text}`, entity: 0, plural: false }, part, next < 0 ? this.#tokens.length : next);
  }

  #takeValue(slot: SlotPart, part: number, token: number): boolean {
    for (let width = Math.min(valueWidth(slot.type!), this.#tokens.length - token); width > 0; width--) {
      const value = this.#valueOf(slot, this.#tokens.slice(token, token + width));
      if (value !== undefined && this.#bind(slot, { value, entity: 0, plural: false }, part, token + width)) return true;
    }
    return false;
  }

  #valueOf(slot: SlotPart, tokens: readonly Token[]): Wire | undefined {
    const { sight } = this.#reach;
    const share = slot.type!.t === "money" ? readShare(tokens, sight) : undefined;
    if (share === undefined) return readValue(slot.type!, tokens, sight);
    const whole = this.#wholeOf(slot);
    return whole === undefined ? undefined : `$${share === "all" ? whole : Math.floor(whole / 2)}`;
  }

  /** What `all` and `half` are of: the sum or the account after `in`, else the player's own purse. */
  #wholeOf(slot: SlotPart): number | undefined {
    const { sight } = this.#reach;
    if (slot.within === undefined) return sight.money(null) ?? undefined;
    const { command } = this.#variant;
    const args = this.#code.params(command, slot.within).map((name) => this.#bound.get(name)?.value ?? null);
    const value = this.#code.value(command, slot.within, this.#self, args);
    if (typeof value === "number") return value;
    if (typeof value !== "string") return undefined;
    return value.startsWith("$") ? Number(value.slice(1)) : (sight.money(value) ?? undefined);
  }

  #takeNoun(slot: SlotPart, part: number, token: number): boolean {
    const left = this.#variant.parts.length - part - 1;
    const last = this.#tokens.length - left;
    const next = this.#variant.parts[part + 1];
    // The last slot takes all that is left; one before a literal ends where that literal stands.
    for (let end = Math.min(last, token + MAX_PHRASE); end > token; end--) {
      if (next === undefined && end !== this.#tokens.length) return false;
      if (next !== undefined && "words" in next && !next.words.includes(this.#tokens[end]!.word)) continue;
      const phrase = readPhrase(this.#tokens, token, end);
      if (phrase === null) continue;
      if (slot.within !== undefined && !this.#canRun(slot)) {
        this.#late.push({ slot, phrase });
        if (this.#step(part + 1, end)) return true;
        this.#late.pop();
        continue;
      }
      const bound = this.#resolve(slot, phrase, part);
      if (bound !== null && this.#bind(slot, bound, part, end)) return true;
    }
    return false;
  }

  /** `in box` may name a slot that stands later in the line, and so may `<self>`, whose goods it looks through. */
  #canRun(slot: SlotPart): boolean {
    if (this.#self === null && this.#owners.length > 0) return false;
    const names = this.#code.params(this.#variant.command, slot.within!);
    return names.every((name) => this.#bound.has(name) || !this.#variant.parts.some((part) => "slot" in part && part.slot === name));
  }

  #settle(): boolean {
    for (const { slot, phrase } of this.#late) {
      const bound = this.#resolve(slot, phrase, this.#variant.parts.length - 1);
      if (bound === null) return false;
      this.#bound.set(slot.slot, bound);
    }
    return true;
  }

  #bind(slot: SlotPart, bound: Bound, part: number, token: number): boolean {
    const open = this.#open;
    const selfBefore = this.#self;
    this.#bound.set(slot.slot, bound);
    if (slot.type === undefined) this.#self = bound.value;
    if (this.#step(part + 1, token)) return true;
    this.#bound.delete(slot.slot);
    this.#open = open;
    this.#self = selfBefore;
    return false;
  }

  #resolve(slot: SlotPart, phrase: Phrase, part: number): Bound | null {
    this.#shut = null;
    let made: readonly Tier[] | undefined;
    const tiersOf = (): readonly Tier[] => {
      made ??= this.#tiers(slot);
      return made;
    };
    const special = slot.type === undefined ? null : specialNoun(slot, phrase, this.#reach, tiersOf);
    if (special !== null) return special;
    const tiers = tiersOf();
    const found = findNoun(phrase, tiers, this.#loose, this.#pins[`${slot.slot}\n${phrase.typed}`]);
    if (found.kind === "one") return { value: found.item.wire, entity: found.item.entity, plural: found.plural };
    if (found.kind === "all") {
      const bound = this.#bindAll(slot, found.items);
      if (bound !== null) return bound;
    }
    const near: Near = {
      slot,
      phrase,
      found: found.kind === "several" ? found : { kind: "none" },
      score: this.#score(part),
      shut: this.#shut,
      tiers,
    };
    if (found.kind !== "several") {
      this.#missed(near);
      return null;
    }
    this.#open ??= near;
    const first = found.items[0]!;
    return { value: first.wire, entity: first.entity, plural: false };
  }

  /** Candidates by tier; empty for a table slot, which only numbers of a list can fill. */
  #tiers(slot: SlotPart): readonly Tier[] {
    if (slot.type === undefined) return [() => this.#owners];
    if (slot.within === undefined) return tiersFor(slot, this.#reach);
    const { command } = this.#variant;
    const args = this.#code.params(command, slot.within).map((name) => this.#bound.get(name)?.value ?? null);
    const value = this.#code.value(command, slot.within, this.#self, args);
    if (value === undefined) return [];
    const place = wireEntity(value);
    if (place !== null && this.#reach.sight.isShut(place)) this.#shut = value;
    return this.#reach.within(value, typeKind(slot.type));
  }

  #bindAll(slot: SlotPart, items: readonly Candidate[]): Bound | null {
    const sight = this.#reach.sight;
    const kind = slot.type?.t === "entity" ? slot.type.kind : null;
    if (kind === null || isExitKind(kind) || !sight.kindIs(kind, "core.thing")) return null;
    const loose = items.filter((item) => item.entity !== 0 && !sight.isFixed(item.entity) && !sight.isHidden(item.entity));
    return loose.length === 0 ? null : { value: loose[0]!.wire, items: loose, entity: loose[0]!.entity, plural: true };
  }

  #score(part: number): number {
    const literals = this.#variant.parts.slice(0, part + 1).filter((before) => "words" in before).length;
    return this.#variant.literals * 10 + literals + this.#bound.size;
  }

  #missed(near: Near): void {
    if (this.miss === null || near.score > this.miss.score || (near.score === this.miss.score && this.#saysMore(near, this.miss)))
      this.miss = near;
  }

  /** `open chest` is no way that leads nowhere, unless it names a direction. */
  #saysMore(near: Near, than: Near): boolean {
    if (near.slot === than.slot) return true;
    const isWay = ({ slot }: Near): boolean => slot.type?.t === "entity" && isExitKind(slot.type.kind);
    return isWay(than) && !isWay(near) && !this.#reach.sight.directions.has(than.phrase.words.join(" "));
  }
}

function emptyPhrase(typed: string): Phrase {
  return { words: [], ordinal: 0, all: false, but: [], it: false, menu: 0, typed };
}
