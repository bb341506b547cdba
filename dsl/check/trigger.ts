// `on`, `before` and `every`: the event must exist, its arguments be its own, and it must be able to come (rules 7, 8, 45).

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Type } from "../types.ts";
import { type Context, inScope, inSite } from "./context.ts";
import { eventWords, paramOf, unknownEventLabel } from "./deeds.ts";
import { areRelated, isKind } from "./kinds.ts";
import { declareLocal } from "./let.ts";
import { lookupEvent } from "./names.ts";
import { ANY, entityOf, notNothing, plainName } from "./types.ts";
import type { EventInfo } from "./universe.ts";

export function checkTrigger(cx: Context, decl: ast.TriggerDecl, owner: Type | undefined): void {
  const event = lookupEvent(cx.universe, decl.event.id);
  if (event === undefined) {
    cx.report.add(
      "LORE107",
      decl.event.span,
      `There is no event \`${decl.event.text}\`.`,
      didYouMean(decl.event.id, eventWords(cx.universe)),
    );
  } else {
    cx.notes.bindings.set(decl.event, { kind: "event", id: event.id });
    checkPhase(cx, decl, event);
    checkCanFire(cx, decl, event, owner);
  }
  const self = owner ?? (event?.self === undefined ? ANY : notNothing(event.self));
  inSite(cx, { role: decl.phase, self, actor: actorOf(cx, event), verb: false }, () =>
    inScope(cx, () => {
      for (const arg of decl.args) declareArg(cx, event, arg);
      cx.block(decl.body);
    }),
  );
}

function checkPhase(cx: Context, decl: ast.TriggerDecl, event: EventInfo): void {
  if (decl.phase !== "before" || event.before) return;
  cx.report.add(
    "LORE316",
    decl.event.span,
    `There is no \`before ${decl.event.text}\`: nobody can refuse it.`,
    `write \`on ${decl.event.id}\``,
  );
}

/** Who did it: a player where only a player can, else any being (rule 49). */
function actorOf(cx: Context, event: EventInfo | undefined): Type | undefined {
  if (event === undefined) return entityOf("core.being");
  if (!event.hasActor) return undefined;
  const { self } = event;
  const byPlayer = self?.t === "entity" && isKind(cx.universe, self.kind, "core.player");
  return entityOf(byPlayer ? "core.player" : "core.being");
}

/** The first name without a label is the event's first argument; a label names its own (rule 7). */
function declareArg(cx: Context, event: EventInfo | undefined, arg: ast.EventArg): void {
  const param = event === undefined ? undefined : arg.label === undefined ? event.params[0] : paramOf(event, arg.label.id);
  if (event !== undefined && param === undefined) {
    if (arg.label !== undefined) unknownEventLabel(cx, event, arg.label);
    else cx.report.add("LORE108", arg.name.span, `The event \`${event.id}\` has no arguments.`);
  }
  // Whoever raises the event may leave an argument out; that is not held against who names it.
  declareLocal(cx, arg.name, param === undefined ? ANY : notNothing(param.type));
}

/** What comes only to players never comes to a room or a thing. */
function checkCanFire(cx: Context, decl: ast.TriggerDecl, event: EventInfo, owner: Type | undefined): void {
  if (owner?.t !== "entity" || event.self?.t !== "entity") return;
  if (!isKind(cx.universe, event.self.kind, "core.player") || areRelated(cx.universe, owner.kind, event.self.kind)) return;
  // A companion hears its player's coming and going (rule 8).
  if (isKind(cx.universe, owner.kind, "core.being")) return;
  cx.report.add(
    "LORE317",
    decl.event.span,
    `\`${decl.phase} ${decl.event.text}\` never fires here: it comes to players, and ${plainName(cx.universe, owner).toLowerCase()} is none.`,
    "write it at the top of the file, where it hears all players",
  );
}

export function checkEvery(cx: Context, decl: ast.EveryDecl, self: Type | undefined): void {
  inSite(cx, { role: "every", self, actor: undefined, verb: false }, () => {
    cx.block(decl.body);
  });
}
