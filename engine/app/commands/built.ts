// `lore export` and `lore import`: what is built in the game as files, and files as what is built. The world must not run meanwhile.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { EngineError } from "../../base/errors.ts";
import { foldName } from "../../base/names.ts";
import { readFolder } from "../../packs/folder.ts";
import { MANIFEST_FILE } from "../../packs/manifest.ts";
import { problemLine } from "../../packs/problem.ts";
import { isCapability } from "../../script/tables/capabilities.ts";
import type { Entity } from "../../world/entity.ts";
import { type Composition, compose, openStore } from "../compose.ts";
import { loadConfig } from "../load-config.ts";
import { overlayOf, placesOver } from "../overlay-places.ts";
import { defaultDatabase, packFolder } from "../places.ts";

export interface BuiltFlags {
  readonly db?: string;
  readonly config?: string;
  readonly world?: string;
  /** Of an import: whose pack it is to be, when it is nobody's yet. */
  readonly owner?: string;
}

export async function exportPack(pack: string, folder: string, flags: BuiltFlags): Promise<void> {
  const composed = await open(flags);
  try {
    const { file, version } = writeBuilt(composed, pack, folder);
    process.stdout.write(`${file}: version ${version}\n`);
  } finally {
    composed.close();
  }
}

/** A builder's pack as files; the folder is made. */
export function writeBuilt(
  { world, pack: own }: Composition,
  pack: string,
  folder: string,
): { readonly file: string; readonly version: number } {
  const source = world.source(pack);
  if (source === undefined) {
    const known = [...world.sources()].map((one) => one.pack);
    throw new EngineError("E_USAGE", { detail: `No builder's pack is called ${pack}; there are: ${known.join(", ") || "none"}.` });
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, MANIFEST_FILE),
    `id = "${pack}"\ntitle = "${pack}"\nversion = "0.1.${source.version}"\nrequires = ["${own.manifest.id}"]\n`,
  );
  const file = join(folder, `${pack}.lore`);
  writeFileSync(file, source.text);
  return { file, version: source.version };
}

export async function importPack(folder: string, flags: BuiltFlags): Promise<void> {
  const { pack, text } = readBuilt(folder);
  const composed = await open(flags);
  try {
    await composed.play.start();
    const refused = importInto(composed, ownerOf(composed, pack, flags.owner), text);
    await composed.play.run(() => {});
    if (refused !== null) throw new EngineError("E_PACK", { detail: ` ${refused}` });
    const { version } = composed.world.source(pack) ?? { version: 0 };
    process.stdout.write(`${pack}: version ${version}\n`);
  } finally {
    composed.close();
  }
}

/** The pack's id, and its files as one text. */
export function readBuilt(folder: string): { readonly pack: string; readonly text: string } {
  if (!existsSync(folder)) throw new EngineError("E_USAGE", { detail: `There is no folder ${folder}.` });
  const read = readFolder(folder, isCapability);
  if ("problems" in read) throw new EngineError("E_PACK", { detail: `\n${read.problems.map(problemLine).join("\n")}` });
  const { manifest, sources } = read.folder;
  return { pack: manifest.id, text: sources.map((one) => one.text).join("\n") };
}

/** In a turn of its owner's, as if it had been typed. Why not, or null. */
export function importInto({ script, play }: Composition, owner: Entity, text: string): string | null {
  const turn = script.openTurn({ kind: "command", actor: owner.wire, input: `import ${text}` });
  const outcome = turn.call("stdlib.import_source", [owner.wire, `s${text}`]);
  void play.turn(() => turn.finish());
  play.flush();
  if (outcome.kind === "refused") return outcome.reason;
  return outcome.kind === "fault" ? outcome.report.message : null;
}

function ownerOf({ world }: Composition, pack: string, name: string | undefined): Entity {
  const source = world.source(pack);
  const named = source === undefined ? (name ?? pack) : undefined;
  const owner =
    source === undefined
      ? world.players().find((one) => foldName(String(world.constant(one, "name") ?? "").slice(1)) === foldName(named ?? ""))
      : world.entity(source.owner);
  if (owner === undefined)
    throw new EngineError("E_USAGE", { detail: `There is no player ${named ?? pack} in this world: --owner NAME says whose the pack is.` });
  return owner;
}

async function open(flags: BuiltFlags): Promise<Composition> {
  const config = await loadConfig(flags.config);
  const folder = packFolder(flags.world ?? config.world);
  const db = resolve(flags.db ?? config.db ?? defaultDatabase(basename(folder)));
  const store = await openStore(db);
  const fail = (error: unknown): never => {
    throw error;
  };
  return compose({ folder, store, places: placesOver(overlayOf(db)), config, trusting: false, failed: fail });
}
