// The store that forgets: the same port in plain maps, for tests, trials and `--db :memory:`. Its group can be rolled back
// like the other's, and what `load` gives is a copy, so a reopened world shares nothing with the one before.

import { EngineError } from "../base/errors.ts";
import type { TurnId } from "../base/ids.ts";
import type {
  AccountRow,
  AuditRow,
  Change,
  Counters,
  EditRow,
  EntityRow,
  HistoryOf,
  HistoryRow,
  LimboRow,
  Loaded,
  PromptRow,
  PropRow,
  SourceRow,
  Store,
  TimerRow,
  TurnRow,
} from "../world/port.ts";
import { CHAIN_START, chained, firstBroken } from "./audit-chain.ts";
import { MemoryCopies } from "./memory-copies.ts";
import { MemoryHistory } from "./memory-history.ts";
import { MemoryInbox } from "./memory-inbox.ts";
import { MemoryLedger } from "./memory-ledger.ts";
import { MemoryOutbox } from "./memory-outbox.ts";
import { MemoryRows } from "./memory-rows.ts";
import { MemoryVersions } from "./memory-versions.ts";
import { RowEngine } from "./row-engine.ts";
import { Shelf, sorted } from "./shelf.ts";

export function openMemoryStore(): Store {
  return new MemoryStore();
}

type ChangeOf<T extends Change["t"]> = Extract<Change, { t: T }>;

