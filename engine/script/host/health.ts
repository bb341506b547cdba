// Health: `heal` and `damage` are events of their own, so that armour, blessings and walls can answer.

import type { Wire } from "../../../dsl/wire.ts";
import { roomOf } from "../../world/contents.ts";
import { BEING } from "../../world/core-kinds.ts";
import type { Entity } from "../../world/entity.ts";
import { entity, NOTHING, NUMBER } from "../tables/types.ts";
import { assign, isPlayer, needEntity, numberProp } from "./args.ts";
import { isNear } from "./move.ts";
import type { HostFunction, Turn } from "./record.ts";

const healthFunction = (name: "heal" | "damage", doc: string): HostFunction => ({
  name,
  doc,
  params: [
    { name: "who", type: entity("entity") },
    { name: "amount", label: "by", type: NUMBER },
  ],
  result: NOTHING,
  refuses: true,
  cost: 20,
  reenters: true,
  run: (turn, [who = null, amount = null]) => runHealth(turn, name, who, amount),
});

export const HEALTH: readonly HostFunction[] = [
  healthFunction("heal", "Gives health back, up to what the being has when whole."),
  healthFunction("damage", "Takes health; at 0 the event `destroy` follows."),
];

function runHealth(turn: Turn, event: "heal" | "damage", who: Wire, amount: Wire): Wire {
  const target = needEntity(turn, who, "who is meant");
  if (typeof target === "string") return target;
  if (!target.definition.slots.has("hp")) return turn.refuse("stdlib.core.unhurt", { what: target.wire });
  if (typeof amount !== "number" || amount < 0) return turn.fault("range", `${event} needs a number that is not negative`);
  if (!isReached(turn, target)) return turn.fault("denied", "a script reaches only who is in the room");
  return change(turn, event, target, amount);
}

/** Own room; elsewhere a player must consent, and the rest be the script's to change. */
function isReached(turn: Turn, target: Entity): boolean {
  const room = roomOf(target);
  if (room !== null && isNear(turn, room)) return true;
  return isPlayer(target) ? turn.consents(target.wire) : turn.mayChange(target.wire);
}

function change(turn: Turn, event: "heal" | "damage", target: Entity, amount: number): Wire {
  const from = turn.actor ?? turn.self;
  const stopped = turn.before(event, target.wire, [amount, from]);
  if (stopped !== null) return stopped;
  const hp = numberProp(turn, target, "hp", 0);
  const whole = numberProp(turn, target, "max_hp", hp);
  const now = event === "heal" ? Math.max(hp, Math.min(whole, hp + amount)) : Math.max(0, hp - amount);
  const failed = assign(turn, target, "hp", now) ?? turn.after(event, target.wire, [amount, from]);
  if (failed !== null || now > 0 || hp <= 0) return failed;
  // An `on damage` may have saved it, or have done away with it by itself.
  if (!target.alive || numberProp(turn, target, "hp", 0) > 0) return null;
  return end(turn, target, from);
}

/** At 0 a thing or npc goes; a player stays, and Lore says what becomes of them. */
function end(turn: Turn, target: Entity, from: Wire): Wire {
  if (!isPlayer(target)) return turn.destroy(target.wire, from);
  const by = turn.world.ofWire(from)?.definition.isA(BEING) === true ? from : null;
  return turn.before("destroy", target.wire, [by]) ?? turn.after("destroy", target.wire, [by]);
}
