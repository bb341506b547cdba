// The journal of the turn: the only way the world changes. Each write is made in place and can be taken back to any mark;
// at the end the journal gives the list of final changes and the digest that a replay must reach again.

import type { Wire } from "../../dsl/wire.ts";
import type { EntityId, PurseId, TurnId } from "../base/ids.ts";
import { asEntityId, asPromptId, asTimerId, asTransferId, asTurnId, NOBODY } from "../base/ids.ts";
import { accountChange, aliasChange, assign, assignEach, entityRow, limboChange, propChange } from "./assign.ts";
import type { Cells } from "./cells.ts";
import type { Definition } from "./definition.ts";
import type { Birth, Entity, EntityCell } from "./entity.ts";
import type { PurseRow, TransferRow } from "./ledger-port.ts";
import type * as port from "./port.ts";
import { type Mark, NO_CHANGE, StepLog, type TurnEffects } from "./step-log.ts";
import { Traces } from "./traces.ts";

export class Journal {
  readonly #cells: Cells;
  readonly #log = new StepLog();
  #touched = new Set<Entity>();
  #born = new Set<Entity>();
  #traces: Traces;
  #turn: TurnId = asTurnId(0);
  #atMs = 0;

  constructor(cells: Cells) {
    this.#cells = cells;
    this.#traces = new Traces(cells);
  }

  /** Starts a turn, once the last one is closed: its number and its time are those of all it makes. */
  open(atMs: number): TurnId {
    this.#atMs = atMs;
    this.#turn = asTurnId(++this.#cells.last.turn);
    return this.#turn;
  }

  get turn(): TurnId {
    return this.#turn;
  }

  get atMs(): number {
    return this.#atMs;
  }

  /** Entities created, moved, counted or changed in this turn; some may be gone again. */
  get touched(): ReadonlySet<Entity> {
    return this.#touched;
  }

  mark(): Mark {
    return this.#log.length;
  }

  undo(mark: Mark): void {
    this.#log.undo(mark);
  }

  /** What has changed since a mark and still stands: to be told before it is taken back. */
  since(mark: Mark): Pick<TurnEffects, "changes" | "rows"> {
    return this.#log.effects(mark);
  }

  /** Ends the turn: what changed, in order of first touch. The journal is empty after it. */
  close(): TurnEffects {
    const when = { atMs: this.#atMs, turn: this.#turn };
    for (const { row, known } of this.#traces.rows(when)) this.#final({ t: "history", row, known });
    const { changes, rows, weight } = this.#log.effects();
    this.#clear();
    return { changes: [...changes, { t: "counters", last: { ...this.#cells.last } }], rows, weight };
  }

  /** A deed begins: what changes hands until `endDeed` does so by it. Taken back with the rest. */
  beginDeed(name: string): void {
    this.#push("", this.#traces.begin(name), NO_CHANGE);
  }

  endDeed(): void {
    this.#push("", this.#traces.end(), NO_CHANGE);
  }

  /** `kept` has taken over all that `gone` stood for, and its name where anybody may have it. Only at the end of a turn, after its last undo. */
  join(gone: Entity, kept: Entity): void {
    this.#traces.setJoined(gone as EntityCell, kept as EntityCell);
    if (!this.#born.has(gone) || this.#log.names(gone.id)) this.setAlias(gone.id, kept.id);
  }

  // -------------------------------------------------------------- entities

  create(definition: Definition, place: Entity | null, birth: Birth = {}): Entity {
    const id = asEntityId(this.#next("entity"));
    const cell: EntityCell = {
      id,
      wire: `#${id}`,
      key: birth.key ?? null,
      definition,
      place: null,
      arrival: 0,
      count: birth.count ?? 1,
      owner: birth.owner ?? NOBODY,
      madeMs: this.#atMs,
      alive: true,
      contents: [],
      state: new Map(),
      each: new Map(),
    };
    const cells = this.#cells;
    this.#note(cell, birth);
    this.#born.add(cell);
    cells.enter(cell);
    cells.put(cell, place as EntityCell | null, birth.arrival ?? this.#next("arrival"));
    this.#entityStep(cell, () => {
      cells.take(cell);
      cells.leave(cell);
      cell.alive = false;
    });
    return cell;
  }

  /** Takes one entity out of the world, its state with it; its contents must be gone already. */
  destroy(entity: Entity): void {
    const cell = entity as EntityCell;
    const { place, arrival } = cell;
    const cells = this.#cells;
    this.#note(cell);
    cells.take(cell);
    cells.leave(cell);
    cell.alive = false;
    this.#entityStep(cell, () => {
      cells.enter(cell);
      cells.put(cell, place, arrival);
      cell.alive = true;
    });
  }

  /** Puts an entity last among the contents of `place`. */
  move(entity: Entity, place: Entity | null): void {
    const cell = entity as EntityCell;
    const { place: from, arrival } = cell;
    const cells = this.#cells;
    this.#note(cell);
    cells.take(cell);
    cells.put(cell, place as EntityCell | null, this.#next("arrival"));
    this.#entityStep(cell, () => {
      cells.take(cell);
      cells.put(cell, from, arrival);
    });
  }

  setCount(entity: Entity, count: number): void {
    const cell = entity as EntityCell;
    const before = cell.count;
    cell.count = count;
    this.#entityStep(cell, () => {
      cell.count = before;
    });
  }

  setOwner(entity: Entity, owner: EntityId): void {
    const cell = entity as EntityCell;
    const before = cell.owner;
    this.#note(cell);
    cell.owner = owner;
    this.#entityStep(cell, () => {
      cell.owner = before;
    });
  }

