// One isolate of one trust domain while it lives: its context and the entry of each unit that was called so far.
// Whoever holds it decides when it dies; a dead one is never called again.

import ivm from "isolated-vm";
import type { CodeCache } from "./code-cache.ts";
import { faultOf } from "./fault.ts";
import { guardAll, type HostFailure } from "./guard.ts";
import { HARDENING } from "./hardening.ts";
import type { CallResult, Plain, SandboxLimits, Unit } from "./types.ts";

/**
 * Timeouts end on the beats of this clock, up to a beat late. isolated-vm wakes a thread for each timeout that ends, also of a call that
 * is long done: ten thousand times a second in a busy world, which cost it a tenth of its commands.
 */
const BEAT_MS = 32;

/** Begins the answer of an entry that threw. */
const THROWN = "\0thrown ";

// What a script throws is read inside and in its own time: outside, a getter or a conversion of it could run past every limit.
const CATCH_INSIDE = `function (entry) {
  const describe = (thrown) => {
    if (typeof thrown !== "object" || thrown === null) return typeof thrown === "string" ? thrown : typeof thrown;
    const message = thrown.message;
    return typeof message === "string" ? message : "";
  };
  return (...args) => {
    try { return entry(...args); } catch (thrown) { return ${JSON.stringify(THROWN)} + describe(thrown); }
  };
}`;

type Entry = ivm.Reference<(...args: Plain[]) => string>;

interface Booted {
  readonly unit: Unit;
  readonly entry: Entry;
}

const NONE: readonly Booted[] = [];

/** Time of the wall clock that went into building isolates and opening units, which is no script's. */
export interface BuildTime {
  ms: number;
}

export class LiveIsolate {
  readonly domain: string;
  usedAtMs = 0;
  /** Calls under way: an isolate may be entered again through the host while it waits for it. */
  depth = 0;
  /** Set by a fault after which its inside cannot be trusted. */
  poisoned = false;

  readonly #isolate: ivm.Isolate;
  readonly #context: ivm.Context;
  /** By the unit's id: the one that was called last and the one before it, which a reload may bring back. */
  readonly #entries = new Map<string, readonly Booted[]>();
  readonly #cache: CodeCache;
  readonly #limits: SandboxLimits;
  readonly #builds: BuildTime;

  constructor(domain: string, limits: SandboxLimits, cache: CodeCache, builds: BuildTime) {
    const startMs = performance.now();
    this.domain = domain;
    this.#limits = limits;
    this.#cache = cache;
    this.#builds = builds;
    // When V8 has lost control nothing in this process can be saved; the front process starts a new one.
    this.#isolate = new ivm.Isolate({ memoryLimit: limits.memoryMb, onCatastrophicError: () => process.abort() });
    this.#context = this.#isolate.createContextSync();
    cache.compile(this.#isolate, HARDENING, "hardening").runSync(this.#context, { timeout: limits.buildMs });
    builds.ms += performance.now() - startMs;
  }

  /** Opens a unit ahead of its first call. */
  open(unit: Unit, failure: HostFailure): void {
    this.#entryOf(unit, failure);
  }

  call(unit: Unit, failure: HostFailure, wallMs: number, args: readonly Plain[]): CallResult {
    this.depth++;
    try {
      const entry = this.#entryOf(unit, failure);
      const outcome: unknown = entry.applySync(undefined, args as Plain[], { timeout: untilBeat(wallMs) });
      if (typeof outcome !== "string") return { ok: false, fault: "crash", message: `The entry answered with ${typeof outcome}.` };
      return outcome.startsWith(THROWN) ? faultOf(outcome.slice(THROWN.length)) : { ok: true, outcome };
    } catch (error) {
      const result = faultOf(error);
      if (result.fault === "time" || result.fault === "memory" || this.#isolate.isDisposed) this.poisoned = true;
      return result;
    } finally {
      this.depth--;
    }
  }

  /** Frees what one unit holds; its next call boots it anew. */
  forget(unitId: string): void {
    const booted = this.#entries.get(unitId) ?? [];
    this.#entries.delete(unitId);
    this.#release(booted);
  }

  times(): { cpuMs: number; wallMs: number } {
    if (this.#isolate.isDisposed) return { cpuMs: 0, wallMs: 0 };
    return { cpuMs: Number(this.#isolate.cpuTime) / 1e6, wallMs: Number(this.#isolate.wallTime) / 1e6 };
  }

  heapBytes(): number {
    return this.#isolate.isDisposed ? 0 : this.#isolate.getHeapStatisticsSync().used_heap_size;
  }

  dispose(): void {
    this.#entries.clear();
    if (!this.#isolate.isDisposed) this.#isolate.dispose();
  }

  #entryOf(unit: Unit, failure: HostFailure): Entry {
    const booted = this.#entries.get(unit.id) ?? NONE;
    if (booted[0]?.unit === unit) return booted[0].entry;
    const known = booted.find((one) => one.unit === unit) ?? { unit, entry: this.#boot(unit, failure) };
    const [before, ...older] = booted.filter((one) => one !== known);
    this.#entries.set(unit.id, before === undefined ? [known] : [known, before]);
    this.#release(older);
    return known.entry;
  }

  #release(booted: readonly Booted[]): void {
    if (!this.#isolate.isDisposed) for (const { entry } of booted) entry.release();
  }

  #boot(unit: Unit, failure: HostFailure): Entry {
    const startMs = performance.now();
    try {
      return this.#bootNow(unit, failure);
    } finally {
      this.#builds.ms += performance.now() - startMs;
    }
  }

  #bootNow(unit: Unit, failure: HostFailure): Entry {
    const timeout = this.#limits.buildMs;
    const values = unit.scripts.map((script) =>
      this.#cache.compile(this.#isolate, script.js, script.name).runSync(this.#context, { timeout, reference: true }),
    );
    const { names, callbacks } = guardAll(unit.host, failure);
    // Arguments are `$0` names, values, boot's data, then the callbacks; all of it stays in the closure of the entry.
    const source = `const host = { __proto__: null }; const names = JSON.parse($0);
      for (let i = 0; i < names.length; i++) host[names[i]] = arguments[i + ${2 + values.length}];
      return (${CATCH_INSIDE})((${unit.boot})(host, JSON.parse($1)${values.map((_, i) => `, $${i + 2}`).join("")}));`;
    const args = [JSON.stringify(names), unit.data, ...values.map((value) => value.derefInto({ release: true })), ...callbacks];
    return this.#context.evalClosureSync(source, args, { timeout, filename: `boot:${unit.id}`, result: { reference: true } }) as Entry;
  }
}

function untilBeat(ms: number): number {
  const nowMs = performance.now();
  return Math.ceil(Math.ceil((nowMs + ms) / BEAT_MS) * BEAT_MS - nowMs);
}
