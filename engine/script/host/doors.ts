// Doors and boxes: open, shut, locked. A door is one thing that both sides of an exit share, so either side moves both.

import { TAG, type Wire } from "../../../dsl/wire.ts";
import { roomOf } from "../../world/contents.ts";
import { CONTAINER, DOOR } from "../../world/core-kinds.ts";
import type { Entity } from "../../world/entity.ts";
import { type Exit, exitAt, exitOfWire, exitsOf } from "../../world/exits.ts";
import { ANY_VALUE, NOTHING } from "../tables/types.ts";
import { assign, isTrue, needEntity } from "./args.ts";
import { isNear } from "./move.ts";
import type { HostFunction, Turn } from "./record.ts";

const doorFunction = (name: string, doc: string, run: (turn: Turn, target: Target) => Wire): HostFunction => ({
  name,
  doc,
  params: [{ name: "what", type: ANY_VALUE }],
  result: NOTHING,
  refuses: true,
  cost: 10,
  run: (turn, [what = null]) => {
    const target = targetOf(turn, what);
    return typeof target === "string" ? target : run(turn, target);
  },
});

export const DOORS: readonly HostFunction[] = [
  doorFunction("open", "Opens a door, a box, or the door in an exit or direction; a locked one refuses.", (turn, { box }) => {
    if (box === null) return turn.refuse("stdlib.core.no_door");
    if (isTrue(turn, box, "locked")) return turn.refuse("stdlib.core.locked", { what: box.wire });
    return assign(turn, box, "closed", false);
  }),
  doorFunction("close", "Closes a door, a box, or the door in an exit or direction.", (turn, { box }) =>
    box === null ? turn.refuse("stdlib.core.no_door") : assign(turn, box, "closed", true),
  ),
  doorFunction("lock", "Locks a door, a box or an exit, and closes it.", (turn, { box, exit }) => {
    if (box !== null) return assign(turn, box, "closed", true) ?? assign(turn, box, "locked", true);
    return turn.set(exit!.wire, "locked", true);
  }),
  doorFunction("unlock", "Unlocks a door, a box or an exit; it stays closed.", (turn, { box, exit }) =>
    box !== null ? assign(turn, box, "locked", false) : turn.set(exit!.wire, "locked", false),
  ),
];

/** A door or box, or an exit without a door. */
interface Target {
  readonly box: Entity | null;
  readonly exit: Exit | null;
}

function targetOf(turn: Turn, what: Wire): Target | string {
  const found =
    typeof what === "string" && (what.startsWith(TAG.exit) || what.startsWith(TAG.direction)) ? ofExit(turn, what) : ofThing(turn, what);
  if (typeof found === "string") return found;
  const { box, exit } = found;
  if (isAtHand(turn, box, exit)) return found;
  return turn.fault("denied", "a script locks and opens only what is its owner's or in the room") as string;
}

function ofThing(turn: Turn, what: Wire): Target | string {
  const box = needEntity(turn, what, "what to open or lock");
  if (typeof box === "string") return box;
  if (!box.definition.isA(DOOR) && !box.definition.isA(CONTAINER)) return turn.refuse("stdlib.core.no_lock", { what: box.wire }) as string;
  return { box, exit: null };
}

/** A direction is looked up in the room of the deed; no such exit is the builder's mistake. */
function ofExit(turn: Turn, what: string): Target | string {
  const here = turn.world.ofWire(turn.room());
  const exit = what.startsWith(TAG.exit)
    ? exitOfWire(turn.world, what)
    : here === undefined
      ? null
      : exitAt(turn.world, here, what.slice(1));
  if (exit === null) return turn.fault("missing", `there is no exit ${what.slice(1)}`) as string;
  return { box: exit.door, exit };
}

/** Own room: where the deed is or the script's entity stands, on either side of the door. */
function isAtHand(turn: Turn, box: Entity | null, exit: Exit | null): boolean {
  if (exit !== null && isNear(turn, exit.room)) return true;
  if (box === null) return turn.mayChange(exit!.room.wire);
  if (turn.mayChange(box.wire)) return true;
  const room = roomOf(box);
  if (room !== null && isNear(turn, room)) return true;
  const here = turn.world.ofWire(turn.room());
  return here !== undefined && exitsOf(turn.world, here).some((way) => way.door === box);
}
