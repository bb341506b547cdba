// A pack's file that is edited in the game: written whole or not at all, upon the very text that was edited, and put in force by a
// reload. What the reload refuses is taken back.

import { join } from "node:path";
import { messageOf } from "../../base/errors.ts";
import type { Overlay } from "../../packs/overlay.ts";
import type { LiveChange } from "../../script/workbench.ts";
import { showPath } from "../places.ts";
import { type LiveMode, readSite, type Way, wayInto } from "./live-site.ts";
import type { ReloadOrder, ReloadOutcome } from "./order.ts";
import type { RunningPacks } from "./running-packs.ts";

export type Written = { readonly file: string } & (
  | { readonly kind: "written"; readonly place: Way["place"]; readonly version: number; readonly outcome: ReloadOutcome }
  /** Nothing was written. `read only`: nobody may, or the file is not its pack's own to change; `off`: by the settings. */
  | { readonly kind: "changed" | "read only" | "off" }
  | { readonly kind: "failed"; readonly problem: string }
  /** It was taken back. */
  | { readonly kind: "refused"; readonly outcome: ReloadOutcome }
);

export interface LiveParts {
  readonly running: RunningPacks;
  readonly overlay: Overlay | null;
  readonly mode: LiveMode;
  /** Transcripts are played before an edit is in force. */
  readonly tests: boolean;
  /** Never rejects. */
  order(order: ReloadOrder, takeBack: () => void): Promise<ReloadOutcome>;
}

export class LiveFiles {
  readonly #parts: LiveParts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: LiveParts) {
    this.#parts = parts;
  }

  /** One after the other: the second is upon the text that the first has left, or refused. */
  write(change: LiveChange, who: string): Promise<Written> {
    const mine = this.#last.then(() => this.#write(change, who));
    this.#last = mine.catch(() => {});
    return mine;
  }

  async #write(change: LiveChange, who: string): Promise<Written> {
    const { running, overlay, mode, tests } = this.#parts;
    const loaded = running.packs.find(({ manifest }) => manifest.id === change.pack);
    const file = showPath(join(loaded?.path ?? "", change.file));
    if (mode === "no") return { kind: "off", file };
    if (loaded === undefined) return { kind: "changed", file };
    const site = { pack: change.pack, folder: loaded.path, file: change.file, overlay };
    const reading = readSite(site);
    // What lies there has to be what runs: nothing that nobody has read yet is put in force, or written over.
    const isRead = loaded.sources.find(({ name }) => name === change.file)?.text === reading?.text;
    const after = reading === undefined || !isRead ? undefined : await upon(reading.text, change);
    if (reading === undefined || after === undefined) return { kind: "changed", file };
    const way = wayInto(site, reading, mode);
    if (way === undefined) return { kind: "read only", file };
    try {
      way.put(after);
    } catch (error) {
      return { kind: "failed", file, problem: messageOf(error) };
    }
    const outcome = await this.#parts.order({ who, untested: !tests }, () => way.takeBack(after));
    // A watch may have been first: then it is in force already.
    if (outcome.kind === "done" || outcome.kind === "same")
      return { kind: "written", place: way.place, file, version: outcome.version, outcome };
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
