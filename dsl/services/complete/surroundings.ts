// Where the cursor stands: at the top, among members or in a block, and which locals are seen from there.

import type * as ast from "../../ast.ts";
import { childrenOf, contains, pathTo, type Visited } from "../walk.ts";

export interface Surroundings {
  readonly container: "top" | "members" | "block" | "topic";
  /** Nodes around the cursor, outermost first. */
  readonly path: readonly Visited[];
  /** Innermost kind, entity or extension whose member this is. */
  readonly owner: ast.KindDecl | ast.EntityDecl | ast.ExtendDecl | undefined;
}

export function surroundingsAt(file: ast.LoreFile, offset: number): Surroundings {
  const path = pathTo(file, offset);
  let container: Surroundings["container"] = "top";
  let owner: Surroundings["owner"];
  for (const node of path) {
    if (isOwner(node)) {
      owner = node;
      container = "members";
    } else if (node.kind === "topic") container = "topic";
    else if (BLOCKS.has(node.kind ?? "")) container = "block";
  }
  return { container, path, owner };
}

const BLOCKS: ReadonlySet<string> = new Set([
  ...["command", "fn", "trigger", "every", "migrate"],
  ...["if", "for-each", "for-range", "while", "match", "choose", "try", "after", "deed", "ask"],
]);

function isOwner(node: Visited): node is ast.KindDecl | ast.EntityDecl | ast.ExtendDecl {
  return node.kind === "kind" || node.kind === "extend" || (node.kind === "entity" && "mixins" in node);
}

/** Names that the code around the cursor has declared before it. */
export function localsAt(path: readonly Visited[], offset: number, isLocal: (name: ast.Name) => boolean): ast.Name[] {
  const found: ast.Name[] = [];
  const root = path.find((node) => ["command", "fn", "trigger", "every", "migrate", "topic", "text"].includes(node.kind ?? ""));
  const visit = (node: object): void => {
    if (isName(node) && node.span.end < offset && isLocal(node)) found.push(node);
    for (const child of childrenOf(node)) {
      // What another block declared is not seen from here.
      if (isBlock(child) && !path.includes(child) && !contains(child.span, offset)) continue;
      visit(child);
    }
  };
  if (root !== undefined) visit(root);
  return found;
}

function isBlock(node: Visited): node is ast.Block {
  return "stmts" in node;
}

function isName(node: object): node is ast.Name {
  return "id" in node && "text" in node && "span" in node;
}
