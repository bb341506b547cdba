// What the checker learned about a tree, for the emitter and the editor: kept beside the tree, keyed by its nodes.

import type * as ast from "../ast.ts";
import type { Type } from "../types.ts";

/** What a bare name means where it stands. */
export type Binding =
  /** `let`, parameter, slot, event argument, loop variable, `as` name, `why`. Unique number within the file's declaration. */
  | { readonly kind: "local"; readonly name: string; readonly slot: number; readonly type: Type }
  /** Column of the table whose query this stands in. */
  | { readonly kind: "column"; readonly table: string; readonly column: string; readonly type: Type }
  /** Property (or function, when called) of the item of a list's `where`. */
  | { readonly kind: "item"; readonly name: string; readonly type: Type }
  /** `actor`, `room`, `now` … of the surface; `self` has its own node. */
  | { readonly kind: "value"; readonly name: string; readonly type: Type }
  | { readonly kind: "host"; readonly name: string }
  | { readonly kind: "direction"; readonly name: string }
  /** A single entity: room, npc, fixture in one place, quest. */
  | { readonly kind: "entity"; readonly id: string; readonly type: Type }
  | { readonly kind: "model"; readonly id: string; readonly type: Type }
  | { readonly kind: "kind"; readonly id: string }
  | { readonly kind: "fn"; readonly id: string; readonly pack: string }
  | { readonly kind: "text"; readonly id: string; readonly pack: string }
  | { readonly kind: "table"; readonly id: string; readonly type: Type }
  | { readonly kind: "topic"; readonly name: string }
  | { readonly kind: "event"; readonly id: string }
  | { readonly kind: "record"; readonly id: string };

export interface Notes {
  /**
   * Of `NameExpr` nodes, of `get` nodes that name a declaration (`flat.hall`, `shop.sold`, `gullwick.square`),
   * and of `Name`/`Path` nodes of declarations (parents, tables, events, exits' rooms).
   */
  readonly bindings: Map<object, Binding>;
  /** Slot number of each local where it is declared (by the `Name` node). */
  readonly locals: Map<ast.Name, number>;
  /** Map literals that stand where a record is wanted: qualified record id. */
  readonly records: Map<ast.MapLit, string>;
  /** Static type of each expression that has a known one. */
  readonly types: Map<object, Type>;
  /** For calls of functions and texts known by name: for each parameter the argument's index, or -1. */
  readonly calls: Map<ast.CallExpr, readonly number[]>;
  /** Locals of the surroundings that an `ask` or `after` body uses, in order of slot. */
  readonly captures: Map<object, readonly { readonly name: string; readonly slot: number }[]>;
  /** Call expressions that stand in a condition: a refusal there is `false`. */
  readonly conditions: Set<ast.CallExpr>;
  /** Slot of `why` in the `else` of each `try` statement. */
  readonly whys: Map<object, number>;
}
