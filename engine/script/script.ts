// The script floor put together: units for every pack, the turn that is open, timers, prompts, and who is online.

import type { CompiledPack } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import { Chance } from "../base/chance.ts";
import { COINS } from "../base/currency.ts";
import { Digest } from "../base/digest.ts";
import { EngineError } from "../base/errors.ts";
import type { EntityId } from "../base/ids.ts";
import type { TimerRow } from "../world/port.ts";
import { entityIdOf } from "../world/world.ts";
import { type Desk, makeBridge } from "./bridge.ts";
import { type Budget, DEFAULT_BUDGET } from "./budget.ts";
import { callCode } from "./calls.ts";
import { type Core, ENGINE, type PackCode } from "./core.ts";
import { nameOfPlayer } from "./core-props.ts";
import { Daily } from "./daily.ts";
import type { DueTimer, FaultReport, OpenPrompt, OpenTurn, Script, ScriptParts, SwapOutcome, TurnResult, TurnStart } from "./facade.ts";
import { HOST_FUNCTIONS } from "./host/index.ts";
import { HostTurn } from "./host-turn.ts";
import { startInput } from "./loaded.ts";
import { makeLook } from "./look.ts";
import { clearNotes, notesOf } from "./notes.ts";
import { ScriptTurn } from "./open-turn.ts";
import { openPrompt } from "./prompts.ts";
import { packOfUnit, retiredCode, retiredUnits } from "./retired.ts";
import { runStatements } from "./statements.ts";
import { swapIn } from "./swap.ts";
import type { Swap } from "./swap-report.ts";
import { ALL_CAPABILITIES, type Capability } from "./tables/capabilities.ts";
import { Timers } from "./timers.ts";
import { type Frame, TurnState } from "./turn-state.ts";
import type { UnitCode } from "./units.ts";

/** Faults kept for builders and the sysop. */
const FAULTS_KEPT = 200;
/** Starting a world runs every `create` of it in one turn: the sysop's own work, not a script's. */
const START_BUDGET: Partial<Budget> = { fuel: 100_000_000, wallMs: 60_000, effects: 1_000_000, messages: 100_000, jobs: 100_000 };

/** A reload runs between two turns of people who play. */
const SWAP_BUDGET: Partial<Budget> = { ...START_BUDGET, wallMs: 800 };

export function makeScript(parts: ScriptParts): Script {
  return new ScriptFloor(parts);
}

class ScriptFloor implements Script {
  readonly #parts: ScriptParts;
  readonly #core: Core;
  readonly #desk: Desk = { turn: null, host: null };
  readonly #timers: Timers;
  readonly #seeds: Chance;
  readonly #tickSeed: number;
  readonly #faults: FaultReport[] = [];
  /** What a dry run has built need not be built again. */
  readonly #units = new WeakMap<CompiledPack, UnitCode>();

