// What the world needs from whatever keeps it: the port that SQLite and memory fill, and the rows that cross it.
// One writer, no promises: the world is a single thread. A read waits for no sync of the disk, only for what was written before it.

import type { QueryPlan, TableDef } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import type { EntityId, PromptId, RowId, TimerId, TurnId } from "../base/ids.ts";
import type { CopyStore } from "./copies.ts";
import type { InboxStore } from "./inbox-port.ts";
import type { LedgerBook, PurseRow, TransferRow } from "./ledger-port.ts";
import type { VersionStore } from "./versions.ts";

export interface EntityRow {
  readonly id: EntityId;
  /** Stable name of a declared placement; null for what was created in play. */
  readonly key: string | null;
  /** Qualified id of the definition. */
  readonly model: string;
  /** 0: nowhere. */
  readonly place: EntityId;
  /** Order of arrival among the contents of its place; unique in the world. */
  readonly arrival: number;
  readonly count: number;
  /** 0: nobody's. */
  readonly owner: EntityId;
  readonly madeMs: number;
}

export interface PropRow {
  readonly entity: EntityId;
  readonly name: string;
  /** For `for each KIND`; 0 otherwise. */
  readonly who: EntityId;
  /** Absent: the property reads its default again. */
  readonly value?: Wire;
}

/** Something to run later. `payload` belongs to whoever made it; the store never looks inside. */
export interface TimerRow {
  readonly id: TimerId;
  readonly dueMs: number;
  readonly kind: "after" | "every" | "other";
  /** Whose it is, 0 for nobody's: an entity's timers go with it. */
  readonly entity: EntityId;
  readonly pack: string;
  /** `CodeInfo.key`: it outlives a recompile. */
  readonly code: string;
  readonly payload: string;
}

/** A question put to a player, waiting for an answer. */
export interface PromptRow {
  readonly id: PromptId;
  readonly who: EntityId;
  readonly dueMs: number;
  readonly pack: string;
  readonly code: string;
  readonly payload: string;
}

/** A text on its way to a node of the mesh. What its words mean is the radio side's to say; the store keeps them. */
export interface OutboxRow {
  readonly id: number;
  /** Name of the radio that it leaves by. */
  readonly radio: string;
  readonly to: number;
  readonly channel: number;
  readonly text: string;
  readonly priority: string;
  readonly wantAck: boolean;
  readonly madeMs: number;
  readonly ttlMs: number | null;
  readonly state: string;
  readonly stateMs: number;
  readonly tries: number;
  readonly packetId: number | null;
}

/** Airtime that a radio spent: the region's hour outlives a restart. */
export interface SpentRow {
  readonly atMs: number;
  readonly airMs: number;
}

export interface AccountRow {
  readonly entity: EntityId;
  readonly name: string;
  /** Folded form of the name: unique. */
  readonly folded: string;
  /** Argon2id hash; empty while none is set. */
  readonly secret: string;
  readonly rank: string;
  readonly madeMs: number;
  readonly seenMs: number;
  readonly failures: number;
  /** 0: open. */
  readonly lockedUntilMs: number;
}

/** An entity that lost its definition: the report of it. The entity itself stays where it is, out of play. */
export interface LimboRow {
  readonly id: EntityId;
  readonly model: string;
  readonly sinceMs: number;
}

/** Who had a thing, by what deed and from whom: append only, it outlives the thing and the players. */
export interface HistoryRow {
  /** Given by the store, in order. */
  readonly id: number;
  readonly thing: EntityId;
  /** Its title then. */
  readonly name: string;
  readonly count: number;
  /** The deed's event (`take`, `give` …), the word a script said it with, or `create destroy move own split join`. */
  readonly deed: string;
  /** The player who has it after the deed, else its owner, else 0. */
  readonly who: EntityId;
  readonly whoName: string;
  readonly from: EntityId;
  readonly fromName: string;
  /** Title of what it lies in. */
  readonly place: string;
  /** The stack it was split from, whose history is also its own until then; 0: none. */
  readonly origin: EntityId;
  /** The stack that took it over; 0: none. */
  readonly into: EntityId;
  /** It is no more: destroyed, or one with another stack. */
  readonly gone: boolean;
  readonly atMs: number;
  readonly turn: TurnId;
}

/** Which rows of the history: of a thing (with what it was split from and what it took over), or of a player. */
export type HistoryOf = { readonly thing: EntityId } | { readonly player: EntityId };

/** What was done with authority: kept for ever, chained by hash. */
export interface AuditEntry {
  readonly atMs: number;
  readonly who: string;
  readonly what: string;
  /** Radio node or address it came from. */
  readonly node: string;
  readonly turn: TurnId;
}

export interface AuditRow extends AuditEntry {
  readonly id: number;
  readonly before: string;
  readonly hash: string;
}

/** A builder's pack as it stands: Lore source that the world itself keeps. */
export interface SourceRow {
  readonly pack: string;
  readonly owner: EntityId;
  /** Number of its newest edit. */
  readonly version: number;
  /** The edit whose text this is: `version`, unless edits were taken back since. 0: the empty pack. */
  readonly top: number;
  readonly text: string;
}