  /** Assigns a property by its slot key; undefined lets it read its default again. */
  set(entity: Entity, key: string, value: Wire | undefined): void {
    const cell = entity as EntityCell;
    const before = cell.state.get(key);
    assign(cell.state, key, value);
    this.#touched.add(cell);
    this.#push(
      `p${cell.id} ${key}`,
      () => assign(cell.state, key, before),
      () => propChange(cell, key, NOBODY, cell.state.get(key)),
    );
  }

  setEach(entity: Entity, key: string, who: EntityId, value: Wire | undefined): void {
    const cell = entity as EntityCell;
    const before = cell.each.get(key)?.get(who);
    assignEach(cell, key, who, value);
    this.#touched.add(cell);
    this.#push(
      `p${cell.id} ${key} ${who}`,
      () => assignEach(cell, key, who, before),
      () => propChange(cell, key, who, cell.each.get(key)?.get(who)),
    );
  }

  /** Remembers that a declared placement was made, so that it never is again. */
  setSpawned(key: string): void {
    const { spawned } = this.#cells;
    if (spawned.has(key)) return;
    spawned.add(key);
    this.#push(
      `k${key}`,
      () => spawned.delete(key),
      () => ({ t: "spawned", key }),
    );
  }

  /** `old` was merged into `now`: whoever still names it means the other. Undefined: nobody names it any more. */
  setAlias(old: EntityId, now: EntityId | undefined): void {
    const { aliases } = this.#cells;
    const before = aliases.get(old);
    assign(aliases, old, now);
    this.#push(
      `a${old}`,
      () => assign(aliases, old, before),
      () => aliasChange(aliases, old),
    );
  }

  // ------------------------------------------------------ timers and questions

  addTimer(timer: Omit<port.TimerRow, "id">): port.TimerRow {
    const row: port.TimerRow = { ...timer, id: asTimerId(this.#next("timer")) };
    const { timers } = this.#cells;
    timers.add(row);
    this.#timerStep(row, () => timers.remove(row));
    return row;
  }

  removeTimer(row: port.TimerRow): void {
    const { timers } = this.#cells;
    if (timers.get(row.id) === undefined) return;
    timers.remove(row);
    this.#timerStep(row, () => timers.add(row));
  }

  addPrompt(prompt: Omit<port.PromptRow, "id">): port.PromptRow {
    const row: port.PromptRow = { ...prompt, id: asPromptId(this.#next("prompt")) };
    this.#cells.addPrompt(row);
    this.#promptStep(row, () => this.#cells.removePrompt(row));
    return row;
  }

  removePrompt(row: port.PromptRow): void {
    if (!this.#cells.prompts.has(row.id)) return;
    this.#cells.removePrompt(row);
    this.#promptStep(row, () => this.#cells.addPrompt(row));
  }

  // -------------------------------------------------------- accounts, money

  setAccount(entity: EntityId, row: port.AccountRow | undefined): void {
    const cells = this.#cells;
    const before = cells.accounts.get(entity);
    cells.setAccount(entity, row);
    this.#push(
      `u${entity}`,
      () => cells.setAccount(entity, before),
      () => accountChange(cells, entity),
    );
  }

  /** Opens a purse or changes its floor; balances change by `transfer` alone. */
  setPurse(row: PurseRow): void {
    const cells = this.#cells;
    const before = cells.purses.get(row.id);
    cells.setPurse(row.id, row);
    this.#push(
      `w${row.id}`,
      () => cells.setPurse(row.id, before),
      // The store sums entries itself, so the row carries what it opened with.
      () => ({ t: "purse", row: { ...row, balance: 0 } }),
    );
  }

  /** Forgets a purse whose entity is gone and whose money went elsewhere; its entries are history and stay. */
  closePurse(id: PurseId): void {
    const cells = this.#cells;
    const before = cells.purses.get(id);
    if (before === undefined || before.balance !== 0) return;
    cells.setPurse(id, undefined);
    this.#push("", () => cells.setPurse(id, before), NO_CHANGE);
  }

  /** Books entries that sum to zero; whether they may be is the ledger's to ask before. */
  transfer(draft: Omit<TransferRow, "id" | "turn" | "atMs">): TransferRow {
    const id = asTransferId(this.#next("transfer"));
    const row: TransferRow = { id, turn: this.#turn, atMs: this.#atMs, ...draft };
    const cells = this.#cells;
    const book = (sign: 1 | -1): void => {
      for (const { purse, amount } of row.entries) {
        const held = cells.purses.get(purse)!;
        cells.purses.set(purse, { ...held, balance: held.balance + sign * amount });
      }
    };
    book(1);
    cells.fresh.push(row);
    this.#push(
      `x${id}`,
      () => {
        book(-1);
        cells.fresh.pop();
      },
      () => ({ t: "transfer", row }),
    );
    return row;
  }

  /** A named value of play (a menu, a preference); undefined removes it. */
  setData(space: string, key: string, value: string | undefined): void {
    const cells = this.#cells;
    const before = cells.data.get(space)?.get(key);
    if (before === value) return;
    cells.setData(space, key, value);
    this.#push(
      `d${space} ${key}`,
      () => cells.setData(space, key, before),
      () => ({ t: "data", space, key, value: cells.data.get(space)?.get(key) ?? null }),
    );
  }

  /** Notes that an entity lost its definition, or (undefined) has it again. */
  setLimbo(id: EntityId, row: port.LimboRow | undefined): void {
    const cells = this.#cells;
    const before = cells.limbo.get(id);
    if (before === undefined && row === undefined) return;
    cells.setLimbo(id, row);
    this.#push(
      `l${id}`,
      () => cells.setLimbo(id, before),
      () => limboChange(cells, id),
    );
  }

  /** A step of a part of the world that has a file of its own: how it is taken back, and what the store is told in the end. */
  step(key: string, undo: () => void, change: () => port.Change | null = NO_CHANGE): void {
    this.#push(key, undo, change);
  }

  audit(entry: Omit<port.AuditEntry, "turn" | "atMs">): void {
    this.#final({ t: "audit", entry: { ...entry, turn: this.#turn, atMs: this.#atMs } });
  }

  /** Takes note of a row that the store has written already. Pass it as the `record` of `RowStore`. */
  readonly row = (write: port.RowWrite): void => {
    this.#log.push({ key: "", undo: () => write.undo(), change: NO_CHANGE, note: write.note });
  };

  // ------------------------------------------------------------------ inside

  #clear(): void {
    this.#log.clear();
    this.#touched = new Set();
    this.#born = new Set();
    this.#traces = new Traces(this.#cells);
  }

  #next(counter: keyof port.Counters): number {
    const number = ++this.#cells.last[counter];
    // Its own step, so that what is undone leaves no gap and a replay counts the same.
    this.#push("", () => this.#cells.last[counter]--, NO_CHANGE);
    return number;
  }

  /** What is only for the store: nothing in memory to take back. */
  #final(change: port.Change): void {
    const key = `!${this.#log.length}`;
    this.#log.push({ key, undo: () => {}, change: () => change });
  }

  #push(key: string, undo: () => void, change: () => port.Change | null): void {
    this.#log.push({ key, undo, change });
  }

  /** Before an entity changes: how it stood, and by what deed it is to change. */
  #note(cell: EntityCell, birth?: Birth): void {
    const undo = this.#traces.note(cell, birth);
    if (undo !== null) this.#push("", undo, NO_CHANGE);
  }

  #entityStep(cell: EntityCell, undo: () => void): void {
    this.#touched.add(cell);
    // What came and went in one turn is no matter of the store.
    const gone: port.Change | null = this.#born.has(cell) ? null : { t: "gone", id: cell.id };
    this.#push(`e${cell.id}`, undo, () => (cell.alive ? { t: "entity", row: entityRow(cell) } : gone));
  }

  #timerStep(row: port.TimerRow, undo: () => void): void {
    this.#push(`t${row.id}`, undo, () =>
      this.#cells.timers.get(row.id) === undefined ? { t: "timer-gone", id: row.id } : { t: "timer", row },
    );
  }

  #promptStep(row: port.PromptRow, undo: () => void): void {
    this.#push(`q${row.id}`, undo, () => (this.#cells.prompts.has(row.id) ? { t: "prompt", row } : { t: "prompt-gone", id: row.id }));
  }
}
