// Exits: a direction, a room to go to, perhaps a door, and attributes of the exit itself (rule 13).

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Type } from "../types.ts";
import type { Context } from "./context.ts";
import { checkFit } from "./fit.ts";
import { memberWords } from "./item.ts";
import { findProp, isKind } from "./kinds.ts";
import { lookupPath, operandWords } from "./names.ts";
import type { Binding } from "./notes.ts";
import { BOOL, entityOf, fits, plainName } from "./types.ts";
import { CORE } from "./universe.ts";

const ROOM = `${CORE}.room`;

export function checkExit(cx: Context, self: Type, exit: ast.ExitLine): void {
  if (self.t === "entity" && !isKind(cx.universe, self.kind, ROOM)) {
    cx.report.add("LORE409", exit.span, `Only a room has exits. ${plainName(cx.universe, self)} is none.`);
  }
  bindDirection(cx, exit.direction);
  bindTarget(cx, exit);
  if (exit.through !== undefined) bindDoor(cx, exit.through);
  for (const attr of exit.attrs) checkAttr(cx, attr);
}

function bindDirection(cx: Context, name: ast.Name): void {
  const direction = cx.universe.directions.get(name.id);
  if (direction === undefined) {
    cx.report.add("LORE126", name.span, `\`${name.text}\` is no direction.`, didYouMean(name.id, cx.universe.directions.keys()));
    return;
  }
  cx.notes.bindings.set(name, directionBinding(direction));
}

/** Few directions, thousands of exits. */
const directionBindings = new Map<string, Binding>();

function directionBinding(name: string): Binding {
  const known = directionBindings.get(name);
  if (known !== undefined) return known;
  const binding: Binding = { kind: "direction", name };
  directionBindings.set(name, binding);
  return binding;
}

function bindTarget(cx: Context, exit: ast.ExitLine): void {
  const bound = lookupPath(cx, exit.to);
  const word = wordOf(exit.to);
  if (bound?.kind === "entity" && isKind(cx.universe, bound.id, ROOM)) {
    cx.notes.bindings.set(exit.to, bound);
    return;
  }
  if (bound?.kind === "entity" || bound?.kind === "model") {
    cx.report.add("LORE401", exit.to.span, `The exit ${exit.direction.text} leads to \`${word}\`, which is no room.`);
    return;
  }
  cx.report.add(
    "LORE401",
    exit.to.span,
    `The exit ${exit.direction.text} leads nowhere: there is no room \`${word}\`.`,
    didYouMean(word.toLowerCase(), roomWords(cx)),
  );
}

function roomWords(cx: Context): string[] {
  return operandWords(cx).filter((word) => {
    const bound = lookupPath(cx, { parts: [{ id: word, text: word, span: { start: 0, end: 0 } }], span: { start: 0, end: 0 } });
    return bound?.kind === "entity" && isKind(cx.universe, bound.id, ROOM);
  });
}

function wordOf(path: ast.Path): string {
  return path.parts.map((part) => part.text).join(".");
}

function bindDoor(cx: Context, path: ast.Path): void {
  const bound = lookupPath(cx, path);
  if (bound?.kind !== "entity" && bound?.kind !== "model") {
    cx.report.add("LORE101", path.span, `There is no door \`${wordOf(path)}\`.`, didYouMean(wordOf(path).toLowerCase(), operandWords(cx)));
    return;
  }
  cx.notes.bindings.set(path, bound);
  if (isKind(cx.universe, bound.id, `${CORE}.door`)) return;
  cx.report.add(
    "LORE410",
    path.span,
    `\`${wordOf(path)}\` is no door, so it does not open or close.`,
    `declare it \`thing ${wordOf(path)} "…" is door\``,
  );
}

function checkAttr(cx: Context, attr: ast.ExitAttr): void {
  const exit = entityOf(`${CORE}.exit`);
  const prop = findProp(cx.universe, `${CORE}.exit`, attr.name.id);
  if (prop === undefined) {
    if (attr.value !== undefined) cx.infer(attr.value);
    cx.report.add("LORE104", attr.name.span, `An exit has no \`${attr.name.text}\`.`, didYouMean(attr.name.id, memberWords(cx, exit)));
    return;
  }
  if (attr.value !== undefined) checkFit(cx, attr.value, cx.infer(attr.value, prop.type), prop.type, `\`${attr.name.text}\``);
  else if (!fits(cx.universe, prop.type, BOOL)) {
    cx.report.add("LORE129", attr.name.span, `\`${attr.name.text}\` is no flag: it needs a value.`);
  }
}