/** One change of a builder's pack: lines of its text that took the place of others. Append only. */
export interface EditRow {
  readonly pack: string;
  readonly version: number;
  readonly atMs: number;
  readonly turn: TurnId;
  readonly author: EntityId;
  readonly authorName: string;
  /** What was done: `add`, `set`, `remove`, `import` …; `undo` and `redo` of the edit `of`. */
  readonly verb: string;
  readonly message: string;
  readonly of: number;
  /** The `top` that it was made upon. */
  readonly base: number;
  /** Line, from 0, at which `before` gave way to `after`. Whole lines, each with its newline. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** One effect of a turn, in its final form. The list of a turn is in the order of first touch, the same on every replay. */
export type Change =
  | { readonly t: "entity"; readonly row: EntityRow }
  | { readonly t: "gone"; readonly id: EntityId }
  | { readonly t: "prop"; readonly row: PropRow }
  | { readonly t: "spawned"; readonly key: string }
  | { readonly t: "alias"; readonly old: EntityId; readonly now: EntityId }
  | { readonly t: "alias-gone"; readonly old: EntityId }
  | { readonly t: "timer"; readonly row: TimerRow }
  | { readonly t: "timer-gone"; readonly id: TimerId }
  | { readonly t: "prompt"; readonly row: PromptRow }
  | { readonly t: "prompt-gone"; readonly id: PromptId }
  | { readonly t: "account"; readonly row: AccountRow }
  | { readonly t: "account-gone"; readonly entity: EntityId }
  | { readonly t: "purse"; readonly row: PurseRow }
  | { readonly t: "transfer"; readonly row: TransferRow }
  | { readonly t: "limbo"; readonly row: LimboRow }
  | { readonly t: "limbo-gone"; readonly id: EntityId }
  | { readonly t: "data"; readonly space: string; readonly key: string; readonly value: string | null }
  | { readonly t: "audit"; readonly entry: AuditEntry }
  /** `known` is a thing, or 0: the row is only kept when that thing has a history. The store numbers it. */
  | { readonly t: "history"; readonly row: Omit<HistoryRow, "id">; readonly known: EntityId }
  | { readonly t: "source"; readonly row: SourceRow }
  | { readonly t: "edit"; readonly row: EditRow }
  /** Highest numbers given out after the turn: the next start goes on from there, as a replay would. */
  | { readonly t: "counters"; readonly last: Counters };

/** The journal row of a turn: enough to replay and to explain it. */
export interface TurnRow {
  readonly id: TurnId;
  /** `command`, `answer`, `timer`, `connect`, `start` … */
  readonly kind: string;
  readonly actor: EntityId;
  readonly input: string;
  readonly atMs: number;
  readonly seed: number;
  readonly code: string;
  /** Of what it did; empty when it read what is not of the world, and a replay may come to something else. */
  readonly digest: string;
  readonly fuel: number;
  readonly tookMs: number;
}

/** What a turn's digest is made of, beside its changes. */
export interface TurnWeight {
  /** What stands between the changes: after so many of them. */
  readonly notes: readonly (readonly [after: number, text: string])[];
  /** So many of the changes count; what follows them is the store's own. */
  readonly changes: number;
  /** What was said to whom, in order. */
  readonly said: readonly string[];
}

/** All that the world holds in memory, as it was committed last. */
export interface Loaded {
  readonly entities: readonly EntityRow[];
  readonly props: readonly PropRow[];
  readonly spawned: readonly string[];
  readonly aliases: readonly { readonly old: EntityId; readonly now: EntityId }[];
  readonly timers: readonly TimerRow[];
  readonly prompts: readonly PromptRow[];
  readonly accounts: readonly AccountRow[];
  /** Without those that are empty and whose entity is gone. */
  readonly purses: readonly PurseRow[];
  readonly limbo: readonly LimboRow[];
  readonly sources: readonly SourceRow[];
  readonly data: readonly { readonly space: string; readonly key: string; readonly value: string }[];
  /** Highest numbers ever given out; the next ones follow. */
  readonly last: Counters;
}

export interface Counters {
  readonly entity: number;
  readonly arrival: number;
  readonly turn: number;
  readonly timer: number;
  readonly prompt: number;
  readonly transfer: number;
}

export type RowValues = ReadonlyMap<string, Wire>;

/** Why a row was not written; never a sentence. */
export type RowRefusal = "unique" | "append only" | "too long" | "missing" | "type";

export type RowResult = { readonly id: RowId } | { readonly refused: RowRefusal; readonly column: string };

/** A write of a row with what takes it back; `note` goes into the turn's digest. */
export interface RowWrite {
  readonly note: string;
  undo(): void;
}

/**
 * Typed tables of packs. Writes go into the open transaction at once and hand their inverse to the `record` callback, in order,
 * so that the turn's journal can take them back. Values are wires; params are the plan's numbered parameters.
 */
export interface RowStore {
  /** Brings the real tables in step with their definitions (new tables, new columns, indexes). Idempotent. */
  define(tables: readonly TableDef[]): void;
  /** Ids in the plan's order (oldest first without one), at most `cap + 1` of them, so that the caller sees the limit reached. */
  select(plan: QueryPlan, params: readonly Wire[], cap: number): RowId[];
  /** How many rows the plan's `where` holds for; limit and skip are ignored. */
  count(plan: QueryPlan, params: readonly Wire[]): number;
  /** Undefined when the row is gone. Holds every column, `id` (number) and `at` (time). */
  get(table: string, id: RowId): RowValues | undefined;
  /** One column of a row as `get` has it; undefined when the row is gone or has no such column. */
  column(table: string, id: RowId, name: string): Wire | undefined;
  /** `key` replaces the row that has it (keeping its id); `unique` refuses. Absent columns take constant defaults. */
  add(table: string, values: RowValues, atMs: number, record: (write: RowWrite) => void): RowResult;
  set(table: string, id: RowId, column: string, value: Wire, record: (write: RowWrite) => void): RowResult;
  /** How many rows were changed. A refusal may come after some were: the turn takes them back with the rest. */
  update(
    plan: QueryPlan,
    params: readonly Wire[],
    record: (write: RowWrite) => void,
  ): number | { readonly refused: RowRefusal; readonly column: string };
  remove(table: string, id: RowId, record: (write: RowWrite) => void): boolean;
  /** Removes what `select` would give, without a cap. How many. */
  removeWhere(plan: QueryPlan, params: readonly Wire[], record: (write: RowWrite) => void): number;
  /** A destroyed entity: rows whose column must hold it go, optional columns become nothing. */
  forget(entity: EntityId, record: (write: RowWrite) => void): void;
  /** A merged entity: columns that held `old` hold `now`. */
  redirect(old: EntityId, now: EntityId, record: (write: RowWrite) => void): void;
}

/** Texts for the mesh, from the turn that made them to their end. Written inside the open group only. */
export interface OutboxStore {
  /** The row with its number, which is never used twice. */
  add(row: Omit<OutboxRow, "id">): OutboxRow;
  /** Rows of a radio, oldest first. */
  of(radio: string): OutboxRow[];
  /** Their radio, text and state in place of what was kept; rows that are gone stay gone. */
  save(rows: readonly OutboxRow[]): void;
  remove(ids: readonly number[]): void;
  /** Oldest first. */
  spent(radio: string): SpentRow[];
  /** Adds one and forgets all of that radio from before `forgetMs`. */
  spend(radio: string, spent: SpentRow, forgetMs: number): void;
}

/** Commits whose turns last once they are settled. What was written beside turns (outbox, rows, names) outlives the process at once. */
export interface LateCommit {
  /** Ends the transaction: whoever reads from now on sees it. No reply may leave before it is settled. */
  commit(): void;
  /** Calls back, in a later turn of the event loop, when all committed so far is durable; with the error when it may not be. */
  settle(done: (error: unknown) => void): void;
  /** The same, waited for; throws the error. */
  settleNow(): void;
}

/** Where a world lasts. Opened by its filling's `open…` function; `close` gives the lock back. */
export interface Store {
  readonly rows: RowStore;
  readonly ledger: LedgerBook;
  readonly inbox: InboxStore;
  readonly outbox: OutboxStore;
  readonly versions: VersionStore;
  readonly copies: CopyStore<Store>;
  load(): Loaded;
  /** Opens the group's transaction; does nothing when one is open. Rows and turns are only written inside one. */
  begin(): void;
  /** Makes all since `begin` durable. Replies may leave after it returns. */
  commit(): void;
  /** Where the disk need not be waited for; absent where each commit is durable as it returns. */
  readonly late?: LateCommit | undefined;
  /** Throws away all since `begin`; the world in memory is then stale and must be loaded again. */
  rollback(): void;
  /**
   * Writes a finished turn: its journal row and its changes. Row writes of the turn are in already. With `weight` its digest may be worked
   * out where it is written, and `turn.digest` is not read here.
   */
  writeTurn(turn: TurnRow, changes: readonly Change[], weight?: TurnWeight | null): void;
  /** Changes that belong to no turn (start-up spawns, accounts made by the sysop). */
  write(changes: readonly Change[]): void;

  /** Turns from `from` on, in order. */
  turns(from: TurnId, limit: number): TurnRow[];
  meta(name: string): string | undefined;
  setMeta(name: string, value: string): void;

  /** Purses whose balance is not the sum of their entries, or below their floor; transfers that do not sum to zero. Empty when sound. */
  reconcile(): string[];
  /** Newest first, older than the row `before` (0: from the newest). What this turn did is not in it yet. */
  history(of: HistoryOf, before: number, limit: number): HistoryRow[];
  /** Edits of a builder's pack, newest first, older than the version `before` (0: from the newest). This turn's are not among them. */
  edits(pack: string, before: number, limit: number): EditRow[];
  auditRows(from: number, limit: number): AuditRow[];
  /** Number of the first row that breaks the chain, or 0. */
  auditVerify(): number;
  close(): void;
}
