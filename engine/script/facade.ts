// The door of scripts for the floors above (play, packs, ops): what they may ask, as types. `makeScript` in `script.ts` fills it.

import type { CompiledPack } from "../../dsl/program.ts";
import type { FaultKind, Wire } from "../../dsl/wire.ts";
import type { Clock } from "../base/clock.ts";
import type { Currency } from "../base/currency.ts";
import type { Part } from "../base/parts.ts";
import type { Command } from "../world/definition.ts";
import type { Change, Store, TurnRow, TurnWeight } from "../world/port.ts";
import type { World } from "../world/world.ts";
import type { Budget } from "./budget.ts";
import type { DryRun, Rehearsal } from "./dry-port.ts";
import type { HostFunction, SessionRequest } from "./host/record.ts";
import type { CommandCall, LineRead } from "./line-read.ts";
import type { Swap, SwapReport } from "./swap-report.ts";
import type { Capability } from "./tables/capabilities.ts";
import type { Tries } from "./tries.ts";
import type { Units } from "./units.ts";
import type { Workbench } from "./workbench.ts";

export type { CommandCall, LineRead } from "./line-read.ts";

export type TurnKind =
  | "command"
  | "answer"
  | "choice"
  | "timer"
  | "after"
  | "timeout"
  | "connect"
  | "resume"
  | "disconnect"
  | "start"
  | "run"
  | "idle"
  | "account"
  | "alarm";

export interface TurnStart {
  readonly kind: TurnKind;
  /** The player whose line this is (`#42`); null for clocks. */
  readonly actor: Wire;
  /** The line as typed, or the key of the timer. */
  readonly input: string;
  /** Fixed by transcripts and replays; else drawn from the world's generator. */
  readonly seed?: number;
  /** The clock's time unless a replay says otherwise. */
  readonly nowMs?: number;
  readonly budget?: Partial<Budget>;
  /** More commands of the same line follow: `hurried` in scripts. */
  readonly hurried?: boolean;
}

/** How a run ended. The actor has been told already whatever is to be told. */
export type RunOutcome =
  | { readonly kind: "done"; readonly value: Wire }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "fault"; readonly report: FaultReport };

/** `unfit`: the line is no answer to this question (a list, a consent, a talk); try it as a command, the question stays open. */
export type AnswerOutcome = RunOutcome | { readonly kind: "unfit" };

/** A script's failure as its builder and the sysop read it. */
export interface FaultReport {
  readonly pack: string;
  readonly kind: FaultKind;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Stable key of the code: `bakery/on:use#0`. */
  readonly code: string;
  /** The pack whose code was run, when it failed in what that called; empty when the engine itself called. */
  readonly ran: string;
  readonly at: number;
}

/** One open turn. Everything in it happens at `finish` or not at all (`abandon`). */
export interface OpenTurn {
  readonly actor: Wire;
  readonly nowMs: number;
  readonly seed: number;

  /** The value of a slot's code (`in EXPR` or `= EXPR`) with its parameters; undefined when it refused or failed. */
  slotValue(command: Command, code: number, self: Wire, args: readonly Wire[]): Wire | undefined;
  /** Runs a command's block. */
  runCommand(call: CommandCall): RunOutcome;

  /** Gives a line to the actor's open prompt (question, consent, choice of a list, dialogue). `isVerb`: it could be a command too. */
  answer(text: string, isVerb?: boolean): AnswerOutcome;
  /** Runs Lore statements (`run …`, `do …`) with the rights of all packs. `diagnostics` are rendered short when it does not compile. */
  runStatements(
    source: string,
    locals?: Readonly<Record<string, Wire>>,
  ): RunOutcome | { readonly kind: "bad"; readonly diagnostics: readonly string[] };
  /** Calls a Lore function by qualified id (`stdlib.newcomer`): how play asks Lore for what is not a command. */
  call(fn: string, args: readonly Wire[]): RunOutcome;
  /** A method of an entity: `callMethod(player, "describe", [])`; done with null when there is none. */
  callMethod(object: Wire, name: string, args: readonly Wire[]): RunOutcome;
  /** Runs the `before` and `on` triggers of an event that the engine raises itself (`connect`, `idle`, `reset` …). */
  raise(event: string, target: Wire, args: readonly Wire[]): RunOutcome;

  /** Runs triggers as the actor would set them off, tells what they did, and takes it back. */
  rehearse(what: Omit<Rehearsal, "actor">): DryRun;

  /** Reads any property as a script would. */
  get(object: Wire, name: string): Wire;
  /** The items under a reader's last menu, or null when it is older than 30 minutes. */
  menu(player: Wire): readonly Wire[] | null;
  /** Renders a wire for one reader. */
  render(value: Wire, reader: Wire): string;
  /** A `text` declaration by id, rendered for one reader. */
  text(id: string, args: Readonly<Record<string, Wire>>, reader: Wire): string;
  /** Puts a rendered line into a player's output of this turn. */
  tell(player: Wire, line: string): void;

  /** Closes the turn: what to store, what to send. The store's commit is the caller's. */
  finish(): TurnResult;
  /** Takes back everything. */
  abandon(): void;
}

