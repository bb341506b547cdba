// Whose turn it is: what waits for each node, when it may go, and in which order nodes are served.

import type { LevelRule } from "./load.ts";
import type { Peer } from "./peer.ts";
import { type OutRow, PRIORITIES, type Priority } from "./row.ts";
import type { Rows } from "./rows.ts";

/** Room chatter waits a little for more of its kind: a second frame costs as much as 160 more bytes in the first. */
const GATHER_MS: Readonly<Record<Priority, number>> = { reply: 0, private: 0, room: 3_000, beacon: 0 };
/** After a NAK the ACK may still come (seen after 11 to 23 s); only then is the text told again. */
export const LATE_ACK_MS = 30_000;
/** Whoever waits so long moves up one priority, so that nobody starves. */
const AGE_MS = 60_000;

export interface Turn {
  readonly node: number;
  readonly readyAtMs: number;
  readonly rank: number;
  readonly served: number;
  readonly fresh: readonly OutRow[];
  readonly missed: readonly OutRow[];
}

/** One turn for each node that has anything to get once time has passed; in the order of service among those that are ready. */
export function turns(rows: Rows, rule: LevelRule, peerOf: (node: number) => Peer, broadcast: number, nowMs: number): Turn[] {
  const found: Turn[] = [];
  for (const node of rows.nodes()) {
    const peer = peerOf(node);
    if (node !== broadcast && peer.isSilent(nowMs)) continue;
    const turn = turnOf(node, rows.of(node), peer, rule, nowMs);
    if (turn !== null) found.push(turn);
  }
  return found.toSorted((a, b) => a.rank - b.rank || a.served - b.served || a.node - b.node);
}

function turnOf(node: number, all: readonly OutRow[], peer: Peer, rule: LevelRule, nowMs: number): Turn | null {
  const allowed = all.filter(
    ({ state, priority }) =>
      (state === "queued" && rule.allows.includes(priority)) || (state === "nacked" && rule.allows.includes("private")),
  );
  // One frame is on one channel: that of the most urgent text, and what was missed never holds up what is new.
  const [lead] = allowed.toSorted((a, b) => urgency(a) - urgency(b) || a.id - b.id);
  const together = allowed.filter(({ channel }) => channel === lead?.channel);
  const fresh = together.filter(({ state }) => state === "queued");
  const nacked = together.filter(({ state }) => state === "nacked");
  const late = nacked.filter(({ stateMs }) => stateMs + LATE_ACK_MS <= nowMs);
  const freshAtMs = readyFreshAtMs(fresh, peer, nowMs);
  const missedAtMs = Math.max(least(nacked.map(({ stateMs }) => stateMs + LATE_ACK_MS)), peer.missedAtMs());
  // What everyone saw is no frame to tell it in before its time.
  const missed = missedAtMs <= nowMs || fresh.some(({ priority }) => priority !== "room") ? late : [];
  const readyAtMs = Math.max(peer.heldUntilMs, Math.min(freshAtMs, missedAtMs));
  if (readyAtMs === Number.POSITIVE_INFINITY) return null;
  const ranks = [
    ...fresh.map((row) => aged(PRIORITIES.indexOf(row.priority), nowMs - row.madeMs)),
    ...missed.map((row) => aged(PRIORITIES.indexOf("room"), nowMs - row.stateMs - LATE_ACK_MS)),
  ];
  return { node, readyAtMs, rank: Math.min(...ranks, PRIORITIES.length), served: peer.served, fresh, missed };
}

/** An answer goes at once, for its asker was heard; what nobody asked for waits for its time. */
function readyFreshAtMs(fresh: readonly OutRow[], peer: Peer, nowMs: number): number {
  const readyMs = ({ priority, madeMs, ttlMs }: OutRow): number => {
    if (priority === "reply") return madeMs;
    // Chatter that will be stale soon is worth no frame of its own to who is not looking; with a frame that goes anyway it costs little.
    if (priority === "room" && ttlMs !== null && !peer.isAttentive(nowMs)) return Number.POSITIVE_INFINITY;
    return Math.max(madeMs + GATHER_MS[priority], peer.pushAtMs);
  };
  return least(fresh.map(readyMs));
}

function urgency({ state, priority }: OutRow): number {
  return state === "nacked" ? PRIORITIES.length : PRIORITIES.indexOf(priority);
}

function aged(rank: number, waitedMs: number): number {
  return Math.max(0, rank - Math.floor(waitedMs / AGE_MS));
}

function least(times: readonly number[]): number {
  return Math.min(...times, Number.POSITIVE_INFINITY);
}
