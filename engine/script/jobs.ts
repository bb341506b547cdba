// What runs later: `after` blocks as timers and `ask` blocks as prompts, each with its captured values, its consent and the stable key
// of its code, so that both outlive a restart and a recompile.

import type { AskJob, Phase } from "../../dsl/host-port.ts";
import type { Wire } from "../../dsl/wire.ts";
import { NOBODY } from "../base/ids.ts";
import { PLAYER } from "../world/core-kinds.ts";
import type { Entity } from "../world/entity.ts";
import type { World } from "../world/world.ts";
import { callCode } from "./calls.ts";
import { type PackCode, STATEMENTS_UNIT } from "./core.ts";
import { denied, grantsNow, may, mayAsk } from "./rights.ts";
import { isOff } from "./switches.ts";
import { renderText } from "./text/render.ts";
import { refuseWith } from "./texts.ts";
import type { Frame, TurnState } from "./turn-state.ts";
import { faultWire, itemsOf } from "./wires.ts";

const DAY_MS = 86_400_000;
/** How long a question waits when it does not say (rule 9). */
export const ASK_MS = 10 * 60_000;
/** Questions that one player may have open: each takes a line to be rid of. */
const MOST_QUESTIONS = 12;

/** What a block needs to go on where it stopped. */
export interface Resume {
  readonly self: Wire;
  readonly actor: Wire;
  readonly verb: string;
  readonly grants: readonly Wire[];
  readonly captures: readonly Wire[];
  /** The consent in `grants` ends here. Blocks that leave blocks for later do not carry it on for ever. */
  readonly untilMs: number;
}

export interface AskPayload extends Resume {
  readonly kind: "ask" | "choose" | "allow";
  /** As the player was shown it. */
  readonly question: string;
  /** Items to choose from. */
  readonly items: readonly Wire[];
  readonly waitMs: number;
}

type Captured = Pick<AskJob, "self" | "captures">;

function resumeOf(turn: TurnState, frame: Frame, { self, captures }: Captured, dueMs: number): Resume {
  const untilMs = Math.min(turn.consentUntilMs, dueMs + ASK_MS);
  return { self: self ?? frame.self, actor: frame.actor, verb: frame.verb, grants: grantsNow(turn), captures, untilMs };
}

/** The same without consent, when that has ended. */
export function withoutStale<R extends Resume>(job: R, nowMs: number): R {
  return nowMs > job.untilMs ? { ...job, grants: [] } : job;
}

/** `after DELAY … end` */
export function putAfter(turn: TurnState, text: string): Wire {
  const job = JSON.parse(text) as { code: number; self: Wire; delayMs: number; captures: Wire[] };
  const { frame } = turn;
  if (frame.pack === null || frame.pack.id === STATEMENTS_UNIT) return faultWire("denied", "nothing may be left for later here");
  if (job.delayMs > DAY_MS && !may(turn, "schedule")) return denied("schedule");
  const spent = turn.job();
  if (spent !== null) return spent;
  const { id } = frame.pack;
  const waiting = turn.core.world.timers().reduce((sum, one) => sum + (one.kind === "after" && one.pack === id ? 1 : 0), 0);
  if (waiting >= turn.budget.waiting) return faultWire("calls", `at most ${turn.budget.waiting} blocks of one pack may wait`);
  const dueMs = turn.nowMs + Math.max(0, job.delayMs);
  turn.core.world.journal.addTimer({
    dueMs,
    kind: "after",
    entity: NOBODY,
    pack: frame.pack.id,
    code: keyOf(frame.pack, job.code),
    payload: JSON.stringify(resumeOf(turn, frame, job, dueMs)),
  });
  return null;
}

/** `ask WHO … end`: the player reads the question now; the block runs with the answer, in a turn of its own. */
export function putAsk(turn: TurnState, text: string): Wire {
  const job = JSON.parse(text) as AskJob;
  const { frame } = turn;
  const who = turn.core.world.ofWire(job.who);
  if (who === undefined || !who.definition.isA(PLAYER)) return faultWire("type", "only a player can be asked");
  if (frame.pack === null || frame.pack.id === STATEMENTS_UNIT) return faultWire("denied", "nothing may be asked here");
  const waitMs = job.waitMs ?? ASK_MS;
  if (waitMs > DAY_MS && !may(turn, "schedule")) return denied("schedule");
  const spent = mayAsk(turn, who) ?? turn.job();
  if (spent !== null) return spent;
  if (turn.core.world.promptsOf(who.id).length >= MOST_QUESTIONS) return faultWire("calls", "that player has too many questions to answer");
  const items = itemsOf(job.from);
  if (job.from !== null && items.length === 0) return faultWire("range", "there is nothing to choose from");
  const kind = job.allow ? "allow" : items.length > 0 ? "choose" : "ask";
  const question = questionText(turn, renderText(job.question, who.id, turn.core.look), items, who);
  const payload: AskPayload = { ...resumeOf(turn, frame, job, turn.nowMs + waitMs), kind, question, items, waitMs };
  const code = keyOf(frame.pack, job.code);
  const stored = JSON.stringify(payload);
  forgetSame(turn, who, code, stored, kind === "ask" && frame.actor === who.wire);
  turn.core.world.journal.addPrompt({ who: who.id, dueMs: turn.nowMs + waitMs, pack: frame.pack.id, code, payload: stored });
  // A question without words waits in silence.
  return turn.core.online.has(who.id) && question !== "" ? turn.line(who.id, question) : null;
}

/**
 * The very same question asked again takes the place of the one that waits, or the player would answer it twice. So does any other
 * free question of that code which the player brought about themselves: it went on from the start.
 */
function forgetSame(turn: TurnState, who: Entity, code: string, stored: string, isOwn: boolean): void {
  const { world } = turn.core;
  for (const row of world.promptsOf(who.id)) if (row.code === code && (isOwn || row.payload === stored)) world.journal.removePrompt(row);
}

/** The question with its numbered list, as that player reads it. */
function questionText(turn: TurnState, question: string, items: readonly Wire[], who: Entity): string {
  return [question, ...items.map((item, i) => `${i + 1}. ${renderText(item, who.id, turn.core.look)}`)].join("\n");
}

function keyOf(pack: PackCode, code: number): string {
  return pack.compiled.code[code]?.key ?? "";
}

/** Goes on with a block: its code by its stable key, or nothing when a newer version of the pack has none. */
export function resume(
  turn: TurnState,
  packId: string,
  key: string,
  from: Resume,
  how: { phase: Phase; actor: Wire; answer?: Wire; grants?: readonly Wire[] },
): Wire {
  const pack = turn.core.packs.get(packId);
  const code = pack?.codeByKey.get(key);
  if (pack === undefined || code === undefined) return faultWire("missing", "the script that asked has changed since");
  // Who answers is told; a time that is over, or a block for later, passes in silence.
  if (isOff(turn, pack, code)) return how.phase === "answer" ? refuseWith(turn, "stdlib.core.switched_off") : null;
  const args = how.answer === undefined ? from.captures : [...from.captures, how.answer];
  const grants = how.grants ?? from.grants;
  return callCode(turn, {
    pack,
    code,
    phase: how.phase,
    self: from.self,
    actor: how.actor,
    verb: from.verb,
    grants,
    args: JSON.stringify(args),
  });
}

/** Rule 46: a block with a captured entity that is gone is dropped. */
export function isIntact(world: World, job: Resume): boolean {
  return [job.self, job.actor, ...job.captures].every(
    (wire) => typeof wire !== "string" || !wire.startsWith("#") || world.ofWire(wire) !== undefined,
  );
}
