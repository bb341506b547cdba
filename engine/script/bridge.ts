// The calls that code makes out of its isolate: one set for each unit, all over the turn that is open now. Plain values in, plain
// values out; whatever is wrong comes back as an outcome.

import type { HostPort } from "../../dsl/host-port.ts";
import type { Wire } from "../../dsl/wire.ts";
import { has, roomOf } from "../world/contents.ts";
import { entityIdOf } from "../world/world.ts";
import { callCode, packOf } from "./calls.ts";
import { onlinePlayers } from "./core.ts";
import { deedAfter, deedBefore, othersIn, signal } from "./deeds.ts";
import { isEntity, recordDefaults } from "./fits.ts";
import { callBase, callMethodOf, callNamed, methodPlace } from "./functions.ts";
import type { HostTurn } from "./host-turn.ts";
import { putAfter, putAsk } from "./jobs.ts";
import { peekAll } from "./peeks.ts";
import { getEach, getProp, isEach, peekEach, peekProp, setEach, setProp } from "./props.ts";
import { denied, may } from "./rights.ts";
import { query, queryCount, rowAdd, rowRemove, rowsRemove, rowsUpdate } from "./rows.ts";
import { flattenText, renderText } from "./text/render.ts";
import type { TurnState } from "./turn-state.ts";
import { faultWire, type LabeledArg, listWire } from "./wires.ts";

/** The open turn, where every bridge finds it. */
export interface Desk {
  turn: TurnState | null;
  host: HostTurn | null;
}

const NIGHT_FROM = 20;
const NIGHT_TO = 6;

export function makeBridge(desk: Desk, closed: () => never): HostPort {
  const now = (): TurnState => desk.turn ?? closed();
  const args = (text: string): LabeledArg[] => JSON.parse(text) as LabeledArg[];
  return {
    get: (object, name) => getProp(now(), object, name),
    peek: (object, name) => peekProp(now(), object, name),
    peekAll: (object, plan) => peekAll(now(), object, plan),
    set: (object, name, value) => setProp(now(), object, name, value),
    getEach: (object, name, who) => getEach(now(), object, name, who),
    peekEach: (object, name, who) => peekEach(now(), object, name, who),
    isEach: (object, name) => isEach(now(), object, name),
    setEach: (object, name, who, value) => setEach(now(), object, name, who, value),
    entity: (id) => now().core.world.byKey(id)?.wire ?? null,
    value: (name) => bareValue(now(), name),
    record: (id) => recordOf(now(), id),
    isA: (object, kind) => isKind(now(), object, kind),
    has: (object, what) => hasWhat(now(), object, what),
    all: (what) => allOf(now(), what),
    plain: (text) => flat(now(), text),
    random: (low, high) => now().chance.between(low, high),
    host: (name, fuel, ...wires) => callHost(desk, now(), name, fuel, wires),
    method: (object, name) => methodPlace(now(), object, name),
    invoke: (object, name, fuel, text) => repaid(now(), fuel, callMethodOf(spent(now(), fuel), object, name, args(text))),
    invokeBase: (object, name, code, fuel, text) => repaid(now(), fuel, callBase(spent(now(), fuel), object, name, code, args(text))),
    call: (id, fuel, text) => repaid(now(), fuel, callNamed(spent(now(), fuel), id, args(text))),
    isRestated: (id) => now().core.world.definitions.isRestated(id),
    mark: () => now().mark(),
    undo: (mark) => now().undo(mark),
    query: (plan, params) => query(now(), plan, params, now().budget.rows),
    queryAll: (plan, params) => query(now(), plan, params, now().budget.walk),
    queryCount: (plan, params) => queryCount(now(), plan, params),
    rowAdd: (table, record) => rowAdd(now(), table, record),
    rowRemove: (row) => rowRemove(now(), row),
    rowsUpdate: (plan, params) => rowsUpdate(now(), plan, params),
    rowsRemove: (plan, params) => rowsRemove(now(), plan, params),
    deedBefore: (name, target, fuel, text) => quiet(now(), fuel, deedBefore(spent(now(), fuel), name, target, text)),
    deedAfter: (name, target, fuel, text) => quiet(now(), fuel, deedAfter(spent(now(), fuel), name, target, text)),
    signal: (event, fuel, text, place) => quiet(now(), fuel, signal(spent(now(), fuel), event, text, place)),
    ask: (job) => putAsk(now(), job),
    after: (job) => putAfter(now(), job),
    step: (at, fuel, paid, own) => now().tracing?.step(at, fuel, paid, own) ?? false,
    back: (at, fuel) => now().tracing?.back(at, fuel) ?? null,
    saw: (at, fuel, value) => now().tracing?.saw(at, fuel, value) ?? null,
  };
}

