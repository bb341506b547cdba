// Entities of the pack with those nested in them: their ids, kinds, places, and whether their name is a model (rule 4).

import type * as ast from "../ast.ts";
import { didYouMean, nearest } from "../suggest.ts";
import type { Context } from "./context.ts";
import { ancestors, forgetAncestors, isKind } from "./kinds.ts";
import { entityBinding, kindWords, lookupKind, lookupPath, operandWords } from "./names.ts";
import type { SourceFile } from "./report.ts";
import type { ScopeEntity } from "./scope.ts";
import { plainText, resolveKind } from "./type-ref.ts";
import { addNode, CORE, nest, type PackNames } from "./universe.ts";

export interface EntityDraft {
  readonly decl: ast.EntityDecl;
  readonly from: SourceFile;
  /** The entity that it is nested in, by its draft or, when an `extend` adds to it, as it was declared. */
  readonly outer: EntityDraft | undefined;
  readonly extended?: ScopeEntity;
  shell?: ScopeEntity;
}

type Shell = { -readonly [K in keyof ScopeEntity]: ScopeEntity[K] };

/** Fills the shells of all drafts and appends drafts of what is nested in them. */
export function declareEntities(cx: Context, names: PackNames, drafts: EntityDraft[]): void {
  if (drafts.length === 0) return;
  // The list grows while it is walked: nested entities come right after all top-level ones.
  for (let i = 0; i < drafts.length; i++) {
    const draft = drafts[i]!;
    cx.report.enter(draft.from);
    if (!nameEntity(cx, names, draft)) continue;
    for (const member of draft.decl.members) {
      if (member.kind === "entity") drafts.push({ decl: member, from: draft.from, outer: draft });
    }
  }
  forgetAncestors(cx.universe);
  for (const draft of drafts) if (draft.shell !== undefined) placeEntity(cx, draft, draft.shell);
  for (const draft of drafts) if (draft.shell !== undefined) settleModel(cx, draft, draft.shell);
}

function nameEntity(cx: Context, names: PackNames, draft: EntityDraft): boolean {
  const { decl } = draft;
  const outer = draft.outer?.shell ?? draft.extended;
  if (draft.outer !== undefined && outer === undefined) return false;
  const path = outer === undefined ? decl.name.id : `${outer.path}.${decl.name.id}`;
  if (names.entities.has(path)) {
    cx.report.add(
      "LORE122",
      decl.name.span,
      `\`${path}\` is declared twice: there is another of that name in this pack.`,
      "give one of them another name",
    );
    return false;
  }
  const kinds = kindsOf(cx, decl);
  const shell: Shell = {
    id: `${cx.pack}.${path}`,
    path,
    name: decl.name.id,
    title: decl.title === undefined ? decl.name.text : plainText(decl.title),
    kinds,
    model: false,
    props: [],
    methods: [],
    topics: [],
    values: [],
    ...(outer === undefined ? {} : { parent: outer.id }),
  };
  draft.shell = shell;
  register(cx, names, shell);
  return true;
}

function register(cx: Context, names: PackNames, shell: ScopeEntity): void {
  names.entities.set(shell.path, shell.id);
  addNode(cx.universe, { id: shell.id, name: shell.name, pack: cx.pack, parents: shell.kinds, entity: shell });
  if (shell.parent === undefined) return;
  nest(cx.universe, shell.parent, shell);
  const same = names.bare.get(shell.name);
  if (same === undefined) names.bare.set(shell.name, [shell.id]);
  else same.push(shell.id);
}

function kindsOf(cx: Context, decl: ast.EntityDecl): string[] {
  const kinds: string[] = [];
  const own = lookupKind(cx.universe, [decl.type.id]);
  if (own === undefined) {
    const [near] = nearest(decl.type.id, kindWords(cx.universe));
    const hint = near === undefined ? undefined : `did you mean \`${near}\`?`;
    cx.report.add("LORE102", decl.type.span, `There is no kind \`${decl.type.text}\`.`, hint);
    // Read on as what was meant: one slip in the word is not a mistake in every line below it.
    const meant = near === undefined ? undefined : lookupKind(cx.universe, [near]);
    if (meant !== undefined) kinds.push(meant);
  } else {
    cx.notes.bindings.set(decl.type, { kind: "kind", id: own });
    kinds.push(own);
    const node = cx.universe.nodes.get(own);
    if (node?.pack === CORE && !node.declarable) {
      cx.report.add(
        "LORE102",
        decl.type.span,
        `A ${decl.type.text} is never declared by name.`,
        `\`extend ${decl.type.id}\` adds to all of them`,
      );
    }
  }
  for (const path of decl.mixins) {
    const kind = resolveKind(cx, path);
    if (kind !== undefined && !kinds.includes(kind)) kinds.push(kind);
  }
  return kinds;
}

function placeEntity(cx: Context, draft: EntityDraft, shell: Shell): void {
  cx.report.enter(draft.from);
  const path = draft.decl.place;
  if (path === undefined) {
    if (shell.parent !== undefined) shell.place = shell.parent;
    return;
  }
  const bound = lookupPath(cx, path);
  if (bound?.kind === "entity" || bound?.kind === "model") {
    cx.notes.bindings.set(path, bound);
    shell.place = bound.id;
    cx.mentioned.add(bound.id);
    return;
  }
  const word = path.parts.map((part) => part.text).join(".");
  cx.report.add("LORE101", path.span, `There is no place called \`${word}\`.`, didYouMean(word.toLowerCase(), operandWords(cx)));
}

/** Things and areas are models, unless they are fixed in one place; everything else is its own single instance. */
function settleModel(cx: Context, draft: EntityDraft, shell: Shell): void {
  const { universe } = cx;
  const isModel = ancestors(universe, shell.id).some((kind) => universe.nodes.get(kind)?.model === true);
  const isPlaced = shell.place !== undefined;
  const isFixed = isKind(universe, shell.id, `${CORE}.fixture`) && isPlaced;
  shell.model = isModel && !isFixed && !isKind(universe, shell.id, `${CORE}.door`);
  const binding = entityBinding(universe.nodes.get(shell.id)!);
  cx.notes.bindings.set(draft.decl.name, binding);
}
