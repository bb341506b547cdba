// The shape of the world that a pack builds: ways there and back, rooms out of reach, things without a description, rings.

import type * as ast from "../ast.ts";
import type { Context } from "./context.ts";
import type { CheckedFile } from "./declare.ts";
import { ancestors, isKind } from "./kinds.ts";
import { CORE } from "./universe.ts";

interface Seat {
  readonly id: string;
  readonly name: ast.Name;
  readonly from: CheckedFile;
  readonly members: readonly ast.Member[];
}

interface Way {
  readonly from: string;
  readonly to: string;
  readonly exit: ast.ExitLine;
  readonly file: CheckedFile;
}

const ROOM = `${CORE}.room`;
const AREA = `${CORE}.area`;

export function checkWorld(cx: Context, files: readonly CheckedFile[], entry: string | undefined): void {
  const seats = seatsOf(cx, files);
  const ways = seats.flatMap((seat) => waysOf(cx, seat, seat.members));
  ways.push(...extensionWays(cx, files));
  checkTwins(cx, ways);
  // Advice about ways waits until every way leads somewhere: one slip would be told three times.
  if (!cx.report.diagnostics.some(({ code }) => code === "LORE401" || code === "LORE122")) {
    checkReturns(cx, ways);
    if (entry !== undefined) checkReach(cx, seats, ways, entry);
  }
  for (const seat of seats) {
    checkDescription(cx, seat);
    checkRing(cx, seat);
    checkRequired(cx, seat);
  }
}

/** Every entity of the pack with where it is declared. */
function seatsOf(cx: Context, files: readonly CheckedFile[]): Seat[] {
  const seats: Seat[] = [];
  const visit = (from: CheckedFile, decl: ast.EntityDecl): void => {
    const bound = cx.notes.bindings.get(decl.name);
    if (bound?.kind !== "entity" && bound?.kind !== "model") return;
    seats.push({ id: bound.id, name: decl.name, from, members: decl.members });
    for (const member of decl.members) if (member.kind === "entity") visit(from, member);
  };
  for (const file of files) {
    for (const decl of file.file.decls) {
      if (decl.kind === "entity") visit(file, decl);
      else if (decl.kind === "extend") for (const member of decl.members) if (member.kind === "entity") visit(file, member);
    }
  }
  return seats;
}

function waysOf(cx: Context, seat: { readonly id: string; readonly from: CheckedFile }, members: readonly ast.Member[]): Way[] {
  return members.flatMap((member) => {
    if (member.kind !== "exit") return [];
    const bound = cx.notes.bindings.get(member.to);
    return bound?.kind === "entity" ? [{ from: seat.id, to: bound.id, exit: member, file: seat.from }] : [];
  });
}

function extensionWays(cx: Context, files: readonly CheckedFile[]): Way[] {
  return files.flatMap((from) =>
    from.file.decls.flatMap((decl) => {
      if (decl.kind !== "extend") return [];
      const bound = cx.notes.bindings.get(decl.target);
      return bound?.kind === "entity" ? waysOf(cx, { id: bound.id, from }, decl.members) : [];
    }),
  );
}

function checkTwins(cx: Context, ways: readonly Way[]): void {
  const seen = new Set<string>();
  for (const { from, exit, file } of ways) {
    const bound = cx.notes.bindings.get(exit.direction);
    const key = `${from}>${bound?.kind === "direction" ? bound.name : exit.direction.id}`;
    cx.report.enter(file);
    if (seen.has(key)) cx.report.add("LORE407", exit.direction.span, `There is another exit ${exit.direction.text} in this room.`);
    seen.add(key);
  }
}

/** A way out of a copy has its way back made by what creates the copy, so areas are left out. */
function checkReturns(cx: Context, ways: readonly Way[]): void {
  const known = new Set(ways.map((way) => `${way.from}>${way.to}`));
  for (const { from, to, exit, file } of ways) {
    if (known.has(`${to}>${from}`) || from === to) continue;
    if (areaOf(cx, from) !== areaOf(cx, to) || cx.universe.nodes.get(to)?.pack !== cx.pack) continue;
    cx.report.enter(file);
    cx.report.add(
      "LORE402",
      exit.span,
      `The exit ${exit.direction.text} has no way back: no exit of \`${nameOf(cx, to)}\` leads to \`${nameOf(cx, from)}\`.`,
      `add one to \`${nameOf(cx, to)}\`, if one should be able to return`,
    );
  }
}

