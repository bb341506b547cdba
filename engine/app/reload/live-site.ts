// A file that is to be edited in the game: what is read there now, and where the edit goes, into the file or over it. Whatever instant this
// process dies at, what is read then is the text before or the text after.

import { accessSync, constants, realpathSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { isEntry, plainText } from "../../packs/overlaid.ts";
import type { Overlay, OverlayEntry } from "../../packs/overlay.ts";
import { writeForGood } from "../../packs/write-whole.ts";
import { cameAlong, PLACES, wasInstalled } from "../places.ts";

/** `auto`: into files that can be written, over the others. */
export type LiveMode = "auto" | "files" | "overlay" | "no";

export interface Site {
  readonly pack: string;
  /** Of the pack. */
  readonly folder: string;
  /** In it. */
  readonly file: string;
  readonly overlay: Overlay | null;
}

export interface Reading {
  /** The file as it lies. */
  readonly plain: string;
  /** What lies over it. */
  readonly entry: OverlayEntry | undefined;
  /** What both make. */
  readonly text: string;
}

/** Undefined for what cannot be read, and for a file that has changed under its overlay: that is a reload's to bring together. */
export function readSite({ pack, folder, file, overlay }: Site): Reading | undefined {
  const plain = plainText(join(folder, file));
  const entry = overlay?.entry({ pack, file });
  if (plain === undefined) return undefined;
  if (entry === undefined) return { plain, entry, text: plain };
  return isEntry(entry) && entry.base === plain ? { plain, entry, text: entry.text } : undefined;
}

export interface Way {
  readonly place: "file" | "overlay";
  /** Throws as `node:fs` does. */
  put(text: string): void;
  /** Only of what nobody has changed since. */
  takeBack(text: string): void;
}

/** Undefined when there is none. What lies over its file already stays there, unless all goes into files. */
export function wayInto(site: Site, reading: Reading, mode: Exclude<LiveMode, "no">): Way | undefined {
  const { folder, file, overlay } = site;
  // The library is the engine's.
  if (cameAlong(folder) && !relative(PLACES.stdlib, folder).startsWith("..")) return undefined;
  const isOver = reading.entry !== undefined;
  if (mode !== "overlay" && (mode === "files" || !isOver) && mayWrite(folder, join(folder, file))) return intoFile(site, reading);
  return mode === "files" || overlay === null ? undefined : intoOverlay(site, overlay, reading);
}

/** What lies over the file goes with it. */
export function intoFile({ pack, folder, file, overlay }: Site, { plain, entry }: Reading): Way {
  const of = { pack, file };
  const path = join(folder, file);
  return {
    place: "file",
    put(text) {
      // Over the file first: then it says the same as the file, and goes.
      if (entry !== undefined) overlay?.put(of, { base: plain, text });
      try {
        writeForGood(path, text);
      } catch (error) {
        if (entry !== undefined) overlay?.put(of, entry);
        throw error;
      }
      const now = overlay?.entry(of);
      // Somebody else may have edited it meanwhile.
      if (isEntry(now) && now.text === text) overlay?.remove(of);
    },
    takeBack(text) {
      if (plainText(path) !== text) return;
      if (entry !== undefined) overlay?.put(of, entry);
      writeForGood(path, plain);
    },
  };
}

function intoOverlay({ pack, file }: Site, overlay: Overlay, { plain, entry }: Reading): Way {
  const of = { pack, file };
  const lies = (over: OverlayEntry | undefined): void => (over === undefined ? overlay.remove(of) : overlay.put(of, over));
  return {
    place: "overlay",
    put: (text) => lies(text === plain ? undefined : { base: plain, text }),
    takeBack(text) {
      const now = overlay.entry(of);
      if (now === undefined ? text === plain : isEntry(now) && now.text === text) lies(entry);
    },
  };
}

/** What came as an archive is its signer's. */
export function mayWrite(folder: string, path: string): boolean {
  if (wasInstalled(folder)) return false;
  try {
    const file = realpathSync(path);
    accessSync(file, constants.W_OK);
    accessSync(dirname(file), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
