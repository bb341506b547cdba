// The clocks of `every`: one timer for each instance and trigger, kept by the world, found again by the stable key of its code.

import type { EntityId } from "../base/ids.ts";
import { NOBODY } from "../base/ids.ts";
import type { Trigger } from "../world/definition.ts";
import type { Entity } from "../world/entity.ts";
import type { TimerRow } from "../world/port.ts";
import type { World } from "../world/world.ts";

const DAY_MS = 86_400_000;

/** When a clock ticks next after `afterMs`; a period counts from `baseMs`, so that a late tick does not shift the ones behind it. */
export function nextTick(trigger: Trigger, baseMs: number, afterMs: number, zoneMs: number): number {
  if (trigger.dayAtMinutes !== null) {
    const today = Math.floor((afterMs + zoneMs) / DAY_MS) * DAY_MS - zoneMs + trigger.dayAtMinutes * 60_000;
    return today > afterMs ? today : today + DAY_MS;
  }
  const period = Math.max(1000, trigger.periodMs ?? DAY_MS);
  return baseMs + period * Math.max(1, Math.floor((afterMs - baseMs) / period) + 1);
}

/** Starts the clocks of a new instance: first tick one period after its creation. */
export function startClocks(world: World, entity: Entity, nowMs: number, zoneMs: number): void {
  for (const trigger of entity.definition.everies) addClock(world, trigger, entity.id, nowMs, zoneMs);
}

function addClock(world: World, trigger: Trigger, entity: EntityId, nowMs: number, zoneMs: number): void {
  const dueMs = nextTick(trigger, nowMs, nowMs, zoneMs);
  world.journal.addTimer({ dueMs, kind: "every", entity, pack: trigger.pack, code: trigger.codeKey, payload: "" });
}

/** After a load or reload: clocks that are new begin now, those whose trigger is gone end, all others go on. */
export function matchClocks(world: World, nowMs: number, zoneMs: number, entities: Iterable<Entity> = world.all()): void {
  const rules = world.definitions.rules.filter((rule) => rule.phase === "every");
  const unowned = world.timers().filter((timer) => timer.kind === "every" && timer.entity === NOBODY);
  matchOne(world, rules, unowned, NOBODY, nowMs, zoneMs);
  for (const entity of entities) {
    // What lost its definition keeps its clocks for the day it comes back.
    if (entity.definition.lost) continue;
    const { everies } = entity.definition;
    const timers = world.timersOf(entity.id);
    if (timers.length === 0 && everies.length === 0) continue;
    const own = timers.filter((timer) => timer.kind === "every");
    matchOne(world, everies, own, entity.id, nowMs, zoneMs);
  }
}

function matchOne(
  world: World,
  triggers: readonly Trigger[],
  timers: readonly TimerRow[],
  entity: EntityId,
  nowMs: number,
  zoneMs: number,
): void {
  const isOf = (timer: TimerRow, trigger: Trigger): boolean => timer.pack === trigger.pack && timer.code === trigger.codeKey;
  for (const timer of timers) if (!triggers.some((trigger) => isOf(timer, trigger))) world.journal.removeTimer(timer);
  for (const trigger of triggers) {
    if (!timers.some((timer) => isOf(timer, trigger))) addClock(world, trigger, entity, nowMs, zoneMs);
  }
}

/** The trigger behind a timer's row, or nothing when it is gone. */
export function triggerOf(world: World, timer: TimerRow): Trigger | undefined {
  const entity = timer.entity === NOBODY ? undefined : world.entity(timer.entity);
  const all = timer.entity === NOBODY ? world.definitions.rules : (entity?.definition.everies ?? []);
  return all.find((trigger) => trigger.phase === "every" && trigger.pack === timer.pack && trigger.codeKey === timer.code);
}
