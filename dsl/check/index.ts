// The checker: declarations first, then every body, then the shape of the world. It never throws, and knows the host only by its surface.

import type * as ast from "../ast.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Surface } from "../surface.ts";
import type { Type } from "../types.ts";
import { checkBuilt } from "./built.ts";
import { checkCommand } from "./command.ts";
import { lintComments } from "./comments.ts";
import type { Context } from "./context.ts";
import { type CheckedFile, declarePack } from "./declare.ts";
import { inferExpr } from "./expr.ts";
import { checkEventDecl, checkFunction, checkText } from "./functions.ts";
import { lintHiding } from "./hides.ts";
import { Locals } from "./locals.ts";
import { checkFields, checkMembers } from "./members.ts";
import { checkMigrate } from "./migrate.ts";
import type { Notes } from "./notes.ts";
import { checkParents } from "./parents.ts";
import { shapesOf } from "./pattern-shape.ts";
import { Report } from "./report.ts";
import type { PackScope } from "./scope.ts";
import { checkBlock as checkStatements } from "./statements.ts";
import { checkTable } from "./table.ts";
import { checkEvery, checkTrigger } from "./trigger.ts";
import { entityOf } from "./types.ts";
import { lintUnheard } from "./unheard.ts";
import { buildUniverse, type Universe } from "./universe.ts";
import { checkWorld } from "./world.ts";

export type { CheckedFile } from "./declare.ts";
export type { PackScope } from "./scope.ts";

export interface CheckInput {
  readonly pack: string;
  readonly files: readonly CheckedFile[];
  /** Scopes of the packs that this one may name, in dependency order. */
  readonly below: readonly PackScope[];
  readonly surface: Surface;
  /** What the pack asks for in its manifest. */
  readonly capabilities: readonly string[];
  /** The room that players start in, by its name: rooms that cannot be reached from it are told of. */
  readonly entry?: string;
  /** It is built in the game: it may take over nothing that is another's. */
  readonly built?: boolean;
  /** Qualified entities that `here` and `it` mean, in what a builder sends. */
  readonly places?: ReadonlyMap<string, string>;
}

export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  readonly notes: Notes;
  readonly scope: PackScope;
  readonly universe: Universe;
}

export function check(input: CheckInput): Checked {
  const cx = openContext(input);
  const declared = declarePack(cx, input.files);
  for (const file of input.files) {
    cx.report.enter(file);
    for (const decl of file.file.decls) checkDecl(cx, decl);
  }
  const scope = { ...declared, commands: commandShapes(cx, input.files) };
  lintHiding(cx, input.files);
  lintUnheard(cx, input.files);
  lintComments(cx, input.files);
  checkWorld(cx, input.files, input.entry);
  if (cx.built) checkBuilt(cx, input.files);
  return { diagnostics: sorted(cx.report.diagnostics, input.files), notes: cx.notes, scope, universe: cx.universe };
}

export interface CheckBlockInput extends Omit<CheckInput, "files" | "entry"> {
  readonly file: { readonly name: string; readonly source: string };
  readonly block: ast.Block;
  /** Names that the line may use besides what is declared. */
  readonly locals: readonly { readonly name: string; readonly type: Type }[];
}

/** Checks the statements of a `run` or `do` line, as a command's body of the pack would be. */
export function checkBlock(input: CheckBlockInput): Checked {
  const cx = openContext({ ...input, files: [] });
  const scope = declarePack(cx, []);
  cx.report.enter(input.file);
  cx.site = { role: "command", self: undefined, actor: entityOf("core.player"), verb: true };
  for (const local of input.locals) cx.locals.declareWord(local.name, local.type);
  cx.block(input.block);
  return { diagnostics: cx.report.diagnostics, notes: cx.notes, scope, universe: cx.universe };
}

export function emptyNotes(): Notes {
  return {
    bindings: new Map(),
    locals: new Map(),
    records: new Map(),
    types: new Map(),
    calls: new Map(),
    captures: new Map(),
    conditions: new Set(),
    whys: new Map(),
  };
}

function openContext(input: CheckInput): Context {
  const notes = emptyNotes();
  const cx: Context = {
    pack: input.pack,
    universe: buildUniverse(input.pack, input.surface, input.below),
    notes,
    report: new Report(),
    capabilities: new Set(input.capabilities),
    built: input.built === true,
    places: input.places ?? new Map(),
    mentioned: new Set(),
    signalled: new Set(),
    commandShapes: new Map(),
    owners: [],
    site: { role: "default", self: undefined, actor: undefined, verb: false },
    locals: new Locals(notes.locals),
    facts: new Map(),
    query: undefined,
    loops: 0,
    asks: 0,
    infer: (expr, wanted) => inferExpr(cx, expr, wanted),
    block: (block) => checkStatements(cx, block),
  };
  return cx;
}

function checkDecl(cx: Context, decl: ast.Decl): void {
  switch (decl.kind) {
    case "kind":
      checkOwner(cx, decl.name, decl.name, decl.members);
      return;
    case "entity":
      checkOwner(cx, decl.name, decl.name, decl.members);
      return;
    case "extend":
      checkOwner(cx, decl.target, undefined, decl.members);
      return;
    case "record":
      checkFields(cx, decl.fields);
      return;
    case "table":
      checkTable(cx, decl);
      return;
    case "text":
      checkText(cx, decl);
      return;
    case "event":
      checkEventDecl(cx, decl);
      return;
    case "command":
      checkCommand(cx, decl, undefined);
      return;
    case "fn":
      checkFunction(cx, decl, undefined);
      return;
    case "trigger":
      checkTrigger(cx, decl, undefined);
      return;
    case "every":
      checkEvery(cx, decl, undefined);
      return;
    case "migrate":
      checkMigrate(cx, decl);
      return;
    default:
      neverDecl(decl);
      return;
  }
}

function neverDecl(decl: never): never {
  return decl;
}

/** Members of what a node is bound to; a name that is declared twice has no binding and is left alone. */
function checkOwner(cx: Context, node: object, name: ast.Name | undefined, members: readonly ast.Member[]): void {
  const bound = cx.notes.bindings.get(node);
  if (bound?.kind !== "kind" && bound?.kind !== "entity" && bound?.kind !== "model") return;
  if (name !== undefined) checkParents(cx, bound.id, name);
  checkMembers(cx, bound.id, members, (entity) => {
    if (bound.kind === "kind")
      cx.report.add(
        "LORE409",
        entity.name.span,
        `\`${entity.name.text}\` cannot stand in a kind: only in what has a place.`,
        "nest it in an entity",
      );
    else checkOwner(cx, entity.name, entity.name, entity.members);
  });
}

function commandShapes(cx: Context, files: readonly CheckedFile[]): string[] {
  const shapes = new Set<string>();
  for (const { file } of files) {
    for (const decl of file.decls) {
      if (decl.kind === "command") for (const pattern of decl.patterns) for (const shape of shapesOf(cx, pattern)) shapes.add(shape);
    }
  }
  return [...shapes];
}

/** In the order of the files, then of the text. */
function sorted(diagnostics: readonly Diagnostic[], files: readonly CheckedFile[]): Diagnostic[] {
  const order = new Map(files.map((file, i) => [file.name, i]));
  return [...diagnostics].sort((a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0) || a.span.start - b.span.start);
}
