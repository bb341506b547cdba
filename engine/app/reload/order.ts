// What can be ordered of the packs of a world that runs, and what comes of it: plain data, for it goes between processes.

import { z } from "zod";

export interface ReloadOrder {
  /** A player's name, `command line`, `SIGHUP`, `file watch`. */
  readonly who: string;
  /** An earlier version; 0: the one before the one in force. Without it the files are read. */
  readonly to?: number;
  /** A builder's pack that is to be files in this folder, which is absolute; `title`: what they are called, "What Ann built" unless told. */
  readonly promote?: { readonly pack: string; readonly folder: string; readonly title?: string };
  /** All but the swap. */
  readonly dry?: boolean;
  /** The packs' own transcripts are not played. */
  readonly untested?: boolean;
}

const ORDER = z.object({
  who: z.string(),
  to: z.int().min(0).optional(),
  promote: z.object({ pack: z.string(), folder: z.string(), title: z.string().optional() }).optional(),
  dry: z.boolean().optional(),
  untested: z.boolean().optional(),
});

/** An order as it came in by a socket; null when it is none. */
export function readOrder(text: string): ReloadOrder | null {
  try {
    return ORDER.parse(JSON.parse(text)) as ReloadOrder;
  } catch {
    return null;
  }
}

export type ReloadOutcome =
  | { readonly kind: "same"; readonly version: number }
  | Refused
  | {
      readonly kind: "done" | "tried";
      /** In force now. */
      readonly version: number;
      /** Packs that changed, as `town 1.1 -> 1.2`; empty when none that runs did. */
      readonly changed: string;
      /** Ids of packs that are other than they were, and of those that stand upon them. */
      readonly swapped: readonly string[];
      /** Of a rollback: the version whose packs are back, and the one that ran until then. */
      readonly back?: { readonly to: number; readonly from: number };
      readonly report: StateReport;
      /** From the order to the end, and how long no turn could run. */
      readonly tookMs: number;
      readonly pausedMs: number;
    };

export interface Refused {
  readonly kind: "refused";
  readonly step: "check" | "migrate" | "test" | "version" | "reload";
  /** Each with its place; the first one is told in a frame. */
  readonly problems: readonly string[];
  /** What no pack is to blame for: staff reads a text of the library in place of the problems, which are the sysop's. */
  readonly why?: "slow" | "died" | "currency" | "engine";
}

/** What became of the world's state. */
export interface StateReport {
  /** Entities that lost their definition, by its id. */
  readonly lost: Readonly<Record<string, number>>;
  readonly back: number;
  readonly born: number;
  /** Values that are set aside, the first of them. */
  readonly aside: readonly string[];
  readonly asideCount: number;
  readonly onOldCode: number;
  readonly migrations: number;
  /** Builders' packs that do not check any more. */
  readonly broken: readonly string[];
}

export function refused(step: Refused["step"], ...problems: readonly string[]): Refused {
  return { kind: "refused", step, problems };
}

export function refusedFor(why: NonNullable<Refused["why"]>, problem: string): Refused {
  return { kind: "refused", step: "reload", problems: [problem], why };
}
