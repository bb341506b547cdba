// What the emitter carries along: the unit, what the checker noted, and the function whose body is being written.

import type * as ast from "../ast.ts";
import type { Binding, Notes } from "../check/notes.ts";
import type { ScopeEntity, ScopeParam } from "../check/scope.ts";
import type { Universe } from "../check/universe.ts";
import type { Type } from "../types.ts";
import type { Steps } from "./step-table.ts";
import type { CodeHead, Unit } from "./unit.ts";

/** A function or text of this pack: where its code is. */
export interface OwnCode {
  readonly index: number;
  readonly params: readonly ScopeParam[];
}

/** What all functions of one pack share. */
export interface Emitter {
  readonly unit: Unit;
  readonly notes: Notes;
  readonly universe: Universe;
  /** Those of the pack itself, by qualified id. */
  readonly entities: ReadonlyMap<string, ScopeEntity>;
  /** Own functions and texts by qualified id. */
  readonly own: Map<string, OwnCode>;
  /** Fields of own records whose default is worked out each time: by record, then in order. */
  readonly fresh: Map<string, readonly { readonly name: string; readonly value: ast.Expr }[]>;
  /** `emitExpr` and `emitBlock`: the parts of the emitter call each other through here. */
  readonly expr: (fn: Fn, expr: ast.Expr) => string;
  readonly block: (fn: Fn, block: ast.Block) => string;
  /** How many triggers of each key there are so far. */
  readonly triggers: Map<string, number>;
  /** Null unless each step is to be told when it runs. */
  readonly steps: Steps | null;
}

/** How `again` puts the question of the `ask` around it anew. */
export interface AskFrame {
  readonly index: number;
  readonly stmt: ast.AskStmt;
  readonly captures: readonly string[];
}

/** A `deed` block that is being written: what leaves it early still lets the `on` triggers run first. */
export interface DeedFrame {
  readonly label: string;
  /** Loops that were open around it. */
  readonly loops: number;
  readonly outer: DeedFrame | undefined;
  readonly leaves: Set<"return" | "break" | "continue">;
}

interface Flow {
  loops: number;
  deed: DeedFrame | undefined;
}

/** One generated function. */
export interface Fn {
  readonly em: Emitter;
  readonly index: number;
  readonly key: string;
  readonly role: CodeHead["role"];
  /** Result of a `fn`: money is made of a plain number on the way out. */
  readonly result: Type | null;
  /** Name of a method, for `base(…)`. */
  readonly name: string;
  readonly ask: AskFrame | undefined;
  /** Name of the item that a `where` sees, innermost last. */
  readonly items: string[];
  /** Where `return`, `break` and `continue` lead from here. */
  readonly flow: Flow;
  /** The statement that is being written, by its step. */
  readonly trace: { step: number };
  /** Counters of temporaries and lifted blocks; lifted ones are numbered in the code they stand in. */
  readonly counts: { temp: number; ask: number; after: number };
}

export function openFn(em: Emitter, head: Pick<Fn, "index" | "key" | "role"> & Partial<Pick<Fn, "result" | "name" | "ask">>): Fn {
  return {
    em,
    index: head.index,
    key: head.key,
    role: head.role,
    result: head.result ?? null,
    name: head.name ?? "",
    ask: head.ask,
    items: [],
    flow: { loops: 0, deed: undefined },
    trace: { step: 0 },
    counts: { temp: 0, ask: 0, after: 0 },
  };
}

export function temp(fn: Fn, letter: string): string {
  return `${letter}${++fn.counts.temp}`;
}

export function bindingOf(fn: Fn, node: object): Binding | undefined {
  return fn.em.notes.bindings.get(node);
}

export function typeOf(fn: Fn, node: object): Type | undefined {
  return fn.em.notes.types.get(node);
}

/** Brackets mean nothing. */
export function strip(expr: ast.Expr): ast.Expr {
  let inner = expr;
  while (inner.kind === "paren") inner = inner.value;
  return inner;
}
