// Declarations of the top level and those nested in them, one list of the manifest each.

import type * as ast from "../ast.ts";
import type { PackScope, ScopeEntity, ScopeField, ScopeMembers } from "../check/scope.ts";
import { worstBytes } from "../check/text-size.ts";
import { plainText } from "../check/type-ref.ts";
import type { CompiledPack, RecordDef, TableDef, Value } from "../program.ts";
import { addBlock, defaultOf, fillFunction, paramDef } from "./code.ts";
import type { Emitter } from "./context.ts";
import { bodyOf, triggerDef } from "./members.ts";
import { commandDef } from "./patterns.ts";

type Lists = Pick<
  CompiledPack,
  "kinds" | "extensions" | "entities" | "records" | "tables" | "texts" | "events" | "functions" | "commands" | "rules" | "migrations"
>;

export type Manifest = { -readonly [K in keyof Lists]: Lists[K][number][] };

export function emptyManifest(): Manifest {
  return {
    kinds: [],
    extensions: [],
    entities: [],
    records: [],
    tables: [],
    texts: [],
    events: [],
    functions: [],
    commands: [],
    rules: [],
    migrations: [],
  };
}

const NO_MEMBERS: ScopeMembers = { props: [], methods: [], topics: [], values: [] };

export function addDeclaration(em: Emitter, scope: PackScope, out: Manifest, decl: ast.Decl): void {
  const line = em.unit.line(decl.span.start);
  switch (decl.kind) {
    case "kind":
      addKind(em, scope, out, decl, line);
      return;
    case "extend":
      addExtension(em, scope, out, decl, line);
      return;
    case "entity":
      addEntity(em, out, decl);
      return;
    case "record":
      addRecord(em, scope, out, decl);
      return;
    case "table":
      addTable(em, scope, out, decl);
      return;
    case "text":
      addText(em, scope, out, decl);
      return;
    case "event":
      addEvent(em, scope, out, decl);
      return;
    case "fn":
      addFunction(em, scope, out, decl);
      return;
    case "command":
      out.commands.push(commandDef(em, decl, ""));
      return;
    case "trigger":
    case "every":
      out.rules.push(triggerDef(em, decl, ""));
      return;
    case "migrate":
      addMigration(em, out, decl, line);
      return;
    default:
      neverDecl(decl);
  }
}

function neverDecl(decl: never): never {
  return decl;
}

/** Qualified id of a declaration; what the checker could not bind was an error already. */
function idOf(em: Emitter, name: object): string | undefined {
  const bound = em.notes.bindings.get(name);
  return bound !== undefined && "id" in bound ? bound.id : undefined;
}

function pathOf(em: Emitter, id: string): string {
  const prefix = `${em.unit.pack}.`;
  return id.startsWith(prefix) ? id.slice(prefix.length) : id;
}

function addKind(em: Emitter, scope: PackScope, out: Manifest, decl: ast.KindDecl, line: number): void {
  const id = idOf(em, decl.name);
  const known = scope.kinds.find((kind) => kind.id === id);
  if (id === undefined || known === undefined) return;
  const body = bodyOf(em, { id, prefix: `${pathOf(em, id)}/`, scope: known }, decl.members);
  out.kinds.push({ id, parents: known.parents, line, ...body });
}

function addExtension(em: Emitter, scope: PackScope, out: Manifest, decl: ast.ExtendDecl, line: number): void {
  const target = idOf(em, decl.target);
  if (target === undefined) return;
  const index = out.extensions.filter((extension) => extension.target === target).length;
  const known = scope.extensions.filter((extension) => extension.target === target)[index] ?? NO_MEMBERS;
  const prefix = `extend:${pathOf(em, target)}${index === 0 ? "" : `~${index + 1}`}/`;
  const replaces = [...decl.replaced].flatMap((member) => (member.kind === "trigger" ? [member.event.id] : []));
  out.extensions.push({
    target,
    replaces: [...new Set(replaces)],
    line,
    ...bodyOf(em, { id: target, prefix, scope: known }, decl.members),
  });
  for (const member of decl.members) if (member.kind === "entity") addEntity(em, out, member);
}

function addEntity(em: Emitter, out: Manifest, decl: ast.EntityDecl): void {
  const known = em.entities.get(idOf(em, decl.name) ?? "");
  if (known === undefined) return;
  out.entities.push({
    ...headOf(known),
    file: em.unit.fileName,
    line: em.unit.line(decl.span.start),
    ...bodyOf(em, { id: known.id, prefix: `${known.path}/`, scope: known }, decl.members),
  });
  for (const member of decl.members) if (member.kind === "entity") addEntity(em, out, member);
}