export interface Output {
  readonly player: Wire;
  /** All of it, a piece a line. */
  readonly text: string;
  /** The same with what each piece matters, for who makes frames of it. */
  readonly parts: readonly Part[];
  /** Nothing of it was said to this player alone. */
  readonly ambient: boolean;
}

export interface TurnResult {
  readonly kind: TurnKind;
  readonly actor: Wire;
  readonly input: string;
  readonly atMs: number;
  readonly seed: number;
  /** What each player who is online reads, in the order they were first spoken to. */
  readonly outputs: readonly Output[];
  /** What absent players are to read later (mailbox digest); already in `changes` as stored notes. */
  readonly notes: readonly { readonly player: Wire; readonly text: string }[];
  /** True when the actor has an open prompt after this turn. */
  readonly prompting: boolean;
  /** What the turn asks of connections: to be closed, or to ask for a new password; `whom` is who it is about, mostly the player too. */
  readonly requests: readonly { readonly player: Wire; readonly what: SessionRequest; readonly whom: Wire }[];
  readonly fuelUsed: number;
  readonly effects: number;
  readonly codeVersion: string;
  readonly faults: readonly FaultReport[];
  /** For `store.writeTurn(row, changes, weight)`. Equal turns have equal digests; that of the row is worked out when it is read. */
  readonly row: TurnRow;
  readonly changes: readonly Change[];
  /** Null when it has no digest. */
  readonly weight: TurnWeight | null;
  /** Rows of packs' tables, which the store has written already. */
  readonly rows: readonly string[];
}

/** `fault`: why nothing was done. */
export type SwapOutcome =
  | { readonly fault: FaultReport }
  /** `result` is null when it was taken back as it was asked to be. */
  | { readonly result: TurnResult | null; readonly report: SwapReport };

/** A prompt that waits for a player's next line. */
export interface OpenPrompt {
  readonly player: Wire;
  readonly question: string;
  readonly kind: "ask" | "choose" | "allow" | "talk";
  readonly expiresMs: number;
}

/** Something that is due: give it back to `runDue` in the order received. */
export interface DueTimer {
  readonly key: string;
  readonly dueMs: number;
}

export interface ScriptParts {
  readonly world: World;
  readonly store: Store;
  readonly clock: Clock;
  readonly units: Units;
  readonly budget?: Partial<Budget>;
  /** What the sysop accepted for each pack; stdlib has all. */
  readonly capabilities: Readonly<Record<string, readonly Capability[]>>;
  /** Host functions; the tables of `host/` unless a test brings its own. */
  readonly functions?: readonly HostFunction[];
  readonly currency?: Currency;
  /** What to add to UTC for the world's clock on the wall. */
  readonly zoneMs?: number;
  /** The world's generator of turn seeds starts here; drawn at random when absent. */
  readonly seed?: number;
  /** Compiles statements for `runStatements`; given by whoever may load the compiler. */
  readonly compile?: StatementCompiler;
  /** Compiles what is built in the game; without it nothing can be. */
  readonly bench?: Workbench;
  /** Private copies of the world; without them nothing can be tried. */
  readonly tries?: Tries;
}

export interface Script {
  /** Reads a line for the actor of the open turn; whoever reads lines puts it here. */
  reader: ((line: string) => LineRead) | null;
  openTurn(start: TurnStart): OpenTurn;
  /** Loads what building needs: a builder's first edit has not the time for it. */
  warm(): void;
  /** Puts new definitions in the place of the old in a turn of its own, which is not there at all when it is refused. */
  reload(swap: Swap): SwapOutcome;

  /** The player's open prompt, or null: play hands the next line to `answer`. */
  prompt(player: Wire): OpenPrompt | null;

  /** When the next timer, `after` or prompt's end is due; Infinity when none. */
  nextDueMs(): number;
  /** What is due now, oldest first; each is to be run by `runDue`, one turn each. */
  due(nowMs: number): readonly DueTimer[];
  runDue(timer: DueTimer, seed?: number): TurnResult;

  /** After loading: places what was never placed, with its `create`, and brings clocks in step. Missed ticks are due at once. */
  start(seed?: number, swap?: Partial<Swap>): SwapOutcome;
  /** A turn of a start run again, or one of a reload, which nobody left for. */
  startAgain(isLoaded: boolean, seed: number): SwapOutcome;
  /** `seed`: a replay's; else drawn from the world's generator. */
  connect(player: Wire, seed?: number): TurnResult;
  /** The player counts as online again after a restart of the world that they never noticed: no trigger runs. */
  resume(player: Wire, seed?: number): TurnResult;
  disconnect(player: Wire, seed?: number): TurnResult;
  /** The player has typed nothing for so long. */
  idle(player: Wire, silentMs: number, seed?: number): TurnResult;

  /** The last fault reports, newest last (ring of 200). */
  faults(): readonly FaultReport[];
  close(): void;
}

/** `compileStatements` of dsl/index.ts with surface and packs filled in: kept out of the hot start path. */
export type StatementCompiler = (
  source: string,
  locals: readonly string[],
) => { readonly pack: CompiledPack } | { readonly diagnostics: readonly string[] };
