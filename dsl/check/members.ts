// What stands in a kind, an entity or an extension: lines, properties, and the code that belongs to it.

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Type } from "../types.ts";
import { checkCommand } from "./command.ts";
import { type Context, inScope, inSite, type Site } from "./context.ts";
import { checkExit } from "./exits.ts";
import { checkFit } from "./fit.ts";
import { checkFunction } from "./functions.ts";
import { memberWords } from "./item.ts";
import { findProp } from "./kinds.ts";
import { checkTopic } from "./topic.ts";
import { checkEvery, checkTrigger } from "./trigger.ts";
import { resolveType } from "./type-ref.ts";
import { BOOL, entityOf, fits, plainName } from "./types.ts";
import type { PropInfo } from "./universe.ts";

/** Checks all members of the kind or entity `owner`; nested entities are left to `nested`. */
export function checkMembers(cx: Context, owner: string, members: readonly ast.Member[], nested: (entity: ast.EntityDecl) => void): void {
  cx.owners.push(owner);
  const self = entityOf(owner);
  const given = new Map<string, ast.Name>();
  for (const member of members) checkMember(cx, self, member, given, nested);
  cx.owners.pop();
}

function checkMember(
  cx: Context,
  self: Type,
  member: ast.Member,
  given: Map<string, ast.Name>,
  nested: (entity: ast.EntityDecl) => void,
): void {
  switch (member.kind) {
    case "property":
      checkProperty(cx, self, member, given);
      return;
    case "prop":
      checkProp(cx, self, member);
      return;
    case "flags":
      checkFlags(cx, self, member);
      return;
    case "exit":
      checkExit(cx, self, member);
      return;
    case "fn":
      checkFunction(cx, member, self);
      return;
    case "command":
      checkCommand(cx, member, self);
      return;
    case "trigger":
      checkTrigger(cx, member, self);
      return;
    case "every":
      checkEvery(cx, member, self);
      return;
    case "topic":
      checkTopic(cx, member, self);
      return;
    case "entity":
      nested(member);
      return;
    default:
      neverMember(member);
      return;
  }
}

function neverMember(member: never): never {
  return member;
}

function defaultSite(self: Type | undefined): Site {
  return { role: "default", self, actor: undefined, verb: false };
}

function checkProperty(cx: Context, self: Type, member: ast.PropertyLine, given: Map<string, ast.Name>): void {
  inSite(cx, defaultSite(self), () => {
    const prop = self.t === "entity" ? findProp(cx.universe, self.kind, member.name.id) : undefined;
    if (prop === undefined) {
      for (const value of member.values) cx.infer(value);
      cx.report.add(
        "LORE104",
        member.name.span,
        `${plainName(cx.universe, self)} has no property \`${member.name.text}\`.`,
        didYouMean(member.name.id, memberWords(cx, self)) ?? `one of your own is declared first: \`prop ${member.name.text}: TYPE = …\``,
      );
      return;
    }
    if (prop.readonly) cx.report.add("LORE207", member.name.span, `\`${member.name.text}\` can be read but not set.`);
    const isList = prop.type.t === "list";
    if (!isList && (given.has(member.name.id) || member.values.length > 1)) {
      cx.report.add("LORE128", member.name.span, `\`${member.name.text}\` is given twice, and it is not a list.`, "leave one of them");
    }
    given.set(member.name.id, member.name);
    for (const value of member.values) checkPropertyValue(cx, value, prop);
  });
}

/** A list may be given whole, or one item at a time (rule 25). */
function checkPropertyValue(cx: Context, value: ast.Expr, prop: PropInfo): void {
  const { type } = prop;
  if (type.t !== "list" || value.kind === "list") {
    checkFit(cx, value, cx.infer(value, type), type, `\`${prop.name}\``);
    return;
  }
  const found = cx.infer(value, type.of);
  if (found.t === "list" && fits(cx.universe, found, type)) return;
  checkFit(cx, value, found, type.of, `an item of \`${prop.name}\``);
}

function checkProp(cx: Context, self: Type, member: ast.PropDecl): void {
  const type = resolveType(cx, member.type);
  if (member.value === undefined) {
    checkNeedsValue(cx, self, member, type);
    return;
  }
  const { value } = member;
  inSite(cx, defaultSite(self), () => checkFit(cx, value, cx.infer(value, type), type, `\`${member.name.text}\``));
}

/** A property of players, or kept for each of them, has nobody who could set it first (rule 40). */
function checkNeedsValue(cx: Context, self: Type, member: ast.PropDecl, type: Type): void {
  if (type.optional || self.t !== "entity") return;
  const node = cx.universe.nodes.get(self.kind);
  if (node === undefined || (member.each === undefined && node.declarable && node.entity === undefined)) return;
  cx.report.add(
    "LORE211",
    member.name.span,
    `\`${member.name.text}\` needs a value to start with.`,
    "add a default: `= …`, or let it be nothing: `?` after the type",
  );
}

function checkFlags(cx: Context, self: Type, member: ast.FlagsLine): void {
  for (const name of member.names) {
    const prop = self.t === "entity" ? findProp(cx.universe, self.kind, name.id) : undefined;
    if (prop === undefined) {
      cx.report.add(
        "LORE129",
        name.span,
        `${plainName(cx.universe, self)} has no flag \`${name.text}\`.`,
        didYouMean(name.id, boolWords(cx, self)),
      );
    } else if (!fits(cx.universe, prop.type, BOOL)) {
      cx.report.add("LORE129", name.span, `\`${name.text}\` is no flag: it is not true or false.`, `write \`${name.id}: …\``);
    }
  }
}

function boolWords(cx: Context, self: Type): string[] {
  if (self.t !== "entity") return [];
  return memberWords(cx, self).filter((word) => findProp(cx.universe, self.kind, word)?.type.t === "bool");
}

/** Defaults of a record's fields or a table's columns. */
export function checkFields(cx: Context, fields: readonly ast.FieldDecl[]): void {
  inSite(cx, defaultSite(undefined), () =>
    inScope(cx, () => {
      for (const { type: ref, value, name } of fields) {
        const type = resolveType(cx, ref);
        if (value !== undefined) checkFit(cx, value, cx.infer(value, type), type, `\`${name.text}\``);
      }
    }),
  );
}
