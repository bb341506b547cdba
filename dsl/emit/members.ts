// What stands between the header and the `end` of a kind, an entity or an extension.

import type * as ast from "../ast.ts";
import { findProp } from "../check/kinds.ts";
import type { ScopeMembers, ScopeParam } from "../check/scope.ts";
import type { Body, ExitDef, MethodDef, PropDef, TopicDef, TriggerDef, Value } from "../program.ts";
import type { Type } from "../types.ts";
import { matchArgs } from "./args.ts";
import { addBlock, addExpr, defaultOf, fillFunction, lineOf } from "./code.ts";
import { type Emitter, openFn } from "./context.ts";
import { lookupEventParams } from "./events.ts";
import { commandDef } from "./patterns.ts";
import { textJs } from "./text.ts";
import { blockJs, exprJs } from "./value.ts";

type Draft<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer I)[] ? I[] : T[K] };

/** Whose members these are: the prefix of their keys, and what the checker learned of them. */
export interface Owner {
  readonly id: string;
  readonly prefix: string;
  readonly scope: ScopeMembers;
}

export function bodyOf(em: Emitter, owner: Owner, members: readonly ast.Member[]): Body {
  const body: Draft<Body> = { props: [], values: [], methods: [], triggers: [], commands: [], topics: [], exits: [] };
  for (const member of joinLines(members)) addMember(em, owner, body, member);
  return body;
}

/** `needs: a` and later `needs: b` are one list (rule 25). */
function joinLines(members: readonly ast.Member[]): ast.Member[] {
  const joined: ast.Member[] = [];
  const lines = new Map<string, number>();
  for (const member of members) {
    const at = member.kind === "property" ? lines.get(member.name.id) : undefined;
    const before = at === undefined ? undefined : joined[at];
    if (member.kind !== "property") joined.push(member);
    else if (at !== undefined && before?.kind === "property") joined[at] = { ...before, values: [...before.values, ...member.values] };
    else lines.set(member.name.id, joined.push(member) - 1);
  }
  return joined;
}

function addMember(em: Emitter, owner: Owner, body: Draft<Body>, member: ast.Member): void {
  const { prefix } = owner;
  switch (member.kind) {
    case "property":
      body.values.push({
        name: member.name.id,
        value: lineOf(em, `${prefix}value:${member.name.id}`, member.values, propType(em, owner, member.name.id)),
      });
      return;
    case "flags":
      for (const name of member.names) body.values.push({ name: name.id, value: { wire: true } });
      return;
    case "prop":
      body.props.push(propDef(em, owner, member));
      return;
    case "exit":
      body.exits.push(exitDef(em, owner, member));
      return;
    case "fn":
      body.methods.push(methodDef(em, owner, member));
      return;
    case "command":
      body.commands.push(commandDef(em, member, prefix));
      return;
    case "trigger":
    case "every":
      body.triggers.push(triggerDef(em, member, prefix));
      return;
    case "topic":
      body.topics.push(topicDef(em, owner, member));
      return;
    case "entity":
      // Nested ones are declarations of their own.
      return;
    default:
      neverMember(member);
  }
}

function neverMember(member: never): never {
  return member;
}

function propType(em: Emitter, owner: Owner, name: string): Type | undefined {
  return owner.scope.props.find((prop) => prop.name === name)?.type ?? findProp(em.universe, owner.id, name)?.type;
}

function propDef(em: Emitter, owner: Owner, member: ast.PropDecl): PropDef {
  const known = owner.scope.props.find((prop) => prop.name === member.name.id);
  const type = known?.type ?? em.notes.types.get(member.type) ?? { t: "any", optional: true };
  const value: Value =
    member.value === undefined ? { wire: null } : defaultOf(em, `${owner.prefix}prop:${member.name.id}`, member.value, type);
  return { name: member.name.id, type, value, ...(known?.each === undefined ? {} : { each: known.each }) };
}

function methodDef(em: Emitter, owner: Owner, member: ast.FnDecl): MethodDef {
  const known = owner.scope.methods.find((method) => method.name === member.name.id);
  const index = em.unit.reserve();
  const parts = {
    key: `${owner.prefix}fn:${member.name.id}`,
    params: known?.params ?? [],
    trees: member.params,
    offset: member.span.start,
    result: known?.result ?? null,
    name: member.name.id,
  };
  fillFunction(em, index, "fn", parts, member.body);
  return { name: member.name.id, code: index };
}

