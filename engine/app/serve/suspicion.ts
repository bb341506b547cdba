// What is done about code that killed the world: after a second death of the same input, or in the same code, it is switched off
// and the sysop is told.

import type { Clock } from "../../base/clock.ts";
import { asTurnId } from "../../base/ids.ts";
import type { Store } from "../../world/port.ts";
import type { Logger } from "../log.ts";
import type { MarkedCode, RunningMark } from "./running-mark.ts";
import { readSwitchedOff, writeSwitchedOff } from "./switched-off.ts";

/** Play sets an input aside when it was begun so often. */
const TRIES_OF_A_KILLER = 2;

export class Suspicion {
  readonly #store: Store;
  readonly #mark: RunningMark;
  readonly #log: Logger;
  readonly #clock: Clock;

  constructor(store: Store, mark: RunningMark, log: Logger, clock: Clock) {
    this.#clock = clock;
    this.#store = store;
    this.#mark = mark;
    this.#log = log;
  }

  /** All that is off from now on. `hashes`: the packs as they are now. */
  switchOff(hashes: ReadonlyMap<string, string>): readonly MarkedCode[] {
    const killers = this.#store.inbox.open().filter((row) => row.tries >= TRIES_OF_A_KILLER);
    for (const { line, source, packet } of killers) {
      this.#log.error({ line, source, packet }, "this input killed the world twice and is set aside");
    }
    const { last, repeated } = this.#mark;
    if (last !== null && (killers.length > 0 || repeated)) this.#condemn(last, hashes);
    return readSwitchedOff(this.#store, hashes);
  }

  #condemn(code: MarkedCode, hashes: ReadonlyMap<string, string>): void {
    this.#store.begin();
    writeSwitchedOff(this.#store, code, hashes);
    const what = `switched off ${code.unit} ${code.key}: it killed the world twice`;
    this.#store.write([{ t: "audit", entry: { atMs: this.#clock.now(), who: "engine", what, node: "", turn: asTurnId(0) } }]);
    this.#store.commit();
    this.#log.error({ pack: code.unit, script: code.key }, "this script killed the world twice and is switched off until its pack changes");
  }
}
