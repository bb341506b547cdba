// First pass: what the pack declares. Names come first, so that every file sees every other's; then parents; then types.
// The result is the pack's scope, which is also put into the universe.

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { Context } from "./context.ts";
import { declareEntities, type EntityDraft } from "./declare-entities.ts";
import { declareMembers, type MemberDraft, paramsOf } from "./declare-members.ts";
import { forgetAncestors, isKind } from "./kinds.ts";
import { kindWords, lookupKind, lookupPath, operandWords } from "./names.ts";
import type { SourceFile } from "./report.ts";
import type { PackScope, ScopeExtension, ScopeField, ScopeKind, ScopeRecord, ScopeTable } from "./scope.ts";
import { plainText, resolveKind, resolveType } from "./type-ref.ts";
import { addNode, addScope, type PackNames } from "./universe.ts";

export interface CheckedFile extends SourceFile {
  readonly file: ast.LoreFile;
}

interface Found<T> {
  readonly decl: T;
  readonly from: SourceFile;
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };

interface Drafts {
  readonly kinds: (Found<ast.KindDecl> & { id: string; parents: string[]; members: MemberDraft })[];
  readonly entities: EntityDraft[];
  readonly extensions: Found<ast.ExtendDecl>[];
  readonly records: (Found<ast.RecordDecl> & { record: Draft<ScopeRecord> })[];
  readonly tables: (Found<ast.TableDecl> & { table: Draft<ScopeTable> })[];
  readonly plain: Found<ast.TextDecl | ast.EventDecl | ast.FnDecl>[];
}

/** Declares everything of the pack and answers with its scope; commands are added by the caller. */
export function declarePack(cx: Context, files: readonly CheckedFile[]): PackScope {
  const names = cx.universe.packs[0]!;
  const drafts: Drafts = { kinds: [], entities: [], extensions: [], records: [], tables: [], plain: [] };
  for (const from of files) {
    cx.report.enter(from);
    for (const decl of from.file.decls) declareName(cx, names, drafts, decl, from);
  }
  resolveParents(cx, drafts);
  declareEntities(cx, names, drafts.entities);
  drafts.entities.push(...nestedInExtensions(cx, names, drafts.extensions));
  const scope = resolveTypes(cx, drafts);
  // All kinds and entities are known by now, so that nobody's parents change.
  addScope(cx.universe, scope);
  return scope;
}

function declareName(cx: Context, names: PackNames, drafts: Drafts, decl: ast.Decl, from: SourceFile): void {
  switch (decl.kind) {
    case "kind": {
      const id = `${cx.pack}.${decl.name.id}`;
      if (!claim(cx, names.kinds.has(decl.name.id), decl.name, "kind")) return;
      names.kinds.set(decl.name.id, id);
      cx.notes.bindings.set(decl.name, { kind: "kind", id });
      drafts.kinds.push({ decl, from, id, parents: [], members: { props: [], methods: [], topics: [], values: [] } });
      return;
    }
    case "entity":
      drafts.entities.push({ decl, from, outer: undefined });
      return;
    case "extend":
      drafts.extensions.push({ decl, from });
      return;
    case "record": {
      if (!claim(cx, names.records.has(decl.name.id) || names.tables.has(decl.name.id), decl.name, "record")) return;
      const record = { id: `${cx.pack}.${decl.name.id}`, name: decl.name.id, fields: [] };
      names.records.set(decl.name.id, record);
      cx.notes.bindings.set(decl.name, { kind: "record", id: record.id });
      drafts.records.push({ decl, from, record });
      return;
    }
    case "table":
      declareTable(cx, names, drafts, decl, from);
      return;
    case "text":
    case "event":
    case "fn":
      drafts.plain.push({ decl, from });
      return;
    default:
      return;
  }
}

