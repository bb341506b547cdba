// Alarms that scripts raise by way of the audit log: a row that begins with ALARM, then a code of the sysop's table, then what it is.

import type { Store } from "../../world/port.ts";

/** See stdlib/economy/staff-economy.lore. */
const ALARM = "ALARM ";
const PAGE = 1_000;

export interface Alarm {
  readonly atMs: number;
  /** Such as `E_FAUCET`. */
  readonly code: string;
  readonly what: string;
}

export interface AlarmsRead {
  readonly alarms: readonly Alarm[];
  /** Number of the row to go on from. */
  readonly next: number;
}

/** All alarms from the row of that number on, oldest first. */
export function readAlarms(store: Pick<Store, "auditRows">, from: number): AlarmsRead {
  const alarms: Alarm[] = [];
  for (let next = from; ; ) {
    const rows = store.auditRows(next, PAGE);
    for (const { atMs, what } of rows) if (what.startsWith(ALARM)) alarms.push(alarmOf(atMs, what));
    next = (rows.at(-1)?.id ?? next - 1) + 1;
    if (rows.length < PAGE) return { alarms, next };
  }
}

function alarmOf(atMs: number, row: string): Alarm {
  const [code = "", ...words] = row.slice(ALARM.length).split(" ");
  return { atMs, code, what: words.join(" ") };
}