function exitDef(em: Emitter, owner: Owner, member: ast.ExitLine): ExitDef {
  const direction = em.universe.directions.get(member.direction.id) ?? member.direction.id;
  const door = member.through === undefined ? undefined : idOf(em, member.through);
  const attrs = member.attrs.map((attr) => {
    const key = `${owner.prefix}exit:${direction}/${attr.name.id}`;
    return { name: attr.name.id, value: attr.value === undefined ? { wire: true } : defaultOf(em, key, attr.value, undefined) };
  });
  return {
    direction,
    to: idOf(em, member.to) ?? "",
    ...(door === undefined ? {} : { door }),
    attrs,
    line: em.unit.line(member.span.start),
  };
}

function idOf(em: Emitter, path: ast.Path): string | undefined {
  const bound = em.notes.bindings.get(path);
  return bound?.kind === "entity" || bound?.kind === "model" ? bound.id : undefined;
}

export function triggerDef(em: Emitter, decl: ast.TriggerDecl | ast.EveryDecl, prefix: string): TriggerDef {
  const line = em.unit.line(decl.span.start);
  if (decl.kind === "every") {
    const { periodMs, dayAtMinutes } = decl;
    const key = `${prefix}every:${periodMs ?? `day@${dayAtMinutes}`}`;
    return {
      phase: "every",
      event: "",
      takes: [],
      ...(periodMs === undefined ? {} : { periodMs }),
      ...(dayAtMinutes === undefined ? {} : { dayAtMinutes }),
      ...(decl.always ? { always: true } : {}),
      code: addBlock(em, { key: numbered(em, key), role: "trigger", params: [] }, decl.span.start, decl.body),
      line,
    };
  }
  const event = lookupEventParams(em, decl.event);
  const takes = matchHeader(event.params, decl.args);
  const params = decl.args.map((arg, i) => ({ name: arg.name.id, type: event.params[takes[i]!]?.type ?? ANY, optional: true }));
  const key = numbered(em, `${prefix}${decl.phase}:${decl.event.id}`);
  return {
    phase: decl.phase,
    event: event.id,
    takes,
    code: addBlock(em, { key, role: "trigger", params }, decl.span.start, decl.body),
    line,
  };
}

const ANY: Type = { t: "any", optional: true };

/** Several triggers of one event are told apart by number: `bakery/on:use#0`. */
function numbered(em: Emitter, key: string): string {
  const count = em.triggers.get(key) ?? 0;
  em.triggers.set(key, count + 1);
  return `${key}#${count}`;
}

/** For each name in the header, which parameter of the event it is. */
function matchHeader(params: readonly ScopeParam[], args: readonly ast.EventArg[]): number[] {
  const labels = args.map((arg) => arg.label?.id ?? null);
  const match = matchArgs(params, labels) ?? [];
  return args.map((_, i) => match.indexOf(i));
}

/** The text is said, then the statements run; the answer is the topic to go to, or nothing. */
function topicDef(em: Emitter, owner: Owner, decl: ast.TopicDecl): TopicDef {
  const key = `${owner.prefix}topic:${decl.name.id}`;
  const index = em.unit.reserve();
  const fn = openFn(em, { index, key, role: "topic" });
  const cost = em.universe.host.get("say")?.cost ?? 1;
  const said = decl.text === undefined ? "" : `$.call("say",${cost},${textJs(fn, decl.text)});\n`;
  em.unit.fill(index, { key, role: "topic", params: [] }, decl.span.start, `(self){\n${said}${blockJs(fn, decl.body)}\nreturn null;}`);
  const choices = decl.choices.map((choice, i) => {
    const head = { role: "choice" as const, params: [] };
    const text = addExpr(em, { ...head, key: `${key}/choice#${i}` }, choice.text);
    const cond = choice.cond === undefined ? undefined : addCondition(em, `${key}/choice#${i}:if`, choice.cond);
    return { text, ...(cond === undefined ? {} : { cond }), ...(choice.to === undefined ? {} : { to: choice.to.id }) };
  });
  return { name: decl.name.id, code: index, choices };
}

function addCondition(em: Emitter, key: string, cond: ast.Expr): number {
  const index = em.unit.reserve();
  const fn = openFn(em, { index, key, role: "choice" });
  em.unit.fill(
    index,
    { key, role: "choice", params: [] },
    cond.span.start,
    `(self){\nif((F.n-=1)<0)$.out();\nreturn ${exprJs(fn, cond)};}`,
  );
  return index;
}
