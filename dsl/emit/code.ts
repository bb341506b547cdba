// Functions of a unit: parameter lists with their defaults, the depth of calls, and the roles that a body can have.

import type * as ast from "../ast.ts";
import type { ScopeParam } from "../check/scope.ts";
import type { ParamDef, Value } from "../program.ts";
import type { Type } from "../types.ts";
import { type Emitter, type Fn, openFn } from "./context.ts";
import { foldList, foldWire } from "./fold.ts";
import { localName, quote } from "./quote.ts";
import type { CodeHead } from "./unit.ts";
import { blockJs, coerceJs, exprJs } from "./value.ts";

export interface FnParts {
  readonly key: string;
  readonly params: readonly ScopeParam[];
  /** Trees of the parameters, for their defaults. */
  readonly trees: readonly ast.Param[];
  readonly offset: number;
  readonly result: Type | null;
  readonly name: string;
}

/** A `fn` of a pack or a kind, or a text (whose body is one expression). */
export function fillFunction(em: Emitter, index: number, role: "fn" | "text", parts: FnParts, body: ast.Block | ast.TextLit): void {
  const fn = openFn(em, { index, key: parts.key, role, result: parts.result, name: parts.name });
  const inside = "stmts" in body ? `${blockJs(fn, body)}\nreturn null;` : `if((F.n-=1)<0)$.out();\nreturn ${exprJs(fn, body)};`;
  const prologue = parts.params.map((param, i) => paramJs(fn, param, parts.trees[i])).join("");
  const names = ["self", ...parts.params.map((param) => localName(param.name))];
  // The depth is counted inside the `try`, so that a fault at the limit leaves it as it was.
  const js = `(${names.join(",")}){try{if(++F.d>F.max)$.deep();\n${prologue}${inside}\n}finally{--F.d;}}`;
  em.unit.fill(index, { key: parts.key, role, params: parts.params.map(paramDef) }, parts.offset, js);
}

function paramJs(fn: Fn, param: ScopeParam, tree: ast.Param | undefined): string {
  const name = localName(param.name);
  const money = param.type.t === "money" ? `${name}=$.toMoney(${name});` : "";
  // From another pack what was left out arrives as nothing; where nothing is a value of its own, only `undefined` is left out.
  const missing = tree?.value !== undefined && !param.type.optional ? `${name}==null` : `${name}===undefined`;
  const otherwise =
    tree?.value !== undefined ? `${name}=${exprJs(fn, tree.value)}` : param.optional ? `${name}=null` : `$.lacks(${quote(param.name)})`;
  return `if(${missing})${otherwise};${money}${fn.role === "fn" ? fitParamJs(param) : ""}\n`;
}

/** What a caller passes may be of a type that only shows when it runs. */
function fitParamJs({ name, type }: ScopeParam): string {
  const local = localName(name);
  if (type.t === "any" || type.t === "nothing") return "";
  return `$.fit(${local},"${type.t}",${quote(name)},${type.optional});`;
}

export function paramDef(param: ScopeParam): ParamDef {
  return { name: param.name, type: param.type, optional: param.optional, ...(param.label === undefined ? {} : { label: param.label }) };
}

/** Code whose body is a block: triggers and commands. */
export function addBlock(em: Emitter, head: CodeHead, offset: number, body: ast.Block, name = ""): number {
  const index = em.unit.reserve();
  const fn = openFn(em, { index, key: head.key, role: head.role, name });
  const js = `(${["self", ...head.params.map((param) => localName(param.name))].join(",")}){\n${moneyJs(head.params)}${blockJs(fn, body)}\nreturn null;}`;
  em.unit.fill(index, head, offset, js);
  return index;
}

/** Code that only works out a value: defaults, slots, choices. */
export function addExpr(em: Emitter, head: CodeHead, expr: ast.Expr, wanted?: Type): number {
  const index = em.unit.reserve();
  const fn = openFn(em, { index, key: head.key, role: head.role });
  const js = `(${["self", ...head.params.map((param) => localName(param.name))].join(",")}){\nif((F.n-=1)<0)$.out();\nreturn ${coerceJs(fn, wanted?.t, expr)};}`;
  em.unit.fill(index, head, expr.span.start, js);
  return index;
}

function moneyJs(params: readonly ParamDef[]): string {
  return params
    .filter((param) => param.type.t === "money")
    .map((param) => `${localName(param.name)}=$.toMoney(${localName(param.name)});`)
    .join("");
}

/** A default: a wire when it is constant, else code of its own under `key`. */
export function defaultOf(em: Emitter, key: string, expr: ast.Expr, wanted: Type | undefined): Value {
  const wire = foldWire(em, expr, wanted);
  if (wire !== undefined) return { wire };
  return { code: addExpr(em, { key, role: "default", params: [] }, expr, wanted) };
}

/** A property line with several values, or one value where a list is wanted. */
export function lineOf(em: Emitter, key: string, values: readonly ast.Expr[], wanted: Type | undefined): Value {
  const [only] = values;
  const isListed = values.length > 1 || (wanted?.t === "list" && !isListLike(em, only!));
  if (!isListed) return defaultOf(em, key, only!, wanted);
  const wire = foldList(em, values, wanted);
  if (wire !== undefined) return { wire };
  const span = { start: values[0]!.span.start, end: values[values.length - 1]!.span.end };
  return { code: addExpr(em, { key, role: "default", params: [] }, { kind: "list", items: values, span }, wanted) };
}

function isListLike(em: Emitter, expr: ast.Expr): boolean {
  if (expr.kind === "list" || expr.kind === "all" || expr.kind === "query" || expr.kind === "nothing") return true;
  return em.notes.types.get(expr)?.t === "list";
}
