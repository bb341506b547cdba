// All that a pack may name, indexed: the host's surface, the packs below and the pack itself. Kinds and entities share one graph,
// because an entity is a kind of its own to the checker: it has properties, functions and parents.

import type { Surface, SurfaceEvent, SurfaceFunction, SurfaceValue } from "../surface.ts";
import type { Type } from "../types.ts";
import type {
  PackScope,
  ScopeEntity,
  ScopeEvent,
  ScopeFunction,
  ScopeMembers,
  ScopeMethod,
  ScopeParam,
  ScopeRecord,
  ScopeTable,
  ScopeText,
  Signature,
} from "./scope.ts";

export const CORE = "core";
export const STDLIB = "stdlib";

export interface PropInfo {
  readonly name: string;
  readonly type: Type;
  readonly each?: string;
  readonly readonly: boolean;
  /** Qualified kind or entity that declares it. */
  readonly owner: string;
  readonly pack: string;
}

export interface MethodInfo extends Signature {
  readonly name: string;
  readonly owner: string;
}

export interface Node {
  readonly id: string;
  readonly name: string;
  readonly pack: string;
  parents: readonly string[];
  props: ReadonlyMap<string, readonly PropInfo[]>;
  methods: ReadonlyMap<string, readonly MethodInfo[]>;
  topics: ReadonlySet<string>;
  values: ReadonlySet<string>;
  /** Entities nested in it, by bare name. */
  nested: ReadonlyMap<string, string>;
  readonly entity: ScopeEntity | undefined;
  /** Of the surface: declared by name in a file. */
  readonly declarable: boolean;
  /** Of the surface: a declared one is a model. */
  readonly model: boolean;
}

export interface PackNames {
  readonly id: string;
  readonly kinds: Map<string, string>;
  /** By path without the pack: `square`, `square.fountain`. */
  readonly entities: Map<string, string>;
  /** Nested ones by bare name; several may share one. */
  readonly bare: Map<string, string[]>;
  readonly records: Map<string, ScopeRecord>;
  readonly tables: Map<string, ScopeTable>;
  readonly plurals: Map<string, ScopeTable>;
  readonly texts: Map<string, ScopeText>;
  readonly events: Map<string, ScopeEvent>;
  readonly functions: Map<string, ScopeFunction>;
}

export interface EventInfo {
  /** Bare name of a core event, else the qualified id. */
  readonly id: string;
  readonly params: readonly ScopeParam[];
  readonly self: Type | undefined;
  readonly before: boolean;
  readonly hasActor: boolean;
}

export interface Universe {
  readonly pack: string;
  readonly nodes: Map<string, Node>;
  /** Nodes that declare a property or function of this name. */
  readonly memberOwners: Map<string, string[]>;
  /** Own first, then stdlib, then the others, nearest first. */
  readonly packs: readonly PackNames[];
  readonly records: Map<string, ScopeRecord>;
  readonly tables: Map<string, ScopeTable>;
  readonly host: ReadonlyMap<string, SurfaceFunction>;
  readonly values: ReadonlyMap<string, SurfaceValue>;
  readonly coreEvents: ReadonlyMap<string, SurfaceEvent>;
  /** Every spelling of a direction to its long form. */
  readonly directions: ReadonlyMap<string, string>;
  readonly belowCommands: ReadonlySet<string>;
}

/** The universe without the pack's own declarations; `addScope` puts them in. */
export function buildUniverse(pack: string, surface: Surface, below: readonly PackScope[]): Universe {
  const own = packNames(pack);
  const lower = below.filter((scope) => scope.pack !== pack);
  const order = [...lower].reverse().sort((a, b) => Number(b.pack === STDLIB) - Number(a.pack === STDLIB));
  const universe: Universe = {
    pack,
    nodes: new Map(),
    memberOwners: new Map(),
    packs: [own, ...order.map((scope) => packNames(scope.pack))],
    records: new Map(),
    tables: new Map(),
    host: new Map(surface.functions.map((f) => [f.name, f])),
    values: new Map(surface.values.map((v) => [v.name, v])),
    coreEvents: new Map(surface.events.map((e) => [e.name, e])),
    directions: new Map(surface.directions.flatMap((words) => words.map((word) => [word, words[0]!] as const))),
    belowCommands: new Set(lower.flatMap((scope) => scope.commands)),
  };
  addSurfaceKinds(universe, surface);
  for (const scope of lower) addScope(universe, scope);
  return universe;
}

function packNames(id: string): PackNames {
  return {
    id,
    kinds: new Map(),
    entities: new Map(),
    bare: new Map(),
    records: new Map(),
    tables: new Map(),
    plurals: new Map(),
    texts: new Map(),
    events: new Map(),
    functions: new Map(),
  };
}

