// A small world for tests of scripts: Lore sources in, players who do things, and what each of them reads. No line is matched here:
// commands are found by their first word and get their arguments as wires.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compilePack, compileStatements } from "../../../../dsl/index.ts";
import type { CompiledPack } from "../../../../dsl/program.ts";
import type { Wire } from "../../../../dsl/wire.ts";
import { Bench } from "../../../../engine/app/workbench.ts";
import { HeldClock } from "../../../../engine/base/clock.ts";
import { EngineError } from "../../../../engine/base/errors.ts";
import type { LoadedPack } from "../../../../engine/packs/load.ts";
import { Isolates } from "../../../../engine/sandbox/isolates.ts";
import type { Budget } from "../../../../engine/script/budget.ts";
import type { AnswerOutcome, OpenTurn, RunOutcome, Script, SwapOutcome, TurnKind, TurnResult } from "../../../../engine/script/facade.ts";
import { HOST_FUNCTIONS } from "../../../../engine/script/host/index.ts";
import type { Caller } from "../../../../engine/script/host/record.ts";
import type { ScriptTurn } from "../../../../engine/script/open-turn.ts";
import { makeScript } from "../../../../engine/script/script.ts";
import { surfaceOf } from "../../../../engine/script/surface.ts";
import { ALL_CAPABILITIES, type Capability } from "../../../../engine/script/tables/capabilities.ts";
import { CORE_DEFAULTS } from "../../../../engine/script/tables/kinds.ts";
import type { TurnState } from "../../../../engine/script/turn-state.ts";
import { Units } from "../../../../engine/script/units.ts";
import { openMemoryStore } from "../../../../engine/store/memory-store.ts";
import { openSqliteStore } from "../../../../engine/store/sqlite-store.ts";
import { createPlayer } from "../../../../engine/world/births.ts";
import { Definitions } from "../../../../engine/world/definitions.ts";
import type { Entity } from "../../../../engine/world/entity.ts";
import { loadWorld } from "../../../../engine/world/load.ts";
import type { Store } from "../../../../engine/world/port.ts";
import type { World } from "../../../../engine/world/world.ts";

export const SURFACE = surfaceOf(HOST_FUNCTIONS);
/** 2026-01-01 12:00 UTC. */
export const NOON = Date.UTC(2026, 0, 1, 12);

const runtime = await import("../../../../dsl/runtime-source.ts").then((module) => module.runtimeSource());

const messages = readFileSync(new URL("../../../../stdlib/messages.lore", import.meta.url), "utf8");

/** The library of these tests: the engine's own lines and nothing else. */
export const LIBRARY = compile("stdlib", messages, []);

interface Compiled {
  readonly pack: CompiledPack;
  readonly scope: ReturnType<typeof compilePack>["scope"];
}

export function compile(id: string, text: string, below: readonly Compiled[]): Compiled {
  const scopes = below.map((one) => one.scope);
  const made = compilePack({
    id,
    sources: [{ name: `${id}.lore`, text }],
    below: scopes,
    surface: SURFACE,
    capabilities: ALL_CAPABILITIES,
  });
  const errors = made.diagnostics.filter((found) => found.severity === "error");
  if (made.pack === undefined) {
    throw new EngineError("E_PACK", {
      detail: errors.map((one) => `${one.file}:${one.line}:${one.column} ${one.code} ${one.message}`).join("\n"),
    });
  }
  return { pack: made.pack, scope: made.scope };
}

export interface GameOptions {
  /** More packs, each over all before it; `town` is the one of the main source. */
  readonly packs?: readonly { readonly id: string; readonly source: string }[];
  readonly capabilities?: Readonly<Record<string, readonly Capability[]>>;
  readonly budget?: Partial<Budget>;
  /** Kept in a file, so that `restart` proves that all is there. */
  readonly sqlite?: boolean;
}

