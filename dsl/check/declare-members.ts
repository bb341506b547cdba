// Properties, functions and topics of a kind, an entity or an extension, as the scope names them.

import type * as ast from "../ast.ts";
import type { Context } from "./context.ts";
import { lookupKind } from "./names.ts";
import type { ScopeMethod, ScopeParam, ScopeProp } from "./scope.ts";
import { resolveKind, resolveType } from "./type-ref.ts";

export interface MemberDraft {
  readonly props: ScopeProp[];
  readonly methods: ScopeMethod[];
  readonly topics: string[];
  readonly values: string[];
}

export function declareMembers(cx: Context, members: readonly ast.Member[]): MemberDraft {
  const draft: MemberDraft = { props: [], methods: [], topics: [], values: [] };
  for (const member of members) declareMember(cx, draft, member);
  return draft;
}

function declareMember(cx: Context, draft: MemberDraft, member: ast.Member): void {
  switch (member.kind) {
    case "prop":
      if (!isFree(cx, draft.props, member.name, "property")) return;
      draft.props.push(propOf(cx, member));
      if (member.value !== undefined) draft.values.push(member.name.id);
      return;
    case "fn":
      if (!isFree(cx, draft.methods, member.name, "function")) return;
      draft.methods.push(methodOf(cx, member));
      return;
    case "topic":
      if (draft.topics.includes(member.name.id)) reportTwice(cx, member.name, "topic");
      draft.topics.push(member.name.id);
      return;
    case "property":
      draft.values.push(member.name.id);
      return;
    case "flags":
      draft.values.push(...member.names.map((name) => name.id));
      return;
    default:
      return;
  }
}

function propOf(cx: Context, member: ast.PropDecl): ScopeProp {
  const type = resolveType(cx, member.type);
  if (member.each === undefined) return { name: member.name.id, type };
  const each = eachKind(cx, member.each);
  return { name: member.name.id, type, ...(each === undefined ? {} : { each }) };
}

function eachKind(cx: Context, name: ast.Name): string | undefined {
  const path = { parts: [name], span: name.span };
  const kind = lookupKind(cx.universe, [name.id]) ?? resolveKind(cx, path);
  if (kind !== undefined) cx.notes.bindings.set(name, { kind: "kind", id: kind });
  return kind;
}

function methodOf(cx: Context, member: ast.FnDecl): ScopeMethod {
  const result = member.result === undefined ? null : resolveType(cx, member.result);
  return { name: member.name.id, params: paramsOf(cx, member.params), result };
}

export function paramsOf(cx: Context, params: readonly ast.Param[]): ScopeParam[] {
  return params.map((param) => {
    const type = resolveType(cx, param.type);
    const optional = param.value !== undefined || type.optional;
    return { name: param.name.id, type, optional, ...(param.label === undefined ? {} : { label: param.label.id }) };
  });
}

function isFree(cx: Context, list: readonly { readonly name: string }[], name: ast.Name, what: string): boolean {
  if (!list.some((item) => item.name === name.id)) return true;
  reportTwice(cx, name, what);
  return false;
}

function reportTwice(cx: Context, name: ast.Name, what: string): void {
  cx.report.add(
    "LORE128",
    name.span,
    `The ${what} \`${name.text}\` is declared twice here.`,
    "take one of them out, or give it another name",
  );
}
