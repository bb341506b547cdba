// Calls: which function is meant, what it is given and what it gives.

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Type } from "../types.ts";
import { dottedDeclaration, reportNothing } from "./access.ts";
import { checkArgs, inferArgs } from "./args.ts";
import type { Context } from "./context.ts";
import { inferHostCall } from "./host-call.ts";
import { memberWords } from "./item.ts";
import { ancestors, findMethod, possibleOwners } from "./kinds.ts";
import { firstOf } from "./names.ts";
import type { Binding } from "./notes.ts";
import type { Signature } from "./scope.ts";
import { signatureOf } from "./signature.ts";
import { ANY, mayBeNothing, NOTHING, plainName } from "./types.ts";

type Get = Extract<ast.Expr, { kind: "get" }>;

export function inferCall(cx: Context, call: ast.CallExpr): Type {
  const { callee } = call;
  if (callee.kind === "name") return inferNamed(cx, call, callee);
  if (callee.kind === "get") return inferMember(cx, call, callee);
  cx.infer(callee);
  inferArgs(cx, call.args);
  cx.report.add("LORE210", callee.span, "This cannot be called: only a function has arguments.");
  return ANY;
}

function inferNamed(cx: Context, call: ast.CallExpr, callee: ast.NameExpr): Type {
  const name = callee.name.id;
  const item = itemMethod(cx, name);
  if (item !== undefined) {
    cx.notes.bindings.set(callee, { kind: "item", name, type: item.result ?? NOTHING });
    checkArgs(cx, { name, params: item.params }, call.args, call.span);
    return item.result ?? NOTHING;
  }
  const bound = lookupFunction(cx, name);
  if (bound !== undefined) {
    cx.notes.bindings.set(callee, bound);
    return inferBound(cx, call, bound, name);
  }
  if (name === "base") return inferBase(cx, call, callee);
  inferArgs(cx, call.args);
  unknownFunction(cx, callee);
  return ANY;
}

/** The functions of a list's items are seen in its `where` (rule 59). */
function itemMethod(cx: Context, name: string): Signature | undefined {
  const item = cx.query?.item;
  if (item?.t !== "entity" && item?.t !== "model") return undefined;
  return findMethod(cx.universe, item.kind, name);
}

/** Own function, own text, the host's, then those of the packs below. */
export function lookupFunction(cx: Context, name: string): Binding | undefined {
  const [own, ...below] = cx.universe.packs;
  const find = (pack: typeof own): Binding | undefined => {
    const fn = pack!.functions.get(name);
    if (fn !== undefined) return { kind: "fn", id: fn.id, pack: pack!.id };
    const text = pack!.texts.get(name);
    return text === undefined ? undefined : { kind: "text", id: text.id, pack: pack!.id };
  };
  const host = (): Binding | undefined => (cx.universe.host.has(name) ? { kind: "host", name } : undefined);
  return find(own) ?? host() ?? firstOf(below, find);
}

function inferBound(cx: Context, call: ast.CallExpr, bound: Binding, name: string): Type {
  if (bound.kind === "host") return inferHostCall(cx, call, cx.universe.host.get(bound.name)!);
  const known = bound.kind === "fn" || bound.kind === "text" ? signatureOf(cx, bound) : undefined;
  if (known === undefined) {
    inferArgs(cx, call.args);
    cx.report.add("LORE210", call.callee.span, `\`${name}\` is not a function, so it takes no arguments.`);
    return ANY;
  }
  const { order } = checkArgs(cx, { name, params: known.params }, call.args, call.span);
  cx.notes.calls.set(call, order);
  return known.result ?? NOTHING;
}

function inferMember(cx: Context, call: ast.CallExpr, callee: Get): Type {
  if (dottedDeclaration(cx, callee) !== undefined) {
    const bound = cx.notes.bindings.get(callee);
    if (bound === undefined) {
      inferArgs(cx, call.args);
      return ANY;
    }
    return inferBound(cx, call, bound, dottedName(callee));
  }
  const object = cx.infer(callee.object);
  if (mayBeNothing(object)) reportNothing(cx, callee.object, `\`.${callee.name.text}\``);
  const method = object.t === "entity" || object.t === "model" ? findMethod(cx.universe, object.kind, callee.name.id) : undefined;
  if (method !== undefined) {
    checkArgs(cx, { name: callee.name.text, params: method.params }, call.args, call.span);
    return method.result ?? NOTHING;
  }
  inferArgs(cx, call.args);
  checkMember(cx, callee, object);
  return ANY;
}

function dottedName(expr: ast.Expr): string {
  if (expr.kind === "name") return expr.name.text;
  return expr.kind === "get" ? `${dottedName(expr.object)}.${expr.name.text}` : "";
}

function checkMember(cx: Context, callee: Get, object: Type): void {
  if (object.t === "any" || object.t === "nothing") return;
  const word = callee.name.id;
  if (object.t === "entity" || object.t === "model") {
    const isKnown = possibleOwners(cx.universe, object.kind, word).some((id) => findMethod(cx.universe, id, word) !== undefined);
    // `actor.gullwick.greet(…)`: the pack in between says whose function it is.
    if (isKnown || cx.universe.packs.some((pack) => pack.id === word)) return;
  }
  const hint = didYouMean(word, methodWords(cx, object));
  cx.report.add("LORE106", callee.name.span, `${plainName(cx.universe, object)} has no function \`${callee.name.text}\`.`, hint);
}

function methodWords(cx: Context, type: Type): string[] {
  if (type.t !== "entity" && type.t !== "model") return memberWords(cx, type);
  return ancestors(cx.universe, type.kind).flatMap((kind) => [...(cx.universe.nodes.get(kind)?.methods.keys() ?? [])]);
}

/** `base(…)` calls the function that this one restates (rule 47). */
function inferBase(cx: Context, call: ast.CallExpr, callee: ast.NameExpr): Type {
  const { fn, self } = cx.site;
  const owner = cx.owners[cx.owners.length - 1];
  if (fn === undefined || self === undefined || owner === undefined) {
    inferArgs(cx, call.args);
    cx.report.add("LORE219", callee.span, "`base` is only for a function that restates one of its kind.");
    return ANY;
  }
  const parents = ancestors(cx.universe, owner);
  const replaced = parents.flatMap((kind) => cx.universe.nodes.get(kind)?.methods.get(fn) ?? []);
  const base = replaced[1];
  if (base === undefined) {
    inferArgs(cx, call.args);
    cx.report.add("LORE219", callee.span, `There is no other \`${fn}\` below this one for \`base\` to call.`);
    return ANY;
  }
  checkArgs(cx, { name: "base", params: base.params }, call.args, call.span);
  return base.result ?? NOTHING;
}

function unknownFunction(cx: Context, callee: ast.NameExpr): void {
  const { universe, site } = cx;
  const word = callee.name.id;
  if (cx.locals.peek(word) !== undefined) {
    cx.report.add("LORE210", callee.span, `\`${callee.name.text}\` is a local, not a function.`, "put an operator between a name and `(`");
    return;
  }
  if (site.self?.t === "entity" && findMethod(universe, site.self.kind, word) !== undefined) {
    cx.report.add("LORE105", callee.span, `There is no function \`${callee.name.text}\` here.`, `did you mean \`self.${word}\`?`);
    return;
  }
  const words = [...universe.host.keys(), ...universe.packs.flatMap((pack) => [...pack.functions.keys(), ...pack.texts.keys()])];
  cx.report.add("LORE105", callee.span, `There is no function \`${callee.name.text}\`.`, didYouMean(word, words));
}