export class Game {
  readonly clock = new HeldClock(NOON);
  readonly #options: GameOptions;
  readonly #folder: string | null;
  #compiled: Compiled[];
  #store!: Store;
  world!: World;
  script!: Script;
  /** Lines of the last turn, by name of reader. */
  read: Record<string, string> = {};
  last!: TurnResult;

  constructor(source: string, options: GameOptions = {}) {
    this.#options = options;
    this.#folder = options.sqlite === true ? mkdtempSync(join(tmpdir(), "lore-script-")) : null;
    this.#compiled = this.#compileAll(source);
    this.#open(this.#folder === null ? openMemoryStore() : openSqliteStore({ path: join(this.#folder, "world.db"), durable: false }));
  }

  #compileAll(source: string): Compiled[] {
    const compiled = [LIBRARY];
    for (const { id, source: text } of [{ id: "town", source }, ...(this.#options.packs ?? [])]) compiled.push(compile(id, text, compiled));
    return compiled;
  }

  #definitions(): Definitions {
    return new Definitions({ surface: SURFACE, packs: this.#compiled.map((one) => one.pack), coreDefaults: CORE_DEFAULTS });
  }

  #open(store: Store): void {
    this.#store = store;
    this.world = loadWorld(this.#definitions(), store.load(), store);
    this.script = makeScript({
      world: this.world,
      store,
      clock: this.clock,
      units: new Units(new Isolates({}, this.clock), runtime),
      capabilities: { town: ALL_CAPABILITIES, ...this.#options.capabilities },
      seed: 1,
      ...(this.#options.budget && { budget: this.#options.budget }),
      bench: new Bench(
        this.#compiled.map(({ pack, scope }) => ({ manifest: { id: pack.id }, scope, sources: [] })) as unknown as LoadedPack[],
      ),
      compile: (text, locals) => {
        const below = this.#compiled.map((one) => one.scope);
        const made = compileStatements({ source: text, below, surface: SURFACE, locals });
        return made.pack === undefined ? { diagnostics: made.diagnostics.map((one) => one.message) } : { pack: made.pack };
      },
    });
    this.#took(this.script.start());
  }

  /** Closes the store and opens it again (memory: the same store, a new world made from it). */
  restart(): void {
    this.script.close();
    if (this.#folder === null) {
      this.#open(this.#store);
      return;
    }
    this.#store.close();
    this.#open(openSqliteStore({ path: join(this.#folder, "world.db"), durable: false }));
  }

  reload(source: string): void {
    const outcome = this.swap(source);
    if ("fault" in outcome) throw new EngineError("E_BUG", { detail: JSON.stringify(outcome.fault) });
  }

  /** The same, and what came of it: a refusal leaves the world as it was. Every `migrate` of the new source is due. */
  swap(source: string, dry = false): SwapOutcome {
    const before = this.#compiled;
    this.#compiled = this.#compileAll(source);
    const migrations = this.#compiled.flatMap(({ pack }) => pack.migrations.map(({ code }) => ({ pack: pack.id, code })));
    const outcome = this.script.reload({ definitions: this.#definitions(), migrations, dry });
    if ("fault" in outcome || outcome.result === null) this.#compiled = before;
    else this.#commit(outcome.result);
    return outcome;
  }

  #took(outcome: SwapOutcome): void {
    if ("fault" in outcome) throw new EngineError("E_BUG", { detail: JSON.stringify(outcome.fault) });
    if (outcome.result !== null) this.#commit(outcome.result);
  }

  close(): void {
    this.script.close();
    this.#store.close();
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
  }

  #commit(result: TurnResult): TurnResult {
    this.#store.begin();
    this.#store.writeTurn(result.row, result.changes, result.weight);
    this.#store.commit();
    this.last = result;
    this.read = {};
    for (const { player, text } of result.outputs) this.read[this.#nameOf(player)] = text;
    return result;
  }

  #nameOf(player: Wire): string {
    const entity = this.world.ofWire(player);
    return entity === undefined ? "?" : String(this.world.constant(entity, "name")).slice(1).toLowerCase();
  }

  // ------------------------------------------------------------------ players

  /** A new player in a room, connected. */
  join(name: string, room: string): Entity {
    this.turn({ kind: "account", actor: null }, () => createPlayer(this.world, name[0]!.toUpperCase() + name.slice(1), this.the(room)));
    const player = this.player(name);
    this.#commit(this.script.connect(player.wire));
    return player;
  }

  leave(name: string): void {
    this.#commit(this.script.disconnect(this.player(name).wire));
  }

  come(name: string): void {
    this.#commit(this.script.connect(this.player(name).wire));
  }

  player(name: string): Entity {
    return this.world.players().find((one) => this.#nameOf(one.wire) === name)!;
  }

  /** A declared entity of the pack `town`. */
  the(name: string): Entity {
    return this.world.byKey(`town.${name}`)!;
  }

  // -------------------------------------------------------------------- turns

  turn<T>(start: { kind: TurnKind; actor: Wire; input?: string; seed?: number }, body: (turn: OpenTurn) => T): T {
    const turn = this.script.openTurn({ input: "", ...start });
    this.#store.begin();
    const made = body(turn);
    this.#commit(turn.finish());
    return made;
  }

  /** Runs the command that begins with this word; arguments by name of slot. */
  does(name: string, word: string, slots: Readonly<Record<string, Wire>> = {}, on: Entity | null = null, seed?: number): RunOutcome {
    const all = [...this.world.definitions.commands, ...(on?.definition.commands ?? [])];
    const has = (command: (typeof all)[number]): boolean =>
      command.def.patterns.some(([first]) => first !== undefined && "words" in first && first.words.includes(word));
    const command = all.findLast(has)!;
    const args = command.def.slots.map((slot) => slots[slot] ?? null);
    const actor = this.player(name).wire;
    return this.turn({ kind: "command", actor, input: word, ...(seed !== undefined && { seed }) }, (turn) =>
      turn.runCommand({ command, self: on?.wire ?? null, verb: word, args }),
    );
  }

  /** Calls host functions as code of the pack `town` would, with these rights, in a turn that is taken back. */
  tries<T>(actor: Wire, caller: Omit<Caller, "unit">, body: (state: TurnState) => T): T {
    const turn = this.script.openTurn({ kind: "command", actor, input: "" }) as ScriptTurn;
    turn.state.frame = { ...turn.state.frame, caller: { unit: "town", ...caller } };
    try {
      return body(turn.state);
    } finally {
      turn.abandon();
    }
  }

  /** Gives a line to the player's open question. */
  answers(name: string, text: string): AnswerOutcome {
    return this.turn({ kind: "answer", actor: this.player(name).wire, input: text }, (turn) => turn.answer(text));
  }

  /** Runs statements with the sysop's rights. */
  run(source: string): ReturnType<OpenTurn["runStatements"]> {
    const locals = Object.fromEntries(this.world.players().map((player) => [this.#nameOf(player.wire), player.wire]));
    return this.turn({ kind: "run", actor: null, input: source }, (turn) => turn.runStatements(source, locals));
  }

  get(object: Entity, name: string): Wire {
    const turn = this.script.openTurn({ kind: "run", actor: null, input: "" });
    const value = turn.get(object.wire, name);
    turn.abandon();
    return value;
  }

  /** Lets time pass as the play loop does: each timer at its own moment. What was read since, in order. */
  wait(ms: number): { readonly name: string; readonly text: string }[] {
    const until = this.clock.now() + ms;
    const heard: { name: string; text: string }[] = [];
    for (let i = 0; i < 10_000 && this.script.nextDueMs() <= until; i++) {
      this.clock.set(Math.max(this.clock.now(), this.script.nextDueMs()));
      for (const timer of this.script.due(this.clock.now())) {
        this.#store.begin();
        this.#commit(this.script.runDue(timer));
        for (const [name, text] of Object.entries(this.read)) heard.push({ name, text });
      }
    }
    this.clock.set(until);
    return heard;
  }
}

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
