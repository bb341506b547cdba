// The kinds that the engine knows, with the properties it gives them. Everything else about them is Lore's to add.

import type { SurfaceKind, SurfaceProp } from "../../../dsl/surface.ts";
import type { Type } from "../../../dsl/types.ts";
import { ANY_VALUE, BOOL, DIRECTION, entity, list, MONEY, maybe, model, NUMBER, TEXT, TIME, words } from "./types.ts";

const open = (name: string, type: Type, doc: string): SurfaceProp => ({ name, type, readonly: false, doc });
const fixed = (name: string, type: Type, doc: string): SurfaceProp => ({ name, type, readonly: true, doc });

const BOX: readonly SurfaceProp[] = [
  open("closed", BOOL, "shut: what is inside is out of sight and out of reach"),
  open("locked", BOOL, "shut with a key"),
  open("key", maybe(model("thing")), "the model of what opens it"),
];

const ENTITY: readonly SurfaceProp[] = [
  fixed("id", TEXT, "its stable name, or its number when it has none"),
  open("name", TEXT, "what players call it; its title unless changed"),
  open("title", TEXT, "the title it was declared with"),
  open("desc", TEXT, "what LOOK shows"),
  open("plural", maybe(TEXT), "its name for several, when adding an s is wrong"),
  open("article", maybe(TEXT), "a, an, the, some, or empty for none"),
  fixed("kind", ANY_VALUE, "its own kind"),
  fixed("model", maybe(model("entity")), "what it is an instance of"),
  open("owner", maybe(entity("player")), "whose it is"),
  fixed("place", maybe(entity("entity")), "what it is directly in"),
  fixed("room", maybe(entity("room")), "the room it is in, at any depth"),
  fixed("area", maybe(entity("area")), "the area it belongs to"),
  fixed("things", list(entity("thing")), "the things directly in it"),
  fixed("built_in", BOOL, "it came with the copy of an area that it is in"),
  fixed("made", TIME, "when it came into the world"),
];

const BEING: readonly SurfaceProp[] = [
  open("hp", NUMBER, "health left"),
  open("max_hp", NUMBER, "health when whole"),
  open("following", maybe(entity("being")), "whom it follows"),
  open("pronoun", words("he", "she", "they", "it"), "how others speak of it"),
];

const PLAYER: readonly SurfaceProp[] = [
  fixed("money", MONEY, "what its account holds"),
  open("level", NUMBER, "how far the player has come"),
  open("xp", NUMBER, "experience"),
  fixed("online", BOOL, "connected now"),
  fixed("last_seen", TIME, "when the player was last connected"),
  open("carry_max", NUMBER, "the weight that can be carried"),
];

const ROOM: readonly SurfaceProp[] = [
  fixed("players", list(entity("player")), "players in it who are online"),
  fixed("sleepers", list(entity("player")), "players in it who are away"),
  fixed("npcs", list(entity("npc")), "npcs in it"),
  fixed("exits", list(entity("exit")), "the ways out"),
  open("dark", BOOL, "nothing is seen here without a light"),
  open("safe", BOOL, "no fighting here"),
  open("outdoors", BOOL, "under the sky"),
  open("private", BOOL, "no strangers"),
  open("no_teleport", BOOL, "nobody slips away from here"),
  open("capacity", maybe(NUMBER), "how many beings fit in"),
];

const EXIT: readonly SurfaceProp[] = [
  fixed("direction", DIRECTION, "which way it leads"),
  fixed("from", entity("room"), "the room it leaves"),
  open("to", entity("room"), "the room it leads to"),
  open("door", maybe(entity("thing")), "the door in it"),
  open("hidden", BOOL, "not shown among the exits"),
  open("locked", BOOL, "barred, without a door"),
  open("name", TEXT, "a word for it besides the direction"),
];

const THING: readonly SurfaceProp[] = [
  open("weight", NUMBER, "how heavy one of it is"),
  open("value", MONEY, "what one of it is worth"),
  fixed("count", NUMBER, "how many it stands for"),
  open("fixed", BOOL, "cannot be carried off"),
  open("hidden", BOOL, "not shown among the things of a place"),
  open("unique", BOOL, "said in its declaration: there is never a second one"),
];

const kind = (
  name: string,
  parents: readonly string[],
  doc: string,
  props: readonly SurfaceProp[],
  flags: { declarable?: boolean; model?: boolean } = {},
): SurfaceKind => ({
  name,
  parents: parents.map((parent) => `core.${parent}`),
  doc,
  props,
  declarable: flags.declarable ?? true,
  model: flags.model ?? false,
});

/** Parents before children. */
export const KINDS: readonly SurfaceKind[] = [
  kind("entity", [], "all that is in the world", ENTITY, { declarable: false }),
  kind("room", ["entity"], "a place to be in", ROOM),
  kind(
    "area",
    ["entity"],
    "several rooms with what is in them, to be copied",
    [fixed("rooms", list(entity("room")), "its rooms"), fixed("entry", entity("room"), "its first room")],
    { model: true },
  ),
  kind("exit", ["entity"], "a way out of a room", EXIT, { declarable: false }),
  kind("thing", ["entity"], "what can be seen and mostly be carried", THING, { model: true }),
  kind("fixture", ["thing"], "a thing that stays where it stands", []),
  kind("container", ["thing"], "a thing that holds others", [open("capacity", maybe(NUMBER), "how many things fit in"), ...BOX], {
    model: true,
  }),
  kind("door", ["thing"], "what stands in an exit, one thing on both sides", BOX),
  kind("light", ["thing"], "what can shine", [open("lit", BOOL, "shining")], { model: true }),
  kind("account", ["entity"], "what has money", [fixed("money", MONEY, "what its account holds")], { declarable: false }),
  kind("being", ["entity"], "a player or an npc", BEING, { declarable: false }),
  kind("npc", ["being"], "a person who is scripted", [fixed("start_room", maybe(entity("room")), "where it was first")]),
  kind("player", ["being"], "a person who is played", PLAYER, { declarable: false }),
];

/** Values of properties that nobody has set: by `kind.property`; others read as the empty value of their type. */
export const CORE_DEFAULTS: Readonly<Record<string, string | number | boolean | null>> = {
  "being.hp": 10,
  "being.max_hp": 10,
  "being.pronoun": "sthey",
  "player.level": 1,
  "player.carry_max": 50,
  "fixture.fixed": true,
  "door.fixed": true,
  "door.closed": true,
};