/** What the caller has left is what the whole chain has left. */
function spent(turn: TurnState, fuel: number): TurnState {
  turn.fuel = fuel;
  return turn;
}

/** The answer, with what is left of the fuel when other scripts spent some of it. */
function repaid(turn: TurnState, fuel: number, wire: Wire): Wire {
  return turn.fuel === fuel ? wire : `=${turn.fuel}|${JSON.stringify(wire)}`;
}

/** 0 when no script ran, which is how most deeds end. */
function quiet(turn: TurnState, fuel: number, wire: Wire): Wire {
  return wire === null && turn.fuel === fuel ? 0 : repaid(turn, fuel, wire);
}

function callHost(desk: Desk, turn: TurnState, name: string, fuel: number, args: readonly Wire[]): Wire {
  const fn = turn.core.functions.get(name);
  if (fn === undefined) return faultWire("missing", `there is no function ${name}`);
  if (fn.capability !== undefined && !may(turn, fn.capability)) return denied(fn.capability);
  turn.fuel = fuel;
  const wire = fn.run(desk.host!, args);
  return fn.reenters === true ? repaid(turn, fuel, wire) : wire;
}

/** A bare name of the surface. */
function bareValue(turn: TurnState, name: string): Wire {
  const { world } = turn.core;
  const room = (first: Wire, second: Wire): Wire => {
    const who = world.ofWire(first) ?? world.ofWire(second);
    return who === undefined ? null : (roomOf(who)?.wire ?? null);
  };
  const { self, actor, verb } = turn.frame;
  switch (name) {
    case "now":
      return `t${turn.nowMs}`;
    case "actor":
      return actor;
    case "verb":
      return `s${verb}`;
    case "room":
      return room(actor, self);
    case "here":
      return room(self, actor);
    case "others":
      return listWire(othersIn(turn, world.ofWire(room(actor, self)) ?? null, actor));
    case "players":
      return listWire(onlinePlayers(turn.core));
    case "hurried":
      return turn.hurried;
    case "night": {
      const hour = new Date(turn.nowMs + turn.core.zoneMs).getUTCHours();
      return hour >= NIGHT_FROM || hour < NIGHT_TO;
    }
  }
  return faultWire("missing", `there is no ${name}`);
}

function recordOf(turn: TurnState, id: string): Wire {
  const made = recordDefaults(turn.core.world, id, (packId, code) => {
    const pack = packOf(turn, packId);
    return pack === undefined ? null : callCode(turn, { pack, code, self: null, args: "" });
  });
  return made ?? faultWire("missing", "that record is no longer there");
}

function isKind(turn: TurnState, object: Wire, kind: string): boolean {
  if (typeof object === "string" && object.startsWith("@")) return turn.core.world.definitionOf(object)?.isA(kind) ?? false;
  return isEntity(object, kind, turn.core.world);
}

function hasWhat(turn: TurnState, object: Wire, what: Wire): boolean {
  const holder = turn.core.world.ofWire(object);
  return holder !== undefined && has(turn.core.world, holder, what);
}

/** Instances of a kind or of a model, oldest first. Players: every one that ever was. */
function allOf(turn: TurnState, what: Wire): Wire {
  const { world } = turn.core;
  if (typeof what !== "string") return 'j["l"]';
  const found = what.startsWith("@") ? world.instances(what.slice(1)) : world.ofKind(what.slice(1));
  if (found.length > 1000) return faultWire("range", "there are too many of these to list");
  return listWire(found.map(({ wire }) => wire));
}

/** A rich text as the actor reads it. */
function flat(turn: TurnState, text: Wire): Wire {
  const { actor } = turn.frame;
  return actor === null ? flattenText(text, turn.core.look) : `s${renderText(text, entityIdOf(actor), turn.core.look)}`;
}
