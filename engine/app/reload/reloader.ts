// Reloading from the order to the swap: other packs are read, checked and played elsewhere, what becomes of the state is tried and
// taken back, and only then they come in place of those that run. Orders wait for each other.

import { monitorEventLoopDelay } from "node:perf_hooks";
import { EngineError } from "../../base/errors.ts";
import type { LoadedPack } from "../../packs/load.ts";
import { settleOverlay } from "../../packs/overlaid.ts";
import type { Overlay } from "../../packs/overlay.ts";
import { type KeptPack, readPackContent } from "../../packs/version-content.ts";
import type { FaultReport, SwapOutcome } from "../../script/facade.ts";
import type { SwapReport } from "../../script/swap-report.ts";
import type { Store } from "../../world/port.ts";
import { describeError } from "../describe-error.ts";
import { takeOver } from "./handover.ts";
import { type ReloadOrder, type ReloadOutcome, refused, refusedFor, type StateReport } from "./order.ts";
import { writePromoted } from "./promote.ts";
import { broughtBack, isSame, type RunningPacks, type SwapAs } from "./running-packs.ts";
import { nameOfLoaded, type TrialOrder, type TrialResult } from "./trial.ts";

export interface ReloaderParts {
  readonly running: RunningPacks;
  readonly store: Store;
  /** Folder of the world's pack. */
  readonly folder: string;
  /** What was edited in the game of files that stay as they are; null where none can be. */
  readonly overlay?: Overlay | null;
  /** Away from the world where it can be. */
  tryPacks(order: TrialOrder): Promise<TrialResult>;
}

interface Ordered {
  readonly packs: readonly LoadedPack[];
  readonly why: string;
  /** As they are kept, by their digests: those that are new here. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** The version that they were. */
  readonly to?: number;
  readonly promotion?: SwapAs["promotion"];
  /** Takes away what was written for it. */
  readonly undo?: () => void;
}

export class Reloader {
  readonly #parts: ReloaderParts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: ReloaderParts) {
    this.#parts = parts;
  }

  get overlay(): Overlay | null {
    return this.#parts.overlay ?? null;
  }

  get running(): RunningPacks {
    return this.#parts.running;
  }

  /** `takeBack`: what was done for it, undone before the next order when it is refused. */
  order(order: ReloadOrder, takeBack?: () => void): Promise<ReloadOutcome> {
    const times = new Times();
    const run = async (): Promise<ReloadOutcome> => {
      times.start();
      return await this.#run(order, times);
    };
    const mine = this.#last
      .then(run)
      .catch(failedWith)
      .then((outcome) => takenBack(outcome, takeBack));
    this.#last = mine;
    return mine.finally(() => times.stop());
  }

  /**
   * Ahead of the first order, which waits for it: whoever tries packs has read them as they are, and is quick with what is changed
   * in them. Never rejects: what is wrong shows when something is ordered.
   */
  rehearse(): Promise<void> {
    const run = async (): Promise<void> => void (await this.#parts.tryPacks({ ...this.#trial(), kept: null, test: false, anew: true }));
    const mine = this.#last.then(run).catch(() => {});
    this.#last = mine;
    return mine;
  }

  async #run(order: ReloadOrder, times: Times): Promise<ReloadOutcome> {
    const { running } = this.#parts;
    const ordered = order.promote !== undefined ? await this.#promoted(order) : await this.#ordered(order);
    if ("kind" in ordered) return ordered;
    const { packs, why, contents, to, promotion, undo } = ordered;
    if (isSame(running.version?.packs ?? [], packs)) {
      this.settle(packs);
      return { kind: "same", version: running.version?.id ?? 0 };
    }
    const before = running.version?.id ?? 0;
    const about = {
      ...{ changed: running.changedIn(packs), swapped: running.swappedIn(packs) },
      ...(to !== undefined && { back: { to, from: before } }),
    };
    const as = { who: order.who, why, contents, ...(promotion !== undefined && { promotion }) };
    let outcome = await running.swap(packs, { ...as, dry: true });
    if (!("fault" in outcome) && order.dry !== true) outcome = await running.swap(packs, as);
    if ("fault" in outcome || outcome.result === null) undo?.();
    else this.settle();
    if (promotion !== undefined && isLate(outcome, order))
      return refused("check", `${promotion.pack} was edited meanwhile: promote it again`);
    return told(outcome, running, { ...about, ...times.read() });
  }

  /** The overlay is upon the files as they were read, as far as that is what runs. */
  settle(running: readonly LoadedPack[] = this.running.packs): void {
    const { overlay } = this.#parts;
    try {
      if (overlay) settleOverlay(overlay, running);
    } catch {
      // Every reading brings both together again, and the next that comes in force tries this again.
    }
  }

  #ordered(order: ReloadOrder): Promise<ReloadOutcome | Ordered> {
    return order.to === undefined ? this.#fromDisk(order) : this.#fromVersions(order);
  }

  /** Files are written first: until the swap nobody reads them, and one that is refused takes them away again. */
  async #promoted(order: ReloadOrder): Promise<ReloadOutcome | Ordered> {
    const { running } = this.#parts;
    const { pack, folder } = order.promote!;
    const written = writePromoted(running, order.promote!);
    if ("kind" in written) return written;
    const tried = await this.#tried(`promoted ${pack}`, { kept: null, test: order.untested !== true, beside: [...running.beside, folder] });
    if ("kind" in tried) {
      written.undo();
      return tried;
    }
    return { ...tried, promotion: { pack, to: folder, text: written.text }, undo: written.undo };
  }

  async #fromDisk({ untested = false }: ReloadOrder): Promise<ReloadOutcome | Ordered> {
    return await this.#tried("reload", { kept: null, test: !untested });
  }

  async #fromVersions({ to = 0, untested = false }: ReloadOrder): Promise<ReloadOutcome | Ordered> {
    const { running, store } = this.#parts;
    const version = to === 0 ? running.before() : running.versionNamed(to);
    if (version === undefined) return refused("version", to === 0 ? "there is no earlier version" : `there is no version ${to}`);
    // A version that was itself a rollback is the one that it brought back.
    const back = broughtBack(version) ?? version.id;
    const why = `rollback to ${back}`;
    // They have run here: whoever is in a hurry has them at once.
    const known = untested ? running.known(version) : undefined;
    if (known !== undefined) return { packs: known, why, contents: new Map(), to: back };
    const tried = await this.#tried(why, { kept: keptFolders(store, version.packs), test: !untested });
    return "kind" in tried ? tried : { ...tried, to: back };
  }

  /** Tried elsewhere, then handed over. */
  async #tried(why: string, how: Pick<TrialOrder, "kept" | "test" | "beside">): Promise<ReloadOutcome | Ordered> {
    const { tryPacks, running } = this.#parts;
    const tried = await tryPacks({ ...this.#trial(), ...how });
    if ("kind" in tried) return tried;
    const taken = await takeOver(tried.packs, running.ready);
    if ("kind" in taken) return taken;
    const contents = new Map(tried.packs.flatMap(({ digest, content }) => (content === null ? [] : [[digest, content] as const])));
    return { packs: taken.packs, why, contents };
  }

  /** What every trial begins with. */
  #trial(): Omit<TrialOrder, "kept" | "test"> {
    const { folder, running, overlay } = this.#parts;
    const names = { have: running.ready.map(nameOfLoaded), running: running.packs.map(nameOfLoaded) };
    return { folder, beside: running.beside, ...names, ...(overlay && { overlay: overlay.folder }) };
  }
}

