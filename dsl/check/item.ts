// The names that an item or a row has in a `where`: columns, fields, properties.

import type { Type } from "../types.ts";
import type { Context, QueryScope } from "./context.ts";
import { ancestors, findProp } from "./kinds.ts";
import { NUMBER, TIME } from "./types.ts";

/** Type of the item's property of that name, or nothing when it has none. */
export function itemProp(cx: Context, query: QueryScope, name: string): Type | undefined {
  return memberType(cx, query.item, name);
}

/** Type of a property that a value of this type certainly has. */
export function memberType(cx: Context, type: Type, name: string): Type | undefined {
  switch (type.t) {
    case "row": {
      if (name === "id") return NUMBER;
      if (name === "at") return TIME;
      return cx.universe.tables.get(type.table)?.columns.find((column) => column.name === name)?.type;
    }
    case "record":
      return cx.universe.records.get(type.record)?.fields.find((field) => field.name === name)?.type;
    case "entity":
    case "model":
      return findProp(cx.universe, type.kind, name)?.type;
    default:
      return undefined;
  }
}

/** Every name that it has, for *did you mean*. */
export function memberWords(cx: Context, type: Type): string[] {
  switch (type.t) {
    case "row":
      return ["id", "at", ...(cx.universe.tables.get(type.table)?.columns.map((column) => column.name) ?? [])];
    case "record":
      return cx.universe.records.get(type.record)?.fields.map((field) => field.name) ?? [];
    case "entity":
    case "model":
      return ancestors(cx.universe, type.kind).flatMap((kind) => {
        const node = cx.universe.nodes.get(kind);
        return node === undefined ? [] : [...node.props.keys(), ...node.methods.keys(), ...node.nested.keys()];
      });
    default:
      return [];
  }
}

export function itemWords(cx: Context, query: QueryScope): string[] {
  return memberWords(cx, query.item);
}
