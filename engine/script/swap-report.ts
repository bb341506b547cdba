// What a swap of definitions is asked to do, and what it tells of it.

import type { CodeRef } from "../world/definition.ts";
import type { Definitions } from "../world/definitions.ts";
import type { Promotion } from "../world/promoted.ts";
import type { Misfit } from "../world/set-aside.ts";
import type { BrokenPack } from "./workbench.ts";

export interface Swap {
  /** Of packs from files, with builders' packs upon them. */
  readonly definitions: Definitions;
  /** `migrate` blocks that are due, in order. */
  readonly migrations?: readonly CodeRef[];
  /** Builders' packs that do not check upon these definitions; for the report, and for their builders. */
  readonly broken?: readonly BrokenPack[];
  /** For the audit log, when somebody is to be named there; the report is written behind it. */
  readonly audit?: { readonly who: string; readonly what: string };
  /** Builders' packs that become files, or are their builders' again, with these definitions. */
  readonly promotions?: readonly Promotion[];
  /** Everything is done and taken back again. */
  readonly dry?: boolean;
  /** Of its turn; else drawn from the world's generator. */
  readonly seed?: number;
  /** At a start: the world was left with other code, which is not known any more. */
  readonly changed?: boolean;
}

/** What became of the world's state. */
export interface SwapReport {
  /** How many entities lost their definition, by its id. */
  readonly lost: Readonly<Record<string, number>>;
  /** How many have it again. */
  readonly back: number;
  readonly born: number;
  /** Values that their properties do not take any more, each as `key.property: value`, the first of them. */
  readonly aside: readonly string[];
  readonly asideCount: number;
  /** Questions and blocks that go on with the code that left them. */
  readonly onOldCode: number;
  readonly migrations: number;
  readonly broken: readonly BrokenPack[];
}

/** What is seen of the world before, while a swap runs: `old` reads it. */
export interface Before {
  /** Null at a start. */
  readonly definitions: Definitions | null;
  readonly misfits: readonly Misfit[];
}
