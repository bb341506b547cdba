// The turn as host functions see it: each member hands on to the part that knows.

import type { CompiledPack } from "../../dsl/program.ts";
import type { FaultKind, Wire } from "../../dsl/wire.ts";
import type { Chance } from "../base/chance.ts";
import type { EntityId } from "../base/ids.ts";
import { type Part, plainPart } from "../base/parts.ts";
import { roomOf } from "../world/contents.ts";
import type { Entity } from "../world/entity.ts";
import type { EditRow, HistoryOf, HistoryRow } from "../world/port.ts";
import { entityIdOf, type World } from "../world/world.ts";
import { othersIn, raise } from "./deeds.ts";
import type { DryRun, Tried } from "./dry-port.ts";
import { dryRun } from "./dry-run.ts";
import { callMethodOf, callNamed, hasMethodOf } from "./functions.ts";
import type { Caller, SessionRequest, Turn } from "./host/record.ts";
import type { LineRead } from "./line-read.ts";
import { copy, create, destroy, moveBeing } from "./moves.ts";
import { getProp, setProp } from "./props.ts";
import { rebuild } from "./rebuild.ts";
import { consents, denied, isOwn, may, mayChange } from "./rights.ts";
import { oldValue } from "./swap.ts";
import type { Capability } from "./tables/capabilities.ts";
import { converse, said } from "./talk.ts";
import { setMenu } from "./talk-state.ts";
import { forReaders, renderText } from "./text/render.ts";
import { callTextNamed, refuseWith } from "./texts.ts";
import type { Tries } from "./tries.ts";
import type { TurnState } from "./turn-state.ts";
import { type LabeledArg, refusalWire } from "./wires.ts";
import type { SourceEdit, Workbench } from "./workbench.ts";

export class HostTurn implements Turn {
  readonly #state: TurnState;
  readonly world: World;
  readonly nowMs: number;
  readonly zoneMs: number;
  readonly chance: Chance;

  constructor(state: TurnState) {
    this.#state = state;
    this.world = state.core.world;
    this.nowMs = state.nowMs;
    this.zoneMs = state.core.zoneMs;
    this.chance = state.chance;
  }

  get actor(): Wire {
    return this.#state.frame.actor;
  }

  get self(): Wire {
    return this.#state.frame.self;
  }

  get verb(): string {
    return this.#state.frame.verb;
  }

  get caller(): Caller {
    return this.#state.frame.caller;
  }

  room(): Wire {
    const who = this.world.ofWire(this.actor) ?? this.world.ofWire(this.self);
    return who === undefined ? null : (roomOf(who)?.wire ?? null);
  }