class MemoryStore implements Store {
  #undo: (() => void)[] | null = null;
  readonly #record = (undo: () => void): void => {
    this.#undo?.push(undo);
  };
  readonly #tables = new MemoryRows(this.#record);
  readonly rows = new RowEngine(this.#tables);
  readonly ledger = new MemoryLedger(this.#record);
  readonly inbox = new MemoryInbox(this.#record, () => this.begin());
  readonly outbox = new MemoryOutbox(this.#record);
  readonly versions = new MemoryVersions(this.#record);
  readonly copies = new MemoryCopies(() => this.#copy());
  readonly #entities = new Shelf<number, EntityRow>(this.#record);
  readonly #props = new Shelf<number, ReadonlyMap<string, PropRow>>(this.#record);
  readonly #spawned = new Shelf<string, true>(this.#record);
  readonly #aliases = new Shelf<number, ChangeOf<"alias">>(this.#record);
  readonly #timers = new Shelf<number, TimerRow>(this.#record);
  readonly #prompts = new Shelf<number, PromptRow>(this.#record);
  readonly #accounts = new Shelf<number, AccountRow>(this.#record);
  readonly #limbo = new Shelf<number, LimboRow>(this.#record);
  readonly #sources = new Shelf<string, SourceRow>(this.#record);
  readonly #edits = new Shelf<string, readonly EditRow[]>(this.#record);
  readonly #data = new Shelf<string, ChangeOf<"data">>(this.#record);
  readonly #audit = new Shelf<number, AuditRow>(this.#record);
  readonly #turns = new Shelf<number, TurnRow>(this.#record);
  readonly #meta = new Shelf<string, string>(this.#record);
  readonly #history = new MemoryHistory(this.#record);
  readonly #last = new Shelf<"last", Counters>(this.#record);

  load(): Loaded {
    return structuredClone({
      entities: sorted(this.#entities),
      props: [...this.#props.map.values()].flatMap((props) => [...props.values()]),
      spawned: [...this.#spawned.map.keys()],
      aliases: [...this.#aliases.map.values()].map(({ old, now }) => ({ old, now })),
      timers: sorted(this.#timers),
      prompts: sorted(this.#prompts),
      accounts: sorted(this.#accounts),
      purses: sorted(this.ledger.purses).filter(({ id, balance }) => id <= 0 || balance !== 0 || this.#entities.map.has(id)),
      limbo: sorted(this.#limbo),
      sources: [...this.#sources.map.values()].sort((a, b) => (a.pack < b.pack ? -1 : 1)),
      data: [...this.#data.map.values()].map(({ space, key, value }) => ({ space, key, value: value ?? "" })),
      last: this.#last.map.get("last") ?? { entity: 0, arrival: 0, turn: 0, timer: 0, prompt: 0, transfer: 0 },
    });
  }

  begin(): void {
    this.#undo ??= [];
  }

  commit(): void {
    this.rows.settled();
    this.#undo = null;
  }

  rollback(): void {
    const undo = this.#undo ?? [];
    this.#undo = null;
    for (const step of undo.reverse()) step();
    this.rows.recount();
  }

  writeTurn(turn: TurnRow, changes: readonly Change[]): void {
    this.begin();
    if (this.#turns.map.has(turn.id)) throw new EngineError("E_STORE_WRITE", { detail: `turn ${turn.id} was written before` });
    // With its digest, which may be worked out as it is read.
    this.#turns.put(turn.id, { ...turn, digest: turn.digest });
    this.write(changes);
  }

  write(changes: readonly Change[]): void {
    this.begin();
    for (const change of changes) (this.#writers[change.t] as (change: Change) => void)(change);
  }

  readonly #writers: { readonly [T in Change["t"]]: (change: ChangeOf<T>) => void } = {
    entity: ({ row }) => this.#entities.put(row.id, row),
    gone: ({ id }) => {
      this.#entities.put(id, undefined);
      this.#props.put(id, undefined);
    },
    prop: ({ row }) => this.#putProp(row),
    spawned: ({ key }) => this.#spawned.put(key, true),
    alias: (change) => this.#aliases.put(change.old, change),
    "alias-gone": ({ old }) => this.#aliases.put(old, undefined),
    timer: ({ row }) => this.#timers.put(row.id, row),
    "timer-gone": ({ id }) => this.#timers.put(id, undefined),
    prompt: ({ row }) => this.#prompts.put(row.id, row),
    "prompt-gone": ({ id }) => this.#prompts.put(id, undefined),
    account: ({ row }) => this.#accounts.put(row.entity, row),
    "account-gone": ({ entity }) => this.#accounts.put(entity, undefined),
    purse: ({ row }) => this.ledger.putPurse(row),
    transfer: ({ row }) => this.ledger.putTransfer(row),
    limbo: ({ row }) => this.#limbo.put(row.id, row),
    "limbo-gone": ({ id }) => this.#limbo.put(id, undefined),
    source: ({ row }) => this.#sources.put(row.pack, row),
    edit: ({ row }) => {
      const before = this.#edits.map.get(row.pack) ?? [];
      if (before.some(({ version }) => version === row.version))
        throw new EngineError("E_STORE_WRITE", { detail: `${row.pack} has a version ${row.version}` });
      this.#edits.put(row.pack, [...before, row]);
    },
    data: (change) => this.#data.put(`${change.space} ${change.key}`, change.value === null ? undefined : change),
    audit: ({ entry }) => {
      const id = this.#audit.map.size + 1;
      this.#audit.put(id, chained(id, entry, this.#audit.map.get(id - 1)?.hash ?? CHAIN_START));
    },
    history: (change) => this.#history.add(change),
    counters: ({ last }) => this.#last.put("last", last),
  };

  #putProp(row: PropRow): void {
    const props = new Map(this.#props.map.get(row.entity));
    const key = `${row.name} ${row.who}`;
    if (row.value === undefined) props.delete(key);
    else props.set(key, row);
    this.#props.put(row.entity, props);
  }

  turns(from: TurnId, limit: number): TurnRow[] {
    return sorted(this.#turns)
      .filter(({ id }) => id >= from)
      .slice(0, limit);
  }

  meta(name: string): string | undefined {
    return this.#meta.map.get(name);
  }

  setMeta(name: string, value: string): void {
    this.begin();
    this.#meta.put(name, value);
  }

  reconcile(): string[] {
    return this.ledger.reconcile();
  }

  history(of: HistoryOf, before: number, limit: number): HistoryRow[] {
    return this.#history.read(of, before, limit);
  }

  edits(pack: string, before: number, limit: number): EditRow[] {
    const rows = (this.#edits.map.get(pack) ?? []).filter(({ version }) => before === 0 || version < before);
    return rows.reverse().slice(0, limit);
  }

  auditRows(from: number, limit: number): AuditRow[] {
    return sorted(this.#audit)
      .filter(({ id }) => id >= from)
      .slice(0, limit);
  }

  auditVerify(): number {
    return firstBroken(sorted(this.#audit));
  }

  #copy(): MemoryStore {
    const copy = new MemoryStore();
    copy.#tables.copyFrom(this.#tables);
    copy.ledger.copyFrom(this.ledger);
    copy.versions.copyFrom(this.versions);
    copy.#history.copyFrom(this.#history);
    copy.#entities.copyFrom(this.#entities);
    copy.#props.copyFrom(this.#props);
    copy.#spawned.copyFrom(this.#spawned);
    copy.#aliases.copyFrom(this.#aliases);
    copy.#timers.copyFrom(this.#timers);
    copy.#prompts.copyFrom(this.#prompts);
    copy.#accounts.copyFrom(this.#accounts);
    copy.#limbo.copyFrom(this.#limbo);
    copy.#sources.copyFrom(this.#sources);
    copy.#edits.copyFrom(this.#edits);
    copy.#data.copyFrom(this.#data);
    copy.#audit.copyFrom(this.#audit);
    copy.#turns.copyFrom(this.#turns);
    copy.#meta.copyFrom(this.#meta);
    copy.#last.copyFrom(this.#last);
    return copy;
  }

  close(): void {
    this.rollback();
  }
}
