// What a host function is, and the turn as host functions see it: the one contract between the tables in this folder,
// the bridge that calls them, and the surface made from them. Everything that passes is a `Wire`.

import type { CompiledPack } from "../../../dsl/program.ts";
import type { SurfaceParam } from "../../../dsl/surface.ts";
import type { Type } from "../../../dsl/types.ts";
import type { FaultKind, Wire } from "../../../dsl/wire.ts";
import type { Chance } from "../../base/chance.ts";
import type { EntityId } from "../../base/ids.ts";
import type { Part } from "../../base/parts.ts";
import type { Entity } from "../../world/entity.ts";
import type { EditRow, HistoryOf, HistoryRow } from "../../world/port.ts";
import type { World } from "../../world/world.ts";
import type { DryRun, Tried } from "../dry-port.ts";
import type { LineRead } from "../line-read.ts";
import type { Capability } from "../tables/capabilities.ts";
import type { Tries } from "../tries.ts";
import type { SourceEdit, Workbench } from "../workbench.ts";

/** One function that Lore may call. Adding one is one record of this in a table of this folder. */
export interface HostFunction {
  readonly name: string;
  /** One sentence for the reference page. */
  readonly doc: string;
  readonly params: readonly SurfaceParam[];
  readonly result: Type;
  /** May answer `turn.refuse(…)`. */
  readonly refuses?: boolean;
  /** Shown in the reference and checked by the bridge before `run`; subtler cases ask `turn.may…` themselves. */
  readonly capability?: Capability;
  /** Capabilities that `run` asks for itself (`turn.may`), each with when it does: for the reference and the capability test. */
  readonly needs?: readonly { readonly capability: Capability; readonly when: string }[];
  /** Fuel of one call. */
  readonly cost: number;
  /** May run other scripts before it returns. */
  readonly reenters?: boolean;
  /** Changes nothing that anybody could read: what the script has read so far stays true. */
  readonly harmless?: boolean;
  /**
   * It changes no properties but those of these names, whoever has them: what was read of others stays true. What scripts change that
   * it runs is not among them.
   */
  readonly touches?: readonly string[];
  readonly needsActor?: boolean;
  /**
   * Arguments in the order of `params`, null where left out. Answers with a value, `turn.refuse(…)` or `turn.fault(…)`.
   * The bridge undoes nothing by itself: check first, then write.
   */
  run(turn: Turn, args: readonly Wire[]): Wire;
}

/** The turn: a script's only way to the world. Entities are wires (`#42`). */
export interface Turn {
  /** Reads, and writes that go into the turn's journal. */
  readonly world: World;
  readonly nowMs: number;
  /** What the world's own clock is ahead of UTC. */
  readonly zoneMs: number;
  readonly chance: Chance;
  /** Whose deed the running code serves; null in clocks. */
  readonly actor: Wire;
  readonly self: Wire;
  /** The word typed, in commands; "" elsewhere. */
  readonly verb: string;
  /** Compiled pack id whose code is calling, and what owns it. */
  readonly caller: Caller;

  /** The room of the actor now, else of `self`; null when neither is anywhere. */
  room(): Wire;
  /** Every being in `room()` but the actor, in order of arrival. */
  others(): readonly Wire[];

  /** A refusal with a `text` declaration of the library: `refuse("stdlib.core.none", {what})`. */
  refuse(textId: string, args?: Readonly<Record<string, Wire>>): Wire;
  /** A refusal whose reason is there already (a text wire). */
  refuseWith(reason: Wire): Wire;
  /** A fault as outcome; the bridge adds where the script stood. */
  fault(kind: FaultKind, message: string): Wire;
  /** `fault("denied", …)` that names the capability. */
  denied(capability: Capability): Wire;
  /** Calls a `text` declaration (the most derived restatement): a text wire, still per reader. */
  text(id: string, args?: Readonly<Record<string, Wire>>): Wire;
  /** Calls a `fn`, `text` or method by name of function: any wire, or an outcome. `fn` is a qualified id. */
  call(fn: string, args: readonly (readonly [string | null, Wire])[]): Wire;
  /** A method of an entity's kind, or null when it has none. */
  callMethod(object: Wire, name: string, args: readonly (readonly [string | null, Wire])[]): Wire;
  /** True when the entity's kinds have a function of that name. */
  hasMethod(object: Wire, name: string): boolean;
  /** Property of anything, as a script's `x.name` reads it (computes defaults that are code). */
  get(object: Wire, name: string): Wire;
  /** Writes a property with the same checks as a script's assignment, rights included. */
  set(object: Wire, name: string, value: Wire): Wire;

  /** True when the owner of the calling script has the capability. */
  may(capability: Capability): boolean;
  /** True when the calling script may change this entity: its own things, or what a consenting player carries. */
  mayChange(entity: Wire): boolean;
  /** True for what the calling script's pack declares, or its kind; for a player's script what its owner owns. */
  isOwn(entity: Wire): boolean;
  /** True when this player's consent covers effects on it now: its own typed command, `ask … to allow`, or a mandate. */
  consents(player: Wire): boolean;

