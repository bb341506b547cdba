// What is due: ticks of `every`, blocks of `after` and questions whose time is over, in the order they fall due, one turn each.

import type { Wire } from "../../dsl/wire.ts";
import { NOBODY } from "../base/ids.ts";
import { areaOf, players, roomOf, rooms } from "../world/contents.ts";
import type { Trigger } from "../world/definition.ts";
import type { PromptRow, TimerRow } from "../world/port.ts";
import { nextTick, triggerOf } from "./clocks.ts";
import type { Core } from "./core.ts";
import type { DueTimer } from "./facade.ts";
import { isIntact, type Resume, resume, withoutStale } from "./jobs.ts";
import { expire } from "./prompts.ts";
import { settle } from "./runs.ts";
import { runOn } from "./triggers.ts";
import type { TurnState } from "./turn-state.ts";

/** Ticks shorter than this sleep when nobody is near (rule 45). */
const SLEEP_BELOW_MS = 10 * 60_000;

export class Timers {
  readonly #core: Core;
  /** Sleeping clocks: their row is due, but nobody is near; looked at again then. In memory only, so that sleeping costs no writes. */
  readonly #asleep = new Map<number, number>();

  constructor(core: Core) {
    this.#core = core;
  }

  nextDueMs(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const timer of this.#core.world.timers()) {
      const wake = this.#asleep.get(timer.id);
      if (wake === undefined || wake <= timer.dueMs) {
        next = Math.min(next, timer.dueMs);
        break;
      }
      next = Math.min(next, wake);
    }
    for (const prompt of this.#core.world.prompts()) next = Math.min(next, prompt.dueMs);
    return next;
  }

  /** Oldest first. Clocks that sleep are passed over and looked at one period later. */
  due(nowMs: number): readonly DueTimer[] {
    const found: DueTimer[] = [];
    for (const timer of this.#core.world.timers()) {
      if (timer.dueMs > nowMs) break;
      if ((this.#asleep.get(timer.id) ?? 0) > nowMs) continue;
      if (timer.kind === "every" && this.#sleeps(timer, nowMs)) continue;
      found.push({ key: `t${timer.id}`, dueMs: timer.dueMs });
    }
    for (const prompt of this.#core.world.prompts()) if (prompt.dueMs <= nowMs) found.push({ key: `q${prompt.id}`, dueMs: prompt.dueMs });
    return found.sort((a, b) => a.dueMs - b.dueMs);
  }

  row(key: string): TimerRow | PromptRow | undefined {
    const id = Number(key.slice(1));
    if (key.startsWith("q")) return this.#core.world.prompt(id as PromptRow["id"]);
    return this.#core.world.timers().find((timer) => timer.id === id);
  }

  /** Runs one due timer in the open turn. */
  run(turn: TurnState, row: TimerRow | PromptRow): void {
    if ("who" in row) expire(turn, row);
    else if (row.kind === "every") this.#tick(turn, row);
    else runAfter(turn, row);
  }

  #tick(turn: TurnState, timer: TimerRow): void {
    const { world, zoneMs } = this.#core;
    const trigger = triggerOf(world, timer);
    world.journal.removeTimer(timer);
    this.#asleep.delete(timer.id);
    if (trigger === undefined) return;
    const entity = timer.entity === NOBODY ? undefined : world.entity(timer.entity);
    // Missed ticks run once: the next one is in the future, in step with those before.
    const dueMs = nextTick(trigger, timer.dueMs, turn.nowMs, zoneMs);
    world.journal.addTimer({ dueMs, kind: "every", entity: timer.entity, pack: timer.pack, code: timer.code, payload: "" });
    runOn(turn, { trigger, self: entity?.wire ?? null, actor: null, args: [] });
  }

  #sleeps(timer: TimerRow, nowMs: number): boolean {
    const trigger = triggerOf(this.#core.world, timer);
    if (trigger === undefined || !maySleep(trigger) || timer.entity === NOBODY || this.#isNear(timer)) return false;
    this.#asleep.set(timer.id, nextTick(trigger, timer.dueMs, nowMs, this.#core.zoneMs));
    return true;
  }

  /** A player who is online is in the room, or elsewhere in its area. */
  #isNear(timer: TimerRow): boolean {
    const entity = this.#core.world.entity(timer.entity);
    const room = entity === undefined ? null : roomOf(entity);
    if (entity === undefined || room === null) return true;
    const area = areaOf(room);
    const near = area === null ? [room] : rooms(area);
    return near.some((one) => players(one).some((player) => this.#core.online.has(player.id)));
  }
}

function maySleep(trigger: Trigger): boolean {
  return !trigger.always && trigger.dayAtMinutes === null && (trigger.periodMs ?? SLEEP_BELOW_MS) < SLEEP_BELOW_MS;
}

/** An `after` block: dropped in silence when something it captured is gone. */
function runAfter(turn: TurnState, timer: TimerRow): void {
  const { world } = turn.core;
  world.journal.removeTimer(timer);
  const job = withoutStale(JSON.parse(timer.payload) as Resume, turn.nowMs);
  turn.consentUntilMs = job.untilMs;
  if (!isIntact(world, job)) return;
  const reader: Wire = turn.core.online.has(world.ofWire(job.actor)?.id ?? NOBODY) ? job.actor : null;
  const pack = turn.core.packs.get(timer.pack);
  const code = pack?.codeByKey.get(timer.code) ?? -1;
  settle(turn, { reader, pack, code, tellFault: false }, () =>
    resume(turn, timer.pack, timer.code, job, { phase: "run", actor: job.actor }),
  );
}
