// Who had what: what a turn did to the holder or the owner of things, worked out once at its end from how each stood before it.
// One row for a thing and a turn, and only when the player who holds it or owns it has changed; not for a step from room to room.

import type { EntityId } from "../base/ids.ts";
import { NOBODY } from "../base/ids.ts";
import type { Cells } from "./cells.ts";
import { PLAYER, THING } from "./core-kinds.ts";
import type { Entity, EntityCell } from "./entity.ts";
import type { HistoryRow } from "./port.ts";

/** How an entity stood before the turn touched it. */
interface Before {
  readonly place: EntityCell | null;
  readonly owner: EntityId;
  readonly alive: boolean;
}

/** A row to be; `known`: only when that thing has a history already. */
export interface Trace {
  readonly row: Omit<HistoryRow, "id">;
  readonly known: EntityId;
}

type RowToBe = { -readonly [K in keyof Trace["row"]]: Trace["row"][K] };

/** The turn that traces are of. */
type When = Pick<HistoryRow, "atMs" | "turn">;

interface Hands {
  readonly holder: EntityId;
  readonly owner: EntityId;
}

export class Traces {
  readonly #cells: Cells;
  readonly #before = new Map<EntityCell, Before>();
  /** The deeds that run now, the innermost last. */
  #running: readonly string[] = [];
  /** By which deed an entity changed last. */
  readonly #deeds = new Map<EntityCell, string>();
  readonly #origins = new Map<EntityCell, EntityCell>();
  readonly #joined = new Map<EntityCell, EntityCell>();

  constructor(cells: Cells) {
    this.#cells = cells;
  }

  /** A deed begins, an inner one comes first; what takes it back. */
  begin(deed: string): () => void {
    return this.#setRunning([...this.#running, deed]);
  }

  end(): () => void {
    return this.#setRunning(this.#running.slice(0, -1));
  }

