// Reloading as a world offers it: orders come in by whatever way, and what came of each is told to whom it concerns: a frame to the
// one who typed it and to the staff, a coded line to the log. After a swap it watches for faults and goes back by itself.

import { EngineError } from "../../base/errors.ts";
import { asEntityId } from "../../base/ids.ts";
import type { Overlay } from "../../packs/overlay.ts";
import type { Play } from "../../play/play.ts";
import { hasRank } from "../../play/ranks.ts";
import { tellPlayer, tellStaff } from "../../play/staff.ts";
import type { FaultReport } from "../../script/facade.ts";
import type { LiveChange } from "../../script/workbench.ts";
import { promotedFrom } from "../../world/promoted.ts";
import type { World } from "../../world/world.ts";
import type { Logger } from "../log.ts";
import { Canary, type CanarySettings } from "./canary.ts";
import { LiveFiles } from "./live-files.ts";
import type { LiveMode } from "./live-site.ts";
import type { ReloadOrder, ReloadOutcome } from "./order.ts";
import type { Reloader } from "./reloader.ts";
import type { KeptStart } from "./start-packs.ts";
import { canaryText, keptText, outcomeText, writtenText } from "./words.ts";

export interface KeeperParts {
  readonly reloader: Reloader;
  readonly play: Play;
  readonly world: World;
  readonly log: Logger;
  readonly canary: CanarySettings;
  /** Where edits of files go that are made in the game. */
  readonly live?: LiveMode;
  /** The packs' transcripts are played against these edits first. */
  readonly liveTests?: boolean;
  readonly nowMs: () => number;
  /** The world began with other packs than the files. */
  readonly kept: KeptStart | null;
}

export class PackKeeper {
  readonly #parts: KeeperParts;
  readonly #canary: Canary;
  readonly #files: LiveFiles;
  /** Staff who come read why the files are not what runs, until they are. */
  #kept: KeptStart | null;
  #swapped: ReadonlySet<string> = new Set();
  #typing: Promise<unknown> = Promise.resolve();

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#kept = parts.kept;
    this.#canary = new Canary(parts.canary, parts.nowMs);
    parts.play.reloading = (player, to) => this.#begin(this.#typed(player, to));
    const { running, overlay } = parts.reloader;
    this.#files = new LiveFiles({
      running,
      overlay,
      mode: parts.live ?? "auto",
      tests: parts.liveTests === true,
      order: (order, takeBack) => this.#quietly(order, takeBack),
    });
    parts.play.editing = (player, change) => this.#begin(this.#edited(player, change));
    parts.play.arrived = (player) => void this.#arrived(player);
    if (parts.kept !== null) this.#logKept(parts.kept);
    parts.reloader.settle();
  }

  get overlay(): Overlay | null {
    return this.#parts.reloader.overlay;
  }

  /** Never rejects. Whoever ordered from outside reads the outcome itself; the staff in the game reads a frame. */
  async order(order: ReloadOrder, player: number | null = null): Promise<ReloadOutcome> {
    const { play, world } = this.#parts;
    const outcome = await this.#quietly(order);
    const owner = order.promote === undefined || outcome.kind !== "done" ? undefined : promotedFrom(world, order.promote.pack);
    if (owner !== undefined) await tellPlayer(play, owner, { text: "stdlib.build.promoted", args: {} });
    const text = outcomeText(order, outcome);
    if (player !== null) await tellPlayer(play, player, text);
    if (outcome.kind === "done" || outcome.kind === "refused") await tellStaff(play, world, text, player);
    return outcome;
  }

  /** Once all that was typed until now is done and told: a world must not close in the midst of it. */
  async idle(): Promise<void> {
    await this.#typing;
  }

  #begin(work: Promise<void>): void {
    this.#typing = Promise.all([this.#typing, work]);
  }

  /** Told to nobody but the log. */
  async #quietly(order: ReloadOrder, takeBack?: () => void): Promise<ReloadOutcome> {
    const outcome = await this.#parts.reloader.order(order, takeBack);
    this.#logOf(order, outcome);
    if (outcome.kind === "done") {
      this.#kept = null;
      this.#swapped = new Set(outcome.swapped);
      this.#canary.watch(order.to === undefined);
    }
    return outcome;
  }

  /** A pack's file was edited in the game: who did it reads what became of it. */
  async #edited(player: number, text: string): Promise<void> {
    const { play, log } = this.#parts;
    const change = JSON.parse(text) as LiveChange;
    const who = this.#nameOf(player);
    const written = await this.#files.write(change, who);
    const { outcome, ...told } = { outcome: undefined, ...written };
    log.info({ who, pack: change.pack, path: change.path, ...told, reload: outcome?.kind }, "a file was edited in the game");
    await tellPlayer(play, player, writtenText(change, written));
  }

  /** Of the turns that were just run. */
  faults(faults: readonly FaultReport[]): void {
    // What did not change says little of what did.
    const ours = faults.filter(({ pack, ran }) => this.#swapped.has(pack) || this.#swapped.has(ran));
    if (this.#canary.isTooMuch(ours.length)) void this.#back(ours.at(-1)!);
  }

  async #back({ file, line, message }: FaultReport): Promise<void> {
    const { reloader, play, world, log, canary } = this.#parts;
    const outcome = await reloader.order({ who: "canary", to: 0, untested: true });
    const detail = `${file}:${line}: ${message}`;
    const error = new EngineError("E_CANARY", { detail });
    log.error({ code: error.code, faults: canary.faults, outcome }, error.message);
    await tellStaff(play, world, canaryText(outcome, detail));
  }

  async #typed(player: number, to: number | null): Promise<void> {
    const who = this.#nameOf(player);
    await this.order(to === null ? { who } : { who, to }, player);
  }

  #nameOf(player: number): string {
    const { world } = this.#parts;
    const entity = world.entity(asEntityId(player));
    return entity === undefined ? `#${player}` : String(world.constant(entity, "name") ?? "s").slice(1);
  }

  async #arrived(player: number): Promise<void> {
    const { play, world } = this.#parts;
    const entity = world.entity(asEntityId(player));
    if (this.#kept !== null && entity !== undefined && hasRank(world, entity, "wizard"))
      await tellPlayer(play, player, keptText(this.#kept));
  }

  #logKept({ version, problem }: KeptStart): void {
    const why = problem === null ? "they are those that a rollback went back from" : `they do not check: ${problem}`;
    const error =
      version === null
        ? new EngineError("E_OVERLAY", { detail: why })
        : new EngineError("E_KEPT", { version: String(version), detail: why });
    this.#parts.log.warn({ code: error.code, version, ...(problem !== null && { problem }) }, error.message);
  }

  #logOf({ who, to }: ReloadOrder, outcome: ReloadOutcome): void {
    const { log } = this.#parts;
    if (outcome.kind === "refused") {
      const { step, problems } = outcome;
      const error = new EngineError("E_RELOAD", { detail: problems[0] ?? step });
      log.error({ code: error.code, who, step, problems }, error.message);
      return;
    }
    log.info(
      { who, ...(to !== undefined && { to }), ...outcome },
      outcome.kind === "done" ? "other packs are in place" : "the packs stay as they are",
    );
  }
}
