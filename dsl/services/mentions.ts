// Every place of a file that names something, with what it names: the ground of go to definition, references, rename and hover.

import type * as ast from "../ast.ts";
import type { CheckedFile } from "../check/declare.ts";
import type { Binding } from "../check/notes.ts";
import type { Type } from "../types.ts";
import { eachProperty, memberKey, ownMemberKey, topicKey } from "./members.ts";
import type { PackAnalysis } from "./pack-analysis.ts";
import { prefixKeys } from "./prefixes.ts";
import { keyOfBinding, type SymbolKey, symbolKey } from "./symbol.ts";
import { childrenOf } from "./walk.ts";

export interface Mention {
  readonly span: ast.Span;
  readonly key: SymbolKey;
  /** It is declared here. */
  readonly isDefinition: boolean;
  /** The declaration or member, where it is one. */
  readonly decl?: ast.Decl | ast.Member | ast.FieldDecl;
  readonly type?: Type;
}

export interface FileMentions {
  readonly mentions: readonly Mention[];
  /** Members of values whose type is not known: any of that name may be meant. */
  readonly loose: readonly ast.Name[];
}

/** In the order of the text. */
export function mentionsIn(analysis: PackAnalysis, file: CheckedFile): FileMentions {
  const walk = new Walk(analysis);
  for (const decl of file.file.decls) walk.decl(decl);
  return { mentions: walk.mentions.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end), loose: walk.loose };
}

class Walk {
  readonly mentions: Mention[] = [];
  readonly loose: ast.Name[] = [];
  readonly #analysis: PackAnalysis;
  /** Kinds and entities whose member is walked, innermost last. */
  readonly #owners: string[] = [];
  /** What the `where` around is about. */
  #item: Type | undefined;
  readonly #seen = new Set<object>();

  constructor(analysis: PackAnalysis) {
    this.#analysis = analysis;
  }

  decl(decl: ast.Decl | ast.Member): void {
    switch (decl.kind) {
      case "kind":
      case "entity":
        this.#define(decl.name, decl);
        this.#within(this.#boundId(decl.name), decl);
        return;
      case "extend":
        this.#within(this.#boundId(decl.target), decl);
        return;
      case "record":
      case "table":
        this.#fields(decl);
        return;
      case "text":
      case "event":
        this.#define(decl.name, decl);
        break;
      case "fn":
        this.#function(decl);
        break;
      case "prop":
        this.#ownMember("prop", decl.name, decl);
        break;
      case "topic":
        this.#ownMember("topic", decl.name, decl);
        break;
      case "property":
        this.#property(decl.name);
        break;
      case "flags":
        for (const name of decl.names) this.#property(name);
        break;
      default:
        break;
    }
    this.#children(decl);
  }

  #function(decl: ast.FnDecl): void {
    if (this.#owners.length === 0) this.#define(decl.name, decl);
    else this.#ownMember("method", decl.name, decl);
  }

