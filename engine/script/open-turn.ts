// One open turn as play holds it: runs go in, one result comes out. Everything happens at `finish` or not at all.

import type { Wire } from "../../dsl/wire.ts";
import { asRowId, type EntityId, type TurnId } from "../base/ids.ts";
import { type Part, wholeText } from "../base/parts.ts";
import { thinAliases } from "../world/aliases.ts";
import type { Command } from "../world/definition.ts";
import type { TurnWeight } from "../world/port.ts";
import { mergeStacks } from "../world/stacks.ts";
import { FinishedTurn } from "../world/turn-digest.ts";
import { entityIdOf } from "../world/world.ts";
import { argsJson, callCode, packOf } from "./calls.ts";
import { raise } from "./deeds.ts";
import type { DryRun, Rehearsal } from "./dry-port.ts";
import { dryRun } from "./dry-run.ts";
import type { AnswerOutcome, CommandCall, OpenTurn, RunOutcome, TurnResult } from "./facade.ts";
import { callMethodOf, callNamed, hasMethodOf } from "./functions.ts";
import { dropTaken } from "./moves.ts";
import { addNotes } from "./notes.ts";
import { answer } from "./prompts.ts";
import { getProp } from "./props.ts";
import { settle } from "./runs.ts";
import { noteFaults } from "./strikes.ts";
import { isOff } from "./switches.ts";
import { menuOf } from "./talk-state.ts";
import { renderText } from "./text/render.ts";
import { callTextNamed, refuseWith } from "./texts.ts";
import type { TurnState } from "./turn-state.ts";
import { isFault, isOutcome, rowOf } from "./wires.ts";

export interface TurnHooks {
  /** Called once, at finish or abandon. */
  closed(turn: TurnState): void;
  statements(turn: TurnState, source: string, locals: Readonly<Record<string, Wire>>): ReturnType<OpenTurn["runStatements"]>;
}

export class ScriptTurn implements OpenTurn {
  readonly state: TurnState;
  readonly #id: TurnId;
  readonly #hooks: TurnHooks;
  readonly #startMs: number;
  readonly #lineHurried: boolean;

  constructor(state: TurnState, id: TurnId, hooks: TurnHooks) {
    this.state = state;
    this.#id = id;
    this.#hooks = hooks;
    this.#lineHurried = state.hurried;
    this.#startMs = state.core.units.wallNow();
  }

  get actor(): Wire {
    return this.state.actor;
  }

  get nowMs(): number {
    return this.state.nowMs;
  }

  get seed(): number {
    return this.state.seed;
  }

  slotValue(command: Command, code: number, self: Wire, args: readonly Wire[]): Wire | undefined {
    const pack = packOf(this.state, command.pack);
    if (pack === undefined) return undefined;
    const mark = this.state.mark();
    const value = callCode(this.state, { pack, code, self, args: argsJson(args) });
    if (!isOutcome(value)) return value;
    this.state.undo(mark);
    return undefined;
  }

  runCommand({ command, self, verb, args, more = false }: CommandCall): RunOutcome {
    this.state.hurried = this.#lineHurried || more;
    const pack = packOf(this.state, command.pack);
    const { code } = command.def;
    const { actor } = this.state;
    if (pack === undefined) return { kind: "done", value: null };
    return settle(this.state, { reader: actor, pack, code }, () =>
      isOff(this.state, pack, code)
        ? refuseWith(this.state, "stdlib.core.switched_off")
        : callCode(this.state, { pack, code, self, actor, verb, args: argsJson(args) }),
    );
  }

  answer(text: string, isVerb = false): AnswerOutcome {
    return answer(this.state, text, isVerb);
  }

  runStatements(source: string, locals: Readonly<Record<string, Wire>> = {}): ReturnType<OpenTurn["runStatements"]> {
    return this.#hooks.statements(this.state, source, locals);
  }

  call(fn: string, args: readonly Wire[]): RunOutcome {
    return settle(this.state, { reader: this.actor }, () =>
      callNamed(
        this.state,
        fn,
        args.map((arg) => [null, arg] as const),
      ),
    );
  }

  callMethod(object: Wire, name: string, args: readonly Wire[]): RunOutcome {
    if (!hasMethodOf(this.state, object, name)) return { kind: "done", value: null };
    return settle(this.state, { reader: this.actor }, () =>
      callMethodOf(
        this.state,
        object,
        name,
        args.map((arg) => [null, arg] as const),
      ),
    );
  }

  raise(event: string, target: Wire, args: readonly Wire[]): RunOutcome {
    const { state } = this;
    return settle(
      state,
      { reader: this.actor },
      () => raise(state, "before", event, target, args, this.actor) ?? raise(state, "on", event, target, args, this.actor),
    );
  }

