// `lore promote`: what a builder has made becomes a pack of files, and the world runs on with it. Whether the world is served or not.

import { basename, join, resolve } from "node:path";
import { SYSTEM_CLOCK } from "../../base/clock.ts";
import { readFolder } from "../../packs/folder.ts";
import { isCapability } from "../../script/tables/capabilities.ts";
import { compose, openStore } from "../compose.ts";
import { loadConfig } from "../load-config.ts";
import { SILENT } from "../log.ts";
import { overlayOf } from "../overlay-places.ts";
import { defaultDatabase, packFolder, showPath } from "../places.ts";
import { DEFAULT_CANARY } from "../reload/canary.ts";
import { PackKeeper } from "../reload/keeper.ts";
import type { ReloadOrder, ReloadOutcome } from "../reload/order.ts";
import { Reloader } from "../reload/reloader.ts";
import { requireStarted } from "../reload/running-packs.ts";
import { packsToStart } from "../reload/start-packs.ts";
import { tryPacks } from "../reload/trial.ts";
import { orderReload } from "../status/ask-server.ts";
import { showOutcome } from "./reload.ts";

export interface PromoteFlags {
  readonly title?: string;
  readonly world?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly db?: string;
  readonly config?: string;
}

export async function promote(pack: string, dir: string, { title, world, dryRun, json, ...flags }: PromoteFlags): Promise<void> {
  const config = await loadConfig(flags.config);
  const own = packFolder(world ?? config.world);
  const db = resolve(flags.db ?? config.db ?? defaultDatabase(basename(own)));
  const folder = resolve(dir);
  const promotion = { pack: pack.toLowerCase(), folder, ...(title !== undefined && { title }) };
  const order: ReloadOrder = { who: "command line", promote: promotion, ...(dryRun === true && { dry: true }) };
  const outcome = (await orderReload(db, order)) ?? (await orderHere({ folder: own, db, config }, order));
  showOutcome(outcome, { db, json: json === true });
  if (json !== true && outcome.kind === "done") process.stdout.write(`${asked(folder)}\n`);
}

/** Nobody serves the world: it is opened for this. */
async function orderHere(
  { folder, db, config }: { readonly folder: string; readonly db: string; readonly config: Awaited<ReturnType<typeof loadConfig>> },
  order: ReloadOrder,
): Promise<ReloadOutcome> {
  const store = await openStore(db);
  const failed = (error: unknown): never => {
    throw error;
  };
  const overlay = overlayOf(db);
  const { packs, kept } = await packsToStart(folder, store, overlay);
  const composed = await compose({ folder, packs, store, config, trusting: false, failed });
  try {
    requireStarted(await composed.running.start());
    const { play, running, world } = composed;
    const reloader = new Reloader({ running, store, folder, overlay, tryPacks });
    const keeper = new PackKeeper({ reloader, play, world, log: SILENT, canary: DEFAULT_CANARY, nowMs: () => SYSTEM_CLOCK.now(), kept });
    return await keeper.order(order);
  } finally {
    composed.close();
  }
}

function asked(folder: string): string {
  const read = readFolder(folder, isCapability);
  const capabilities = "folder" in read ? read.folder.manifest.capabilities : [];
  const wants = capabilities.length === 0 ? "asks for no capability" : `asks for ${capabilities.join(", ")}`;
  return `${showPath(join(folder, "pack.toml"))}: it ${wants}; what it does is done by the world now, no longer in its builder's name.`;
}
