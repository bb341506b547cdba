// `lore serve`: the front in this process, the world in another.

import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Front } from "../front/front.ts";
import { loadConfig } from "../load-config.ts";
import { openLog } from "../log.ts";
import { defaultDatabase, packFolder } from "../places.ts";
import type { WorldArguments } from "../serve/world-process.ts";

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
  const db = resolve(flags.db ?? config.db ?? defaultDatabase(folder.split("/").at(-1)!));
  const log = await openLog(config.log);
  const world: WorldArguments = { folder, db, config };
  const front = new Front({
    world: { module: WORLD, args: [JSON.stringify(world)] },
    patience: config.patience,
    telnet: config.telnet,
    log,
    prefix: `${Date.now().toString(36)}-${process.pid.toString(36)}`,
  });
  const stop = async () => {
    await front.close();
    log.info({}, "stopped");
    process.exit(0);
  };
  process.on("SIGINT", () => void stop());
  process.on("SIGTERM", () => void stop());
  const host = flags.host ?? config.telnet.host;
  const port = await front.open(flags.port ?? config.telnet.port, host);
  log.info({ host, port, db, pack: folder }, "the telnet door is open");
}
