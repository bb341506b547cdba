// What the runtime inside an isolate needs from outside it: the calls it makes, and the one entry by which it is called.
// Everything is a primitive (`Wire`); lists of values travel as one JSON text. The engine implements `HostPort` over the turn.
// Calls that hand over `fuel` may run other scripts. Where those spent some, the answer is `=`, the fuel left, `|` and the wire as JSON.

import type { Wire } from "./wire.ts";

export interface HostPort {
  /** Property of an entity, model, exit, row or kind. `pack.name` is that pack's property. Faults `missing` when there is none. */
  get(object: Wire, name: string): Wire;
  /**
   * As `get`, but undefined where only `get` can tell: code must run, or there is something against it. Changes nothing.
   * `?` is a number for what an entity or a model is, 0 for what is nothing of that sort. What has the same number has the same kinds,
   * methods and properties, for as long as the process lives; another number after a reload.
   */
  peek(object: Wire, name: string): Wire | undefined;
  /**
   * Several properties at once. `plan` names them, each with the properties wanted of its items: `dark exits,hidden things,hidden,fixed`.
   * JSON, a place for each: the value, `[]` where only `get` can tell. A list is `[length of its wire, its bare array, values of its
   * items one after the other]`, of the first 100. Changes nothing.
   */
  peekAll(object: Wire, plan: string): string;
  /** `mira.trust[actor]` */
  getEach(object: Wire, name: string, who: Wire): Wire;
  /** As `getEach`, but undefined where only `getEach` can tell, and where the property is kept for nobody. Changes nothing. */
  peekEach(object: Wire, name: string, who: Wire): Wire | undefined;
  /** True when the property is declared `for each KIND`. */
  isEach(object: Wire, name: string): boolean;
  /** A rich text may be stored: the host makes it plain first. A whole number becomes money where the property is money. */
  set(object: Wire, name: string, value: Wire): Wire;
  setEach(object: Wire, name: string, who: Wire, value: Wire): Wire;

  /** The single entity (room, npc, fixture, quest) of a qualified id: `#n`. Kept by the runtime until `$.flush()`. */
  entity(id: string): Wire;
  /** A bare value of the surface: `room`, `others`, `now`, `players`, `here`, `night` (`self`, `actor` and `verb` come with the entry). */
  value(name: string): Wire;
  /** A record of this qualified id with every default in it. Kept by the runtime until `$.flush()`. */
  record(id: string): Wire;
  /** `x is a KIND`, for an entity or a model. */
  isA(object: Wire, kindId: string): boolean;
  /** `x has y`: y an entity, a model or a kind (`k…`), at any depth but in others' closed boxes. */
  has(object: Wire, what: Wire): boolean;
  /** `all KIND`: instances of a kind (`k…`) or of a model (`@…`), a list. */
  all(what: Wire): Wire;
  /** A rich text as the actor (or nobody) reads it: plain text, for comparing and cutting. */
  plain(text: Wire): Wire;
  /** A whole number from `low` to `high`, both included, from the turn's seeded chance: dice, `chance`, `choose`, `any of`. */
  random(low: number, high: number): number;

  /**
   * A host function by its name in the surface, arguments in the order of its parameters (null when left out).
   * `menu` gets the list and the list of its lines: what `with:` names is run inside, one line for each item (null when left out).
   * The functions of `RUNTIME_FUNCTIONS` (dsl/emit/runtime-functions.ts) never come here.
   */
  host(name: string, fuel: number, ...args: Wire[]): Wire;

  /**
   * Where a method of an entity's kind lives: `L<index>` in this unit, `X` elsewhere (use `invoke`), or "" when there is none.
   * With a row, record or list as object it is always "".
   */
  method(object: Wire, name: string): string;
  /** Calls a method of another unit. `args` is JSON: `[[label|null, Wire], …]`. */
  invoke(object: Wire, name: string, fuel: number, args: string): Wire;
  /** `base(…)`: the method that the calling code's own one replaced. */
  invokeBase(object: Wire, name: string, codeIndex: number, fuel: number, args: string): Wire;
  /** A function or text of another pack by qualified id (texts: the most derived restatement). */
  call(id: string, fuel: number, args: string): Wire;
  /** True when a text of this pack is restated by another, so that `call` must be used for it. */
  isRestated(textId: string): boolean;

  /** The turn's journal position; `undo` takes back all that came after it (effects, messages, rows). */
  mark(): number;
  undo(mark: number): void;

  /** Table rows by the plan's index in this unit: a list of rows (`j["l", …]`). */
  query(plan: number, params: string): Wire;
  /** As `query` but without the default limit, for `for each`: up to 10,000 rows. */
  queryAll(plan: number, params: string): Wire;
  queryCount(plan: number, params: string): Wire;
  rowAdd(table: string, record: Wire): Wire;
  /** `remove row` */
  rowRemove(row: Wire): Wire;
  /** The number of rows, or a refusal or fault. `params` is a JSON list of wires, by parameter number, in all calls with a plan. */
  rowsUpdate(plan: number, params: string): Wire;
  rowsRemove(plan: number, params: string): Wire;

  /** Runs the `before` triggers; a refusal (`!r`) stops the deed, 0 says that no script ran. `args`: JSON `[[label|null, Wire], …]`. */
  deedBefore(name: string, target: Wire, fuel: number, args: string): Wire;
  deedAfter(name: string, target: Wire, fuel: number, args: string): Wire;
  /** `args` as for a call; `place` null where it was left out. */
  signal(event: string, fuel: number, args: string, place: Wire): Wire;

  /** Puts a question; `code` runs when it is answered. See `AskJob`. */
  ask(job: string): Wire;
  /** Runs `code` later with `captures`: JSON `{code, delayMs, captures: Wire[]}`. */
  after(job: string): Wire;

  /**
   * Called by traced code alone (`CompileInput.trace`): step number `at` begins (`own` 1) or goes on in another round, with so much fuel
   * left, after its block has paid `paid` ahead. False when nothing more is to be told.
   */
  step(at: number, fuel: number, paid: number, own: number): boolean;
  /** The step goes on after what it called. */
  back(at: number, fuel: number): null;
  /** What the step worked out. */
  saw(at: number, fuel: number, value: Wire): null;
}

export interface AskJob {
  readonly code: number;
  /** Of the function that asks; null in one without, which goes on with the run's. */
  readonly self: Wire;
  readonly who: Wire;
  readonly allow: boolean;
  readonly question: Wire;
  /** Items to number and choose from. */
  readonly from: Wire;
  readonly waitMs: number | null;
  readonly captures: readonly Wire[];
}

/** How `Entry` runs code of the roles `ask` and `after`: which part of it. "word" is a text whose reading costs nobody fuel. */
export type Phase = "run" | "answer" | "otherwise" | "question" | "word";

/** Who and where, for code that is not a function. All wires; `room` and `others` are read from the host when needed. */
export interface Context {
  readonly self: Wire;
  readonly actor: Wire;
  /** The word typed, in commands. */
  readonly verb?: string;
}

/**
 * The one way in. The outcome is a text: `<fuel left>|<wire as JSON>`, where the wire may be an outcome (`!r`, `!s`, `!f`).
 * `args` is JSON: a list of wires in the order of the code's parameters (captures first for `ask` and `after`, then the answer).
 */
export type Entry = (code: number, phase: Phase, fuel: number, self: Wire, actor: Wire, verb: string, args: string) => string;
