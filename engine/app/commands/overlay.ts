// `lore overlay`: what was edited in the game of files that stay as they are. To be read, brought into the files, or given up; the world may
// run meanwhile.

import { existsSync, mkdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { createTwoFilesPatch } from "diff";
import { EngineError } from "../../base/errors.ts";
import { readInOrder } from "../../packs/order.ts";
import { isEntry, lay, plainText } from "../../packs/overlaid.ts";
import type { OverlaidFile, Overlay, OverlayEntry } from "../../packs/overlay.ts";
import { problemLine } from "../../packs/problem.ts";
import { writeForGood } from "../../packs/write-whole.ts";
import { loadConfig } from "../load-config.ts";
import { overlayOf } from "../overlay-places.ts";
import { defaultDatabase, PLACES, packFolder, showPath } from "../places.ts";
import { readWorldFile } from "../read-copy.ts";
import { besideIn } from "../reload/exchange.ts";
import { intoFile, mayWrite } from "../reload/live-site.ts";

export interface OverlayFlags {
  readonly world?: string;
  readonly db?: string;
  readonly config?: string;
}

export interface ChosenFlags extends OverlayFlags {
  readonly all?: boolean;
  /** Of what is written: another place than the files. */
  readonly into?: string;
}

export interface MergeFlags extends ChosenFlags {
  readonly mine?: boolean;
  readonly theirs?: boolean;
}

/** `merged`: the file has changed since, and both come together; `same`: the file says so by itself; `stuck`: neither is guessed. */
type State = "over" | "merged" | "same" | "stuck";

interface Lying extends OverlaidFile {
  readonly state: State;
  /** What is wrong; null unless it is stuck. */
  readonly detail: string | null;
  /** Folder of the pack; null when the world has no such pack. */
  readonly folder: string | null;
  readonly plain: string | undefined;
  readonly entry: OverlayEntry | undefined;
  /** What is read; undefined when it is stuck. */
  readonly text: string | undefined;
}

const STATES: Readonly<Record<State, string>> = {
  over: "as it was edited in the game",
  merged: "as it was edited in the game, upon a file that has changed since",
  same: "the file says the same by now",
  stuck: "not read",
};

/** Exit code 1 when one does not fit its file. */
export async function listOverlay({ json, ...flags }: OverlayFlags & { readonly json?: boolean }): Promise<void> {
  const { lying, overlay } = await openOverlay(flags);
  if (json === true) print([JSON.stringify(lying.map(({ pack, file, state, detail }) => ({ pack, file, state, detail })))]);
  else if (lying.length === 0) print([`Nothing lies over the files: there is no ${showPath(overlay.folder)}.`]);
  else print(lying.map((one) => `${nameOf(one)}: ${STATES[one.state]}${one.detail === null ? "" : `; ${one.detail}`}`));
  if (lying.some(({ state }) => state === "stuck")) process.exitCode = 1;
}

/** Exit code 1 when there is a difference. */
export async function diffOverlay(file: string | undefined, flags: OverlayFlags): Promise<void> {
  const { lying } = await openOverlay(flags);
  const patches = (file === undefined ? lying : chosen(lying, file, {})).flatMap(patchesOf);
  if (patches.length === 0) return;
  print(patches);
  process.exitCode = 1;
}

/** Exit code 1 when one could not be written. */
export async function writeOverlay(file: string | undefined, flags: ChosenFlags): Promise<void> {
  const { lying, overlay } = await openOverlay(flags);
  for (const one of chosen(lying, file, flags)) {
    const [isDone, line] = flags.into === undefined ? intoPack(overlay, one) : elsewhere(one, resolve(flags.into));
    print([`${nameOf(one)}: ${line}`]);
    if (!isDone) process.exitCode = 1;
  }
}

/** Exit code 1 when one cannot be brought together even so. */
export async function mergeOverlay(file: string | undefined, { mine, theirs, ...flags }: MergeFlags): Promise<void> {
  if ((mine === true) === (theirs === true)) throw new EngineError("E_USAGE", { detail: "Say --mine or --theirs." });
  const { mergeSources } = await import("../../../dsl/index.ts");
  const { lying, overlay } = await openOverlay(flags);
  for (const one of chosen(lying, file, flags)) {
    const { pack, plain, entry } = one;
    const sides = plain === undefined || entry === undefined ? null : { pack, base: entry.base, mine: entry.text, theirs: plain };
    const merged = sides === null ? null : mergeSources(sides, mine === true ? "mine" : "theirs");
    if (sides === null || merged === null || !("text" in merged)) {
      print([`${nameOf(one)}: stays as it is; ${one.detail ?? "it cannot be read"}`]);
      process.exitCode = 1;
    } else {
      overlay.put(one, { base: sides.theirs, text: merged.text });
      print([`${nameOf(one)}: ${STATES.over}, upon the file as it lies now. A reload or a start reads it.`]);
    }
  }
}

export async function dropOverlay(file: string | undefined, flags: ChosenFlags): Promise<void> {
  const { lying, overlay } = await openOverlay(flags);
  for (const one of chosen(lying, file, flags)) {
    overlay.remove(one);
    print([`${nameOf(one)}: dropped. A reload or a start reads the file as it lies.`]);
  }
}

function intoPack(overlay: Overlay, one: Lying): readonly [boolean, string] {
  const { pack, file, folder, plain, entry, text } = one;
  if (folder === null || plain === undefined || text === undefined) return [false, `not written; ${one.detail}`];
  const path = join(folder, file);
  if (!mayWrite(folder, path)) return [false, `not written; ${showPath(path)} is not to be written, --into DIR writes it elsewhere`];
  intoFile({ pack, folder, file, overlay }, { plain, entry, text }).put(text);
  return [true, `written to ${showPath(path)}; nothing lies over it any more`];
}

/** What is stuck, as it was edited. */
function elsewhere({ pack, file, text, entry }: Lying, into: string): readonly [boolean, string] {
  const written = text ?? entry?.text;
  if (written === undefined) return [false, "not written; it cannot be read"];
  const path = join(into, pack, file);
  mkdirSync(dirname(path), { recursive: true });
  writeForGood(path, written);
  return [true, `written to ${showPath(path)}; it lies over the file as before`];
}

function patchesOf(one: Lying): string[] {
  const { plain, entry, text } = one;
  const name = nameOf(one);
  const patch = (was: string, is: string, before: string, after: string): string[] =>
    was === is ? [] : [createTwoFilesPatch(before, after, was, is, "", "", { context: 2 }).replace(/^=+\n/, "").trimEnd()];
  if (text !== undefined) return patch(plain ?? "", text, name, `${name} (overlay)`);
  const first = `${name} (both began with)`;
  const base = entry?.base ?? "";
  return [
    `${name}: ${one.detail}`,
    ...(plain === undefined ? [] : patch(base, plain, first, name)),
    ...(entry === undefined ? [] : patch(base, entry.text, first, `${name} (overlay)`)),
  ];
}

async function openOverlay(flags: OverlayFlags): Promise<{ readonly overlay: Overlay; readonly lying: readonly Lying[] }> {
  const config = await loadConfig(flags.config);
  const folder = packFolder(flags.world ?? config.world);
  const db = resolve(flags.db ?? config.db ?? defaultDatabase(basename(folder)));
  const overlay = overlayOf(db)!;
  const files = overlay.files();
  const beside = files.length > 0 && existsSync(db) ? await readWorldFile(undefined, { ...flags, db }, besideIn) : [];
  const order = files.length === 0 ? { folders: [] } : readInOrder([folder, ...beside], PLACES);
  const folders = new Map("problems" in order ? [] : order.folders.map(({ path, manifest }) => [manifest.id, path]));
  const why = "problems" in order ? problemLine(order.problems[0]!) : "this world has no such pack";
  return { overlay, lying: files.map((file) => lyingOf(overlay, file, { folder: folders.get(file.pack) ?? null, why })) };
}

/** `why`: what is said when there is no folder. */
function lyingOf(overlay: Overlay, of: OverlaidFile, { folder, why }: { readonly folder: string | null; readonly why: string }): Lying {
  const read = overlay.entry(of);
  const entry = isEntry(read) ? read : undefined;
  const plain = folder === null ? undefined : plainText(join(folder, of.file));
  const about = { ...of, folder, plain, entry };
  if (folder === null) return { ...about, state: "stuck", detail: why, text: undefined };
  const laid = lay(overlay, { folder, of, now: plain });
  if ("problem" in laid) {
    const detail = problemLine({ ...laid.problem, file: showPath(laid.problem.file) });
    return { ...about, state: "stuck", detail, text: undefined };
  }
  const state = laid.text === plain ? "same" : entry?.base === plain ? "over" : "merged";
  return { ...about, state, detail: null, text: laid.text };
}

/** The one that is called so, as the list names it or by its file alone; all only when that is said. */
function chosen(lying: readonly Lying[], name: string | undefined, { all }: { readonly all?: boolean }): readonly Lying[] {
  if (name === undefined && all === true) return lying;
  const known = lying.map(nameOf).join(", ") || "none";
  if (name === undefined) throw new EngineError("E_USAGE", { detail: `Say which, or --all. There are: ${known}.` });
  const path = name.replaceAll("\\", "/");
  const whole = lying.filter((one) => nameOf(one) === path);
  const found = whole.length > 0 ? whole : lying.filter(({ file }) => file === path);
  if (found.length === 1) return found;
  throw new EngineError("E_USAGE", {
    detail: `${found.length === 0 ? "Nothing lies over" : "More than one pack has"} ${name}. There are: ${known}.`,
  });
}

function nameOf({ pack, file }: OverlaidFile): string {
  return `${pack}/${file}`;
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}