  #setRunning(running: readonly string[]): () => void {
    const before = this.#running;
    this.#running = running;
    return () => {
      this.#running = before;
    };
  }

  /** To be called before each change of an entity's place, owner or life; what takes the note of the deed back, if there is one. */
  note(cell: EntityCell, birth?: { readonly origin?: Entity }): (() => void) | null {
    const { place, owner, alive } = cell;
    if (!this.#before.has(cell)) this.#before.set(cell, { place, owner, alive: alive && birth === undefined });
    if (birth?.origin !== undefined) this.#origins.set(cell, birth.origin as EntityCell);
    const deed = this.#running.at(-1);
    const before = this.#deeds.get(cell);
    if (deed === undefined || deed === before) return null;
    this.#deeds.set(cell, deed);
    return () => {
      if (before === undefined) this.#deeds.delete(cell);
      else this.#deeds.set(cell, before);
    };
  }

  /** A stack that another took over, at the turn's end. */
  setJoined(gone: EntityCell, kept: EntityCell): void {
    this.#joined.set(gone, kept);
  }

  rows(when: When): Trace[] {
    const found: Trace[] = [];
    for (const cell of this.#before.keys()) {
      if (cell.definition.isA(THING)) this.#trace(cell, found, when);
    }
    // Parts come before what else became of their stack in this turn: that is none of their history.
    const isPart = ({ row }: Trace): boolean => row.origin !== NOBODY;
    return [...found.filter(isPart), ...found.filter((trace) => !isPart(trace))];
  }

  #trace(cell: EntityCell, found: Trace[], when: When): void {
    const before = this.#before.get(cell)!;
    const kept = this.#keptFor(cell);
    const now = kept ?? (cell.alive ? cell : undefined);
    const stack = this.#origins.get(cell);
    const origin = stack?.id ?? NOBODY;
    if (!before.alive && now === undefined) return;
    const from = this.#handsFrom(cell);
    const to = now === undefined ? NO_HANDS : handsOf(now);
    const isSame = from.holder === to.holder && from.owner === to.owner;
    const isLink = origin !== NOBODY || kept !== undefined || now === undefined;
    if (isSame && !isLink) return;
    // Without a player at either end it only goes on with a history that is there.
    const known = isSame || isNobody(from, to) ? (origin === NOBODY ? cell.id : origin) : NOBODY;
    // What was born and taken over in one turn never had a number that anybody saw.
    const isSeen = before.alive || kept === undefined;
    const into = isSeen && kept !== undefined ? kept.id : NOBODY;
    if (before.alive || !isNobody(from, to) || origin !== NOBODY) {
      const row = this.#row(isSeen ? cell : kept, cell, from, to, when);
      row.count = cell.count;
      row.origin = origin;
      row.into = into;
      row.gone = now === undefined || into !== NOBODY;
      found.push({ row, known });
    }
    if (cell.alive && !isSame) this.#inside(cell, this.#deedFor(cell, from, to), found, when);
  }

  /** What lies in a thing that changed hands has changed hands with it. */
  #inside(box: EntityCell, deed: string, found: Trace[], when: When): void {
    for (const cell of box.contents) {
      if (this.#before.has(cell) || !cell.definition.isA(THING)) continue;
      const from = this.#handsBefore(cell);
      const to = handsOf(cell);
      const row = this.#row(cell, cell, from, to, when);
      row.deed = deed;
      if (from.holder !== to.holder) found.push({ row, known: isNobody(from, to) ? cell.id : NOBODY });
      this.#inside(cell, deed, found, when);
    }
  }

  /** The hands it came out of: a part's are those of its stack. */
  #handsFrom(cell: EntityCell): Hands {
    const stack = this.#origins.get(cell);
    if (stack !== undefined) return this.#handsFrom(stack);
    return this.#before.get(cell)?.alive === true ? this.#handsBefore(cell) : NO_HANDS;
  }

  #row(subject: EntityCell, cell: EntityCell, from: Hands, to: Hands, { atMs, turn }: When): RowToBe {
    const who = to.holder || to.owner;
    const was = from.holder || from.owner;
    return {
      thing: subject.id,
      name: titleOf(subject),
      count: subject.count,
      deed: this.#deedFor(cell, from, to),
      who,
      whoName: this.#nameOf(who),
      from: was,
      fromName: this.#nameOf(was),
      place: subject.place === null ? "" : titleOf(subject.place),
      origin: NOBODY,
      into: NOBODY,
      gone: false,
      atMs,
      turn,
    };
  }

  #deedFor(cell: EntityCell, from: Hands, to: Hands): string {
    const isSame = from.holder === to.holder && from.owner === to.owner;
    if (isSame && cell.alive && this.#origins.has(cell)) return "split";
    const said = this.#deeds.get(cell);
    if (said !== undefined) return said;
    if (!cell.alive && !this.#joined.has(cell)) return "destroy";
    if (!this.#before.get(cell)?.alive) return this.#origins.has(cell) ? "split" : "create";
    if (from.holder !== to.holder) return "move";
    return from.owner === to.owner ? "join" : "own";
  }

  #keptFor(cell: EntityCell): EntityCell | undefined {
    let kept = this.#joined.get(cell);
    while (kept !== undefined && this.#joined.has(kept)) kept = this.#joined.get(kept);
    return kept;
  }

  #handsBefore(cell: EntityCell): Hands {
    let at: EntityCell | null = cell;
    while (at !== null && !at.definition.isA(PLAYER)) {
      const noted: Before | undefined = this.#before.get(at);
      at = noted === undefined ? at.place : noted.place;
    }
    return { holder: at?.id ?? NOBODY, owner: this.#before.get(cell)?.owner ?? cell.owner };
  }

  #nameOf(player: EntityId): string {
    if (player === NOBODY) return "";
    const account = this.#cells.accounts.get(player);
    const cell = this.#cells.entities.get(player);
    return account?.name ?? (cell === undefined ? "" : textOf(cell, "name"));
  }
}

const NO_HANDS: Hands = { holder: NOBODY, owner: NOBODY };

function isNobody(from: Hands, to: Hands): boolean {
  return from.holder === NOBODY && to.holder === NOBODY && from.owner === NOBODY && to.owner === NOBODY;
}

function handsOf(cell: EntityCell): Hands {
  let at: EntityCell | null = cell;
  while (at !== null && !at.definition.isA(PLAYER)) at = at.place;
  return { holder: at?.id ?? NOBODY, owner: cell.owner };
}

function titleOf(cell: EntityCell): string {
  return cell.definition.isA(PLAYER) ? textOf(cell, "name") : textOf(cell, "title") || cell.definition.name;
}

/** An assigned or constant text of an entity; empty when it has none. */
function textOf(cell: EntityCell, name: string): string {
  const slot = cell.definition.slots.get(name);
  if (slot === undefined) return "";
  const wire = cell.state.get(slot.key) ?? ("wire" in slot.value ? slot.value.wire : null);
  return typeof wire === "string" && wire.startsWith("s") ? wire.slice(1) : "";
}