function declareTable(cx: Context, names: PackNames, drafts: Drafts, decl: ast.TableDecl, from: SourceFile): void {
  if (!claim(cx, names.records.has(decl.name.id) || names.tables.has(decl.name.id), decl.name, "table")) return;
  const plural = decl.title === undefined ? `${decl.name.id}s` : plainText(decl.title).toLowerCase();
  const table = { id: `${cx.pack}.${decl.name.id}`, name: decl.name.id, plural, columns: [], appendOnly: decl.appendOnly };
  names.tables.set(table.name, table);
  names.plurals.set(plural, table);
  cx.notes.bindings.set(decl.name, {
    kind: "table",
    id: table.id,
    type: { t: "list", of: { t: "row", table: table.id, optional: false }, optional: false },
  });
  drafts.tables.push({ decl, from, table });
}

/** Reports a name that is taken; true when it was free. */
export function claim(
  cx: Context,
  taken: boolean,
  name: { readonly span: ast.Span; readonly id?: string },
  what: string,
  word = name.id ?? "",
): boolean {
  if (taken)
    cx.report.add(
      "LORE122",
      name.span,
      `\`${word}\` is declared twice: there is another ${what} of that name in this pack.`,
      "give one of them another name",
    );
  return !taken;
}

function resolveParents(cx: Context, drafts: Drafts): void {
  for (const kind of drafts.kinds) {
    addNode(cx.universe, { id: kind.id, name: kind.decl.name.id, pack: cx.pack, parents: kind.parents });
  }
  for (const kind of drafts.kinds) {
    cx.report.enter(kind.from);
    for (const path of kind.decl.parents) {
      const parent = resolveKind(cx, path);
      if (parent !== undefined && !kind.parents.includes(parent)) kind.parents.push(parent);
    }
  }
  for (const kind of drafts.kinds) breakCycle(cx, kind);
}

/** A kind that comes back to itself loses the parent that leads there, so that nothing after this can run in circles. */
function breakCycle(cx: Context, kind: Drafts["kinds"][number]): void {
  for (const parent of [...kind.parents]) {
    forgetAncestors(cx.universe);
    if (!isKind(cx.universe, parent, kind.id)) continue;
    cx.report.enter(kind.from);
    cx.report.add(
      "LORE404",
      kind.decl.name.span,
      `\`${kind.decl.name.text}\` is a kind of itself, by way of \`${parent.slice(parent.lastIndexOf(".") + 1)}\`.`,
      "take one `is` out of the ring",
    );
    kind.parents.splice(kind.parents.indexOf(parent), 1);
  }
  forgetAncestors(cx.universe);
}

/** `extend square … thing crate "crate" … end … end` */
function nestedInExtensions(cx: Context, names: PackNames, extensions: Drafts["extensions"]): EntityDraft[] {
  const drafts: EntityDraft[] = [];
  for (const { decl, from } of extensions) {
    const bound = lookupPath(cx, decl.target);
    const extended = bound?.kind === "entity" || bound?.kind === "model" ? cx.universe.nodes.get(bound.id)?.entity : undefined;
    if (extended === undefined) continue;
    for (const member of decl.members) if (member.kind === "entity") drafts.push({ decl: member, from, outer: undefined, extended });
  }
  declareEntities(cx, names, drafts);
  return drafts;
}

function resolveTypes(cx: Context, drafts: Drafts): PackScope {
  const scope: Draft<PackScope> = {
    pack: cx.pack,
    kinds: [],
    entities: [],
    extensions: [],
    records: [],
    tables: [],
    texts: [],
    events: [],
    functions: [],
    commands: [],
  };
  for (const { decl, from, record } of drafts.records) {
    cx.report.enter(from);
    record.fields = decl.fields.map((field) => fieldOf(cx, field));
  }
  for (const { decl, from, table } of drafts.tables) {
    cx.report.enter(from);
    table.columns = decl.columns.map((column) => fieldOf(cx, column));
  }
  scope.records = drafts.records.map((draft) => draft.record);
  scope.tables = drafts.tables.map((draft) => draft.table);
  scope.kinds = drafts.kinds.map((kind): ScopeKind => {
    cx.report.enter(kind.from);
    return { id: kind.id, name: kind.decl.name.id, parents: kind.parents, ...declareMembers(cx, kind.decl.members) };
  });
  scope.entities = drafts.entities.flatMap((draft) => {
    if (draft.shell === undefined) return [];
    cx.report.enter(draft.from);
    return [{ ...draft.shell, ...declareMembers(cx, draft.decl.members) }];
  });
  scope.extensions = drafts.extensions.flatMap((draft) => declareExtension(cx, draft));
  declarePlain(cx, drafts, scope);
  return scope;
}