  /** Puts a text (or rich text) before one player; renders it for that reader. Counts against the messages budget. */
  tell(player: Wire, text: Wire): Wire;
  /** The same for a piece of a reply that is rendered already and knows its weight. `isAmbient`: said to all who are by. */
  tellPart(player: Wire, part: Part, isAmbient?: boolean): Wire;
  /** Whether this player is connected. */
  isOnline(player: Entity): boolean;
  /** Rendered for one reader; null reads as a stranger who sees nothing as "you". */
  render(text: Wire, reader: Wire): string;
  /** The same for many, by their numbers: once for all whom it does not name, and for each whom it does. */
  forReaders(text: Wire): (reader: number) => string;
  /** Numbers and remembers a list for a reader (`menu`): the numbers the reader may type for 30 minutes. */
  remember(reader: Wire, items: readonly Wire[]): void;

  /** Spends one of the effects budget (writes, moves, creations): a fault when it is spent, else null. */
  effect(): Wire;

  /**
   * Runs every `before` of an event on `target` in the order of rule D: null, or the refusal that stops the deed.
   * `args` in the order of the event's parameters. The actor is the turn's unless given.
   */
  before(event: string, target: Wire, args: readonly Wire[], actor?: Wire): Wire;
  /** Runs every `on` of an event, each in a savepoint of its own; null, or a fault of the whole chain (budget). */
  after(event: string, target: Wire, args: readonly Wire[], actor?: Wire): Wire;
  /** Moves a being with `leave` and `enter` (both asked first; scripts of builders not at all, `pastBuilders`); null, `!r` or `!f`. Things move by `world` alone. */
  moveBeing(being: Wire, to: Wire, pastBuilders?: boolean): Wire;
  /** Notes that a thing was taken to nowhere (`take`): the run's end destroys it unless it stands somewhere by then. */
  hold(thing: Wire): void;
  /** True when a trigger of a thing, being or room answered the last deed. */
  answered(): boolean;
  /** True when this player has been at an npc's topic before (the running visit does not count). */
  said(npc: Wire, topic: string, player: Wire): boolean;
  /** Opens an npc's talk for a player, at a topic or at its first: true, false when there is nothing to say, or an outcome. */
  converse(npc: Wire, player: Wire, topic: string | null): Wire;
  /** Rows of the history of things, newest first, older than the row `before` (0: from the newest). */
  history(of: HistoryOf, before: number, limit: number): readonly HistoryRow[];
  /** While a `migrate` runs: what a property held before. Undefined at any other time. */
  old(entity: Entity, name: string, who: EntityId): Wire | undefined;
  /** Asks whoever holds the player's connection for something, once the turn is done; taken back with the rest. `whom`: for another player. */
  request(player: Wire, what: SessionRequest, whom?: Wire): void;

  /** The language, for functions that edit Lore; null where nothing is built. */
  readonly bench: Workbench | null;
  /** Private copies of the world; null where there are none. */
  readonly tries: Tries | null;
  /** This turn reads what is not of the world: a replay does not compare it. */
  readBeside(): void;
  /** Another text for a builder's pack, with all that follows from it: null, or why not. */
  rebuild(pack: string, edit: SourceEdit): Wire;
  /** Text of a builder's pack as it was when the turn began; undefined when it was not edited in it. */
  textBefore(pack: string): string | undefined;
  /** Runs what the actor would set off, and takes back all that it did. `traced`: a pack, to tell each step of it. */
  rehearse(tried: Tried, traced?: CompiledPack): DryRun;
  /** What a line of the actor's comes to, as if it were typed now. */
  read(line: string): LineRead;
  /** Edits of a builder's pack, newest first, older than the version `before` (0: from the newest). */
  edits(pack: string, before: number, limit: number): readonly EditRow[];

  /** Makes instances in a place and runs their `create`: the (first) instance, `!r` or `!f`. */
  create(model: Wire, place: Wire, times: number): Wire;
  /** Makes one more of a thing in a place and runs its `create`: the copy, `!r` or `!f`. */
  copy(what: Wire, place: Wire): Wire;
  /** Runs `destroy` and takes it out of the world: null, `!r` or `!f`. */
  destroy(what: Wire, by: Wire): Wire;
}

/** What only a connection can do: close it, ask for a new password or tell a code that no journal sees, say how well it is heard; what goes on outside of turns. */
export type SessionRequest = "disconnect" | "password" | "radio code" | "radio status" | "reload" | "live" | "convert" | TryRequest;

/** A copy to be made, to go into, to come out of (`whom`: whose), to be forgotten (`whom`: its name). */
export type TryRequest = "try open" | "try enter" | "try leave" | "try end";

/** Whose rights a script runs with. */
export interface Caller {
  /** Pack id of the code: `stdlib`, `gullwick`, or a player's own `~ann`. */
  readonly unit: string;
  /** The player that owns the unit's scripts, for players' own ones. */
  readonly owner: Wire;
  readonly capabilities: ReadonlySet<Capability>;
}
