// All isolates of a process, by trust domain: built when first called, dropped when idle or when there are too many,
// built anew after a fault that poisoned one. Every failure of a script is a value; only a bug of the host is thrown.

import type { Clock } from "../base/clock.ts";
import { SYSTEM_CLOCK } from "../base/clock.ts";
import { EngineError } from "../base/errors.ts";
import { CodeCache } from "./code-cache.ts";
import { faultOf } from "./fault.ts";
import { HostFailure } from "./guard.ts";
import { type BuildTime, LiveIsolate } from "./live-isolate.ts";
import type { CallResult, Plain, SandboxLimits, Script, Unit, Usage } from "./types.ts";
import { DEFAULT_SANDBOX_LIMITS } from "./types.ts";
import { UsageBook } from "./usage.ts";

/** Of the whole process: a world that is opened again, or a pack that comes back by a reload, finds its code compiled. */
const CACHE = new CodeCache();

export class Isolates {
  readonly #limits: SandboxLimits;
  readonly #clock: Clock;
  readonly #failure = new HostFailure();
  readonly #usage = new UsageBook();
  readonly #units = new Map<string, Unit>();
  /** In order of last use, oldest first. */
  readonly #live = new Map<string, LiveIsolate>();
  /** Domains whose isolates stay however idle they are. */
  readonly #held = new Set<string>();
  readonly #builds: BuildTime = { ms: 0 };
  #newest: LiveIsolate | null = null;

  constructor(limits: Partial<SandboxLimits> = {}, clock: Clock = SYSTEM_CLOCK) {
    this.#limits = { ...DEFAULT_SANDBOX_LIMITS, ...limits };
    this.#clock = clock;
  }

  /**
   * Makes a unit callable, in place of an earlier one of the same id. Nothing runs until it is called. The very unit that was there
   * before need not be built again.
   */
  define(unit: Unit): void {
    const before = this.#units.get(unit.id);
    if (before !== undefined && before.domain !== unit.domain) this.forget(unit.id);
    this.#units.set(unit.id, unit);
  }

  /** Compiles scripts ahead of their first call, beside all that runs. */
  async prepare(scripts: readonly Script[]): Promise<void> {
    for (const { js, name } of scripts) await CACHE.prepare(js, name);
  }

  /**
   * Builds what these units need, now: one that is built inside a call costs that call's time. They stay alive from then on, for
   * the first call after an hour of silence is to be as quick as any.
   */
  hold(unitIds: readonly string[]): void {
    for (const id of unitIds) {
      const unit = this.#units.get(id);
      if (unit === undefined) continue;
      this.#held.add(unit.domain);
      try {
        this.#isolateFor(unit.domain).open(unit, this.#failure);
      } catch {
        // Its first call meets the same, and says so.
      }
    }
  }

  /** All the time that went into building, in ms. */
  get builtMs(): number {
    return this.#builds.ms;
  }

  forget(unitId: string): void {
    const unit = this.#units.get(unitId);
    if (unit === undefined) return;
    this.#units.delete(unitId);
    this.#live.get(unit.domain)?.forget(unitId);
  }

  has(unitId: string): boolean {
    return this.#units.has(unitId);
  }

  /** Calls a unit's entry. May be entered again from a host function, for the same domain too. */
  call(unitId: string, args: readonly Plain[], wallMs: number = this.#limits.wallMs): CallResult {
    const unit = this.#units.get(unitId);
    if (unit === undefined) throw new EngineError("E_SANDBOX", { detail: `no unit ${unitId}` });
    const result = this.#run(unit, args, wallMs);
    this.#failure.rethrow();
    return result;
  }

  /** Drops what nobody called for `idleMs`; to be called now and then. Answers how many went. */
  sweep(): number {
    const before = this.#clock.now() - this.#limits.idleMs;
    let dropped = 0;
    for (const isolate of this.#live.values()) {
      if (this.#isSpare(isolate) && isolate.usedAtMs <= before && this.#drop(isolate)) dropped++;
    }
    return dropped;
  }

  /** Isolates alive now. */
  get live(): number {
    return this.#live.size;
  }

  usage(domain: string): Usage {
    const isolate = this.#live.get(domain);
    return this.#usage.of(domain, isolate?.times());
  }

  dispose(): void {
    for (const isolate of this.#live.values()) this.#drop(isolate);
  }

  #run(unit: Unit, args: readonly Plain[], wallMs: number): CallResult {
    let isolate: LiveIsolate;
    try {
      isolate = this.#isolateFor(unit.domain);
    } catch (error) {
      return faultOf(error);
    }
    const result = isolate.call(unit, this.#failure, Math.max(1, Math.ceil(wallMs)), args);
    this.#usage.count(unit.domain, result.ok);
    // Outer calls of a poisoned isolate still unwind through it; the last one out takes it down.
    if (isolate.poisoned && isolate.depth === 0) this.#drop(isolate);
    return result;
  }

  #isolateFor(domain: string): LiveIsolate {
    let isolate = this.#live.get(domain);
    if (isolate === undefined || (isolate.poisoned && isolate.depth === 0)) {
      this.#makeRoom();
      isolate = new LiveIsolate(domain, this.#limits, CACHE, this.#builds);
      this.#usage.built(domain);
      this.#live.set(domain, isolate);
      this.#newest = isolate;
    } else if (this.#newest !== isolate) {
      this.#live.delete(domain);
      this.#live.set(domain, isolate);
      this.#newest = isolate;
    }
    isolate.usedAtMs = this.#clock.now();
    return isolate;
  }

  #makeRoom(): void {
    for (const isolate of this.#live.values()) {
      if (this.#live.size < this.#limits.maxLive) return;
      if (this.#isSpare(isolate)) this.#drop(isolate);
    }
  }

  #isSpare({ depth, domain }: LiveIsolate): boolean {
    return depth === 0 && !this.#held.has(domain);
  }

  #drop(isolate: LiveIsolate): boolean {
    this.#usage.close(isolate.domain, isolate.times());
    if (this.#live.get(isolate.domain) === isolate) this.#live.delete(isolate.domain);
    if (this.#newest === isolate) this.#newest = null;
    isolate.dispose();
    return true;
  }
}
