// How the operations reach the world: in packets, some of them twice and some out of their order, in portions with a moment for the
// clocks after each; and where the world is to die. All of it follows from the seed and the number of the operation.

import { Chance } from "../../../engine/base/chance.ts";
import { type Operation, Traders, traderName } from "./lines.ts";

export const START_MS = Date.UTC(2026, 0, 5, 6, 0, 0);
/** The world's time from one packet to the next. */
const STEP_MS = 1_000;
/** Packets that are under way at once; no more than one group takes. */
export const PORTION = 250;

/** `before`: as it arrives. `noted`: it is in the inbox. `turn`: its turn ran. `saving`: all of its group did. `committed`: nothing is told yet. `told`: right after. `outside`: whenever the signal comes. */
export const PHASES = ["before", "noted", "turn", "saving", "committed", "told", "outside"] as const;
export type Phase = (typeof PHASES)[number];

export interface Kill {
  /** Number of the operation. */
  readonly at: number;
  readonly phase: Phase;
}

/** One packet: `[number of the operation, trader, line, the world's time]`. */
export type Packet = readonly [at: number, who: number, line: string, ms: number];

export interface Portion {
  /** In the order of arrival. */
  readonly packets: readonly Packet[];
  /** The world's time once they are done. */
  readonly endMs: number;
  readonly kill: Kill | null;
}

export interface Plan {
  readonly operations: number;
  readonly players: number;
  readonly kills: number;
  readonly seed: number;
}

/** All portions of a soak. The first one gives everybody something to trade with. */
export function* portions(plan: Plan): Generator<Portion> {
  const { operations, players, seed } = plan;
  const traders = new Traders(seed, players);
  const mixing = new Chance(seed ^ 0x5bd1e995);
  const kills = killsOf(plan);
  const recent: Packet[] = [];
  let nowMs = START_MS;
  for (let at = 0; at < operations; ) {
    const fresh: Packet[] = [];
    for (; fresh.length < PORTION && at < operations; at++) {
      const { who, line } = at < players ? equip(at) : traders.next();
      fresh.push([at, who, line, nowMs]);
    }
    // What gives everybody their things comes first and in order.
    const packets = (at <= PORTION ? fresh : mixed(fresh, recent, mixing)).map(
      ([one, who, line], i): Packet => [one, who, line, nowMs + (i + 1) * STEP_MS],
    );
    nowMs += (packets.length + 1) * STEP_MS;
    recent.push(...fresh);
    recent.splice(0, recent.length - 2 * PORTION);
    const kill = kills.length > 0 && kills[0]!.at < at ? kills.shift()! : null;
    yield { packets, endMs: nowMs, kill };
  }
}

function equip(who: number): Operation {
  return { who, line: `equip ${who + 1}` };
}

/** Some neighbors change places, some packets come again: of this portion, or of the one before. */
function mixed(fresh: readonly Packet[], recent: readonly Packet[], chance: Chance): Packet[] {
  const order = [...fresh];
  for (let i = 0; i + 1 < order.length; i++) {
    const j = Math.min(order.length - 1, i + chance.between(1, 6));
    if (chance.between(0, 9) === 0) [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const out: Packet[] = [];
  for (const packet of order) {
    out.push(packet);
    const dice = chance.between(0, 39);
    if (dice === 0) out.push(packet);
    if (dice === 1) out.push(out[chance.between(0, out.length - 1)]!);
    if (dice === 2) out.push(recent[chance.between(0, recent.length - 1)]!);
  }
  return out;
}

/** One for each stretch of the operations, never two in neighboring portions: what was under way at two deaths is set aside, by design. */
function killsOf({ operations, kills, players, seed }: Plan): Kill[] {
  const chance = new Chance(seed ^ 0x2545f491);
  const first = Math.ceil(players / PORTION) * PORTION;
  const stretch = Math.floor((operations - first) / Math.max(1, kills));
  return Array.from({ length: kills }, (_, i) => ({
    at: first + i * stretch + chance.between(0, Math.max(0, stretch - 3 * PORTION)),
    phase: PHASES[chance.between(0, PHASES.length - 1)]!,
  }));
}

/** Fewest operations between two kills. */
export const LEAST_BETWEEN = 4 * PORTION;

export { traderName };
