// `lore pack install FILE`: shows what an archive is and asks for, and installs it when nothing speaks against it.

import { existsSync, readdirSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { EngineError } from "../../../base/errors.ts";
import type { Opened } from "../../../packs/archive/archive.ts";
import { checkPath } from "../../../packs/check.ts";
import { readFolder } from "../../../packs/folder.ts";
import { acceptedOf, dependentsOf, type InstallWishes, reasonsAgainst } from "../../../packs/installed/install.ts";
import { type Installed, Shelf } from "../../../packs/installed/shelf.ts";
import { MANIFEST_FILE } from "../../../packs/manifest.ts";
import { problemLine } from "../../../packs/problem.ts";
import { isCapability } from "../../../script/tables/capabilities.ts";
import { cacheFolder, INSTALLED, PLACES, showPath, WORLDS } from "../../places.ts";
import { surface } from "../../surface.ts";
import { archiveLines } from "./show.ts";
import { manifestOf, openedArchive } from "./source.ts";

export interface InstallFlags {
  readonly accept?: true | string;
  readonly trust?: string;
  readonly older?: boolean;
}

export async function installPack(file: string, flags: InstallFlags): Promise<void> {
  const opened = openedArchive(file);
  const shelf = new Shelf(INSTALLED);
  await shelf.locked(() => install(opened, shelf, flags));
}

async function install(opened: Opened, shelf: Shelf, flags: InstallFlags): Promise<void> {
  process.stdout.write(`${archiveLines(opened).join("\n")}\n`);
  const wishes = wishesOf(flags, opened.manifest.capabilities);
  const reasons = reasonsAgainst(opened, wishes, { installed: shelf.all(), alongVersions: alongVersions() });
  if (reasons.length > 0) throw new EngineError("E_INSTALL", { detail: reasons.join("\n") });
  const { id } = opened.manifest;
  const staged = shelf.stage(id, opened.files);
  try {
    await prove(id, staged, shelf);
    shelf.put(id, staged, recordOf(opened, acceptedOf(opened.manifest.capabilities, wishes.accept, shelf.all().get(id))));
  } finally {
    shelf.drop(staged);
  }
  process.stdout.write(`Installed in ${showPath(shelf.folderOf(id))}: lore serve ${id}, or requires = ["${id}"] in another pack\n`);
}

function wishesOf({ accept, trust, older }: InstallFlags, asked: readonly string[]): InstallWishes {
  const named = typeof accept !== "string" || accept === "none" ? [] : accept.split(",").map((word) => word.trim());
  for (const one of named) {
    if (!isCapability(one))
      throw new EngineError("E_USAGE", { detail: `--accept names "${one}", which is no capability; docs/lore/host.md lists them.` });
    if (!asked.includes(one)) throw new EngineError("E_USAGE", { detail: `--accept names "${one}", and the pack does not ask for it.` });
  }
  const accepted = accept === undefined ? "as before" : accept === true ? "all" : named;
  return { accept: accepted, trust: trust?.toLowerCase() ?? null, older: older === true };
}

/** As it will stand: it, and what is installed above it, against the packs that are here; before it takes the place of one. */
async function prove(id: string, staged: string, shelf: Shelf): Promise<void> {
  const above = dependentsOf(id, shelf.all()).map(([name]) => shelf.folderOf(name));
  const now = shelf.folderOf(id);
  const read = (path: string) => readFolder(path === now ? staged : path, isCapability);
  for (const folder of [staged, ...above]) {
    const { problems } = await checkPath(folder, { ...PLACES, read, surface: surface(), cache: cacheFolder() });
    const errors = problems
      .filter(({ severity }) => severity === "error")
      .map((one) => problemLine({ ...one, file: named(one.file, shelf) }));
    if (errors.length > 0)
      throw new EngineError("E_INSTALL", { detail: `With it ${basename(folder)} does not check:\n${errors.join("\n")}\n` });
  }
}

/** Without the place where it waits: `pier/pier.lore`. */
function named(file: string, shelf: Shelf): string {
  return relative(shelf.folder, file).replace(/^\.new-\d+\//, "");
}

function recordOf({ manifest, key, hash }: Opened, accepted: readonly string[]): Installed {
  const { version, title, requires, ranges } = manifest;
  const wanted = Object.fromEntries(requires.map((id) => [id, ranges[id] ?? "*"]));
  return { version, title, key, hash, requires: wanted, accepted, at: new Date().toISOString() };
}

/** Versions of the packs that came along, by id. */
export function alongVersions(): Map<string, string> {
  const folders = readdirSync(WORLDS).map((name) => join(WORLDS, name));
  const manifests = [PLACES.stdlib, ...folders].filter((folder) => existsSync(join(folder, MANIFEST_FILE))).map(manifestOf);
  return new Map(manifests.map(({ id, version }) => [id, version]));
}