function addSurfaceKinds(universe: Universe, surface: Surface): void {
  for (const kind of surface.kinds) {
    const parents = kind.parents.map((parent) => (parent.includes(".") ? parent : `${CORE}.${parent}`));
    const node = addNode(universe, {
      id: `${CORE}.${kind.name}`,
      name: kind.name,
      pack: CORE,
      parents,
      declarable: kind.declarable,
      model: kind.model,
    });
    for (const prop of kind.props) {
      addProp(universe, node, { name: prop.name, type: prop.type, readonly: prop.readonly, owner: node.id, pack: CORE });
    }
  }
}

interface NodeInit {
  readonly id: string;
  readonly name: string;
  readonly pack: string;
  readonly parents: readonly string[];
  readonly declarable?: boolean;
  readonly model?: boolean;
  readonly entity?: ScopeEntity | undefined;
}

/** Entities are many and most have nothing of most sorts. */
const NO_NAMES = new Map<string, never>() as ReadonlyMap<string, never>;
const NO_WORDS: ReadonlySet<string> = new Set();

export function addNode(universe: Universe, init: NodeInit): Node {
  const node: Node = {
    id: init.id,
    name: init.name,
    pack: init.pack,
    parents: init.parents,
    props: NO_NAMES,
    methods: NO_NAMES,
    topics: NO_WORDS,
    values: NO_WORDS,
    nested: NO_NAMES,
    entity: init.entity,
    declarable: init.declarable ?? true,
    model: init.model ?? false,
  };
  universe.nodes.set(init.id, node);
  return node;
}

export function addProp(universe: Universe, node: Node, prop: PropInfo): void {
  node.props = pushed(node.props, prop.name, prop);
  push(universe.memberOwners, prop.name, node.id);
}

/** Puts a whole scope in: of a pack below, or of the pack itself once its types are known. */
export function addScope(universe: Universe, scope: PackScope): void {
  const names = universe.packs.find((pack) => pack.id === scope.pack)!;
  addNames(universe, names, scope);
  for (const kind of scope.kinds) addMembers(universe, universe.nodes.get(kind.id)!, kind, scope.pack);
  for (const entity of scope.entities) addMembers(universe, universe.nodes.get(entity.id)!, entity, scope.pack);
  for (const extension of scope.extensions) {
    const node = universe.nodes.get(extension.target);
    if (node !== undefined) addMembers(universe, node, extension, scope.pack);
  }
}

/** Names only: enough to resolve the types that the members are written with. */
export function addNames(universe: Universe, names: PackNames, scope: PackScope): void {
  for (const kind of scope.kinds) {
    names.kinds.set(kind.name, kind.id);
    if (!universe.nodes.has(kind.id)) addNode(universe, { id: kind.id, name: kind.name, pack: scope.pack, parents: kind.parents });
  }
  for (const entity of scope.entities) addEntityName(universe, names, entity);
  for (const record of scope.records) {
    names.records.set(record.name, record);
    universe.records.set(record.id, record);
  }
  for (const table of scope.tables) {
    names.tables.set(table.name, table);
    names.plurals.set(table.plural, table);
    universe.tables.set(table.id, table);
  }
  for (const text of scope.texts) names.texts.set(text.path, text);
  for (const event of scope.events) names.events.set(event.name, event);
  for (const fn of scope.functions) names.functions.set(fn.name, fn);
}

function addEntityName(universe: Universe, names: PackNames, entity: ScopeEntity): void {
  names.entities.set(entity.path, entity.id);
  if (entity.path !== entity.name) {
    const ids = names.bare.get(entity.name);
    if (ids === undefined) names.bare.set(entity.name, [entity.id]);
    else if (!ids.includes(entity.id)) ids.push(entity.id);
  }
  if (!universe.nodes.has(entity.id)) {
    addNode(universe, { id: entity.id, name: entity.name, pack: names.id, parents: entity.kinds, entity });
  }
  if (entity.parent !== undefined) nest(universe, entity.parent, entity);
}

/** Notes what stands in an entity. */
export function nest(universe: Universe, parent: string, { name, id }: ScopeEntity): void {
  const node = universe.nodes.get(parent);
  if (node === undefined) return;
  const nested = node.nested === NO_NAMES ? new Map<string, string>() : (node.nested as Map<string, string>);
  node.nested = nested.set(name, id);
}

function addMembers(universe: Universe, node: Node, members: ScopeMembers, pack: string): void {
  for (const prop of members.props) addProp(universe, node, { ...prop, readonly: false, owner: node.id, pack });
  for (const method of members.methods) addMethod(universe, node, method);
  if (members.topics.length > 0) node.topics = new Set([...node.topics, ...members.topics]);
  if (members.values.length > 0) node.values = new Set([...node.values, ...members.values]);
}

function addMethod(universe: Universe, node: Node, method: ScopeMethod): void {
  node.methods = pushed(node.methods, method.name, { ...method, owner: node.id });
  push(universe.memberOwners, method.name, node.id);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The same map with one more, or the first one in place of the shared empty one. */
function pushed<V>(map: ReadonlyMap<string, readonly V[]>, key: string, value: V): ReadonlyMap<string, readonly V[]> {
  const own = map === NO_NAMES ? new Map<string, V[]>() : (map as Map<string, V[]>);
  push(own, key, value);
  return own;
}
