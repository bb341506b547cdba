// A pack's file that is edited in the game: written whole or not at all, upon the very text that was edited, and put in force by a
// reload. What the reload refuses is taken out of the file again.

import { accessSync, constants, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { writeForGood } from "../../packs/write-whole.ts";
import type { LiveChange } from "../../script/workbench.ts";
import { cameAlong, PLACES, showPath, wasInstalled } from "../places.ts";
import type { ReloadOrder, ReloadOutcome } from "./order.ts";
import type { RunningPacks } from "./running-packs.ts";

export type Written =
  | { readonly kind: "written"; readonly file: string; readonly version: number; readonly outcome: ReloadOutcome }
  /** Nothing was written, or it was taken back. `read only`: nobody may, or the file is not its pack's own to change. */
  | { readonly kind: "changed" | "read only"; readonly file: string }
  | { readonly kind: "refused"; readonly file: string; readonly outcome: ReloadOutcome };

export class LiveFiles {
  readonly #running: RunningPacks;
  readonly #order: (order: ReloadOrder, takeBack: () => void) => Promise<ReloadOutcome>;
  #last: Promise<unknown> = Promise.resolve();

  /** `order` never rejects. */
  constructor(running: RunningPacks, order: (order: ReloadOrder, takeBack: () => void) => Promise<ReloadOutcome>) {
    this.#running = running;
    this.#order = order;
  }

  /** One after the other: the second is upon the text that the first has left, or refused. */
  write(change: LiveChange, who: string): Promise<Written> {
    const mine = this.#last.then(() => this.#write(change, who));
    this.#last = mine.catch(() => {});
    return mine;
  }

  async #write(change: LiveChange, who: string): Promise<Written> {
    const loaded = this.#running.packs.find(({ manifest }) => manifest.id === change.pack);
    const path = join(loaded?.path ?? "", change.file);
    const file = showPath(path);
    const before = readOr(path);
    // What lies there has to be what runs: nothing that nobody has read yet is put in force, or written over.
    const isRead = loaded?.sources.find(({ name }) => name === change.file)?.text === before;
    const after = before === null || !isRead ? undefined : await upon(before, change);
    if (loaded === undefined || before === null || after === undefined) return { kind: "changed", file };
    if (!mayWrite(loaded.path, path)) return { kind: "read only", file };
    writeForGood(path, after);
    const outcome = await this.#order({ who, untested: true }, () => {
      if (readOr(path) === after) writeForGood(path, before);
    });
    // A watch may have been first: then it is in force already.
    if (outcome.kind === "done" || outcome.kind === "same") return { kind: "written", file, version: outcome.version, outcome };
    return { kind: "refused", file, outcome };
  }
}

/** Somebody may have edited another place of the file since; undefined when it was the same. */
async function upon(now: string, { before, after }: LiveChange): Promise<string | undefined> {
  if (now === before) return after;
  // A start must not load the compiler.
  const { lineChange, redoChange } = await import("../../../dsl/index.ts");
  const change = lineChange(before, after);
  return change === null ? undefined : redoChange(now, change);
}

function readOr(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** What came as an archive is its signer's, and the library is the engine's. */
function mayWrite(folder: string, path: string): boolean {
  if (wasInstalled(folder) || (cameAlong(folder) && !relative(PLACES.stdlib, folder).startsWith(".."))) return false;
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
