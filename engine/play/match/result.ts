// What came of a line: a command to run, a question which of several is meant, or an answer why not.

import type { Wire } from "../../../dsl/wire.ts";
import type { CommandCall } from "../../script/facade.ts";

/** What the player chose for a phrase of a slot: key `slot\nphrase`, value a wire. */
export type Pins = Readonly<Record<string, Wire>>;

export interface Option {
  /** Shown in the numbered list. */
  readonly label: string;
  /** The line to match anew, with this choice settled. */
  readonly line: string;
  readonly pins: Pins;
}

export type Match =
  | {
      readonly kind: "run";
      readonly calls: readonly CommandCall[] /** What `it` stands for from now on. */;
      readonly named: readonly number[];
    }
  | {
      readonly kind: "which" /** `near`: nothing fitted, these come near. */;
      readonly why: "several" | "near";
      readonly word: string;
      readonly options: readonly Option[];
    }
  /** The verb belongs to these things, none of which is near. */
  | { readonly kind: "elsewhere"; readonly verb: string; readonly owners: readonly number[] }
  /** `text` is the id of a text of the library; it takes these arguments. */
  | { readonly kind: "answer"; readonly text: string; readonly args: Readonly<Record<string, Wire>> };

/** Why a variant did not fit, kept to tell the player about the one that came nearest. */
export interface Miss {
  readonly score: number;
  readonly kind: "noun" | "several" | "all" | "long";
  readonly answer: Match;
}