function nameOf(cx: Context, id: string): string {
  return cx.universe.nodes.get(id)?.entity?.path ?? id;
}

/** The area that a room is declared in. */
function areaOf(cx: Context, id: string): string | undefined {
  for (
    let parent = cx.universe.nodes.get(id)?.entity?.parent;
    parent !== undefined;
    parent = cx.universe.nodes.get(parent)?.entity?.parent
  ) {
    if (isKind(cx.universe, parent, AREA)) return parent;
  }
  return undefined;
}

/** Reached is the entry room, what code names, and what exits lead to from there. */
function checkReach(cx: Context, seats: readonly Seat[], ways: readonly Way[], entry: string): void {
  const start = [`${cx.pack}.${entry}`, entry].find((id) => cx.universe.nodes.has(id));
  if (start === undefined) return;
  const reached = new Set([start, ...cx.mentioned]);
  const waysFrom = Map.groupBy(ways, ({ from }) => from);
  // A set is walked to its end though it grows meanwhile.
  for (const id of reached) for (const { to } of waysFrom.get(id) ?? []) reached.add(to);
  for (const seat of seats) {
    if (reached.has(seat.id) || !isKind(cx.universe, seat.id, ROOM) || areaOf(cx, seat.id) !== undefined) continue;
    cx.report.enter(seat.from);
    cx.report.add(
      "LORE403",
      seat.name.span,
      `Nobody can reach the room \`${seat.name.text}\` from \`${nameOf(cx, start)}\`.`,
      "give a room that can be reached an exit to it",
    );
  }
}

const DESCRIBED = ["room", "thing", "npc"].map((word) => `${CORE}.${word}`);

function checkDescription(cx: Context, seat: Seat): void {
  const kind = DESCRIBED.find((id) => isKind(cx.universe, seat.id, id));
  if (kind === undefined || hasValue(cx, seat.id, "desc") || hasValue(cx, seat.id, "hidden")) return;
  cx.report.enter(seat.from);
  cx.report.add("LORE406", seat.name.span, `\`${seat.name.text}\` has no description.`, 'add `desc: "…"`: what one sees by looking at it');
}

function hasValue(cx: Context, id: string, prop: string): boolean {
  return ancestors(cx.universe, id).some((kind) => cx.universe.nodes.get(kind)?.values.has(prop));
}

/** Things that lie in each other. */
function checkRing(cx: Context, seat: Seat): void {
  const seen = new Set<string>();
  for (
    let at = cx.universe.nodes.get(seat.id)?.entity?.place;
    at !== undefined && !seen.has(at);
    at = cx.universe.nodes.get(at)?.entity?.place
  ) {
    seen.add(at);
    if (at !== seat.id) continue;
    cx.report.enter(seat.from);
    cx.report.add(
      "LORE408",
      seat.name.span,
      `\`${seat.name.text}\` lies in itself, by way of what it lies in.`,
      "put one of them somewhere else",
    );
  }
}

/** Properties that may not be nothing and that no kind gives a value (rule 40). */
function checkRequired(cx: Context, seat: Seat): void {
  for (const kind of ancestors(cx.universe, seat.id)) {
    const node = cx.universe.nodes.get(kind);
    if (node === undefined || node.pack === CORE || node.entity !== undefined) continue;
    for (const props of node.props.values()) {
      const [prop] = props;
      if (prop === undefined || prop.type.optional || prop.owner !== kind || hasValue(cx, seat.id, prop.name)) continue;
      cx.report.enter(seat.from);
      cx.report.add(
        "LORE211",
        seat.name.span,
        `\`${seat.name.text}\` must give \`${prop.name}\` a value: its kind has no default for it.`,
        `add \`${prop.name}: …\``,
      );
    }
  }
}
