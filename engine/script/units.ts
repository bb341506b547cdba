// The packs' code as it runs: one unit a pack, in an isolate of its trust domain, opened when it is first called. The sandbox
// loses and rebuilds isolates as it must; nobody above notices.

import { performance } from "node:perf_hooks";
import type { Phase } from "../../dsl/host-port.ts";
import type { CodeInfo } from "../../dsl/program.ts";
import type { Wire } from "../../dsl/wire.ts";
import type { Isolates } from "../sandbox/isolates.ts";
import type { HostFunction, Unit } from "../sandbox/types.ts";

/** One pack's code and the calls it may make out of its isolate. */
export interface UnitCode {
  readonly id: string;
  /** Units of one domain share an isolate: a pack's id, or a player's own scripts. */
  readonly domain: string;
  readonly js: string;
  readonly code: readonly CodeInfo[];
  readonly host: Readonly<Record<string, HostFunction>>;
}

/** How a call ended that did not come back with an outcome: the script was stopped from outside. */
export interface Stopped {
  readonly stopped: "time" | "memory" | "depth" | "crash";
  readonly message: string;
}

function nameOfCode(id: string): string {
  return `lore:${id}`;
}

const BOOT = "function (host, data, runtime, unit) { return runtime(host, data.limits).open(unit, data.code); }";

export class Units {
  readonly #isolates: Isolates;
  readonly #runtime: string;
  readonly #made = new WeakMap<UnitCode, Unit>();

  /** `runtime`: the JavaScript of `runtimeSource()`. */
  constructor(isolates: Isolates, runtime: string) {
    this.#isolates = isolates;
    this.#runtime = runtime;
  }

  /** Makes a unit callable in place of an earlier one of the same id. The same object is the same unit: it is not built again. */
  define(unit: UnitCode): void {
    let made = this.#made.get(unit);
    if (made === undefined) {
      made = this.#make(unit);
      this.#made.set(unit, made);
    }
    this.#isolates.define(made);
  }

  /** Compiles a pack's code beside all that runs, so that its first call is as quick as any. */
  async prepare({ id, js }: Pick<UnitCode, "id" | "js">): Promise<void> {
    await this.#isolates.prepare([{ name: nameOfCode(id), js }]);
  }

  /** Opens these packs now and keeps them open; see `Isolates.hold`. */
  hold(ids: readonly string[]): void {
    this.#isolates.hold(ids);
  }

  #make(unit: UnitCode): Unit {
    return {
      id: unit.id,
      domain: unit.domain,
      scripts: [
        { name: "runtime", js: this.#runtime },
        { name: nameOfCode(unit.id), js: unit.js },
      ],
      boot: BOOT,
      data: JSON.stringify({ limits: {}, code: unit.code.map(({ role, params }) => ({ role, params })) }),
      host: unit.host,
    };
  }

  forget(unitId: string): void {
    this.#isolates.forget(unitId);
  }

  /** Runs one piece of code; the outcome text of `Entry`, or why there is none. */
  call(
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
    const result = this.#isolates.call(unitId, [code, phase, fuel, self, actor, verb, args], wallMs);
    return result.ok ? result.outcome : { stopped: result.fault, message: result.message };
  }

  /** Time of the wall clock in ms without what went into building isolates, for the turn's second wall only: nothing a script can see depends on it. */
  wallNow(): number {
    return performance.now() - this.#isolates.builtMs;
  }

  /** Drops isolates that nobody used for long. */
  sweep(): void {
    this.#isolates.sweep();
  }

  close(): void {
    this.#isolates.dispose();
  }
}
