// `lore play`: one process, one person, at a keyboard or on a pipe.

import { basename, join, resolve } from "node:path";
import { SYSTEM_CLOCK } from "../../base/clock.ts";
import { EngineError } from "../../base/errors.ts";
import { Beside } from "../beside/beside.ts";
import { compose, openStore } from "../compose.ts";
import { describeError } from "../describe-error.ts";
import { offerConversions } from "../economy/trying.ts";
import { loadConfig } from "../load-config.ts";
import { SILENT } from "../log.ts";
import { overlayOf } from "../overlay-places.ts";
import { defaultDatabase, packFolder, stateFolder } from "../places.ts";
import { DEFAULT_CANARY } from "../reload/canary.ts";
import { PackKeeper } from "../reload/keeper.ts";
import { Reloader } from "../reload/reloader.ts";
import { requireStarted } from "../reload/running-packs.ts";
import { packsToStart } from "../reload/start-packs.ts";
import { tryPacks } from "../reload/trial.ts";
import { Guest } from "../terminal/guest.ts";
import { Ticker } from "../ticker.ts";
import { rankNamed } from "./rank.ts";

export interface PlayFlags {
  readonly as?: string;
  readonly rank?: string;
  readonly db?: string;
  readonly seed?: number;
  readonly config?: string;
}

export async function play(pack: string | undefined, flags: PlayFlags): Promise<void> {
  if (flags.seed !== undefined && !Number.isSafeInteger(flags.seed))
    throw new EngineError("E_USAGE", { detail: "--seed takes a whole number." });
  if (flags.rank !== undefined) rankNamed(flags.rank);
  const config = await loadConfig(flags.config);
  const folder = packFolder(pack ?? config.world);
  const named = flags.db ?? config.db ?? defaultDatabase(basename(folder));
  const store = await openStore(named === ":memory:" ? named : resolve(named));
  const overlay = overlayOf(named);
  const { packs, kept } = await packsToStart(folder, store, overlay);
  const composed = await compose({
    folder,
    packs,
    store,
    config,
    trusting: true,
    failed: fail,
    forkFailed: (error) => process.stderr.write(`lore: ${describeError(error)}\n`),
    ...(flags.seed === undefined ? {} : { seed: flags.seed }),
  });
  const ticker = new Ticker(composed.play, SYSTEM_CLOCK);
  requireStarted(await composed.running.start());
  await composed.forks?.start();
  const { live, liveTests } = config.reload;
  const keeper = new PackKeeper({
    reloader: new Reloader({ running: composed.running, store, folder, overlay, tryPacks }),
    ...{
      play: composed.play,
      world: composed.world,
      log: SILENT,
      canary: DEFAULT_CANARY,
      nowMs: () => SYSTEM_CLOCK.now(),
      kept,
      live,
      liveTests,
    },
  });
  const db = resolve(named);
  if (named !== ":memory:") offerConversions({ play: composed.play, db, folder, ask: new Beside().ask, failed: () => {} });
  ticker.start();
  const who = { ...(flags.as !== undefined && { name: flags.as }), ...(flags.rank !== undefined && { rank: rankNamed(flags.rank) }) };
  const historyFile = process.stdin.isTTY === true ? join(stateFolder(), "history") : null;
  await new Guest(composed.play, { input: process.stdin, output: process.stdout, historyFile }, who).stay();
  await keeper.idle();
  ticker.stop();
  composed.close();
}

function fail(error: unknown): never {
  process.stderr.write(`lore: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(70);
}
