// Assignment: what may be written, what fits there, and what is known afterwards.

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Type } from "../types.ts";
import type { Context } from "./context.ts";
import { forget, pathKey, rootKey } from "./facts.ts";
import { checkFit } from "./fit.ts";
import { findProp, possibleOwners } from "./kinds.ts";
import { lookupOperand } from "./names.ts";
import { reportOperands, type SumOp, sumType } from "./operators.ts";
import type { StmtOf } from "./stmt.ts";
import { ANY, fits, MONEY, mayBeNothing, notNothing, TEXT } from "./types.ts";

type Assign = StmtOf<"assign">;

export function checkAssign(cx: Context, stmt: Assign): boolean {
  const { target } = stmt;
  if (target.kind === "name") checkName(cx, stmt, target);
  else if (target.kind === "get" || target.kind === "index") checkPlace(cx, stmt, target);
  else {
    cx.infer(target);
    cx.infer(stmt.value);
    cx.report.add("LORE222", target.span, "This cannot be assigned: only locals, properties and items of lists and maps can.");
  }
  return false;
}

function checkName(cx: Context, stmt: Assign, target: ast.NameExpr): void {
  const local = cx.locals.peek(target.name.id);
  if (local === undefined) {
    cx.infer(stmt.value);
    undeclared(cx, target.name);
    return;
  }
  const current = cx.infer(target);
  const value = cx.infer(stmt.value, local.type);
  const key = `#${local.slot}`;
  if (stmt.op !== "=") {
    const result = checkSum(cx, stmt, current, value);
    if (local.plainNumber && result.t === "money") local.type = MONEY;
  } else if (local.open && value.t === "list") {
    local.type = value;
    local.open = value.of.t === "any";
  } else if (local.plainNumber && value.t === "money") {
    local.type = MONEY;
  } else {
    if (local.type.t === "words") local.type = { ...TEXT, optional: local.type.optional };
    checkFit(cx, stmt.value, value, local.type, `\`${target.name.text}\``);
  }
  learn(cx, key, stmt, local.type, value);
}

function undeclared(cx: Context, name: ast.Name): void {
  const self = cx.site.self;
  if (lookupOperand(cx, name.id) !== undefined) {
    cx.report.add("LORE222", name.span, `\`${name.text}\` cannot be assigned: it is declared, not a local.`);
    return;
  }
  const isOwn = self?.t === "entity" && findProp(cx.universe, self.kind, name.id) !== undefined;
  const hint = isOwn
    ? `did you mean \`self.${name.id}\`?`
    : (didYouMean(name.id, cx.locals.names()) ?? `to make a new one write \`let ${name.text} = …\``);
  cx.report.add("LORE117", name.span, `There is no local \`${name.text}\` to assign.`, hint);
}

type Place = Extract<ast.Expr, { kind: "get" | "index" }>;

function checkPlace(cx: Context, stmt: Assign, target: Place): void {
  const current = cx.infer(target);
  const declared = declaredType(cx, target, current);
  const value = cx.infer(stmt.value, declared);
  checkWritable(cx, target);
  if (stmt.op === "=") checkFit(cx, stmt.value, value, declared, `\`${placeName(target)}\``);
  else checkSum(cx, stmt, current, value);
  const key = pathKey(target, cx.notes.bindings);
  const root = rootKey(target, cx.notes.bindings);
  if (key !== undefined) learn(cx, key, stmt, declared, value);
  else if (root !== undefined) forget(cx.facts, root);
}

/** Type without what is known at this point: after a check for nothing it may still be set to nothing. */
function declaredType(cx: Context, target: Place, current: Type): Type {
  const key = pathKey(target, cx.notes.bindings);
  if (key === undefined || !cx.facts.has(key)) {
    return target.kind === "index" && !isEach(cx, target) ? itemType(cx, target, current) : current;
  }
  const before = cx.facts;
  cx.facts = new Map(before);
  cx.facts.delete(key);
  const declared = cx.infer(target);
  cx.facts = before;
  return declared;
}

/** What a list or map holds: reading a map may give nothing, writing one may not. */
function itemType(cx: Context, target: Extract<Place, { kind: "index" }>, current: Type): Type {
  const holder = cx.notes.types.get(target.object);
  return holder?.t === "list" || holder?.t === "map" ? holder.of : current;
}

function isEach(cx: Context, target: Extract<Place, { kind: "index" }>): boolean {
  if (target.object.kind !== "get") return false;
  const owner = cx.notes.types.get(target.object.object);
  return owner?.t === "entity" && findProp(cx.universe, owner.kind, target.object.name.id)?.each !== undefined;
}

function placeName(target: Place): string {
  return target.kind === "get" ? target.name.text : target.object.kind === "get" ? target.object.name.text : "this";
}

function checkSum(cx: Context, stmt: Assign, current: Type, value: Type): Type {
  const result = sumType(cx, stmt.op[0] as SumOp, notNothing(current), notNothing(value));
  if (result === undefined) {
    reportOperands(cx, stmt.span, stmt.op, current, value);
    return ANY;
  }
  if (mayBeNothing(current)) checkFit(cx, stmt.target, current, notNothing(current), `\`${stmt.op}\``);
  else if (mayBeNothing(value)) checkFit(cx, stmt.value, value, notNothing(value), `\`${stmt.op}\``);
  else if (!fits(cx.universe, result, current) && result.t !== "money") checkFit(cx, stmt.value, result, current, "the sum");
  return result;
}

/** Read-only properties, models, and rows that are only ever added (rules 44, 51). */
export function checkWritable(cx: Context, target: ast.Expr): void {
  if (target.kind === "paren") {
    checkWritable(cx, target.value);
    return;
  }
  if (target.kind === "index") {
    checkWritable(cx, target.object);
    return;
  }
  if (target.kind !== "get") return;
  const owner = cx.notes.types.get(target.object);
  if (owner?.t === "record" || owner?.t === "list" || owner?.t === "map") {
    checkWritable(cx, target.object);
    return;
  }
  if (owner?.t === "model") {
    cx.report.add("LORE206", target.span, `A model cannot be changed, only what is made from it.`, "create one and change that");
  } else if (owner?.t === "entity" && isReadonly(cx, owner.kind, target.name.id)) {
    const hint = target.name.id === "money" ? "`pay … from … to …` moves money" : undefined;
    cx.report.add("LORE207", target.name.span, `\`${target.name.text}\` can be read but not assigned.`, hint);
  } else if (owner?.t === "row" && cx.universe.tables.get(owner.table)?.appendOnly === true) {
    cx.report.add("LORE217", target.span, "Rows of this table are only ever added: it is `append only`.");
  } else if (owner?.t === "row" && (target.name.id === "id" || target.name.id === "at")) {
    cx.report.add("LORE207", target.name.span, `\`${target.name.text}\` can be read but not assigned.`);
  }
}

function isReadonly(cx: Context, kind: string, name: string): boolean {
  const prop = findProp(cx.universe, kind, name);
  if (prop !== undefined) return prop.readonly;
  const owners = possibleOwners(cx.universe, kind, name);
  return owners.length > 0 && owners.every((owner) => findProp(cx.universe, owner, name)?.readonly === true);
}

/** After `x = something` it is not nothing, whatever it was. */
function learn(cx: Context, key: string, stmt: Assign, declared: Type, value: Type): void {
  forget(cx.facts, key);
  if (stmt.op === "=" && mayBeNothing(declared) && value.t !== "nothing" && !value.optional) cx.facts.set(key, notNothing(declared));
}