function headOf(
  known: ScopeEntity,
): Pick<CompiledPack["entities"][number], "id" | "name" | "title" | "kinds" | "place" | "parent" | "model"> {
  const { id, name, title, kinds, place, parent, model } = known;
  return { id, name, title, kinds, model, ...(place === undefined ? {} : { place }), ...(parent === undefined ? {} : { parent }) };
}

function fieldValues(em: Emitter, key: string, trees: readonly ast.FieldDecl[], fields: readonly ScopeField[]): RecordDef["fields"] {
  return trees.map((tree, i) => {
    const type = fields[i]?.type ?? { t: "any", optional: true };
    const value: Value | null = tree.value === undefined ? null : defaultOf(em, `${key}.${tree.name.id}`, tree.value, type);
    return { name: tree.name.id, type, value };
  });
}

function addRecord(em: Emitter, scope: PackScope, out: Manifest, decl: ast.RecordDecl): void {
  const known = scope.records.find((record) => record.id === idOf(em, decl.name));
  if (known === undefined) return;
  out.records.push({ id: known.id, fields: fieldValues(em, `record:${known.name}`, decl.fields, known.fields) });
}

function addTable(em: Emitter, scope: PackScope, out: Manifest, decl: ast.TableDecl): void {
  const known = scope.tables.find((table) => table.id === idOf(em, decl.name));
  if (known === undefined) return;
  const columnsOf = (role: ast.TableKey["role"]): string[][] =>
    decl.keys.filter((key) => key.role === role).map((key) => key.columns.map((name) => name.id));
  const table: TableDef = {
    id: known.id,
    plural: known.plural,
    columns: fieldValues(em, `table:${known.name}`, decl.columns, known.columns),
    key: columnsOf("key").flat(),
    unique: columnsOf("unique"),
    index: columnsOf("index"),
    appendOnly: decl.appendOnly,
  };
  out.tables.push(table);
}

function addText(em: Emitter, scope: PackScope, out: Manifest, decl: ast.TextDecl): void {
  const known = scope.texts.find((text) => text.id === idOf(em, decl.name));
  const own = known && em.own.get(known.id);
  if (known === undefined || own === undefined) return;
  const parts = { key: `text:${known.path}`, params: known.params, trees: decl.params, offset: decl.span.start, result: null, name: "" };
  fillFunction(em, own.index, "text", parts, decl.value);
  const below = restatedText(em, known.path);
  out.texts.push({
    id: known.id,
    ...(below === undefined ? {} : { restates: below }),
    code: own.index,
    params: known.params.map(paramDef),
    worstBytes: worstBytes(decl.value, em.notes.types),
  });
}

/** A text of a pack below with this name is worded anew by this one; `stdlib.…` may be written in full. */
function restatedText(em: Emitter, path: string): string | undefined {
  const [, ...below] = em.universe.packs;
  for (const pack of below) {
    const text = pack.texts.get(path) ?? (path.startsWith(`${pack.id}.`) ? pack.texts.get(path.slice(pack.id.length + 1)) : undefined);
    if (text !== undefined) return text.id;
  }
  return undefined;
}

function addMigration(em: Emitter, out: Manifest, decl: ast.MigrateDecl, line: number): void {
  const from = plainText(decl.from);
  const code = addBlock(em, { key: `migrate:${from}`, role: "trigger", params: [] }, decl.span.start, decl.body);
  out.migrations.push({ from, code, file: em.unit.fileName, line });
}

function addEvent(em: Emitter, scope: PackScope, out: Manifest, decl: ast.EventDecl): void {
  const known = scope.events.find((event) => event.id === idOf(em, decl.name));
  if (known !== undefined) out.events.push({ id: known.id, params: known.params.map(paramDef) });
}

function addFunction(em: Emitter, scope: PackScope, out: Manifest, decl: ast.FnDecl): void {
  const known = scope.functions.find((fn) => fn.id === idOf(em, decl.name));
  const own = known && em.own.get(known.id);
  if (known === undefined || own === undefined) return;
  const parts = {
    key: `fn:${known.name}`,
    params: known.params,
    trees: decl.params,
    offset: decl.span.start,
    result: known.result,
    name: "",
  };
  fillFunction(em, own.index, "fn", parts, decl.body);
  out.functions.push({ id: known.id, code: own.index, params: known.params.map(paramDef), result: known.result });
}
