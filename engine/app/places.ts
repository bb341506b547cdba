// Where things lie: this checkout, the packs that came with it, and the folder for what is made at run time.

import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { EngineError } from "../base/errors.ts";
import type { Places } from "../packs/order.ts";
import { isCapability } from "../script/tables/capabilities.ts";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");
export const DEFAULT_WORLD = "gullwick";

/** Packs that came with this checkout. */
export const WORLDS = join(ROOT, "worlds");
/** Packs that were installed from archives. */
export const INSTALLED = join(stateFolder(), "packs");

export const PLACES: Places = { stdlib: join(ROOT, "stdlib"), packs: [WORLDS, INSTALLED], isCapability };

/** Databases and caches: `LORE_HOME`, else `.lore` in the checkout, else the user's state folder when that is not ours to write. */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env["LORE_HOME"]) return resolve(env["LORE_HOME"]);
  const here = join(ROOT, ".lore");
  if (isWritable(existsSync(here) ? here : ROOT)) return here;
  return join(env["XDG_STATE_HOME"] || join(homedir(), ".local", "state"), "loremesh");
}

/** Compiled packs: `LORE_CACHE` (empty: none is kept), else beside the databases. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env["LORE_CACHE"] !== undefined) return env["LORE_CACHE"] === "" ? null : resolve(env["LORE_CACHE"]);
  return join(stateFolder(env), "cache");
}

/** The database of a world when nobody names another; its folder is made. */
export function defaultDatabase(pack: string): string {
  const folder = stateFolder();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return join(folder, `${pack}.db`);
}

/** Small packs in a checkout that only transcripts are played in. */
const TEST_PACKS = join(ROOT, "tests/packs");

/** A pack by the path of its folder, or by its name among those that came along. */
export function packFolder(nameOrPath: string): string {
  const candidates = [resolve(nameOrPath), ...[...PLACES.packs, TEST_PACKS].map((folder) => join(folder, nameOrPath))];
  const found = candidates.find((path) => existsSync(path) && statSync(path).isDirectory());
  if (found === undefined)
    throw new EngineError("E_USAGE", { detail: `There is no pack ${nameOrPath}, neither here nor in ${PLACES.packs.join(", ")}.` });
  return found;
}

/** True for packs of this checkout, which are trusted as the engine is. */
export function cameAlong(path: string): boolean {
  return [PLACES.stdlib, WORLDS].some((folder) => isWithin(folder, path));
}

/** True for packs that were installed, and have what the sysop has accepted for them. */
export function wasInstalled(path: string): boolean {
  return isWithin(INSTALLED, path);
}

function isWithin(folder: string, path: string): boolean {
  return !relative(folder, path).startsWith("..");
}

/** A path as a person in the current folder would type it. */
export function showPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near === "" || near.startsWith("..") ? path : near;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
