// What a world's book says of its money over some days: made, ended and moved, by reason and by day, what there is and who has it.

import { holderOf, ownerOf } from "../../world/cells.ts";
import type { ReasonRow } from "../../world/ledger-port.ts";
import type { Loaded, Store } from "../../world/port.ts";
import { readAlarms } from "./alarms.ts";

const DAY_MS = 86_400_000;
const RICHEST = 10;

export interface Flow {
  readonly minted: number;
  readonly burned: number;
  /** Between accounts. */
  readonly moved: number;
}

export interface EconomyReport {
  /** Midnights in UTC: the first day, and the end of the last. */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly days: number;
  /** What all accounts hold, in the smallest coin. */
  readonly supply: number;
  readonly total: Flow;
  /** How often a coin changed hands in a day: what moved in a day, over the supply. */
  readonly velocity: number;
  readonly byReason: readonly (Flow & { readonly reason: string; readonly transfers: number })[];
  /** Every day of the span, also one without a payment. `supply`: at its end. */
  readonly byDay: readonly (Flow & { readonly day: string; readonly supply: number })[];
  readonly treasuries: readonly { readonly name: string; readonly given: number }[];
  readonly richest: readonly { readonly who: string; readonly sum: number }[];
  /** Alarms of the span, as the audit log has them. */
  readonly alarms: readonly { readonly atMs: number; readonly what: string }[];
  /** What does not add up; empty when every balance is the sum of its entries. */
  readonly wrong: readonly string[];
}

/** `nowMs`: the report ends with the day that holds it. */
export function economyReport(store: Store, days: number, nowMs: number): EconomyReport {
  const untilMs = (Math.floor(nowMs / DAY_MS) + 1) * DAY_MS;
  const fromMs = untilMs - days * DAY_MS;
  const { ledger } = store;
  const byReason = ledger
    .reasons({ fromMs, untilMs }, false)
    .map(({ reason, transfers, ...row }) => ({ reason, transfers, ...flowOf([row]) }));
  const treasuries = ledger.treasuries().map(({ name, balance }) => ({ name: name ?? "", given: 0 - balance }));
  const supply = treasuries.reduce((sum, { given }) => sum + given, 0);
  const total = flowOf(byReason);
  const loaded = store.load();
  return {
    ...{ fromMs, untilMs, days, supply, total, byReason, treasuries },
    velocity: supply === 0 ? 0 : total.moved / supply / days,
    byDay: daysOf(ledger.reasons({ fromMs, untilMs }, true), { fromMs, days, supply }),
    richest: ledger.richest(RICHEST).map(({ id, balance }) => ({ who: holderName(loaded, id), sum: balance })),
    alarms: readAlarms(store, 1)
      .alarms.filter(({ atMs }) => atMs >= fromMs)
      .map(({ atMs, code, what }) => ({ atMs, what: `${code} ${what}` })),
    wrong: store.reconcile(),
  };
}

function flowOf(rows: readonly Flow[]): Flow {
  const sum = (pick: (row: Flow) => number): number => rows.reduce((total, row) => total + pick(row), 0);
  return { minted: sum(({ minted }) => minted), burned: sum(({ burned }) => burned), moved: sum(({ moved }) => moved) };
}

/** Backwards from what there is now: each day's end is the next day's start. */
function daysOf(
  rows: readonly ReasonRow[],
  { fromMs, days, supply }: { fromMs: number; days: number; supply: number },
): EconomyReport["byDay"] {
  const out: EconomyReport["byDay"][number][] = [];
  let held = supply;
  for (let i = days - 1; i >= 0; i--) {
    const dayMs = fromMs + i * DAY_MS;
    const flow = flowOf(rows.filter((row) => row.dayMs === dayMs));
    out.push({ day: new Date(dayMs).toISOString().slice(0, 10), ...flow, supply: held });
    held -= flow.minted - flow.burned;
  }
  return out.reverse();
}

/** A player by name; an account kept with somebody by its owner and keeper; anything else by its definition. */
function holderName(loaded: Loaded, id: number): string {
  const account = loaded.accounts.find(({ entity }) => entity === id);
  if (account !== undefined) return account.name;
  const entity = loaded.entities.find((row) => row.id === id);
  if (entity === undefined) return `#${id}`;
  const holder = holderOf(entity.key);
  if (holder === null) return ownName(loaded, id) ?? entity.key ?? entity.model;
  return `${holderName(loaded, ownerOf(entity.key)!)} at ${holderName(loaded, holder)}`;
}

/** Who plays at a terminal has a name and no account. */
function ownName(loaded: Loaded, id: number): string | undefined {
  const name = loaded.props.find((prop) => prop.entity === id && prop.name === "name")?.value;
  return typeof name === "string" ? name.slice(1) : undefined;
}
