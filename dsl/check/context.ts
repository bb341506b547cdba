// What every part of the checker carries along: the universe, the notes being written, and where in the code it stands.

import type * as ast from "../ast.ts";
import type { Type } from "../types.ts";
import type { Facts } from "./facts.ts";
import type { Locals } from "./locals.ts";
import type { Notes } from "./notes.ts";
import type { Report } from "./report.ts";
import type { Universe } from "./universe.ts";

export type Role = "command" | "topic" | "on" | "before" | "every" | "migrate" | "fn" | "text" | "default";

/** Whose code it is and what exists in it. */
export interface Site {
  readonly role: Role;
  readonly self: Type | undefined;
  readonly actor: Type | undefined;
  /** Commands, and what is lifted out of them. */
  readonly verb: boolean;
  /** Result of the function; `null` when it gives none, absent outside functions. */
  readonly result?: Type | null;
  /** Name of the function, for `base(…)`. */
  readonly fn?: string;
}

/** The rows or items that a `where` is about. */
export interface QueryScope {
  readonly table: string | undefined;
  readonly item: Type;
}

export interface Context {
  readonly pack: string;
  readonly universe: Universe;
  readonly notes: Notes;
  readonly report: Report;
  readonly capabilities: ReadonlySet<string>;
  /** Qualified entities that `here` and `it` stand for in what a builder sends. */
  /** Built in the game: rooms of others may be given exits, and `built.ts` says what else may not be. */
  readonly built: boolean;
  readonly places: ReadonlyMap<string, string>;
  /** Entities that some code or exit names: what a world's rooms are reached by. */
  readonly mentioned: Set<string>;
  /** Events that are signalled somewhere in the pack. */
  readonly signalled: Set<string>;
  /** Shapes of the commands met so far, each with its owner before it. */
  readonly commandShapes: Map<string, ast.CommandDecl>;
  /** Kinds and entities whose member this is, innermost last. */
  readonly owners: string[];
  site: Site;
  locals: Locals;
  facts: Facts;
  query: QueryScope | undefined;
  loops: number;
  asks: number;
  /** Type of an expression, noted; `wanted` is what its place asks for, if known. */
  infer(expr: ast.Expr, wanted?: Type): Type;
  /** Checks a block in a scope of its own; true when it never runs to its end. */
  block(block: ast.Block): boolean;
}

export function inSite<T>(cx: Context, site: Site, body: () => T): T {
  const { site: before, loops, asks, facts, query } = cx;
  cx.site = site;
  cx.loops = 0;
  cx.asks = 0;
  cx.facts = new Map();
  cx.query = undefined;
  try {
    return body();
  } finally {
    cx.site = before;
    cx.loops = loops;
    cx.asks = asks;
    cx.facts = facts;
    cx.query = query;
  }
}

export function inScope<T>(cx: Context, body: () => T): T {
  cx.locals.push();
  try {
    return body();
  } finally {
    cx.locals.pop();
  }
}
