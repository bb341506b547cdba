// What the sandbox takes and gives: strings of JavaScript, plain functions and plain values. Nothing here knows Lore,
// and nothing of isolated-vm shows through.

/** The only values that cross the wall. */
export type Plain = string | number | boolean | null;

/** A host function a unit may call. A throw from it is a bug of the host: it ends the call and comes out of `call` again. */
export type HostFunction = (...args: never[]) => Plain;

/** JavaScript whose value is one expression's (a function, as a rule), under the name that stack traces show. */
export interface Script {
  readonly name: string;
  readonly js: string;
}

/** One body of code with its own host functions; units of one trust domain share an isolate. */
export interface Unit {
  /** Unique among all units: a pack's id, a player's script. */
  readonly id: string;
  readonly domain: string;
  readonly scripts: readonly Script[];
  /**
   * JavaScript for a function `(host, data, …values of the scripts) => entry`. The entry is a function of plain
   * arguments that returns a string.
   */
  readonly boot: string;
  /** JSON; the boot function gets it parsed. */
  readonly data: string;
  readonly host: Readonly<Record<string, HostFunction>>;
}

/** `time` and `memory` cost the isolate its life; the next call gets a new one. */
export type SandboxFault = "time" | "memory" | "depth" | "crash";

export type CallResult =
  | { readonly ok: true; readonly outcome: string }
  | { readonly ok: false; readonly fault: SandboxFault; readonly message: string };

export interface SandboxLimits {
  /** For each isolate; isolated-vm takes no less than 8. */
  readonly memoryMb: number;
  /** For one call when the caller says nothing else. Below 50 ms a collection of garbage can fail an innocent call. */
  readonly wallMs: number;
  /** How long building an isolate may take, which runs code too. */
  readonly buildMs: number;
  /** Isolates kept alive at once; the one unused for longest goes first. */
  readonly maxLive: number;
  /** An isolate unused for so long is dropped by `sweep`. */
  readonly idleMs: number;
}

export const DEFAULT_SANDBOX_LIMITS: SandboxLimits = {
  memoryMb: 32,
  wallMs: 250,
  buildMs: 2_000,
  maxLive: 48,
  idleMs: 10 * 60_000,
};

/** What a trust domain has used since the start. */
export interface Usage {
  readonly calls: number;
  readonly faults: number;
  /** How often its isolate was built. */
  readonly builds: number;
  readonly cpuMs: number;
  readonly wallMs: number;
}