function fieldOf(cx: Context, field: ast.FieldDecl): ScopeField {
  const type = resolveType(cx, field.type);
  return { name: field.name.id, type, optional: type.optional || field.value !== undefined };
}

function declareExtension(cx: Context, { decl, from }: Found<ast.ExtendDecl>): ScopeExtension[] {
  cx.report.enter(from);
  const target = extensionTarget(cx, decl);
  if (target === undefined) return [];
  return [{ target, ...declareMembers(cx, decl.members) }];
}

/** A kind, or an entity of one's own pack (rule 32); a room of another pack for ways out of it. */
function extensionTarget(cx: Context, { target: path, members }: ast.ExtendDecl): string | undefined {
  const parts = path.parts.map((part) => part.id);
  const kind = lookupKind(cx.universe, parts);
  if (kind !== undefined) {
    cx.notes.bindings.set(path, { kind: "kind", id: kind });
    return kind;
  }
  const bound = lookupPath(cx, path);
  if (bound?.kind === "entity" || bound?.kind === "model") {
    cx.notes.bindings.set(path, bound);
    if (cx.universe.nodes.get(bound.id)?.pack !== cx.pack && !cx.places.has(parts[0]!) && !cx.built && !members.every(isExit)) {
      cx.report.add(
        "LORE127",
        path.span,
        `\`${parts.join(".")}\` belongs to another pack, so it cannot be extended here.`,
        "extend its kind, or something of your own; a room may be given exits",
      );
    }
    return bound.id;
  }
  const word = parts.join(".");
  cx.report.add(
    "LORE101",
    path.span,
    `There is nothing called \`${word}\` to extend.`,
    didYouMean(word, [...kindWords(cx.universe), ...operandWords(cx)]),
  );
  return undefined;
}

function isExit({ kind }: ast.Member): boolean {
  return kind === "exit";
}

function declarePlain(cx: Context, drafts: Drafts, scope: Draft<PackScope>): void {
  const texts = new Map<string, PackScope["texts"][number]>();
  const events = new Map<string, PackScope["events"][number]>();
  const functions = new Map<string, PackScope["functions"][number]>();
  for (const { decl, from } of drafts.plain) {
    cx.report.enter(from);
    if (decl.kind === "text") {
      const path = decl.name.parts.map((part) => part.id).join(".");
      if (!claim(cx, texts.has(path), decl.name, "text", path)) continue;
      const id = `${cx.pack}.${path}`;
      cx.notes.bindings.set(decl.name, { kind: "text", id, pack: cx.pack });
      texts.set(path, { id, path, params: paramsOf(cx, decl.params) });
    } else if (decl.kind === "event") {
      if (!claim(cx, events.has(decl.name.id), decl.name, "event")) continue;
      const id = `${cx.pack}.${decl.name.id}`;
      cx.notes.bindings.set(decl.name, { kind: "event", id });
      events.set(decl.name.id, { id, name: decl.name.id, params: paramsOf(cx, decl.params) });
    } else {
      if (!claim(cx, functions.has(decl.name.id), decl.name, "function")) continue;
      const id = `${cx.pack}.${decl.name.id}`;
      cx.notes.bindings.set(decl.name, { kind: "fn", id, pack: cx.pack });
      const result = decl.result === undefined ? null : resolveType(cx, decl.result);
      functions.set(decl.name.id, { id, name: decl.name.id, params: paramsOf(cx, decl.params), result });
    }
  }
  scope.texts = [...texts.values()];
  scope.events = [...events.values()];
  scope.functions = [...functions.values()];
}
