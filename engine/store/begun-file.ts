// What was begun, in a file beside the world's: a line each, appended before the turn and never synced. It has to outlive this process,
// not the machine, and costs one system call a group; the same in SQLite costs a transaction, and waits for whoever writes there.
// Once what it holds is done and in the world's file, it begins anew.

import { appendFileSync, closeSync, existsSync, ftruncateSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import type { InboxRow } from "../world/inbox-port.ts";

type Line = readonly [source: string, packet: string, atMs: number, tries: number, line: string];

export class BegunFile {
  readonly #path: string;
  readonly #mark: string;
  #file: number;
  #bytes = 0;
  #bytesThen = 0;

  /** `mark` says which life of the world it belongs to. */
  constructor(path: string, mark: string) {
    this.#path = path;
    this.#mark = mark;
    this.#file = this.#make([]);
  }

  /** So many bytes longer than when it began. */
  get growth(): number {
    return this.#bytes - this.#bytesThen;
  }

  /** All of them or none: what could not be noted is not begun, and counts no try. */
  append(rows: readonly InboxRow[]): void {
    const bytes = Buffer.from(rows.map(lineOf).join(""));
    try {
      appendFileSync(this.#file, bytes);
    } catch (error) {
      ftruncateSync(this.#file, this.#bytes);
      throw error;
    }
    this.#bytes += bytes.length;
  }

  /** With these alone, whole or not at all. */
  renew(rows: readonly InboxRow[]): void {
    const before = this.#file;
    this.#file = this.#make(rows);
    closeSync(before);
  }

  close(): void {
    closeSync(this.#file);
  }

  #make(rows: readonly InboxRow[]): number {
    const part = `${this.#path}.part`;
    const bytes = Buffer.from([`${JSON.stringify(this.#mark)}\n`, ...rows.map(lineOf)].join(""));
    writeFileSync(part, bytes, { mode: 0o600 });
    renameSync(part, this.#path);
    this.#bytes = bytes.length;
    this.#bytesThen = bytes.length;
    return openSync(this.#path, "a");
  }
}

/** What an earlier life left; nothing where the file is not there or bears another mark. Throws as `node:fs` does, like all here. */
export function readBegun(path: string, mark: string): InboxRow[] {
  if (!existsSync(path)) return [];
  const [first, ...lines] = readFileSync(path, "utf8").split("\n").map(parsed);
  return first === mark ? lines.flatMap(rowOf) : [];
}

export function removeBegun(path: string): void {
  for (const end of ["", ".part"]) rmSync(path + end, { force: true });
}

function lineOf({ source, packet, atMs, tries, line }: InboxRow): string {
  return `${JSON.stringify([source, packet, atMs, tries, line] satisfies Line)}\n`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The last line of who died while writing it: its turn was never begun.
    return undefined;
  }
}

function rowOf(line: unknown): InboxRow[] {
  if (!Array.isArray(line)) return [];
  const [source, packet, atMs, tries, text] = line as unknown as Line;
  return [{ source, packet, atMs, tries, line: text, state: "waiting" }];
}
