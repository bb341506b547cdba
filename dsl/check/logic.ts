// Conditions: `and or not is has in` and comparisons, what they prove when they hold and when they do not (rules 40, 56, 66).

import type * as ast from "../ast.ts";
import type { Type } from "../types.ts";
import { reportNothing } from "./access.ts";
import { compareOrder, compareSame } from "./compare.ts";
import type { Context } from "./context.ts";
import { type Fact, pathKey, withFacts } from "./facts.ts";
import { resolveKindOrModel } from "./kind-test.ts";
import { meet } from "./kinds.ts";
import { isCallThatMayRefuse } from "./refusal.ts";
import { ANY, BOOL, entityOf, isKnown, joinTypes, mayBeNothing, notNothing, plainName, showType } from "./types.ts";

export interface Outcome {
  readonly type: Type;
  readonly yes: readonly Fact[];
  readonly no: readonly Fact[];
}

const NONE: readonly Fact[] = [];

/** The type of an expression of the logical family. */
export function inferLogic(cx: Context, expr: ast.Expr): Type {
  return outcomeOf(cx, expr).type;
}

/** A condition: must be bool. Calls in it are noted, because a refusal there reads false. */
export function testCondition(cx: Context, expr: ast.Expr): Outcome {
  markCalls(cx, expr);
  const outcome = outcomeOf(cx, expr);
  noteType(cx, expr, outcome.type);
  requireBool(cx, expr, outcome.type);
  return outcome;
}

function noteType(cx: Context, expr: ast.Expr, type: Type): void {
  if (type.t !== "any") cx.notes.types.set(expr, type);
}

/** Calls that are themselves the condition, or stand under its `not`, `and`, `or`. */
export function markCalls(cx: Context, expr: ast.Expr): void {
  switch (expr.kind) {
    case "call":
      cx.notes.conditions.add(expr);
      return;
    case "paren":
    case "not":
      markCalls(cx, expr.value);
      return;
    case "binary":
      if (expr.op !== "and" && expr.op !== "or") return;
      markCalls(cx, expr.left);
      markCalls(cx, expr.right);
      return;
    case "if-else":
      markCalls(cx, expr.cond);
      markCalls(cx, expr.then);
      markCalls(cx, expr.otherwise);
      return;
    default:
      return;
  }
}

function requireBool(cx: Context, expr: ast.Expr, type: Type): void {
  if (!isKnown(type) || (type.t === "bool" && !type.optional)) return;
  if (isCallThatMayRefuse(cx, expr)) return;
  const hint = type.optional
    ? "ask `is not nothing`, or give another value with `or`"
    : type.t === "number"
      ? "compare it: `> 0`"
      : "compare it, or ask `is`, `has` or `is a`";
  const what = type.optional && type.t === "bool" ? "A bool that may be nothing" : plainName(cx.universe, type);
  cx.report.add("LORE203", expr.span, `A condition is true or false. ${what} is neither.`, hint);
}

/** Type and facts of any expression; those outside the family prove nothing. */
function outcomeOf(cx: Context, expr: ast.Expr): Outcome {
  switch (expr.kind) {
    case "paren": {
      const inner = outcomeOf(cx, expr.value);
      noteType(cx, expr.value, inner.type);
      return inner;
    }
    case "not": {
      markCalls(cx, expr.value);
      const { yes, no } = conditionPart(cx, expr.value);
      return { type: BOOL, yes: no, no: yes };
    }
    case "binary":
      if (expr.op === "and") return andOutcome(cx, expr);
      if (expr.op === "or") return orOutcome(cx, expr);
      if (expr.op === "==" || expr.op === "!=") return sameOutcome(cx, expr, expr.op === "!=");
      if (expr.op === "<" || expr.op === "<=" || expr.op === ">" || expr.op === ">=") {
        compareOrder(cx, expr);
        return { type: BOOL, yes: NONE, no: NONE };
      }
      break;
    case "is":
      return sameOutcome(cx, expr, expr.not);
    case "is-a":
      return isAOutcome(cx, expr);
    case "has":
    case "has-a":
    case "in":
      checkHolding(cx, expr);
      return { type: BOOL, yes: NONE, no: NONE };
    default:
      break;
  }
  return { type: cx.infer(expr), yes: NONE, no: NONE };
}

function conditionPart(cx: Context, expr: ast.Expr): Outcome {
  const outcome = outcomeOf(cx, expr);
  noteType(cx, expr, outcome.type);
  requireBool(cx, expr, outcome.type);
  return outcome;
}

function under<T>(cx: Context, facts: readonly Fact[], body: () => T): T {
  const before = cx.facts;
  cx.facts = withFacts(before, facts);
  const result = body();
  cx.facts = before;
  return result;
}

type Binary = Extract<ast.Expr, { kind: "binary" }>;

function andOutcome(cx: Context, expr: Binary): Outcome {
  markCalls(cx, expr);
  const left = conditionPart(cx, expr.left);
  const right = under(cx, left.yes, () => conditionPart(cx, expr.right));
  return { type: BOOL, yes: [...left.yes, ...right.yes], no: common(left.no, right.no) };
}