  #fields(decl: ast.RecordDecl | ast.TableDecl): void {
    this.#define(decl.name, decl);
    const id = this.#boundId(decl.name);
    const fields = decl.kind === "record" ? decl.fields : decl.columns;
    for (const field of fields) {
      if (id !== undefined) this.#add(field.name, symbolKey("field", `${id}.${field.name.id}`), true, field);
      this.#children(field);
    }
    if (decl.kind === "table" && id !== undefined)
      for (const column of decl.keys.flatMap((key) => key.columns)) this.#add(column, symbolKey("field", `${id}.${column.id}`));
  }

  #within(owner: string | undefined, decl: ast.Decl | ast.Member): void {
    if (owner !== undefined) this.#owners.push(owner);
    this.#children(decl);
    if (owner !== undefined) this.#owners.pop();
  }

  #children(node: object): void {
    for (const child of childrenOf(node)) this.#node(child);
  }

  #node(node: object): void {
    if (this.#seen.has(node)) return;
    this.#seen.add(node);
    if (isDeclaration(node)) {
      this.decl(node);
      return;
    }
    const bound = this.#analysis.notes.bindings.get(node);
    if (bound !== undefined) this.#bound(node, bound);
    else if (isGet(node)) this.#member(node);
    if (isName(node)) this.#local(node);
    if (isKind(node, "map")) this.#record(node as ast.MapLit);
    if (isKind(node, "query")) this.#query(node as ast.QueryExpr);
    else if (!isName(node)) this.#children(node);
  }

  #query(query: ast.QueryExpr): void {
    this.#node(query.source);
    const outer = this.#item;
    const type = this.#analysis.notes.types.get(query.source);
    this.#item = type?.t === "list" ? type.of : outer;
    this.#children(query);
    this.#item = outer;
  }

  #record(map: ast.MapLit): void {
    const id = this.#analysis.notes.records.get(map);
    if (id !== undefined) for (const { key } of map.entries) this.#add(key, symbolKey("field", `${id}.${key.id}`));
  }

  #local(name: ast.Name): void {
    const slot = this.#analysis.notes.locals.get(name);
    if (slot !== undefined) this.#add(name, symbolKey("local", String(slot)), true);
  }

  #bound(node: object, bound: Binding): void {
    const spot = spotOf(node, bound);
    if (spot === undefined) return;
    const key = this.#keyOf(bound);
    if (key === undefined) return;
    // What a condition has proved of it says more than what it was declared as.
    const type = this.#analysis.notes.types.get(node) ?? ("type" in bound ? bound.type : undefined);
    this.#push({ span: spot, key, isDefinition: false, ...(type === undefined ? {} : { type }) });
    if (bound.kind === "entity" || bound.kind === "model")
      for (const { name, key: inner } of prefixKeys(this.#analysis.universe, node, bound.id)) this.#add(name, inner);
  }

  #keyOf(bound: Binding): SymbolKey | undefined {
    if (bound.kind === "topic") return topicKey(this.#analysis.universe, this.#owners, bound.name);
    if (bound.kind === "item") return this.#item === undefined ? undefined : memberKey(this.#analysis.universe, this.#item, bound.name);
    return keyOfBinding(bound);
  }

  /** `x.p` where `x` is a value. */
  #member(node: Extract<ast.Expr, { kind: "get" }>): void {
    const { notes, universe } = this.#analysis;
    const type = notes.types.get(node.object);
    const key = type === undefined ? undefined : memberKey(universe, type, node.name.id);
    const noted = notes.types.get(node);
    if (key !== undefined) this.#push({ span: node.name.span, key, isDefinition: false, ...(noted === undefined ? {} : { type: noted }) });
    else if (type === undefined || eachProperty(universe, type, node.name.id)) this.loose.push(node.name);
  }

  #property(name: ast.Name): void {
    const owner = this.#owners.at(-1);
    if (owner === undefined) return;
    const key = memberKey(this.#analysis.universe, { t: "entity", kind: owner, optional: false }, name.id);
    if (key !== undefined) this.#add(name, key);
  }

  #ownMember(sort: "prop" | "method" | "topic", name: ast.Name, decl: ast.Member): void {
    const owner = this.#owners.at(-1);
    if (owner !== undefined) this.#add(name, ownMemberKey(this.#analysis, sort, owner, name.id), true, decl);
  }

  #define(node: ast.Name | ast.Path, decl: ast.Decl | ast.Member): void {
    const bound = this.#analysis.notes.bindings.get(node);
    const key = bound === undefined ? undefined : keyOfBinding(bound);
    if (key === undefined) return;
    this.#seen.add(node);
    this.#add(node, key, true, decl);
  }

  #boundId(node: object): string | undefined {
    const bound = this.#analysis.notes.bindings.get(node);
    return bound !== undefined && "id" in bound ? bound.id : undefined;
  }

  #add(node: { readonly span: ast.Span }, key: SymbolKey, isDefinition = false, decl?: Mention["decl"]): void {
    this.#push({ span: node.span, key, isDefinition, ...(decl === undefined ? {} : { decl }) });
  }

  #push(mention: Mention): void {
    if (mention.span.end > mention.span.start) this.mentions.push(mention);
  }
}

const DECLARATIONS: ReadonlySet<string> = new Set([
  "kind",
  "extend",
  "entity",
  "record",
  "table",
  "event",
  "command",
  "fn",
  "trigger",
  "every",
  "migrate",
  "property",
  "prop",
  "flags",
  "exit",
  "topic",
]);

function isDeclaration(node: object): node is ast.Member {
  // `text` is a literal too, and stands at the top only when it is a declaration.
  return "kind" in node && "span" in node && DECLARATIONS.has(String(node.kind));
}

function isKind(node: object, kind: string): boolean {
  return "kind" in node && node.kind === kind;
}

function isGet(node: object): node is Extract<ast.Expr, { kind: "get" }> {
  return isKind(node, "get");
}

function isName(node: object): node is ast.Name {
  return "id" in node && "text" in node && "span" in node && !("kind" in node);
}

/** The word that names: the last of a dotted path, but all of a text's. */
function spotOf(node: object, bound: Binding): ast.Span | undefined {
  if (bound.kind === "text" && "span" in node) return node.span as ast.Span;
  if (isGet(node)) return node.name.span;
  if ("parts" in node) return (node as ast.Path).parts.at(-1)?.span;
  return "span" in node ? (node.span as ast.Span) : undefined;
}
