// Mandates: what a player agreed to be charged later, by whom, how much and how often. Kept as data of the world.

import { TAG, type Wire } from "../../../dsl/wire.ts";
import type { Entity } from "../../world/entity.ts";
import type { ChangeSum } from "../../world/money-wires.ts";
import { ANYTHING, DURATION, entity, list, MANDATE, MONEY, map, NOTHING } from "../tables/types.ts";
import { listWire } from "../wires.ts";
import { durationOf, mapOf, needEntity, sumOf } from "./args.ts";
import type { HostFunction, Turn } from "./record.ts";

const SPACE = "mandate";
/** Under this key stands the highest number given out. */
const LAST = "last";

interface Mandate {
  readonly payer: number;
  /** The pack that may use it. */
  readonly unit: string;
  readonly most: number;
  readonly eachMs: number;
  readonly madeMs: number;
  /** The period that `used` belongs to, counted from the start. */
  readonly period: number;
  readonly used: number;
}

export const MANDATES: readonly HostFunction[] = [
  {
    name: "mandate",
    doc: "Lets this pack charge the payer later, up to a sum in each period; only with the payer's consent.",
    params: [
      { name: "payer", label: "from", type: entity("player") },
      { name: "most", label: "up_to", type: MONEY },
      { name: "period", label: "each", type: DURATION },
    ],
    result: MANDATE,
    cost: 20,
    run: (turn, [payer = null, most = null, period = null]) => runMandate(turn, payer, most, period),
  },
  {
    name: "mandates",
    doc: "What a player has agreed to be charged: maps of mandate, most, each and pack.",
    params: [{ name: "payer", label: "of", type: entity("player") }],
    result: list(map(ANYTHING)),
    cost: 20,
    run: (turn, [payer = null]) => runList(turn, payer),
  },
  {
    name: "revoke",
    doc: "Ends a mandate; the payer may, and the pack that holds it.",
    params: [{ name: "mandate", type: MANDATE }],
    result: NOTHING,
    refuses: true,
    cost: 10,
    run: (turn, [mandate = null]) => runRevoke(turn, mandate),
  },
];

function runMandate(turn: Turn, from: Wire, most: Wire, period: Wire): Wire {
  const payer = needEntity(turn, from, "who agrees");
  if (typeof payer === "string") return payer;
  const sum = sumOf(most);
  const eachMs = durationOf(period);
  if (sum === null || eachMs === null || eachMs <= 0) return turn.fault("range", "a mandate needs a sum and a period");
  if (!turn.consents(payer.wire)) return turn.fault("denied", "a mandate needs the payer's consent: ask … to allow");
  const spent = turn.effect();
  if (spent !== null) return spent;
  const id = Number(turn.world.data(SPACE, LAST) ?? "0") + 1;
  turn.world.journal.setData(SPACE, LAST, String(id));
  write(turn, id, { payer: payer.id, unit: turn.caller.unit, most: sum, eachMs, madeMs: turn.nowMs, period: 0, used: 0 });
  return `${TAG.mandate}${id}`;
}

function runList(turn: Turn, of: Wire): Wire {
  const payer = needEntity(turn, of, "whose mandates");
  if (typeof payer === "string") return payer;
  const found: Wire[] = [];
  for (const [key] of turn.world.dataOf(SPACE)) {
    const mandate = read(turn, `${TAG.mandate}${key}`);
    if (mandate === undefined || mandate.payer !== payer.id) continue;
    found.push(
      mapOf([
        ["mandate", `${TAG.mandate}${key}`],
        ["most", `$${mandate.most}`],
        ["each", `d${mandate.eachMs}`],
        ["pack", `s${mandate.unit}`],
      ]),
    );
  }
  return listWire(found);
}

function runRevoke(turn: Turn, wire: Wire): Wire {
  const mandate = read(turn, wire);
  if (mandate === undefined) return turn.refuse("stdlib.core.no_mandate");
  if (mandate.unit !== turn.caller.unit && !turn.consents(`#${mandate.payer}`)) {
    return turn.fault("denied", "only the payer ends a mandate, or the pack that holds it");
  }
  const spent = turn.effect();
  if (spent === null) turn.world.journal.setData(SPACE, String(wire).slice(1), undefined);
  return spent;
}

/** Books a payment against its mandate: null, or the refusal that says what is wrong with it. */
export function spendMandate(turn: Turn, wire: Wire, payer: Entity, sum: number): Wire {
  const mandate = read(turn, wire);
  if (mandate === undefined || mandate.payer !== payer.id || mandate.unit !== turn.caller.unit)
    return turn.refuse("stdlib.core.no_mandate");
  const period = Math.floor((turn.nowMs - mandate.madeMs) / mandate.eachMs);
  const used = (period === mandate.period ? mandate.used : 0) + sum;
  if (used > mandate.most) return turn.refuse("stdlib.core.over_mandate", { sum: `$${sum}` });
  write(turn, Number(String(wire).slice(1)), { ...mandate, period, used });
  return null;
}

/** A stored mandate with its sums changed; undefined for what is none. */
export function changeMandate(space: string, key: string, value: string, change: ChangeSum): string | undefined {
  if (space !== SPACE || key === LAST) return undefined;
  const mandate = JSON.parse(value) as Mandate;
  return JSON.stringify({ ...mandate, most: change(mandate.most), used: change(mandate.used) } satisfies Mandate);
}

function read(turn: Turn, wire: Wire): Mandate | undefined {
  const key = typeof wire === "string" && wire.startsWith(TAG.mandate) ? wire.slice(1) : LAST;
  const text = key === LAST ? undefined : turn.world.data(SPACE, key);
  return text === undefined ? undefined : (JSON.parse(text) as Mandate);
}

function write(turn: Turn, id: number, mandate: Mandate): void {
  turn.world.journal.setData(SPACE, String(id), JSON.stringify(mandate));
}
