// Tells the sysop of alarms: each is a line of the log once, and stands in `lore status` for a day. Whether the book adds up is seen
// here when the world starts, and by `BookCheck` while it runs.

import type { Clock } from "../../base/clock.ts";
import { EngineError } from "../../base/errors.ts";
import type { Store } from "../../world/port.ts";
import { type Alarm, readAlarms } from "../economy/alarms.ts";
import type { Logger } from "../log.ts";

const NEWS_MS = 86_400_000;

export class AlarmWatch {
  readonly #store: Pick<Store, "auditRows" | "reconcile">;
  readonly #log: Logger;
  readonly #clock: Clock;
  #alarms: readonly Alarm[] = [];
  #next = 1;

  /** What an earlier life of the world raised is no line of the log again. */
  constructor(store: Pick<Store, "auditRows" | "reconcile">, log: Logger, clock: Clock) {
    this.#store = store;
    this.#log = log;
    this.#clock = clock;
    this.#read();
    for (const detail of store.reconcile()) this.#raise({ atMs: clock.now(), code: "E_LEDGER", what: detail });
  }

  /** What was raised since it last looked. */
  look(): void {
    for (const alarm of this.#read()) this.#tell(alarm);
  }

  /** Those of the last day, oldest first. */
  recent(): readonly Alarm[] {
    const sinceMs = this.#clock.now() - NEWS_MS;
    this.#alarms = this.#alarms.filter(({ atMs }) => atMs > sinceMs);
    return this.#alarms;
  }

  #read(): readonly Alarm[] {
    const { alarms, next } = readAlarms(this.#store, this.#next);
    this.#next = next;
    this.#alarms = [...this.recent(), ...alarms];
    return alarms;
  }

  #raise(alarm: Alarm): void {
    this.#alarms = [...this.#alarms, alarm];
    this.#tell(alarm);
  }

  #tell({ code, atMs, what }: Alarm): void {
    const fields = { code, at: new Date(atMs).toISOString() };
    if (code === "E_LEDGER") this.#log.error(fields, new EngineError(code, { detail: what }).message);
    else if (code === "E_FAUCET") this.#log.warn(fields, new EngineError(code, { detail: what }).message);
    else this.#log.warn(fields, what);
  }
}