  constructor(parts: ScriptParts) {
    this.#parts = parts;
    const { world, store, clock, units } = parts;
    const functions = new Map((parts.functions ?? HOST_FUNCTIONS).map((fn) => [fn.name, fn]));
    const budget = { ...DEFAULT_BUDGET, ...parts.budget };
    const zoneMs = parts.zoneMs ?? 0;
    this.#core = {
      ...{
        world,
        store,
        clock,
        units,
        budget,
        functions,
        packs: new Map(),
        online: new Set(),
        zoneMs,
        look: undefined as never,
        reader: null,
        before: null,
      },
      bench: parts.bench ?? null,
      tries: parts.tries ?? null,
      define: (id, compiled) => this.#replace(id, compiled),
    };
    this.#tickSeed = parts.seed ?? Math.floor(Math.random() * 0x1_0000_0000);
    this.#seeds = new Chance(this.#tickSeed);
    this.#timers = new Timers(this.#core);
    this.#loadUnits();
  }

  // ------------------------------------------------------------------- turns

  openTurn(start: TurnStart): OpenTurn {
    return this.#open(start);
  }

  set reader(reader: Script["reader"]) {
    this.#core.reader = reader;
  }

  get reader(): Script["reader"] {
    return this.#core.reader;
  }

  warm(): void {
    this.#core.bench?.warm();
  }

  #open(start: TurnStart, actor: Wire = start.actor): ScriptTurn {
    if (this.#desk.turn !== null) throw new EngineError("E_BUG", { detail: `a turn is open already (${this.#desk.turn.kind})` });
    const core = this.#core;
    const nowMs = start.nowMs ?? core.clock.now();
    const seed = start.seed ?? this.#seeds.next32();
    const frame: Frame = { caller: ENGINE, pack: null, code: -1, self: null, actor, verb: "", grants: [] };
    const budget = start.budget === undefined ? core.budget : { ...core.budget, ...start.budget };
    const { kind, input, hurried = false } = start;
    const chance = new Chance(seed);
    const state = new TurnState({ core, kind, actor: start.actor, input, seed, nowMs, budget, chance, frame, hurried });
    state.daily = new Daily(state);
    const id = core.world.journal.open(nowMs);
    this.#desk.turn = state;
    this.#desk.host = new HostTurn(state);
    return new ScriptTurn(state, id, {
      closed: (turn) => this.#closed(turn),
      statements: (turn, source, locals) => runStatements(turn, source, locals, this.#parts.compile, (pack) => this.#define(pack)),
    });
  }

  #closed(turn: TurnState): void {
    this.#desk.turn = null;
    this.#desk.host = null;
    if (turn.faults.length === 0) return;
    this.#faults.push(...turn.faults);
    if (this.#faults.length > FAULTS_KEPT) this.#faults.splice(0, this.#faults.length - FAULTS_KEPT);
  }

  // ------------------------------------------------------------------- units

  /** Brings code in step with the definitions; what did not change keeps running where it is. */
  #loadUnits(): void {
    const { packs, units, world } = this.#core;
    const retired = retiredUnits(world);
    for (const id of packs.keys()) {
      if (world.definitions.packs.has(id) || retired.has(id)) continue;
      units.forget(id);
      packs.delete(id);
    }
    for (const compiled of world.definitions.packs.values()) {
      const known = packs.get(compiled.id);
      if (known?.compiled.hash !== compiled.hash || !isSameCaller(known.caller, this.#callerOf(compiled.id)))
        this.#replace(compiled.id, compiled);
    }
    for (const unit of retired) if (!packs.has(unit)) this.#replace(unit, retiredCode(world, unit));
    this.#core.look = this.#makeLook();
  }

  #replace(id: string, compiled: CompiledPack | undefined): void {
    this.#core.packs.delete(id);
    if (compiled === undefined) {
      this.#core.units.forget(id);
      return;
    }
    const codeByKey = new Map(compiled.code.map((info, at) => [info.key, at]));
    this.#define({ id, compiled, caller: this.#callerOf(id), codeByKey });
  }

  /** What a builder made has the builder's rights and no capability. */
  #callerOf(unit: string): PackCode["caller"] {
    const id = packOfUnit(unit);
    const source = this.#core.world.source(id);
    if (source !== undefined) return { unit: id, owner: `#${source.owner}`, capabilities: new Set() };
    const granted = id === "stdlib" ? ALL_CAPABILITIES : (this.#parts.capabilities[id] ?? []);
    return { unit: id, owner: null, capabilities: new Set<Capability>(granted) };
  }

  #define(pack: PackCode): void {
    const { id, compiled } = pack;
    this.#core.packs.set(id, pack);
    let unit = this.#units.get(compiled);
    if (unit === undefined) {
      const host = makeBridge(this.#desk, closedTurn) as unknown as UnitCode["host"];
      unit = { id, domain: id, js: compiled.js, code: compiled.code, host };
      this.#units.set(compiled, unit);
    }
    this.#core.units.define(unit);
  }

  #makeLook(): Core["look"] {
    const core = this.#core;
    return makeLook({
      world: core.world,
      currency: this.#parts.currency ?? COINS,
      zoneMs: core.zoneMs,
      nowMs: () => this.#desk.turn?.nowMs ?? core.clock.now(),
      nameOf: (player) => nameOfPlayer(core, player),
      words: (id, slots) => this.#word(id, slots),
    });
  }

  /** A small word, at nobody's cost: it is read once and remembered, so it must not change what a turn spends. */
  #word(id: string, slots: readonly string[]): Wire | undefined {
    const turn = this.#desk.turn;
    const text = this.#core.world.definitions.text(id);
    const pack = text === undefined ? undefined : this.#core.packs.get(text.pack);
    if (turn === null || text === undefined || pack === undefined) return undefined;
    const { fuel, depth } = turn;
    turn.fuel = 10_000;
    turn.depth = Math.min(depth, 1);
    const wire = callCode(turn, {
      pack,
      code: text.code,
      phase: "word",
      self: null,
      args: JSON.stringify(slots.map((slot) => `s${slot}`)),
    });
    turn.fuel = fuel;
    turn.depth = depth;
    return wire;
  }

  // ---------------------------------------------------------- start and reload

  /** Nobody is connected to a world that was just loaded, and its row says that it was. */
  start(seed?: number, swap: Partial<Swap> = {}): SwapOutcome {
    const { online, world } = this.#core;
    online.clear();
    return this.#swap({ definitions: world.definitions, ...swap }, { budget: START_BUDGET, seed, isLoaded: true });
  }

  startAgain(isLoaded: boolean, seed: number): SwapOutcome {
    if (isLoaded) return this.start(seed);
    return this.#swap({ definitions: this.#core.world.definitions }, { budget: START_BUDGET, seed });
  }

  reload(swap: Swap): SwapOutcome {
    return this.#swap(swap, { budget: SWAP_BUDGET, seed: swap.seed });
  }

  /** New definitions, what they place for the first time with its `create`, and clocks in step. */
  #swap(swap: Swap, how: { budget: Partial<Budget>; seed: number | undefined; isLoaded?: boolean }): SwapOutcome {
    const { definitions, dry = false, audit } = swap;
    const { world } = this.#core;
    const { budget, seed, isLoaded = false } = how;
    const input = startInput(definitions.codeVersion, isLoaded);
    const turn = this.#open({ kind: "start", actor: null, input, budget, ...(seed !== undefined && { seed }) });
    const back = () => {
      turn.abandon();
      this.#core.before = null;
      this.#loadUnits();
    };
    try {
      const done = swapIn(turn.state, swap, () => this.#loadUnits());
      if ("fault" in done) {
        back();
        return done;
      }
      if (audit !== undefined) world.journal.audit({ who: audit.who, what: audit.what, node: "" });
      if (!dry) return { result: turn.finish(), report: done };
      back();
      return { result: null, report: done };
    } catch (error) {
      back();
      throw error;
    }
  }

  // ------------------------------------------------------------------ prompts

  prompt(player: Wire): OpenPrompt | null {
    const entity = this.#core.world.ofWire(player);
    return entity === undefined ? null : openPrompt(this.#core.world, entity);
  }

  // ------------------------------------------------------------------- clocks

  nextDueMs(): number {
    return this.#timers.nextDueMs();
  }

  due(nowMs: number): readonly DueTimer[] {
    return this.#timers.due(nowMs);
  }

  runDue(timer: DueTimer, seed?: number): TurnResult {
    const row = this.#timers.row(timer.key);
    const kind = row === undefined || !("kind" in row) ? "timeout" : row.kind === "every" ? "timer" : "after";
    const drawn = seed ?? (kind === "timer" ? this.#seedOfTick(row as TimerRow) : undefined);
    const turn = this.#open({ kind, actor: null, input: timer.key, ...(drawn !== undefined && { seed: drawn }) });
    if (row !== undefined) this.#timers.run(turn.state, row);
    return turn.finish();
  }

  /** A tick's chance hangs on its own clock and moment alone: another clock changes nothing about it, nor does a restart with the same seed. */
  #seedOfTick({ pack, code, entity, dueMs }: TimerRow): number {
    const digest = new Digest();
    for (const part of [this.#tickSeed, pack, code, this.#core.world.entity(entity)?.key ?? entity, dueMs]) digest.add(String(part));
    return Number.parseInt(digest.hex().slice(8), 16);
  }

  // ---------------------------------------------------------- coming and going

  connect(player: Wire, seed?: number): TurnResult {
    const { world, online } = this.#core;
    const id: EntityId = entityIdOf(player);
    online.add(id);
    const turn = this.#open({ kind: "connect", actor: player, input: "", ...(seed !== undefined && { seed }) });
    const notes = notesOf(world, id);
    turn.raise("connect", player, []);
    if (notes.length > 0) {
      turn.tell(player, turn.text("stdlib.core.while_away", {}, player));
      for (const note of notes) turn.tell(player, note);
      clearNotes(world, id);
    }
    const open = this.prompt(player);
    if (open !== null && open.question !== "") turn.tell(player, open.question);
    return turn.finish();
  }

  /** Taken up again after the world was loaded anew: nothing happens, and a replay must know. */
  resume(player: Wire, seed?: number): TurnResult {
    this.#core.online.add(entityIdOf(player));
    return this.#open({ kind: "resume", actor: player, input: "", ...(seed !== undefined && { seed }) }).finish();
  }

  disconnect(player: Wire, seed?: number): TurnResult {
    const turn = this.#open({ kind: "disconnect", actor: player, input: "", ...(seed !== undefined && { seed }) });
    turn.raise("disconnect", player, []);
    this.#core.online.delete(entityIdOf(player));
    return turn.finish();
  }

  idle(player: Wire, silentMs: number, seed?: number): TurnResult {
    const turn = this.#open({ kind: "idle", actor: player, input: String(silentMs), ...(seed !== undefined && { seed }) });
    turn.raise("idle", player, [`d${silentMs}`]);
    return turn.finish();
  }

  faults(): readonly FaultReport[] {
    return this.#faults;
  }

  close(): void {
    this.#core.units.close();
  }
}

function isSameCaller(a: PackCode["caller"], b: PackCode["caller"]): boolean {
  return a.owner === b.owner && [...a.capabilities].sort().join() === [...b.capabilities].sort().join();
}

function closedTurn(): never {
  throw new EngineError("E_BUG", { detail: "a script runs outside of a turn" });
}
