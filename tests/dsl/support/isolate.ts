// A realm of its own for the runtime, as an isolate would be, but without one: intrinsics get frozen in there, not here.

import { createContext, Script } from "node:vm";
import type { Entry, HostPort } from "../../../dsl/host-port.ts";
import type { CodeInfo } from "../../../dsl/program.ts";
import { runtimeSource } from "../../../dsl/runtime-source.ts";
import type { Wire } from "../../../dsl/wire.ts";

export interface Isolate {
  // biome-ignore lint/suspicious/noExplicitAny: the runtime is plain JavaScript, and its tests speak to all of it.
  readonly $: any;
  open(js: string, infos: readonly CodeInfo[]): Entry;
}

const runtime = new Script(runtimeSource(), { filename: "lore-runtime" });

export function createIsolate(host: HostPort, limits: Record<string, number> = {}): Isolate {
  const context = createContext(Object.create(null) as object, { codeGeneration: { strings: false, wasm: false } });
  const boot = runtime.runInContext(context) as (
    host: HostPort,
    limits: Record<string, number>,
  ) => { open(unit: unknown, infos: unknown): Entry };
  const $ = boot(host, limits);
  return { $, open: (js, infos) => $.open(new Script(js, { filename: nameOf(js) }).runInContext(context), infos) };
}

/** Under a test runner that maps sources, stacks show the file's name and not its `sourceURL`. */
function nameOf(js: string): string {
  return /sourceURL=(\S+)/.exec(js)?.[1] ?? "unit.js";
}

export interface Outcome {
  readonly fuel: number;
  readonly wire: Wire;
}

export function readOutcome(text: string): Outcome {
  const bar = text.indexOf("|");
  return { fuel: Number(text.slice(0, bar)), wire: JSON.parse(text.slice(bar + 1)) as Wire };
}
