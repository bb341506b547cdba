// Two parents that say different things of one name: an error until the kind itself says which (rule 47).

import type * as ast from "../ast.ts";
import type { Context } from "./context.ts";
import { ancestors, isKind } from "./kinds.ts";
import type { Node } from "./universe.ts";

export function checkParents(cx: Context, id: string, name: ast.Name): void {
  const node = cx.universe.nodes.get(id);
  if (node === undefined || node.parents.length < 2) return;
  for (const method of namesOf(cx, node, (n) => n.methods.keys())) {
    if (!node.methods.has(method)) conflict(cx, node, name, "function", method, (n) => n.methods.has(method));
  }
  for (const value of namesOf(cx, node, (n) => n.values)) {
    if (!node.values.has(value)) conflict(cx, node, name, "default", value, (n) => n.values.has(value));
  }
}

function namesOf(cx: Context, node: Node, names: (node: Node) => Iterable<string>): Set<string> {
  const out = new Set<string>();
  for (const kind of ancestors(cx.universe, node.id).slice(1)) {
    const other = cx.universe.nodes.get(kind);
    if (other !== undefined) for (const name of names(other)) out.add(name);
  }
  return out;
}

function conflict(cx: Context, node: Node, name: ast.Name, what: string, member: string, has: (node: Node) => boolean): void {
  const owners = new Set<string>();
  for (const parent of node.parents) {
    const owner = ancestors(cx.universe, parent).find((kind) => {
      const other = cx.universe.nodes.get(kind);
      return other !== undefined && has(other);
    });
    if (owner !== undefined) owners.add(owner);
  }
  const [first, second] = [...owners].filter((a) => ![...owners].some((b) => a !== b && isKind(cx.universe, b, a)));
  if (first === undefined || second === undefined) return;
  const fix = what === "function" ? `fn ${member}(…)` : `${member}: …`;
  cx.report.add(
    "LORE405",
    name.span,
    `\`${name.text}\` gets the ${what} \`${member}\` from both \`${word(first)}\` and \`${word(second)}\`.`,
    `say which: write \`${fix}\` in \`${name.text}\` itself`,
  );
}

function word(id: string): string {
  return id.slice(id.lastIndexOf(".") + 1);
}
