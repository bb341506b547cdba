// Sums and products: which kinds of values may meet, and what comes of it (rule 41).

import type * as ast from "../ast.ts";
import type { Type } from "../types.ts";
import { reportNothing } from "./access.ts";
import type { Context } from "./context.ts";
import { ANY, DURATION, joinTypes, listOf, MONEY, mayBeNothing, NUMBER, notNothing, showType, TEXT, TIME } from "./types.ts";

type Binary = Extract<ast.Expr, { kind: "binary" }>;
export type SumOp = "+" | "-" | "*" | "/" | "div" | "mod";

export function inferArithmetic(cx: Context, expr: Binary): Type {
  const left = operand(cx, expr.left, expr.op);
  const right = operand(cx, expr.right, expr.op);
  const result = sumType(cx, expr.op as SumOp, left, right);
  if (result !== undefined) return result;
  reportOperands(cx, expr.span, expr.op, left, right);
  return ANY;
}

export function reportOperands(cx: Context, span: ast.Span, op: string, left: Type, right: Type): void {
  const isText = left.t === "text" || right.t === "text" || left.t === "words" || right.t === "words";
  const hint = isText && op.startsWith("+") ? 'put the value into the text: `"{x}"`' : undefined;
  cx.report.add("LORE204", span, `\`${op}\` does not go between ${showType(cx.universe, left)} and ${showType(cx.universe, right)}.`, hint);
}

function operand(cx: Context, expr: ast.Expr, op: string): Type {
  const type = cx.infer(expr);
  if (mayBeNothing(type)) reportNothing(cx, expr, `\`${op}\``);
  return type.t === "nothing" ? ANY : notNothing(type);
}

/** Result of a sum or product; nothing when these two never go together. */
export function sumType(cx: Context, op: SumOp, left: Type, right: Type): Type | undefined {
  if (left.t === "any" || right.t === "any") return unknownSum(op, left, right);
  const pair = `${family(left)} ${family(right)}`;
  const result = RESULTS[op][pair];
  if (result === "list") return listOf(joinItems(cx, left, right));
  return result;
}

function joinItems(cx: Context, left: Type, right: Type): Type {
  return left.t === "list" && right.t === "list" ? joinTypes(cx.universe, left.of, right.of) : ANY;
}

/** With one side unknown only a text or a list tells what the sum must be. */
function unknownSum(op: SumOp, left: Type, right: Type): Type {
  const known = left.t === "any" ? right : left;
  return op === "+" && (known.t === "text" || known.t === "words") ? TEXT : ANY;
}

function family(type: Type): string {
  return type.t === "words" ? "text" : type.t;
}

const PLUS: Readonly<Record<string, Type | "list">> = {
  "number number": NUMBER,
  "money money": MONEY,
  "money number": MONEY,
  "number money": MONEY,
  "duration duration": DURATION,
  "time duration": TIME,
  "duration time": TIME,
  "text text": TEXT,
  "list list": "list",
};

const MINUS: Readonly<Record<string, Type | "list">> = {
  "number number": NUMBER,
  "money money": MONEY,
  "money number": MONEY,
  "number money": MONEY,
  "duration duration": DURATION,
  "time duration": TIME,
  "time time": DURATION,
};

const DIVIDE: Readonly<Record<string, Type | "list">> = {
  "number number": NUMBER,
  "money number": MONEY,
  "money money": NUMBER,
  "duration number": DURATION,
  "duration duration": NUMBER,
};

const RESULTS: Readonly<Record<SumOp, Readonly<Record<string, Type | "list">>>> = {
  "+": PLUS,
  "-": MINUS,
  "*": {
    "number number": NUMBER,
    "money number": MONEY,
    "number money": MONEY,
    "duration number": DURATION,
    "number duration": DURATION,
  },
  "/": DIVIDE,
  div: DIVIDE,
  mod: { "number number": NUMBER, "money number": MONEY, "money money": MONEY, "duration duration": DURATION, "duration number": DURATION },
};

export function inferNegate(cx: Context, expr: Extract<ast.Expr, { kind: "negate" }>): Type {
  const type = operand(cx, expr.value, "-");
  if (type.t === "any" || type.t === "number" || type.t === "money" || type.t === "duration") return type;
  cx.report.add("LORE204", expr.span, `\`-\` does not go before ${showType(cx.universe, type)}.`);
  return ANY;
}
