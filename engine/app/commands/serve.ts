// `lore serve`: the front in this process, the world in another.

import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { SYSTEM_CLOCK } from "../../base/clock.ts";
import type { Config } from "../config.ts";
import { Front } from "../front/front.ts";
import { radioOf } from "../front/radios.ts";
import { loadConfig } from "../load-config.ts";
import { type Logger, openLog } from "../log.ts";
import { defaultDatabase, packFolder } from "../places.ts";
import type { WorldArguments } from "../serve/world-process.ts";
import { openReports, type Reports } from "../status/reports.ts";

export interface ServeFlags {
  readonly port?: number;
  readonly host?: string;
  readonly db?: string;
  readonly config?: string;
}

const WORLD = fileURLToPath(new URL("../serve/world-main.ts", import.meta.url));

export async function serve(pack: string | undefined, flags: ServeFlags): Promise<void> {
  const config = await loadConfig(flags.config);
  const folder = packFolder(pack ?? config.world);
  const db = resolve(flags.db ?? config.db ?? defaultDatabase(basename(folder)));
  const log = await openLog(config.log);
  const front = makeFront({ folder, db, config }, log);
  const ending = new Ending(front, log);
  const host = flags.host ?? config.telnet.host;
  try {
    const port = await front.open(flags.port ?? config.telnet.port, host);
    log.info({ host, port, db, pack: folder, radios: config.radios.length }, "the telnet door is open");
    ending.reports = await openReports({ front, db, pack: basename(folder), telnet: { host, port } }, config.metrics, log);
  } catch (error) {
    // A world without a door would run on unseen.
    await front.close();
    throw error;
  }
}

function makeFront(world: WorldArguments, log: Logger): Front {
  const { config }: { config: Config } = world;
  const nowMs = SYSTEM_CLOCK.now();
  return new Front({
    world: { module: WORLD, args: [JSON.stringify(world)] },
    patience: config.patience,
    telnet: config.telnet,
    radios: config.radios.map((radio, index) => radioOf(radio, nowMs + index)),
    log,
    prefix: `${nowMs.toString(36)}-${process.pid.toString(36)}`,
  });
}

/** What signals do: the first SIGTERM or SIGINT drains, a second ends at once. */
class Ending {
  reports: Reports | null = null;
  readonly #front: Front;
  readonly #log: Logger;
  #isDraining = false;

  constructor(front: Front, log: Logger) {
    this.#front = front;
    this.#log = log;
    process.on("SIGINT", () => void this.#end("SIGINT"));
    process.on("SIGTERM", () => void this.#end("SIGTERM"));
    process.on("SIGHUP", () => {
      log.info({}, "SIGHUP: the packs are read again; settings are read at the start");
      void front.reload({ who: "SIGHUP" });
    });
  }

  async #end(signal: string): Promise<void> {
    this.#log.info({ signal }, this.#isDraining ? "ending at once" : "ending: no new lines, what runs is finished");
    const wasDraining = this.#isDraining;
    this.#isDraining = true;
    await (wasDraining ? this.#front.close() : this.#front.drain());
    this.reports?.close();
    this.#log.info({}, "stopped");
    process.exit(0);
  }
}
