// `lore rank`: makes a player a builder, or less, or more. Whoever may write the database may say so; the world must not run meanwhile.

import { basename, resolve } from "node:path";
import { EngineError } from "../../base/errors.ts";
import { foldName } from "../../base/names.ts";
import { isRank, RANKS, type Rank } from "../../play/ranks.ts";
import { compose, openStore } from "../compose.ts";
import { loadConfig } from "../load-config.ts";
import { overlayOf, placesOver } from "../overlay-places.ts";
import { defaultDatabase, packFolder } from "../places.ts";

export interface RankFlags {
  readonly db?: string;
  readonly config?: string;
}

export async function rank(name: string, word: string, pack: string | undefined, flags: RankFlags): Promise<void> {
  const wanted = rankNamed(word);
  const config = await loadConfig(flags.config);
  const folder = packFolder(pack ?? config.world);
  const db = resolve(flags.db ?? config.db ?? defaultDatabase(basename(folder)));
  const store = await openStore(db);
  const fail = (error: unknown): never => {
    throw error;
  };
  const composed = await compose({ folder, store, places: placesOver(overlayOf(db)), config, trusting: false, failed: fail });
  const { world, play } = composed;
  const player = world.players().find((one) => foldName(String(world.constant(one, "name") ?? "").slice(1)) === foldName(name));
  if (player !== undefined) {
    const done = play.rank(player.id, wanted);
    play.flush();
    await done;
  }
  composed.close();
  if (player === undefined) throw new EngineError("E_USAGE", { detail: `There is no player ${name} in this world.` });
  process.stdout.write(`${name} is a ${wanted} now.\n`);
}

export function rankNamed(word: string): Rank {
  if (isRank(word)) return word;
  throw new EngineError("E_USAGE", { detail: `There is no rank "${word}": ${RANKS.join(", ")}.` });
}
