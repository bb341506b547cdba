// A bare name where an operand stands: local, column or item, then declaration (rules 20, 38, 59).

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Type } from "../types.ts";
import type { Context } from "./context.ts";
import { itemProp, itemWords } from "./item.ts";
import { findMethod, findProp, hasTopic, possibleOwners } from "./kinds.ts";
import { bindingType, lookupOperand, operandWords } from "./names.ts";
import type { Binding } from "./notes.ts";
import { ANY } from "./types.ts";

export function inferName(cx: Context, expr: ast.NameExpr): Type {
  // A topic or a property to sort by, as an argument: the call has bound it already.
  const given = cx.notes.bindings.get(expr);
  if (given?.kind === "topic" || (given?.kind === "item" && cx.query === undefined)) return bindingType(given);
  const bound = bindName(cx, expr.name);
  if (bound === undefined) {
    unknownName(cx, expr.name);
    return ANY;
  }
  cx.notes.bindings.set(expr, bound);
  return typeOfBound(cx, bound, expr);
}

/** What a bare name means here; says so when a column hides a local or a value does not exist here. */
export function bindName(cx: Context, name: ast.Name): Binding | undefined {
  const item = itemBinding(cx, name);
  if (item !== undefined) return item;
  const local = cx.locals.use(name.id);
  if (local !== undefined) return { kind: "local", name: local.name, slot: local.slot, type: local.type };
  const declared = lookupOperand(cx, name.id);
  if (declared !== undefined) return declared;
  const topic = topicOwner(cx, name.id);
  if (topic) return { kind: "topic", name: name.id };
  return unknownItem(cx, name);
}

/** In a `where`, a name of the item comes before all others. */
function itemBinding(cx: Context, name: ast.Name): Binding | undefined {
  const { query } = cx;
  if (query === undefined) return undefined;
  const prop = itemProp(cx, query, name.id);
  if (prop === undefined) return undefined;
  const hidden = cx.locals.peek(name.id);
  if (hidden !== undefined) {
    const what = query.table === undefined ? "property of the items" : "column";
    cx.report.add(
      "LORE121",
      name.span,
      `\`${name.text}\` is a ${what} here and hides the local \`${name.text}\`.`,
      `rename the local \`${name.text}\``,
    );
  }
  if (query.table !== undefined) return { kind: "column", table: query.table, column: name.id, type: prop };
  return { kind: "item", name: name.id, type: prop };
}

/** Of a list whose items are of an unknown type, any name that means nothing else is the item's. */
function unknownItem(cx: Context, name: ast.Name): Binding | undefined {
  const { query } = cx;
  if (query === undefined || query.table !== undefined) return undefined;
  if (query.item.t === "any" || query.item.t === "map") return { kind: "item", name: name.id, type: ANY };
  if (query.item.t !== "entity" && query.item.t !== "model") return undefined;
  const known = possibleOwners(cx.universe, query.item.kind, name.id).length > 0;
  return known ? { kind: "item", name: name.id, type: ANY } : undefined;
}

function topicOwner(cx: Context, name: string): boolean {
  return cx.owners.some((owner) => hasTopic(cx.universe, owner, name));
}

function typeOfBound(cx: Context, bound: Binding, expr: ast.NameExpr): Type {
  if (bound.kind === "value") return valueType(cx, bound.name, bound.type, expr.span);
  if (bound.kind === "entity" || bound.kind === "model") cx.mentioned.add(bound.id);
  const key =
    bound.kind === "local"
      ? `#${bound.slot}`
      : bound.kind === "column"
        ? `@${bound.column}`
        : bound.kind === "item"
          ? `@${bound.name}`
          : undefined;
  const narrowed = key === undefined ? undefined : cx.facts.get(key);
  return narrowed ?? bindingType(bound);
}

/** `actor`, `room`, `verb` …: each exists only where the host says so. */
function valueType(cx: Context, name: string, type: Type, span: ast.Span): Type {
  const value = cx.universe.values.get(name);
  const { site } = cx;
  const narrowed = cx.facts.get(name);
  if (value?.where === "command" && !site.verb) {
    cx.report.add("LORE312", span, `\`${name}\` exists only in a command.`, "pass it as an argument");
  } else if (value?.where === "else") {
    cx.report.add("LORE319", span, `\`${name}\` exists only in the \`else\` of a \`try\`.`);
  } else if (value?.where === "actor") {
    reportMissingActor(cx, name, span);
    if (name === "actor" && site.actor !== undefined) return narrowed ?? site.actor;
  }
  return narrowed ?? type;
}

function reportMissingActor(cx: Context, name: string, span: ast.Span): void {
  const { role, actor } = cx.site;
  if (role === "fn" || role === "default") {
    const where = role === "fn" ? "a function" : "a property's value";
    cx.report.add(
      "LORE305",
      span,
      `There is no \`${name}\` in ${where}.`,
      role === "fn" ? `give the function a parameter for it, such as \`who: being\`` : undefined,
    );
  } else if (actor === undefined && name === "actor") {
    cx.report.add("LORE305", span, "There is no `actor` here: nobody did this, the clock did.", "use `self`, or a player that you know");
  }
}

export function inferSelf(cx: Context, expr: ast.Expr): Type {
  const { self } = cx.site;
  if (self === undefined) {
    cx.report.add(
      "LORE311",
      expr.span,
      "There is no `self` here.",
      "`self` exists in what belongs to a kind or an entity: its triggers, functions, commands and topics",
    );
    return ANY;
  }
  return cx.facts.get("self") ?? self;
}

function unknownName(cx: Context, name: ast.Name): void {
  // The parser has spoken already: what stands here could not be read.
  if (name.id === "") return;
  cx.report.add("LORE101", name.span, `There is nothing called \`${name.text}\`.`, nameHint(cx, name.id));
}

function nameHint(cx: Context, word: string): string | undefined {
  const self = cx.site.self;
  if (self?.t === "entity" && (findProp(cx.universe, self.kind, word) ?? findMethod(cx.universe, self.kind, word)) !== undefined) {
    return `did you mean \`self.${word}\`? a property always has an owner`;
  }
  const twice = cx.universe.packs[0]!.bare.get(word);
  if (twice !== undefined && twice.length > 1) return `several are called so: say \`${twice[0]!.slice(cx.pack.length + 1)}\``;
  const words = cx.query === undefined ? operandWords(cx) : [...itemWords(cx, cx.query), ...operandWords(cx)];
  return didYouMean(word, words);
}
