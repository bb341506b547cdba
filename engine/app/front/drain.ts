// The end of a front in good order: what has begun is finished, as long as that does not take too long. What is left lies on the disk.

import type { WorldFacts } from "./messages.ts";

export interface Draining {
  /** Lines and texts whose turn is not done. */
  unfinished(): number;
  /** Radios with a packet whose answer is awaited. */
  sending(): number;
  /** Null when the world does not answer. */
  ask(): Promise<WorldFacts | null>;
  isWorldUp(): boolean;
}

const LOOK_MS = 50;

/** Resolves with what is left when all is done or the time is over. */
export async function drain(what: Draining, withinMs: number): Promise<{ readonly unfinished: number; readonly sending: number }> {
  const endMs = performance.now() + withinMs;
  while (performance.now() < endMs && !(await isDone(what, endMs - performance.now())))
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  return { unfinished: what.unfinished(), sending: what.sending() };
}

/** A reply that the radio may only take after the end is not waited for. */
async function isDone(what: Draining, leftMs: number): Promise<boolean> {
  if (what.unfinished() > 0 || what.sending() > 0) return false;
  if (!what.isWorldUp()) return true;
  const facts = await what.ask();
  if (what.unfinished() > 0 || what.sending() > 0) return false;
  return (
    facts === null ||
    facts.radios.every(({ gateway, dueInMs }) => !gateway.isUp || gateway.waiting === 0 || dueInMs === null || dueInMs > leftMs)
  );
}
