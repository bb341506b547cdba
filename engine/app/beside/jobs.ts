// Long work on a world's file that must not hold the world up: done on a copy of the file, in a process of its own.

import type { Rate } from "../../base/rate.ts";
import { tryConversion } from "../../store/convert-file.ts";
import { describeError } from "../describe-error.ts";
import { type ConversionTried, planConversion } from "../economy/conversion.ts";
import { overlayOf, placesOver } from "../overlay-places.ts";
import { readCopy } from "../read-copy.ts";
import { withCopy } from "../whole-copy.ts";

export type BesideJob =
  | { readonly t: "reconcile"; readonly db: string }
  /** `folder`: the world's pack, whose files say what the new currency is. */
  | { readonly t: "convert"; readonly db: string; readonly folder: string; readonly rate: Rate };

export type BesideResult =
  /** What is wrong with the book, nothing when it is proven. */
  | { readonly t: "reconciled"; readonly wrong: readonly string[] }
  | { readonly t: "converted"; readonly tried: ConversionTried }
  | { readonly t: "failed"; readonly detail: string };

/** Never rejects. */
export async function runJob(job: BesideJob): Promise<BesideResult> {
  try {
    return job.t === "reconcile" ? await reconciled(job.db) : await converted(job);
  } catch (error) {
    return { t: "failed", detail: describeError(error) };
  }
}

async function reconciled(db: string): Promise<BesideResult> {
  return { t: "reconciled", wrong: await readCopy(db, (store) => store.reconcile()) };
}

async function converted({ db, folder, rate }: Extract<BesideJob, { t: "convert" }>): Promise<BesideResult> {
  return withCopy(db, async (copy) => {
    const { conversion, before, currency, inSource } = await planConversion(copy, folder, rate, placesOver(overlayOf(db)));
    return { t: "converted", tried: { report: tryConversion(copy, conversion), before, currency, inSource } };
  });
}
