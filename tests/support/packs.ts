// Compiled packs written by hand, for tests of the world and the store that need no compiler: name what matters, the rest is empty.

import type { Body, CompiledPack, EntityDef, KindDef, PropDef, TableDef } from "../../dsl/program.ts";
import type { Surface } from "../../dsl/surface.ts";
import type { Type } from "../../dsl/types.ts";
import { KINDS } from "../../engine/script/tables/kinds.ts";
import { Definitions } from "../../engine/world/definitions.ts";

export const NUMBER: Type = { t: "number", optional: false };
export const TEXT: Type = { t: "text", optional: false };
export const BOOL: Type = { t: "bool", optional: false };
export const MONEY: Type = { t: "money", optional: false };
export const TIME: Type = { t: "time", optional: false };
export const entityType = (kind: string): Type => ({ t: "entity", kind, optional: false });
export const maybe = (type: Type): Type => ({ ...type, optional: true });

const NO_BODY: Body = { props: [], values: [], methods: [], triggers: [], commands: [], topics: [], exits: [] };

export const SURFACE: Surface = { kinds: KINDS, functions: [], events: [], values: [], directions: [["north", "n"]], capabilities: [] };

/** A pack with the given parts; code is not needed where nothing runs. */
export function packOf(id: string, parts: Partial<CompiledPack> = {}): CompiledPack {
  const empty = { code: [], queries: [], kinds: [], extensions: [], entities: [], records: [], tables: [], texts: [], events: [] };
  const rest = { functions: [], commands: [], rules: [], migrations: [], map: { files: [], points: [] } };
  return { format: 1, id, hash: `hash of ${id}`, js: "", ...empty, ...rest, ...parts };
}

export function kindOf(id: string, parents: readonly string[], body: Partial<Body> = {}): KindDef {
  return { ...NO_BODY, ...body, id, parents, line: 1 };
}

export function entityOf(id: string, kinds: readonly string[], more: Partial<EntityDef> = {}): EntityDef {
  const name = id.slice(id.lastIndexOf(".") + 1);
  return { ...NO_BODY, id, name, title: name, kinds, model: false, file: "test.lore", line: 1, ...more };
}

export function propOf(name: string, type: Type, wire: PropDef["value"], each?: string): PropDef {
  return each === undefined ? { name, type, value: wire } : { name, type, value: wire, each };
}

export function tableOf(id: string, columns: Readonly<Record<string, Type>>, more: Partial<TableDef> = {}): TableDef {
  const defs = Object.entries(columns).map(([name, type]) => ({ name, type, value: null }));
  return { id, plural: `${id}s`, columns: defs, key: [], unique: [], index: [], appendOnly: false, ...more };
}

export function definitionsOf(...packs: CompiledPack[]): Definitions {
  return new Definitions({ surface: SURFACE, packs });
}
