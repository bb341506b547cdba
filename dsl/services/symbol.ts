// What a word of a file may name, as one text for each: `kind:stdlib.shop`, `entity:gullwick.square`, `prop:core.thing.weight`.

import type { Binding } from "../check/notes.ts";

export type SymbolKey = string & { readonly symbol: true };

export type SymbolSort =
  | "kind"
  | "entity"
  | "fn"
  | "text"
  | "table"
  | "record"
  | "event"
  | "prop"
  | "method"
  | "topic"
  | "field"
  | "local"
  | "host"
  | "value"
  | "direction";

export function symbolKey(sort: SymbolSort, id: string): SymbolKey {
  return `${sort}:${id}` as SymbolKey;
}

export function sortOf(key: SymbolKey): SymbolSort {
  return key.slice(0, key.indexOf(":")) as SymbolSort;
}

/** Qualified id, or a bare word for what the host gives. */
export function idOf(key: SymbolKey): string {
  return key.slice(key.indexOf(":") + 1);
}

/** Members and topics depend on where they are met, so their bindings say too little. */
export function keyOfBinding(bound: Binding): SymbolKey | undefined {
  switch (bound.kind) {
    case "local":
      return symbolKey("local", String(bound.slot));
    case "column":
      return symbolKey("field", `${bound.table}.${bound.column}`);
    case "entity":
    case "model":
      return symbolKey("entity", bound.id);
    case "host":
    case "value":
    case "direction":
      return symbolKey(bound.kind, bound.name);
    case "kind":
    case "fn":
    case "text":
    case "table":
    case "event":
    case "record":
      return symbolKey(bound.kind, bound.id);
    default:
      return undefined;
  }
}
