// What a dry run did, in words that the library can put into sentences: how things stand after it, and once it is taken back, before it.

import type { Wire } from "../../dsl/wire.ts";
import { asEntityId, type EntityId } from "../base/ids.ts";
import { PLAYER } from "../world/core-kinds.ts";
import type { Entity } from "../world/entity.ts";
import type { Change } from "../world/port.ts";
import { nameOfPlayer } from "./core-props.ts";
import type { Deed } from "./dry-port.ts";
import { getProp } from "./props.ts";
import { renderText } from "./text/render.ts";
import type { TurnState } from "./turn-state.ts";
import { isOutcome } from "./wires.ts";

/** An effect that is told in full once the world stands as before. */
export type OpenDeed = (turn: TurnState) => Deed | null;

export function deedsBefore(turn: TurnState, changes: readonly Change[]): readonly OpenDeed[] {
  return changes.flatMap((change) => openDeed(turn, change) ?? []);
}

export function finishDeeds(turn: TurnState, open: readonly OpenDeed[]): readonly Deed[] {
  return open.flatMap((finish) => finish(turn) ?? []);
}

/** Of rows written, as the journal notes them. */
export function rowDeeds(notes: readonly string[]): readonly Deed[] {
  return notes.map((note) => {
    const table = note.slice(1).split(" ", 1)[0]!;
    return deed("keep", table.slice(table.indexOf(".") + 1), { part: ROW_WRITES[note.charAt(0)] ?? "" });
  });
}

const ROW_WRITES: Readonly<Record<string, string>> = { "+": "add", "=": "change", "-": "remove" };

/** What was put before readers since a line of the turn. */
export function saidSince(turn: TurnState, line: number): { to: EntityId; text: string }[] {
  return turn.lines.slice(line).flatMap(({ player, part, request }) => (request === undefined ? [{ to: player, text: part.text }] : []));
}

function openDeed(turn: TurnState, change: Change): OpenDeed | null {
  switch (change.t) {
    case "entity":
      return entityDeed(turn, change.row.id);
    case "gone":
      return (now) => {
        const entity = now.core.world.cells.entities.get(change.id);
        return entity === undefined ? null : deed("destroy", nameOf(now, entity), { from: placeOf(now, entity) });
      };
    case "prop":
      return propDeed(turn, change.row.entity, change.row.name, change.row.value);
    case "timer":
      return constant(deed("later", "", { part: String(Math.max(0, change.row.dueMs - turn.nowMs) / 1000) }));
    case "prompt": {
      const { question } = JSON.parse(change.row.payload) as { question: string };
      return constant(deed("ask", nameOfId(turn, change.row.who), { to: question }));
    }
    case "transfer": {
      const out = change.row.entries.find(({ amount }) => amount < 0);
      const into = change.row.entries.find(({ amount }) => amount > 0);
      const named = (purse: number | undefined): string => (purse === undefined ? "" : nameOfId(turn, asEntityId(purse)));
      return constant(deed("pay", named(out?.purse), { part: String(into?.amount ?? 0), from: change.row.memo, to: named(into?.purse) }));
    }
    default:
      return null;
  }
}

function entityDeed(turn: TurnState, id: EntityId): OpenDeed | null {
  const after = turn.core.world.cells.entities.get(id);
  if (after === undefined) return null;
  const [name, to, count, owner] = [nameOf(turn, after), placeOf(turn, after), after.count, nameOfId(turn, after.owner)];
  return (now) => {
    const before = now.core.world.cells.entities.get(id);
    if (before === undefined) return deed("make", count > 1 ? `${count} ${name}` : name, { to });
    const from = placeOf(now, before);
    if (from !== to) return deed("move", name, { from, to });
    if (before.count !== count) return deed("count", name, { from: String(before.count), to: String(count) });
    return deed("own", name, { from: nameOfId(now, before.owner), to: owner });
  };
}

function propDeed(turn: TurnState, id: EntityId, key: string, value: Wire | undefined): OpenDeed | null {
  const entity = turn.core.world.cells.entities.get(id);
  if (entity === undefined) return null;
  const part = key.slice(key.lastIndexOf(".") + 1);
  const [name, to] = [nameOf(turn, entity), value === undefined ? "" : shown(turn, value)];
  return (now) => {
    const before = now.core.world.cells.entities.get(id);
    // What is new has its properties from its making.
    if (before === undefined) return null;
    return deed("set", name, { part, from: shown(now, getProp(now, before.wire, part)), to });
  };
}

function constant(made: Deed): OpenDeed {
  return () => made;
}

function deed(sort: Deed["sort"], what: string, rest: Partial<Deed> = {}): Deed {
  return { sort, what, part: "", from: "", to: "", ...rest };
}

/** A value as a reader sees it. */
export function shown(turn: TurnState, value: Wire): string {
  if (isOutcome(value)) return "";
  if (value === null || typeof value === "boolean" || typeof value === "number") return value === null ? "nothing" : String(value);
  return renderText(value, -1, turn.core.look);
}

function placeOf(turn: TurnState, { place }: Entity): string {
  return place === null ? "" : nameOf(turn, place);
}

function nameOfId(turn: TurnState, id: EntityId): string {
  const entity = turn.core.world.entity(id);
  return entity === undefined ? "" : nameOf(turn, entity);
}

function nameOf(turn: TurnState, entity: Entity): string {
  if (entity.definition.isA(PLAYER)) return String(nameOfPlayer(turn.core, entity)).slice(1);
  return entity.definition.title;
}
