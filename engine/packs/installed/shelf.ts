// Packs that were installed from archives: a folder for each, and one record of what they are, who signed them and what the sysop
// has accepted. The record is the truth; a folder that has no line in it is the rest of an install that did not come to its end.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { EngineError } from "../../base/errors.ts";
import { checksumsOf, type Files, filesOf } from "../archive/contents.ts";
import { hashOfBytes } from "../archive/hash.ts";
import { writeWhole } from "../write-whole.ts";

export interface Installed {
  readonly version: string;
  readonly title: string;
  /** The signer's raw public key, in base64: the next version has to be signed with the same. */
  readonly key: string;
  /** Of the archive's checksums. */
  readonly hash: string;
  /** Versions that it wants, by id. */
  readonly requires: Readonly<Record<string, string>>;
  /** Capabilities that the sysop has accepted. */
  readonly accepted: readonly string[];
  /** When, in ISO 8601. */
  readonly at: string;
}

const RECORD_FILE = "installed.json";

export class Shelf {
  /** Where the packs' folders lie. */
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** One change of the shelf at a time, also of other processes: a second one is refused. The lock ends with its process, however it ends. */
  async locked<T>(change: () => Promise<T>): Promise<T> {
    mkdirSync(dirname(this.folder), { recursive: true, mode: 0o700 });
    // An empty database: SQLite's lock of it is the operating system's, which never outlives a process.
    const lock = new Database(`${this.folder}.lock`, { timeout: 0 });
    try {
      take(lock);
      return await change();
    } finally {
      lock.close();
    }
  }

  all(): ReadonlyMap<string, Installed> {
    const path = join(this.folder, RECORD_FILE);
    if (!existsSync(path)) return new Map();
    const read = recordOf(readFileSync(path, "utf8"));
    if (read !== null) return read;
    throw new EngineError("E_INSTALL", { detail: `${path} is damaged: put it back, or delete it and install the packs again.` });
  }

  folderOf(id: string): string {
    return join(this.folder, id);
  }

  /** Whether the files of an installed pack are those that were signed. */
  isUntouched(id: string, installed: Installed): boolean {
    return existsSync(this.folderOf(id)) && hashOfBytes(checksumsOf(filesOf(this.folderOf(id)))) === installed.hash;
  }

  /** Writes an archive's files beside the installed packs, where nothing looks for them; the folder is to be put in place or dropped. */
  stage(id: string, files: Files): string {
    const staging = join(this.folder, `.new-${process.pid}`);
    rmSync(staging, { recursive: true, force: true });
    for (const [name, bytes] of files) {
      const file = join(staging, id, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    return join(staging, id);
  }

  /** The staged folder takes the place of what is there. Files first, then the record: what dies in between is seen by its hash. */
  put(id: string, staged: string, installed: Installed): void {
    const old = join(this.folder, `.old-${process.pid}`);
    rmSync(old, { recursive: true, force: true });
    if (existsSync(this.folderOf(id))) renameSync(this.folderOf(id), old);
    renameSync(staged, this.folderOf(id));
    this.#write(new Map(this.all()).set(id, installed));
    this.drop(staged);
    rmSync(old, { recursive: true, force: true });
  }

  remove(id: string): void {
    const left = new Map(this.all());
    left.delete(id);
    this.#write(left);
    rmSync(this.folderOf(id), { recursive: true, force: true });
  }

  drop(staged: string): void {
    rmSync(dirname(staged), { recursive: true, force: true });
  }

  /** Folders below it, with or without a line in the record. */
  folders(): string[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
      .map((entry) => entry.name);
  }

  #write(packs: ReadonlyMap<string, Installed>): void {
    const path = join(this.folder, RECORD_FILE);
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeWhole(path, `${JSON.stringify({ packs: Object.fromEntries(packs) }, null, 2)}\n`, 0o600);
  }
}

function take(lock: Database.Database): void {
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    if (!(error instanceof Database.SqliteError) || error.code !== "SQLITE_BUSY") throw error;
    throw new EngineError("E_INSTALL", { detail: "Another install or removal is under way: wait until it has ended." });
  }
}

/** By hand and not by a schema: every start of a world with an installed pack reads it. */
function recordOf(text: string): ReadonlyMap<string, Installed> | null {
  try {
    const packs: unknown = (JSON.parse(text) as { packs?: unknown }).packs;
    if (typeof packs !== "object" || packs === null) return null;
    const entries = Object.entries(packs);
    return entries.every(([, value]) => isInstalled(value)) ? new Map(entries as [string, Installed][]) : null;
  } catch {
    return null;
  }
}

function isInstalled(value: unknown): value is Installed {
  if (typeof value !== "object" || value === null) return false;
  const { version, title, key, hash, requires, accepted, at } = value as Record<string, unknown>;
  const texts = [version, title, key, hash, at].every((field) => typeof field === "string");
  return (
    texts &&
    typeof requires === "object" &&
    requires !== null &&
    Array.isArray(accepted) &&
    accepted.every((one) => typeof one === "string")
  );
}
