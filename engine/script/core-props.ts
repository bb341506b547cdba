// Properties that the engine computes: what is where, who is online, what an account holds. By kind, so that a pack may use
// the same words for other kinds.

import type { Wire } from "../../dsl/wire.ts";
import { asPurseId } from "../base/ids.ts";
import { areaOf, beings, entry, inner, npcs, players, roomOf, rooms, things } from "../world/contents.ts";
import type { Definition } from "../world/definition.ts";
import type { Entity } from "../world/entity.ts";
import { exitWires } from "../world/exits.ts";
import type { Core } from "./core.ts";
import { listWire } from "./wires.ts";

export type Compute = (core: Core, entity: Entity) => Wire;

const wireOf = (entity: Entity | null): Wire => entity?.wire ?? null;

/** As `listWire`; the wire of an entity has nothing that JSON would escape. */
function wiresOf(entities: readonly Entity[]): Wire {
  let items = "";
  for (const { wire } of entities) items += `,"${wire}"`;
  return `j["l"${items}]`;
}

const exitLists = new WeakMap<Entity, { readonly definition: Definition; readonly wire: Wire }>();

/** Made once a room: which exits there are is said by its definition alone. */
function exitsWire(room: Entity): Wire {
  const { definition } = room;
  let known = exitLists.get(room);
  if (known?.definition !== definition) {
    known = { definition, wire: listWire(exitWires(room)) };
    exitLists.set(room, known);
  }
  return known.wire;
}

const money: Compute = (core, entity) => `$${core.world.purse(asPurseId(entity.id))?.balance ?? 0}`;

const COMPUTED: Readonly<Record<string, Readonly<Record<string, Compute>>>> = {
  "core.entity": {
    id: (_, entity) => `s${entity.key ?? entity.id}`,
    kind: (_, { definition }) => `k${definition.kinds.find((kind) => kind !== definition.id) ?? "core.entity"}`,
    model: (_, { definition }) => (definition.model ? `@${definition.id}` : null),
    owner: (_, entity) => (entity.owner === 0 ? null : `#${entity.owner}`),
    place: (_, entity) => wireOf(entity.place),
    room: (_, entity) => wireOf(roomOf(entity)),
    area: (_, entity) => wireOf(areaOf(entity)),
    things: (_, entity) => wiresOf(things(entity)),
    built_in: (_, entity) => isBuiltIn(entity),
    made: (_, entity) => `t${entity.madeMs}`,
  },
  "core.room": {
    players: (core, room) => wiresOf(players(room).filter((player) => core.online.has(player.id))),
    sleepers: (core, room) => wiresOf(players(room).filter((player) => !core.online.has(player.id))),
    npcs: (_, room) => wiresOf(npcs(room)),
    exits: (_, room) => exitsWire(room),
  },
  "core.area": { rooms: (_, area) => wiresOf(rooms(area)), entry: (_, area) => wireOf(entry(area)) },
  "core.thing": { count: (_, thing) => thing.count },
  "core.account": { money },
  "core.npc": { money, start_room: (core, npc) => startRoom(core, npc) },
  "core.player": {
    money,
    name: (core, player) => nameOfPlayer(core, player),
    title: (core, player) => nameOfPlayer(core, player),
    online: (core, player) => core.online.has(player.id),
    last_seen: (core, player) => lastSeen(core, player),
  },
};

/** How an engine-computed property of this definition is read; undefined when it has none of that name. */
export function computedOf(definition: Definition, name: string): Compute | undefined {
  for (const kind of definition.kinds) {
    const own = COMPUTED[kind];
    if (own !== undefined && Object.hasOwn(own, name)) return own[name];
  }
  return undefined;
}

/** `flat.hall`: an area's or parent's inner name, in this copy. */
export function innerNamed(entity: Entity, name: string): Wire | undefined {
  return inner(entity, name)?.wire;
}

export function nameOfPlayer(core: Core, player: Entity): Wire {
  const account = core.world.account(player.id);
  if (account !== undefined) return `s${account.name}`;
  return core.world.constant(player, "name") ?? "s";
}

/** Declared as a part of the area it stands in, and not carried in. */
function isBuiltIn(entity: Entity): boolean {
  const { area } = entity.definition;
  return area !== null && areaOf(entity)?.definition.id === area;
}

function lastSeen(core: Core, player: Entity): Wire {
  if (core.online.has(player.id)) return `t${core.clock.now()}`;
  const seen = core.world.account(player.id)?.seenMs ?? 0;
  return `t${seen > 0 ? seen : player.madeMs}`;
}

function startRoom(core: Core, npc: Entity): Wire {
  let place = npc.definition.place;
  while (place !== null) {
    const found = core.world.byKey(place);
    if (found !== undefined) return wireOf(roomOf(found));
    place = core.world.definitions.definition(place)?.place ?? null;
  }
  return null;
}

/** Everyone in a room who is there to read: npcs, and players who are online. */
export function presentIn(core: Core, room: Entity): Entity[] {
  return beings(room).filter((being) => !being.definition.isA("core.player") || core.online.has(being.id));
}
