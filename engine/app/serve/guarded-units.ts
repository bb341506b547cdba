// The packs' code under suspicion: marks on disk what runs while a world has just died, and refuses what was switched off.

import type { Phase } from "../../../dsl/host-port.ts";
import type { Wire } from "../../../dsl/wire.ts";
import type { Isolates } from "../../sandbox/isolates.ts";
import type { Stopped, UnitCode } from "../../script/units.ts";
import { Units } from "../../script/units.ts";
import type { MarkedCode, RunningMark } from "./running-mark.ts";

const SWITCHED_OFF: Stopped = { stopped: "crash", message: "this script is switched off: it killed the world twice" };

export class GuardedUnits extends Units {
  readonly #keys = new Map<string, readonly string[]>();
  readonly #off = new Set<string>();
  /** Set while every call is to be marked. */
  mark: RunningMark | null = null;

  constructor(isolates: Isolates, runtime: string, off: readonly MarkedCode[]) {
    super(isolates, runtime);
    for (const code of off) this.switchOff(code);
  }

  /** Nothing of this code runs from now on. */
  switchOff(code: MarkedCode): void {
    this.#off.add(nameOf(code));
  }

  override define(unit: UnitCode): void {
    this.#keys.set(
      unit.id,
      unit.code.map((info) => info.key),
    );
    super.define(unit);
  }

  override call(
    unitId: string,
    code: number,
    phase: Phase,
    fuel: number,
    self: Wire,
    actor: Wire,
    verb: string,
    args: string,
    wallMs: number,
  ): string | Stopped {
    if (this.mark === null && this.#off.size === 0) return super.call(unitId, code, phase, fuel, self, actor, verb, args, wallMs);
    const marked = { unit: unitId, key: this.#keys.get(unitId)?.[code] ?? "" };
    if (this.#off.has(nameOf(marked))) return SWITCHED_OFF;
    this.mark?.enter(marked);
    try {
      return super.call(unitId, code, phase, fuel, self, actor, verb, args, wallMs);
    } finally {
      this.mark?.leave();
    }
  }
}

function nameOf({ unit, key }: MarkedCode): string {
  return `${unit} ${key}`;
}
