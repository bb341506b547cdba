// Types of expressions: one table row a node kind. Families live in files of their own and call back through the context.

import type * as ast from "../ast.ts";
import type { Type } from "../types.ts";
import { inferGet, inferIndex } from "./access.ts";
import { inferCall } from "./call.ts";
import type { Context } from "./context.ts";
import { withFacts } from "./facts.ts";
import { inferList, inferMap } from "./literals.ts";
import { inferLogic, testCondition } from "./logic.ts";
import { inferName, inferSelf } from "./name-expr.ts";
import { inferArithmetic, inferNegate } from "./operators.ts";
import { inferAll, inferOf, inferQuery } from "./query.ts";
import { checkTextLiteral } from "./text-literal.ts";
import { BOOL, DURATION, joinTypes, NOTHING, NUMBER } from "./types.ts";

/** The type of an expression, noted under its node. `wanted` lets literals take the shape that their place asks for. */
export function inferExpr(cx: Context, expr: ast.Expr, wanted?: Type): Type {
  const type = inferKind(cx, expr, wanted);
  if (type.t !== "any") cx.notes.types.set(expr, type);
  return type;
}

function inferKind(cx: Context, expr: ast.Expr, wanted: Type | undefined): Type {
  switch (expr.kind) {
    case "number":
    case "dice":
      return NUMBER;
    case "duration":
      return DURATION;
    case "text":
      return checkTextLiteral(cx, expr);
    case "bool":
      return BOOL;
    case "nothing":
      return NOTHING;
    case "self":
      return inferSelf(cx, expr);
    case "name":
      return inferName(cx, expr);
    case "get":
      return inferGet(cx, expr);
    case "index":
      return inferIndex(cx, expr);
    case "call":
      return inferCall(cx, expr);
    case "negate":
      return inferNegate(cx, expr);
    case "not":
    case "is":
    case "is-a":
    case "has":
    case "has-a":
    case "in":
      return inferLogic(cx, expr);
    case "binary":
      return expr.op === "and" || expr.op === "or" || isComparison(expr.op) ? inferLogic(cx, expr) : inferArithmetic(cx, expr);
    case "if-else":
      return inferChoice(cx, expr, wanted);
    case "chance":
      cx.infer(expr.value);
      return BOOL;
    case "of":
      return inferOf(cx, expr);
    case "all":
      return inferAll(cx, expr);
    case "list":
      return inferList(cx, expr, wanted);
    case "map":
      return inferMap(cx, expr, wanted);
    case "query":
      return inferQuery(cx, expr);
    case "paren":
      return cx.infer(expr.value, wanted);
    default:
      return neverExpr(expr);
  }
}

function neverExpr(expr: never): never {
  return expr;
}

function isComparison(op: ast.BinaryOp): boolean {
  return op === "==" || op === "!=" || op === "<" || op === "<=" || op === ">" || op === ">=";
}

function inferChoice(cx: Context, expr: Extract<ast.Expr, { kind: "if-else" }>, wanted: Type | undefined): Type {
  const { yes, no } = testCondition(cx, expr.cond);
  const before = cx.facts;
  cx.facts = withFacts(before, yes);
  const then = cx.infer(expr.then, wanted);
  cx.facts = withFacts(before, no);
  const otherwise = cx.infer(expr.otherwise, wanted);
  cx.facts = before;
  return joinTypes(cx.universe, then, otherwise);
}
