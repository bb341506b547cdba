// From a checked pack to what the engine runs: one JavaScript unit and a manifest of plain data.

import { createHash } from "node:crypto";
import type * as ast from "../ast.ts";
import { forgetAncestors } from "../check/kinds.ts";
import type { Notes } from "../check/notes.ts";
import type { PackScope } from "../check/scope.ts";
import { addScope, buildUniverse, type Universe } from "../check/universe.ts";
import { type CompiledPack, PROGRAM_FORMAT } from "../program.ts";
import type { Surface } from "../surface.ts";
import type { Type } from "../types.ts";
import { addBlock } from "./code.ts";
import type { Emitter, OwnCode } from "./context.ts";
import { addDeclaration, emptyManifest, type Manifest } from "./declarations.ts";
import { emitExpr } from "./expr.ts";
import { foldWire } from "./fold.ts";
import { emitBlock } from "./statements.ts";
import { Steps } from "./step-table.ts";
import { Unit } from "./unit.ts";

export interface EmitFile {
  readonly name: string;
  readonly source: string;
  readonly file: ast.LoreFile;
}

export interface EmitInput {
  readonly pack: string;
  readonly files: readonly EmitFile[];
  readonly notes: Notes;
  /** Of the pack itself. */
  readonly scope: PackScope;
  readonly below: readonly PackScope[];
  readonly surface: Surface;
  /** The checker's, with the pack itself in it; built anew when absent. */
  readonly universe?: Universe;
  /** Each step is told when it runs: for `trace`, never for play. */
  readonly trace?: boolean;
}

/** Only for packs without errors: what the checker refused may come out as anything. */
export function emit(input: EmitInput): CompiledPack {
  const em = openEmitter(input);
  const manifest = emptyManifest();
  for (const { file } of input.files) noteFreshDefaults(em, file);
  for (const [i, file] of input.files.entries()) {
    em.unit.enterFile(i);
    for (const decl of file.file.decls) addDeclaration(em, input.scope, manifest, decl);
  }
  return packOf(input, em, manifest);
}

export interface EmitStatementsInput extends Omit<EmitInput, "files"> {
  readonly files: readonly [{ readonly name: string; readonly source: string; readonly block: ast.Block }];
  readonly locals: readonly { readonly name: string; readonly type: Type }[];
}

/** A pack of a single command, whose parameters are the locals. */
export function emitStatements(input: EmitStatementsInput): CompiledPack {
  const em = openEmitter(input);
  const params = input.locals.map((local) => ({ ...local, optional: false }));
  addBlock(em, { key: "command:run", role: "command", params }, 0, input.files[0].block);
  return packOf(input, em, emptyManifest());
}

type Sources = Omit<EmitInput, "files"> & { readonly files: readonly Pick<EmitFile, "name" | "source">[] };

function openEmitter(input: Sources): Emitter {
  const { pack, files, notes, scope, below, surface, universe = universeOf(pack, surface, below, scope), trace = false } = input;
  const unit = new Unit(pack, files);
  const em: Emitter = {
    unit,
    notes,
    universe,
    entities: new Map(scope.entities.map((entity) => [entity.id, entity])),
    own: new Map(),
    triggers: new Map(),
    fresh: new Map(),
    steps: trace ? new Steps(unit, files) : null,
    expr: emitExpr,
    block: emitBlock,
  };
  reserveFunctions(em, scope);
  return em;
}

function universeOf(pack: string, surface: Surface, below: readonly PackScope[], scope: PackScope): Universe {
  const universe = buildUniverse(pack, surface, below);
  addScope(universe, scope);
  forgetAncestors(universe);
  return universe;
}

function packOf({ pack, files, below }: Sources, em: Emitter, manifest: Manifest): CompiledPack {
  const { js, map, code } = em.unit.finish();
  const hash = hashOf(pack, files, below);
  const steps = em.steps === null ? {} : { steps: em.steps.infos };
  return { format: PROGRAM_FORMAT, id: pack, hash, js, map, code, queries: em.unit.queries, ...manifest, ...steps };
}

/** A default such as `now` is no constant: literals of the record work it out themselves. */
function noteFreshDefaults(em: Emitter, file: ast.LoreFile): void {
  for (const decl of file.decls) {
    const bound = decl.kind === "record" ? em.notes.bindings.get(decl.name) : undefined;
    if (decl.kind !== "record" || bound?.kind !== "record") continue;
    const fields = decl.fields.flatMap(({ name, value, type }) =>
      value === undefined || foldWire(em, value, em.notes.types.get(type)) !== undefined ? [] : [{ name: name.id, value }],
    );
    if (fields.length > 0) em.fresh.set(bound.id, fields);
  }
}

/** Functions and texts may be called before they are declared. */
function reserveFunctions(em: Emitter, scope: PackScope): void {
  for (const known of [...scope.functions, ...scope.texts]) {
    const own: OwnCode = { index: em.unit.reserve(), params: known.params };
    em.own.set(known.id, own);
  }
}

/** What the same sources mean depends on the packs below as well, so their names and types count. */
export function hashOf(pack: string, files: readonly Pick<EmitFile, "name" | "source">[], below: readonly PackScope[]): string {
  const hash = createHash("sha256");
  const add = (text: string): void => {
    hash.update(`${text.length}:`).update(text);
  };
  add(`${PROGRAM_FORMAT} ${pack}`);
  for (const file of files) {
    add(file.name);
    add(file.source);
  }
  for (const scope of below) add(hashOfScope(scope));
  return hash.digest("hex");
}

/** Scopes never change, and a builder's pack is compiled upon the same ones at every edit. */
const scopeHashes = new WeakMap<PackScope, string>();

function hashOfScope(scope: PackScope): string {
  let hash = scopeHashes.get(scope);
  if (hash === undefined) {
    hash = createHash("sha256").update(JSON.stringify(scope)).digest("hex");
    scopeHashes.set(scope, hash);
  }
  return hash;
}
