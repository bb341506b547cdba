// Host functions as an isolate sees them: plain values in, plain values out, and a failure of the host that no script
// can swallow.

import ivm from "isolated-vm";
import { EngineError } from "../base/errors.ts";
import type { HostFunction, Plain } from "./types.ts";

/** Holds the first failure of a host function until the call that led to it has unwound. */
export class HostFailure {
  #failed = false;
  #error: unknown = null;

  keep(error: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#error = error;
  }

  /** Throws what was kept, once. */
  rethrow(): void {
    if (!this.#failed) return;
    const error = this.#error;
    this.#failed = false;
    this.#error = null;
    throw error;
  }
}

/** The callbacks of one unit, in the order of their names. */
export function guardAll(
  host: Readonly<Record<string, HostFunction>>,
  failure: HostFailure,
): { names: string[]; callbacks: ivm.Callback[] } {
  const names = Object.keys(host);
  return { names, callbacks: names.map((name) => new ivm.Callback(guard(name, host[name]!, failure))) };
}

function guard(name: string, run: HostFunction, failure: HostFailure): (...args: unknown[]) => Plain {
  const call = run as unknown as (...args: unknown[]) => Plain;
  return (...args) => {
    for (let i = 0; i < args.length; i++) {
      // An object would be a copy and harmless, but nothing we compile sends one: whoever does is not to be served.
      if (!isPlain(args[i])) return refuse(`${name}: argument ${i + 1} is no plain value`);
    }
    try {
      const result = call(...args);
      if (isPlain(result)) return result;
      failure.keep(new EngineError("E_SANDBOX", { detail: `host function ${name} answered with ${typeof result}` }));
    } catch (error) {
      failure.keep(error);
    }
    // What the script gets to see says nothing about the host.
    return refuse("host failed");
  };
}

function refuse(message: string): never {
  throw new EngineError("E_SANDBOX", { detail: message });
}

function isPlain(value: unknown): value is Plain {
  return value === null || value === undefined || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