/** Both conditions, or a value and what stands in when it is nothing. */
function orOutcome(cx: Context, expr: Binary): Outcome {
  const left = outcomeOf(cx, expr.left);
  noteType(cx, expr.left, left.type);
  const isCondition = (left.type.t === "bool" && !left.type.optional) || isMarkedCall(cx, expr.left);
  if (isCondition) markCalls(cx, expr);
  const right = under(cx, left.no, () => outcomeOf(cx, expr.right));
  noteType(cx, expr.right, right.type);
  if (!isCondition) return { type: defaultType(cx, left.type, right.type), yes: NONE, no: NONE };
  requireBool(cx, expr.right, right.type);
  return { type: BOOL, yes: common(left.yes, right.yes), no: [...left.no, ...right.no] };
}

/** A call that this `or` finds in a condition already, and whose refusal makes it false. */
function isMarkedCall(cx: Context, expr: ast.Expr): boolean {
  if (expr.kind === "paren") return isMarkedCall(cx, expr.value);
  return expr.kind === "call" && cx.notes.conditions.has(expr) && isCallThatMayRefuse(cx, expr);
}

function defaultType(cx: Context, left: Type, right: Type): Type {
  if (left.t === "any" || right.t === "any") return ANY;
  if (left.t === "nothing") return right;
  return joinTypes(cx.universe, notNothing(left), right);
}

function common(a: readonly Fact[], b: readonly Fact[]): readonly Fact[] {
  return a.filter((fact) => b.some((other) => other.key === fact.key && JSON.stringify(other.type) === JSON.stringify(fact.type)));
}

/** `x is nothing`, `x is y`, `x is rope`: equality proves that there is something. */
function sameOutcome(cx: Context, expr: Extract<ast.Expr, { kind: "is" | "binary" }>, not: boolean): Outcome {
  const left = cx.infer(expr.left);
  const right = cx.infer(expr.right);
  compareSame(cx, expr, left, right);
  const key = pathKey(expr.left, cx.notes.bindings);
  const other = pathKey(expr.right, cx.notes.bindings);
  let same: readonly Fact[] = NONE;
  let differs: readonly Fact[] = NONE;
  if (right.t === "nothing") differs = somethingFact(key, left);
  else if (left.t === "nothing") differs = somethingFact(other, right);
  else if (!right.optional) same = somethingFact(key, left);
  else if (!left.optional) same = somethingFact(other, right);
  return not ? { type: BOOL, yes: differs, no: same } : { type: BOOL, yes: same, no: differs };
}

function somethingFact(key: string | undefined, type: Type): readonly Fact[] {
  return key === undefined || !mayBeNothing(type) ? NONE : [{ key, type: notNothing(type) }];
}

function isAOutcome(cx: Context, expr: Extract<ast.Expr, { kind: "is-a" }>): Outcome {
  const left = cx.infer(expr.left);
  const kind = resolveKindOrModel(cx, expr.type);
  const key = pathKey(expr.left, cx.notes.bindings);
  if (kind === undefined || key === undefined) return { type: BOOL, yes: NONE, no: NONE };
  const narrowed = narrowKind(cx, left, kind);
  const facts: readonly Fact[] = narrowed === undefined ? NONE : [{ key, type: narrowed }];
  return expr.not ? { type: BOOL, yes: NONE, no: facts } : { type: BOOL, yes: facts, no: NONE };
}

function narrowKind(cx: Context, left: Type, kind: string): Type | undefined {
  if (left.t === "entity") return entityOf(meet(cx.universe, left.kind, kind));
  if (left.t === "model") return { t: "model", kind: meet(cx.universe, left.kind, kind), optional: false };
  return left.t === "any" ? entityOf(kind) : undefined;
}

type Holding = Extract<ast.Expr, { kind: "has" | "has-a" | "in" }>;

function checkHolding(cx: Context, expr: Holding): void {
  const left = cx.infer(expr.left);
  if (expr.kind === "has-a") resolveKindOrModel(cx, expr.type);
  const holder = expr.kind === "in" ? cx.infer(expr.right) : left;
  if (expr.kind === "has") cx.infer(expr.right, left.t === "list" ? left.of : undefined);
  const holderExpr = expr.kind === "in" ? expr.right : expr.left;
  if (mayBeNothing(holder)) reportNothing(cx, holderExpr, `\`${expr.kind === "in" ? "in" : "has"}\``);
  if (!CAN_HOLD.has(holder.t)) {
    cx.report.add(
      "LORE204",
      holderExpr.span,
      `${plainName(cx.universe, holder)} holds nothing: \`${expr.kind === "in" ? "in" : "has"}\` goes with an entity, a list, a map or a text, not with ${showType(cx.universe, holder)}.`,
    );
  }
}

const CAN_HOLD: ReadonlySet<string> = new Set(["any", "entity", "model", "list", "map", "text", "words", "nothing", "row"]);
