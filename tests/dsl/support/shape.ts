// A tree as a short line of brackets, so that a test can say what a piece of Lore was read as.

import { type Expr, parse, type Stmt } from "../../../dsl/index.ts";

/** The statements of a source, one line each; mistakes are shown instead when there are any. */
export function shapeOf(source: string): string {
  const { stmts, diagnostics } = parse(source, { file: "test.lore", surface: "statements" });
  if (diagnostics.length > 0) return diagnostics.map((d) => `${d.code} ${d.message}`).join("\n");
  return stmts!.stmts.map(show).join("\n");
}

/** The shape of one expression. */
export function exprShape(source: string): string {
  return shapeOf(`let x = ${source}`).replace(/^\(let x (.*)\)$/s, "$1");
}

/** The declarations of a file, one line each. */
export function fileShape(source: string, surface: "file" | "radio" = "file"): string {
  const { file, diagnostics } = parse(source, { file: "test.lore", surface });
  if (diagnostics.length > 0) return diagnostics.map((d) => `${d.line}:${d.column} ${d.code} ${d.message}`).join("\n");
  return file.decls.map(show).join("\n");
}

export function show(node: unknown): string {
  if (Array.isArray(node)) return `[${node.map(show).join(" ")}]`;
  if (typeof node !== "object" || node === null) return JSON.stringify(node);
  const tree = node as Record<string, unknown>;
  if ("id" in tree) return String(tree["id"]);
  const known = SHORT[tree["kind"] as string];
  if (known !== undefined) return known(tree as never);
  if (isPath(tree)) return tree.parts.map((part) => part.id).join(".");
  return general(tree);
}

function isPath(tree: object): tree is { parts: { id: string }[] } {
  return "parts" in tree && !("kind" in tree) && Array.isArray(tree.parts) && "id" in (tree.parts[0] ?? {});
}

function general(tree: Record<string, unknown>): string {
  const words = Object.entries(tree)
    .filter(([key, value]) => key !== "span" && key !== "kind" && value !== undefined && value !== false && !isEmpty(value))
    .map(([key, value]) => (value === true ? key : `${key}:${show(value)}`));
  return `(${[tree["kind"] ?? "", ...words].join(" ").trim()})`;
}

function isEmpty(value: unknown): boolean {
  return (Array.isArray(value) && value.length === 0) || (value instanceof Set && value.size === 0);
}

type Of<K> = Extract<Expr | Stmt, { kind: K }>;

const SHORT: Record<string, (node: never) => string> = {
  name: (e: Of<"name">) => e.name.id,
  number: (e: Of<"number">) => String(e.value),
  bool: (e: Of<"bool">) => String(e.value),
  nothing: () => "nothing",
  self: () => "self",
  get: (e: Of<"get">) => `${show(e.object)}.${e.name.id}`,
  index: (e: Of<"index">) => `${show(e.object)}[${show(e.key)}]`,
  paren: (e: Of<"paren">) => `{${show(e.value)}}`,
  binary: (e: Of<"binary">) => `(${show(e.left)} ${e.op} ${show(e.right)})`,
  call: (e: Of<"call">) => `${show(e.callee)}(${showArgs(e.args)})`,
  do: (s: Of<"do">) => `${s.sentence ? "say-so " : ""}${show(s.call)}`,
  let: (s: Of<"let">) => `(let ${s.name.id} ${show(s.value)})`,
  text: (e: Of<"text">) => (e.parts === undefined ? general(e as never) : showText(e)),
  duration: (e: Of<"duration">) => `${e.ms}ms`,
  dice: (e: Of<"dice">) => `${e.count}d${e.sides}`,
};

function showText(e: Of<"text">): string {
  if ("params" in e) return general(e as never);
  return `"${e.parts.map((part) => (part.kind === "plain" ? part.value : `<${general(part as never).slice(8, -1)}>`)).join("")}"`;
}

function showArgs(args: readonly { label: { id: string } | undefined; value: Expr }[]): string {
  return args.map((arg) => (arg.label === undefined ? "" : `${arg.label.id}:`) + show(arg.value)).join(", ");
}
