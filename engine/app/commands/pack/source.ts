// A pack by whatever names it: an archive, a folder, the id of one that is installed or came along.

import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { EngineError } from "../../../base/errors.ts";
import { ARCHIVE_ENDING, type Opened, openArchive } from "../../../packs/archive/archive.ts";
import { type Files, filesOf } from "../../../packs/archive/contents.ts";
import { MANIFEST_FILE, type Manifest, readManifest } from "../../../packs/manifest.ts";
import { problemLine } from "../../../packs/problem.ts";
import { isCapability } from "../../../script/tables/capabilities.ts";
import { packFolder, showPath } from "../../places.ts";

export interface PackSource {
  readonly manifest: Manifest;
  readonly files: Files;
}

export function packSource(name: string): PackSource {
  if (name.endsWith(ARCHIVE_ENDING)) return openedArchive(name);
  const folder = packFolder(name);
  return { manifest: manifestOf(folder), files: filesOf(folder) };
}

export function openedArchive(name: string): Opened {
  const path = resolve(name);
  if (!existsSync(path) || !statSync(path).isFile()) throw new EngineError("E_USAGE", { detail: `There is no archive ${showPath(path)}.` });
  return openArchive(readFileSync(path), showPath(path), isCapability);
}

/** The manifest in a folder; one that is missing or wrong is told as `lore check` tells it. */
export function manifestOf(folder: string): Manifest {
  const file = join(folder, MANIFEST_FILE);
  if (!existsSync(file)) throw new EngineError("E_USAGE", { detail: `There is no ${MANIFEST_FILE} in ${showPath(folder)}.` });
  const read = readManifest(readFileSync(file, "utf8"), showPath(file), isCapability);
  if ("problems" in read) throw new EngineError("E_PACK", { detail: `\n${read.problems.map(problemLine).join("\n")}` });
  return read.manifest;
}
