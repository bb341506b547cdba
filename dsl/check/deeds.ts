// `deed` and `signal`: the event must be declared, and its arguments be its own (rules 2, 7, 63).

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Type } from "../types.ts";
import { checkArgs } from "./args.ts";
import type { Context } from "./context.ts";
import { checkFit } from "./fit.ts";
import { lookupEvent } from "./names.ts";
import type { StmtOf } from "./stmt.ts";
import { orNothing } from "./types.ts";
import type { EventInfo, Universe } from "./universe.ts";

/** `deed give what to taker by giver`: somebody else than the actor does it, where the event has no `by` of its own. */
const DOER = "by";
const BEING: Type = { t: "entity", kind: "core.being", optional: false };

export function eventWords(universe: Universe): string[] {
  return [...universe.coreEvents.keys(), ...universe.packs.flatMap((pack) => [...pack.events.keys()])];
}

export function checkDeed(cx: Context, stmt: StmtOf<"deed">): boolean {
  const event = lookupEvent(cx.universe, stmt.name.id);
  if (event === undefined) {
    cx.report.add("LORE107", stmt.name.span, `There is no event \`${stmt.name.text}\`.`, didYouMean(stmt.name.id, eventWords(cx.universe)));
  } else {
    cx.notes.bindings.set(stmt.name, { kind: "event", id: event.id });
    cx.signalled.add(event.id);
  }
  if (stmt.target !== undefined) cx.infer(stmt.target);
  for (const arg of stmt.args) checkDeedArg(cx, event, stmt, arg);
  return cx.block(stmt.body);
}

function checkDeedArg(cx: Context, event: EventInfo | undefined, stmt: StmtOf<"deed">, arg: ast.Arg): void {
  const param = event === undefined || arg.label === undefined ? undefined : paramOf(event, arg.label.id);
  const type = cx.infer(arg.value, param?.type);
  if (event === undefined || arg.label === undefined) return;
  if (param === undefined && arg.label.id === DOER) {
    checkFit(cx, arg.value, type, BEING, "who does the deed");
    return;
  }
  if (param === undefined) {
    unknownEventLabel(cx, event, arg.label);
    return;
  }
  // A `nothing` argument counts as left out.
  checkFit(cx, arg.value, type, orNothing(param.type), `\`${arg.label.text}\` of \`${stmt.name.text}\``);
}

export function paramOf(event: EventInfo, label: string): EventInfo["params"][number] | undefined {
  return event.params.find((param) => param.label === label) ?? event.params.find((param) => param.name === label);
}

export function unknownEventLabel(cx: Context, event: EventInfo, label: ast.Name): void {
  const words = event.params.map((param) => param.label ?? param.name);
  const all = words.length === 0 ? "it has no arguments" : `it has ${words.map((word) => `\`${word}\``).join(", ")}`;
  cx.report.add("LORE108", label.span, `The event \`${event.id}\` has no \`${label.text}\`.`, didYouMean(label.id, words) ?? all);
}

export function checkSignal(cx: Context, stmt: StmtOf<"signal">): boolean {
  const event = lookupEvent(cx.universe, stmt.event.id);
  if (stmt.place !== undefined) cx.infer(stmt.place);
  if (event === undefined) {
    for (const arg of stmt.args) cx.infer(arg.value);
    const hint = didYouMean(stmt.event.id, eventWords(cx.universe)) ?? `declare it: \`event ${stmt.event.id}(…)\``;
    cx.report.add("LORE124", stmt.event.span, `The signal \`${stmt.event.text}\` is not declared as an event.`, hint);
    return false;
  }
  cx.notes.bindings.set(stmt.event, { kind: "event", id: event.id });
  cx.signalled.add(event.id);
  checkArgs(cx, { name: stmt.event.text, params: event.params }, stmt.args, stmt.span);
  return false;
}
