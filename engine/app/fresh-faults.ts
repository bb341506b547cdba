// Faults of scripts that came since they were last asked for, each once.

import type { FaultReport, Script } from "../script/facade.ts";

export class FreshFaults {
  readonly #script: Pick<Script, "faults">;
  #last: FaultReport | undefined;

  constructor(script: Pick<Script, "faults">) {
    this.#script = script;
  }

  take(): readonly FaultReport[] {
    const all = this.#script.faults();
    if (all.at(-1) === this.#last) return [];
    const known = this.#last === undefined ? -1 : all.indexOf(this.#last);
    this.#last = all.at(-1);
    return all.slice(known + 1);
  }
}
