// What was edited in the game of files that stay as they are: one entry for each, a file of JSON that is written whole, so that the text
// and what it was made from are never of two minds.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { messageOf } from "../base/errors.ts";
import { hashOf } from "./cache.ts";
import { nameIn } from "./folder.ts";
import { writeForGood } from "./write-whole.ts";

export interface OverlayEntry {
  /** The file as it was when this was made from it. */
  readonly base: string;
  /** What is read in its place. */
  readonly text: string;
}

/** A file that has an entry: the id of its pack, and its name inside of it. */
export interface OverlaidFile {
  readonly pack: string;
  readonly file: string;
}

export type ReadEntry = OverlayEntry | { readonly unreadable: string } | undefined;

const END = ".json";

/** Nobody else needs to read what a world's builders write. */
const MODE = 0o600;

export class Overlay {
  /** It need not be there. */
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** For who watches it: what is not there cannot be. */
  make(): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** Sorted by pack, then by file. */
  files(): OverlaidFile[] {
    if (!existsSync(this.folder)) return [];
    const packs = readdirSync(this.folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return packs.flatMap(({ name: pack }) => this.filesOf(pack).map((file) => ({ pack, file }))).sort(byName);
  }

  filesOf(pack: string): string[] {
    const folder = join(this.folder, pack);
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(END))
      .map((name) => nameIn(folder, join(folder, name.slice(0, -END.length))))
      .sort();
  }

  entry(of: OverlaidFile): ReadEntry {
    let text: string;
    try {
      text = readFileSync(this.placeOf(of), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      return { unreadable: messageOf(error) };
    }
    return readEntry(text);
  }

  /** On the disk for good once this returns. Throws as `node:fs` does. */
  put(of: OverlaidFile, { base, text }: OverlayEntry): void {
    const place = this.placeOf(of);
    mkdirSync(dirname(place), { recursive: true, mode: 0o700 });
    writeForGood(place, `${JSON.stringify({ digest: digestOf({ base, text }), base, text }, null, 1)}\n`, MODE);
  }

  remove(of: OverlaidFile): void {
    rmSync(this.placeOf(of), { force: true });
  }

  placeOf({ pack, file }: OverlaidFile): string {
    return join(this.folder, pack, `${file}${END}`);
  }
}

export function digestOf({ base, text }: OverlayEntry): string {
  return hashOf([base, text]);
}

function readEntry(text: string): ReadEntry {
  try {
    const { digest, base, text: over } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (typeof base !== "string" || typeof over !== "string") return { unreadable: "it is no overlay of a file" };
    if (digest !== digestOf({ base, text: over })) return { unreadable: "it was changed by hand, or is not whole" };
    return { base, text: over };
  } catch (error) {
    return { unreadable: messageOf(error) };
  }
}

function byName(a: OverlaidFile, b: OverlaidFile): number {
  const [one, other] = [`${a.pack}/${a.file}`, `${b.pack}/${b.file}`];
  return one < other ? -1 : Number(one > other);
}
