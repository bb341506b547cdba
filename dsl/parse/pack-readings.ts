// All files of a pack, read again and again: what did not change in them is not read anew.

import type { LoreFile } from "../ast.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { FileReading } from "./file-reading.ts";
import { parse } from "./parse.ts";

export interface SourceText {
  /** Path inside the pack. */
  readonly name: string;
  readonly text: string;
}

export interface PackReading {
  readonly files: readonly { readonly name: string; readonly source: string; readonly file: LoreFile }[];
  /** File by file. */
  readonly diagnostics: readonly Diagnostic[];
  /** False while a faulty file has been read in pieces only. */
  readonly settled: boolean;
}

/** Trees from one reading to the next. Those of an earlier reading are moved by the next one: only the last are to be believed. */
export class PackReadings {
  readonly #readings = new Map<string, FileReading>();

  /** `events` are the words that may follow `ON_`. With `settle`, faulty files are read whole: then it says what `readSources` does. */
  read(sources: readonly SourceText[], events: ReadonlySet<string>, settle: boolean): PackReading {
    const names = new Set(sources.map(({ name }) => name));
    for (const name of this.#readings.keys()) if (!names.has(name)) this.#readings.delete(name);
    return joined(
      sources.map(({ name, text }) => {
        const reader = this.#readings.get(name) ?? new FileReading(name);
        this.#readings.set(name, reader);
        const reading = reader.read(text, events);
        return { name, source: text, ...(settle && !reading.settled ? reader.settle(events) : reading) };
      }),
    );
  }
}

/** Reads them once. */
export function readSources(sources: readonly SourceText[], events: ReadonlySet<string>): PackReading {
  const isEvent = (word: string) => events.has(word);
  return joined(sources.map(({ name, text }) => ({ name, source: text, ...parse(text, { file: name, isEvent }), settled: true })));
}

type FileRead = PackReading["files"][number] & Pick<PackReading, "diagnostics" | "settled">;

function joined(read: readonly FileRead[]): PackReading {
  return {
    files: read.map(({ name, source, file }) => ({ name, source, file })),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
    settled: read.every(({ settled }) => settled),
  };
}