/** It was tried and no more, though all of it was ordered. */
function isLate(outcome: SwapOutcome, { dry }: ReloadOrder): boolean {
  return !("fault" in outcome) && outcome.result === null && dry !== true;
}

/** Packs of a version as they were, dependencies first. */
export function keptFolders(store: Store, packs: readonly { readonly digest: string }[]): KeptPack[] {
  return packs.map(({ digest }) => readPackContent(store.versions.content(digest)!));
}

type Told = Omit<Extract<ReloadOutcome, { kind: "done" | "tried" }>, "kind" | "version" | "report">;

function told(outcome: SwapOutcome, running: RunningPacks, about: Told): ReloadOutcome {
  if ("fault" in outcome) return refused("migrate", faultLine(outcome.fault));
  const { result, report } = outcome;
  return { kind: result === null ? "tried" : "done", version: running.version?.id ?? 0, ...about, report: stateReport(report) };
}

function failedWith(error: unknown): ReloadOutcome {
  const isCurrency = error instanceof EngineError && error.code === "E_CURRENCY";
  return refusedFor(isCurrency ? "currency" : "engine", describeError(error));
}

/** Nothing may keep the next order from its turn. */
function takenBack(outcome: ReloadOutcome, takeBack?: () => void): ReloadOutcome {
  if (outcome.kind !== "refused") return outcome;
  try {
    takeBack?.();
    return outcome;
  } catch (error) {
    return { ...outcome, problems: [...outcome.problems, `what was written cannot be taken back: ${describeError(error)}`] };
  }
}

/** How long it takes, and the longest time in which this process did nothing else. */
class Times {
  readonly #delay = monitorEventLoopDelay({ resolution: 1 });
  #startMs = 0;

  start(): void {
    this.#startMs = performance.now();
    this.#delay.enable();
  }

  read(): { readonly tookMs: number; readonly pausedMs: number } {
    return { tookMs: Math.round(performance.now() - this.#startMs), pausedMs: Math.round(this.#delay.max / 1e6) };
  }

  stop(): void {
    this.#delay.disable();
  }
}

export function faultLine({ file, line, column, kind, message }: FaultReport): string {
  return `${file}:${line}:${column}: ${kind}: ${message}`;
}

export function stateReport({ broken, ...report }: SwapReport): StateReport {
  return { ...report, broken: broken.map(({ pack, problem }) => `${pack}: ${problem}`) };
}
