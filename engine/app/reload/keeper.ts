// Reloading as a world offers it: orders come in by whatever way, and what came of each is told to whom it concerns: a frame to the
// one who typed it and to the staff, a coded line to the log. After a swap it watches for faults and goes back by itself.

import type { Wire } from "../../../dsl/wire.ts";
import { EngineError } from "../../base/errors.ts";
import { asEntityId } from "../../base/ids.ts";
import type { Play } from "../../play/play.ts";
import { type EngineText, tellPlayer, tellStaff } from "../../play/staff.ts";
import type { FaultReport } from "../../script/facade.ts";
import type { World } from "../../world/world.ts";
import type { Logger } from "../log.ts";
import { Canary, type CanarySettings } from "./canary.ts";
import type { ReloadOrder, ReloadOutcome } from "./order.ts";
import type { Reloader } from "./reloader.ts";

export interface KeeperParts {
  readonly reloader: Reloader;
  readonly play: Play;
  readonly world: World;
  readonly log: Logger;
  readonly canary: CanarySettings;
  readonly nowMs: () => number;
}

/** What a fault's place may take in a frame. */
const MOST_DETAIL = 120;

export class PackKeeper {
  readonly #parts: KeeperParts;
  readonly #canary: Canary;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#canary = new Canary(parts.canary, parts.nowMs);
    parts.play.reloading = (player, to) => void this.#typed(player, to);
  }

  /** Never rejects. Whoever ordered from outside reads the outcome itself; the staff in the game reads a frame. */
  async order(order: ReloadOrder, player: number | null = null): Promise<ReloadOutcome> {
    const { reloader, play, world } = this.#parts;
    const outcome = await reloader.order(order);
    this.#logOf(order, outcome);
    if (outcome.kind === "done") this.#canary.watch(order.to === undefined);
    const text = textOf(order, outcome);
    if (player !== null) await tellPlayer(play, player, text);
    if (outcome.kind === "done" || outcome.kind === "refused") await tellStaff(play, world, text, player);
    return outcome;
  }

  /** Of the turns that were just run. */
  faults(faults: readonly FaultReport[]): void {
    const { world } = this.#parts;
    // What players built has its own switch, and faults in it say little of the packs.
    const ours = faults.filter(({ pack }) => world.source(pack) === undefined);
    if (this.#canary.isTooMuch(ours.length)) void this.#back(ours.at(-1)!);
  }

  async #back({ file, line, message }: FaultReport): Promise<void> {
    const { reloader, play, world, log, canary } = this.#parts;
    const outcome = await reloader.order({ who: "canary", to: 0, untested: true });
    const detail = `${file}:${line}: ${message}`;
    const error = new EngineError("E_CANARY", { detail });
    log.error({ code: error.code, faults: canary.faults, outcome }, error.message);
    const text = outcome.kind === "done" ? "stdlib.reload.canary" : "stdlib.reload.canary_stuck";
    await tellStaff(play, world, { text, args: { detail: wire(detail) } });
  }

  async #typed(player: number, to: number | null): Promise<void> {
    const { world } = this.#parts;
    const entity = world.entity(asEntityId(player));
    const who = entity === undefined ? `#${player}` : String(world.constant(entity, "name") ?? "s").slice(1);
    await this.order(to === null ? { who } : { who, to }, player);
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

function textOf({ to }: ReloadOrder, outcome: ReloadOutcome): EngineText {
  switch (outcome.kind) {
    case "same":
      return { text: "stdlib.reload.same", args: { version: outcome.version } };
    case "refused":
      if (outcome.step === "version")
        return { text: `stdlib.reload.${to === 0 ? "no_earlier" : "no_version"}`, args: to === 0 ? {} : { version: to ?? 0 } };
      return { text: "stdlib.reload.refused", args: { detail: wire(outcome.problems[0] ?? "") } };
    default: {
      const { lost, asideCount } = outcome.report;
      const limbo = Object.values(lost).reduce((sum, count) => sum + count, 0);
      const what = to === undefined ? "done" : "rolled_back";
      return {
        text: `stdlib.reload.${what}`,
        args: { version: outcome.version, changed: wire(outcome.changed), limbo, aside: asideCount },
      };
    }
  }
}

/** On one line, and short enough for a frame around it. */
function wire(text: string): Wire {
  const plain = text.replaceAll(/\s+/g, " ");
  return `s${plain.length <= MOST_DETAIL ? plain : `${plain.slice(0, MOST_DETAIL - 3)}...`}`;
}
