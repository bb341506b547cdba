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

/** One step of a traced run: a statement, another round of it, or a part of one that has a line of its own. */
export interface DryStep {
  readonly pack: string;
  readonly file: string;
  readonly line: number;
  /** Stable key of the code that it stands in. */
  readonly code: string;
  readonly text: string;
  /** What it worked out, as a reader sees it; null when it works out nothing. */
  readonly value: string | null;
  /** What it spent, with all that it called and that is not told as a step. */
  readonly fuel: number;
  /** All that it did was taken back again by the script itself. */
  readonly undone: boolean;
  readonly said: readonly { readonly to: EntityId; readonly text: string }[];
  readonly deeds: readonly Deed[];
}

export interface DryRun {
  readonly outcome: "done" | "refused" | "fault";
  /** Why it refused. */
  readonly why: string;
  readonly fault: DryFault | null;
  readonly fuel: number;
  readonly said: readonly { readonly to: EntityId; readonly text: string }[];
  readonly deeds: readonly Deed[];
  /** Of a traced run, in the order in which they ran; `more` came after those that are told. */
  readonly steps: readonly DryStep[];
  readonly more: boolean;
}