  rehearse(what: Omit<Rehearsal, "actor">): DryRun {
    return dryRun(this.state, { ...what, actor: this.actor });
  }

  get(object: Wire, name: string): Wire {
    return getProp(this.state, object, name);
  }

  menu(player: Wire): readonly Wire[] | null {
    const { world, store } = this.state.core;
    // A row may be gone since the list was shown: its number then means nothing.
    const isGone = (item: Wire): boolean => {
      if (typeof item !== "string" || !item.startsWith("r")) return false;
      const { table, id } = rowOf(item);
      return store.rows.get(table, asRowId(id)) === undefined;
    };
    return menuOf(world, entityIdOf(player), this.state.nowMs)?.map((item) => (isGone(item) ? null : item)) ?? null;
  }

  render(value: Wire, reader: Wire): string {
    return renderText(value, reader === null ? -1 : entityIdOf(reader), this.state.core.look);
  }

  text(id: string, args: Readonly<Record<string, Wire>>, reader: Wire): string {
    const wire = callTextNamed(this.state, id, args);
    return isFault(wire) ? id : this.render(wire, reader);
  }

  tell(player: Wire, line: string): void {
    this.state.line(entityIdOf(player), line);
  }

  finish(): TurnResult {
    const { state } = this;
    const { world } = state.core;
    dropTaken(state);
    noteFaults(state);
    state.daily?.tell();
    const outputs = this.#outputs();
    const notes = this.#notes();
    mergeStacks(world);
    thinAliases(world, world.journal.turn);
    const effects = world.journal.close();
    const weight: TurnWeight | null = state.beside ? null : { ...effects.weight, said: saidIn(outputs) };
    const who = entityIdOf(state.actor);
    const fuelUsed = state.budget.fuel - state.fuel;
    const codeVersion = world.definitions.codeVersion;
    const took = state.core.units.wallNow() - this.#startMs;
    this.#hooks.closed(state);
    return {
      kind: state.kind,
      actor: state.actor,
      input: state.input,
      atMs: state.nowMs,
      seed: state.seed,
      outputs,
      notes,
      prompting: who !== 0 && world.promptsOf(who).length > 0,
      requests: state.lines.flatMap(({ player, request }) => (request === undefined ? [] : [{ player: `#${player}`, ...request }])),
      fuelUsed,
      effects: effects.changes.length,
      codeVersion,
      faults: state.faults,
      row: new FinishedTurn(
        {
          id: this.#id,
          kind: state.kind,
          actor: who,
          input: state.input,
          atMs: state.nowMs,
          seed: state.seed,
          code: codeVersion,
          fuel: fuelUsed,
          tookMs: Math.round(took * 1000) / 1000,
        },
        effects.changes,
        weight,
      ),
      changes: effects.changes,
      weight,
      rows: effects.rows,
    };
  }

  abandon(): void {
    const { world } = this.state.core;
    world.journal.undo(0);
    world.journal.close();
    // A turn that never was leaves no number behind, or a replay would count otherwise.
    world.cells.last.turn--;
    this.#hooks.closed(this.state);
  }

  #outputs(): TurnResult["outputs"] {
    const said = new Map<EntityId, { readonly parts: Part[]; ambient: boolean }>();
    for (const { player, part, away, ambient, request } of this.state.lines) {
      if (away || request !== undefined) continue;
      const before = said.get(player);
      if (before === undefined) said.set(player, { parts: [part], ambient });
      else {
        before.parts.push(part);
        before.ambient &&= ambient;
      }
    }
    return [...said].map(([player, { parts, ambient }]) => ({ player: `#${player}`, text: wholeText(parts), parts, ambient }));
  }

  #notes(): TurnResult["notes"] {
    const texts = new Map<EntityId, string[]>();
    for (const { player, part, away } of this.state.lines) {
      if (away) texts.set(player, [...(texts.get(player) ?? []), part.text]);
    }
    for (const [player, lines] of texts)
      if (this.state.core.world.entity(player) !== undefined) addNotes(this.state.core.world, player, lines);
    return [...texts].map(([player, lines]) => ({ player: `#${player}`, text: lines.join("\n") }));
  }
}

/** For the digest: how it is shown counts where it is not the usual way. */
function saidIn(outputs: TurnResult["outputs"]): string[] {
  const said: string[] = [];
  for (const { player, text, parts } of outputs) {
    said.push(`${player} ${text}`);
    if (parts.some(isWeighed)) said.push(JSON.stringify(parts.map(({ weight, brief }) => [weight, brief])));
  }
  return said;
}

function isWeighed({ weight, brief }: Part): boolean {
  return weight !== "must" || brief !== undefined;
}
