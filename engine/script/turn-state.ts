// The turn's own state: who acts, what is left to spend, what was said, and marks to go back to. No behaviour of the game is here.

import type { FaultKind, Wire } from "../../dsl/wire.ts";
import type { Chance } from "../base/chance.ts";
import type { EntityId } from "../base/ids.ts";
import { type Part, plainPart } from "../base/parts.ts";
import { entityIdOf } from "../world/world.ts";
import type { Budget } from "./budget.ts";
import type { Core, PackCode } from "./core.ts";
import type { Tracer } from "./dry-port.ts";
import type { FaultReport, TurnKind } from "./facade.ts";
import type { Caller, SessionRequest } from "./host/record.ts";
import { forReaders } from "./text/render.ts";
import { faultWire } from "./wires.ts";

/** The script that runs now, and for whom. */
export interface Frame {
  readonly caller: Caller;
  readonly pack: PackCode | null;
  readonly code: number;
  readonly self: Wire;
  readonly actor: Wire;
  readonly verb: string;
  /** Players who consented to effects on them in this block. */
  readonly grants: readonly Wire[];
}

interface Line {
  readonly player: EntityId;
  readonly part: Part;
  /** Said to somebody who is away: a note for later. */
  readonly away: boolean;
  /** Said to all who were by, not to this reader. */
  readonly ambient: boolean;
  /** No line at all but something asked of the player's connection. */
  readonly request?: Asked;
}

/** `whom` is the player themselves unless somebody asks in another's behalf. */
interface Asked {
  readonly what: SessionRequest;
  readonly whom: Wire;
}

/** What builders' scripts use of a day: counted before it is done, and refused when it is more than they may. */
export interface DailyBook {
  row(): Wire;
  message(player: EntityId, text: string): Wire;
  tell(): void;
}

export interface TurnOpening {
  readonly core: Core;
  readonly kind: TurnKind;
  readonly actor: Wire;
  readonly input: string;
  readonly seed: number;
  readonly nowMs: number;
  readonly budget: Budget;
  readonly chance: Chance;
  readonly frame: Frame;
  readonly hurried: boolean;
}

/** Lines fit in the low part of a mark, the journal's position above them. */
const LINES = 0x10_0000;

export class TurnState {
  readonly core: Core;
  readonly kind: TurnKind;
  readonly actor: Wire;
  readonly input: string;
  readonly seed: number;
  readonly nowMs: number;
  readonly budget: Budget;
  readonly chance: Chance;
  /** More commands of the same line, or more things of an `all`, follow this one. */
  hurried: boolean;
  readonly lines: Line[] = [];
  readonly faults: FaultReport[] = [];
  frame: Frame;
  fuel: number;
  depth = 0;
  nesting = 0;
  jobs = 0;
  effects = 0;
  messages = 0;
  /** What runs now has consent until then: what it leaves for later has it no longer. */
  consentUntilMs = Number.POSITIVE_INFINITY;
  /** Some trigger of a thing or room answered the last deed. */
  answered = false;
  /** What runs is taken back whatever it does: a script may be tried that is switched off. */
  rehearsing = false;
  /** It read what is not of the world, so a replay need not come to the same. */
  beside = false;
  /** While a run is traced. */
  tracing: Tracer | null = null;
  daily: DailyBook | null = null;
  /** Texts of builders' packs as they were before their first edit in this turn. */
  readonly textsBefore = new Map<string, string>();
  /** Entities that `take` put nowhere: destroyed at the end of the run (rule 57). */
  readonly taken = new Set<Wire>();
  /** Wall clock that scripts have used; what the host does between them (compiling a line) does not count. */
  #wallUsedMs = 0;
  #enteredMs = 0;

  constructor(opening: TurnOpening) {
    this.core = opening.core;
    this.kind = opening.kind;
    this.actor = opening.actor;
    this.input = opening.input;
    this.seed = opening.seed;
    this.nowMs = opening.nowMs;
    this.budget = opening.budget;
    this.chance = opening.chance;
    this.frame = opening.frame;
    this.hurried = opening.hurried;
    this.fuel = opening.budget.fuel;
  }

  /** A call into scripts from outside of them begins; answers how much of the wall clock is left. */
  enter(): number {
    if (this.depth === 0) this.#enteredMs = this.core.units.wallNow();
    const inside = this.depth === 0 ? 0 : this.core.units.wallNow() - this.#enteredMs;
    return this.budget.wallMs - this.#wallUsedMs - inside;
  }

  /** The outermost call has come back. */
  leave(): void {
    if (this.depth === 0) this.#wallUsedMs += this.core.units.wallNow() - this.#enteredMs;
  }

  /** At least so much time more: for the engine's own sentence when the script has used up all. */
  grantWall(ms: number): void {
    this.#wallUsedMs = Math.min(this.#wallUsedMs, this.budget.wallMs - ms);
  }

  mark(): number {
    return this.core.world.journal.mark() * LINES + this.lines.length;
  }

  /** Takes back every effect and every line since the mark; what they cost stays spent. */
  undo(mark: number): void {
    const kept = Math.floor(mark / LINES);
    this.tracing?.undone(kept, mark % LINES);
    this.core.world.journal.undo(kept);
    this.lines.length = mark % LINES;
  }

  /** Counts one effect; a fault when there are too many. */
  effect(): Wire {
    if (++this.effects > this.budget.effects) return faultWire("calls", `one command may change at most ${this.budget.effects} things`);
    return this.daily?.row() ?? null;
  }

  job(): Wire {
    if (++this.jobs > this.budget.jobs) return faultWire("calls", `one command may leave at most ${this.budget.jobs} things for later`);
    return this.daily?.row() ?? null;
  }

  /** Puts a text before readers, as each reads it. */
  say(readers: readonly Wire[], text: Wire): Wire {
    const read = forReaders(text, this.core.look);
    for (const reader of readers) {
      const id = entityIdOf(reader);
      const fault = this.line(id, read(id));
      if (fault !== null) return fault;
    }
    return null;
  }

  /** One line that is rendered already. */
  line(player: EntityId, text: string): Wire {
    return this.part(player, plainPart(text));
  }

  /** A piece of a reply, rendered already. */
  part(player: EntityId, part: Part, ambient = false): Wire {
    if (++this.messages > this.budget.messages) return faultWire("calls", `one command may say at most ${this.budget.messages} things`);
    const over = this.daily?.message(player, part.text) ?? null;
    if (over !== null) return over;
    this.lines.push({ player, part, away: !this.core.online.has(player), ambient });
    return null;
  }

  /** Something for whoever holds the player's connection; stands among the lines so that it is taken back with them. */
  request(player: EntityId, request: Asked): void {
    this.lines.push({ player, part: plainPart(""), away: false, ambient: false, request });
  }

  fault(kind: FaultKind, message: string): Wire {
    return faultWire(kind, message);
  }
}
