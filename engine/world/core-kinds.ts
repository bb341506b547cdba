// Ids of the core kinds that the world itself must know; all others are only names to it.

export const ENTITY = "core.entity";
export const THING = "core.thing";
export const BEING = "core.being";
export const PLAYER = "core.player";
export const NPC = "core.npc";
export const ROOM = "core.room";
export const AREA = "core.area";
export const ACCOUNT = "core.account";
export const CONTAINER = "core.container";
export const DOOR = "core.door";
export const FIXTURE = "core.fixture";