  others(): readonly Wire[] {
    return othersIn(this.#state, this.world.ofWire(this.room()) ?? null, this.actor);
  }

  // ------------------------------------------------------- outcomes and words

  refuse(textId: string, args: Readonly<Record<string, Wire>> = {}): Wire {
    return refuseWith(this.#state, textId, args);
  }

  refuseWith(reason: Wire): Wire {
    return refusalWire(reason);
  }

  fault(kind: FaultKind, message: string): Wire {
    return this.#state.fault(kind, message);
  }

  denied(capability: Capability): Wire {
    return denied(capability);
  }

  text(id: string, args: Readonly<Record<string, Wire>> = {}): Wire {
    return callTextNamed(this.#state, id, args);
  }

  call(fn: string, args: readonly LabeledArg[]): Wire {
    return callNamed(this.#state, fn, args);
  }

  callMethod(object: Wire, name: string, args: readonly LabeledArg[]): Wire {
    return hasMethodOf(this.#state, object, name) ? callMethodOf(this.#state, object, name, args) : null;
  }

  hasMethod(object: Wire, name: string): boolean {
    return hasMethodOf(this.#state, object, name);
  }

  get(object: Wire, name: string): Wire {
    return getProp(this.#state, object, name);
  }

  set(object: Wire, name: string, value: Wire): Wire {
    return setProp(this.#state, object, name, value);
  }

  render(text: Wire, reader: Wire): string {
    return renderText(text, reader === null ? -1 : entityIdOf(reader), this.#state.core.look);
  }

  isOnline(player: Entity): boolean {
    return this.#state.core.online.has(player.id);
  }

  forReaders(text: Wire): (reader: number) => string {
    return forReaders(text, this.#state.core.look);
  }

  tell(player: Wire, text: Wire): Wire {
    return this.tellPart(player, plainPart(this.render(text, player)));
  }

  tellPart(player: Wire, part: Part, isAmbient = false): Wire {
    const isAway = !this.#state.core.online.has(entityIdOf(player));
    // Who is away reads it later, if the script may leave notes or the player agreed to what it does.
    if (isAway && !may(this.#state, "notify") && !consents(this.#state, player)) return null;
    return this.#state.part(entityIdOf(player), part, isAmbient);
  }

  remember(reader: Wire, items: readonly Wire[]): void {
    setMenu(this.world, entityIdOf(reader), items, this.nowMs);
  }

  // ------------------------------------------------------------------- rights

  may(capability: Capability): boolean {
    return may(this.#state, capability);
  }

  isOwn(entity: Wire): boolean {
    const found = this.world.ofWire(entity);
    return found !== undefined && isOwn(this.#state, found);
  }

  mayChange(entity: Wire): boolean {
    const found = this.world.ofWire(entity);
    return found !== undefined && mayChange(this.#state, found);
  }

  consents(player: Wire): boolean {
    return consents(this.#state, player);
  }

  effect(): Wire {
    return this.#state.effect();
  }

  // ------------------------------------------------------------ events, talks

  before(event: string, target: Wire, args: readonly Wire[], actor: Wire = this.actor): Wire {
    return raise(this.#state, "before", event, target, args, actor);
  }

  after(event: string, target: Wire, args: readonly Wire[], actor: Wire = this.actor): Wire {
    return raise(this.#state, "on", event, target, args, actor);
  }

  moveBeing(being: Wire, to: Wire, pastBuilders = false): Wire {
    return moveBeing(this.#state, being, to, pastBuilders);
  }

  create(model: Wire, place: Wire, times: number): Wire {
    return create(this.#state, model, place, times);
  }

  copy(what: Wire, place: Wire): Wire {
    return copy(this.#state, what, place);
  }

  destroy(what: Wire, by: Wire): Wire {
    return destroy(this.#state, what, by);
  }

  hold(thing: Wire): void {
    this.#state.taken.add(thing);
  }

  history(of: HistoryOf, before: number, limit: number): readonly HistoryRow[] {
    return this.#state.core.store.history(of, before, limit);
  }

  readBeside(): void {
    this.#state.beside = true;
  }

  get tries(): Tries | null {
    return this.#state.core.tries;
  }

  get bench(): Workbench | null {
    return this.#state.core.bench;
  }

  rebuild(pack: string, edit: SourceEdit): Wire {
    return rebuild(this.#state, pack, edit);
  }

  textBefore(pack: string): string | undefined {
    return this.#state.textsBefore.get(pack);
  }

  rehearse(tried: Tried, traced?: CompiledPack): DryRun {
    return dryRun(this.#state, { tried, actor: this.actor, ...(traced !== undefined && { traced: [traced] }) });
  }

  read(line: string): LineRead {
    return this.#state.core.reader?.(line) ?? { why: "" };
  }

  edits(pack: string, before: number, limit: number): readonly EditRow[] {
    return this.#state.core.store.edits(pack, before, limit);
  }

  answered(): boolean {
    return this.#state.answered;
  }

  said(npc: Wire, topic: string, player: Wire): boolean {
    return said(this.#state, npc, topic, player);
  }

  converse(npc: Wire, player: Wire, topic: string | null): Wire {
    return converse(this.#state, npc, player, topic);
  }

  old(entity: Entity, name: string, who: EntityId): Wire | undefined {
    return oldValue(this.#state.core, entity, name, who);
  }

  request(player: Wire, what: SessionRequest, whom: Wire = player): void {
    this.#state.request(entityIdOf(player), { what, whom });
  }
}
