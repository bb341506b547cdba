// What a dry run tells: plain values, so that host functions can pass it on.

import type { EntityId } from "../base/ids.ts";

/** One effect. `from` is empty where nothing was before it, `to` where nothing is after it. */
export interface Deed {
  readonly sort: "make" | "move" | "count" | "own" | "destroy" | "set" | "later" | "ask" | "pay" | "keep";
  readonly what: string;
  readonly part: string;
  readonly from: string;
  readonly to: string;
}

/** Where and why it failed: the line is of the pack's text, `code` the stable key of what ran. */
export interface DryFault {
  readonly pack: string;
  readonly message: string;
  readonly line: number;
  readonly code: string;
}

export interface DryRun {
  readonly outcome: "done" | "refused" | "fault";
  /** Why it refused. */
  readonly why: string;
  readonly fault: DryFault | null;
  readonly fuel: number;
  readonly said: readonly { readonly to: EntityId; readonly text: string }[];
  readonly deeds: readonly Deed[];
}
