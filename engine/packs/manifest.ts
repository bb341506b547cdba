// A pack's manifest, `pack.toml`: read by hand and not by a schema library, because every start reads it.

import { parse, TomlError } from "smol-toml";
import type { Currency } from "../base/currency.ts";
import { readCurrency } from "./currency.ts";
import type { PackCode, Problem } from "./problem.ts";
import { packProblem } from "./problem.ts";
import { isRange, isVersion } from "./versions.ts";

export interface Manifest {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  /** Ids of packs below; the standard library is always among them. */
  readonly requires: readonly string[];
  /** Versions that it wants of these, by id; any version of what is not here. */
  readonly ranges: Readonly<Record<string, string>>;
  /** Versions of Loremesh that it runs on; null: any. */
  readonly engine: string | null;
  /** Bare or qualified id of the room where newcomers start. */
  readonly entry: string | null;
  /** What it asks for; the sysop grants or not. */
  readonly capabilities: readonly string[];
  /** How money is written and read. */
  readonly currency: Currency;
  readonly licence: string | null;
  readonly authors: readonly string[];
}

export const STDLIB = "stdlib";
export const MANIFEST_FILE = "pack.toml";

const ID = /^[a-z][a-z0-9_]{0,31}$/;
const FIELDS: ReadonlySet<string> = new Set([
  ...["id", "title", "version", "engine", "requires", "entry", "capabilities", "currency", "licence", "authors"],
]);

export type ManifestResult = { readonly manifest: Manifest } | { readonly problems: readonly Problem[] };

/** `file` is how the manifest is named in problems; `isCapability` knows the closed list. */
export function readManifest(text: string, file: string, isCapability: (word: string) => boolean): ManifestResult {
  let table: Record<string, unknown>;
  try {
    table = parse(text) as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return { problems: [packProblem("LORE902", file, tomlReason(error), error.line, error.column)] };
  }
  const reader = new Reader(table, file, text);
  const manifest: Manifest = {
    id: reader.text("id", "") ?? "",
    title: reader.text("title", table["id"]) ?? "",
    version: reader.text("version", "0.1.0") ?? "",
    ...reader.requirements(),
    engine: reader.range("engine", table["engine"]),
    entry: reader.text("entry", null),
    capabilities: reader.texts("capabilities"),
    currency: readCurrency(table["currency"], (inner, what) => reader.complainOfMoney(inner, what)),
    licence: reader.text("licence", null),
    authors: reader.texts("authors"),
  };
  for (const field of Object.keys(table))
    if (!FIELDS.has(field)) reader.complain(field, `is not known; there are ${[...FIELDS].join(", ")}`);
  if (!ID.test(manifest.id)) reader.complain("id", "must be a lower-case word of letters, digits and _, 32 at most");
  if (!isVersion(manifest.version))
    reader.complain("version", `is ${JSON.stringify(manifest.version)}; it must be one to three numbers, as 1.2.0`);
  for (const word of manifest.capabilities)
    if (!isCapability(word)) reader.complain("capabilities", `holds "${word}", which is none; docs/lore/host.md lists them`);
  if (reader.problems.length > 0) return { problems: reader.problems };
  return { manifest: withStdlib(manifest) };
}

function withStdlib(manifest: Manifest): Manifest {
  if (manifest.id === STDLIB || manifest.requires.includes(STDLIB)) return manifest;
  return { ...manifest, requires: [STDLIB, ...manifest.requires] };
}

function tomlReason(error: TomlError): string {
  const reason = error.message.split("\n")[0]!.replace("Invalid TOML document: ", "");
  return reason === "invalid value" ? `${reason}; a text stands in double quotes` : reason;
}

class Reader {
  readonly problems: Problem[] = [];
  readonly #table: Record<string, unknown>;
  readonly #file: string;
  readonly #lines: readonly string[];

  constructor(table: Record<string, unknown>, file: string, text: string) {
    this.#table = table;
    this.#file = file;
    this.#lines = text.split("\n");
  }

  complain(field: string, what: string, code: PackCode = "LORE903"): void {
    const at = this.#lines.findIndex((line) => line.trimStart().startsWith(field));
    this.problems.push(packProblem(code, this.#file, `${field} ${what}`, at + 1 || 1));
  }

  text(field: string, otherwise: unknown): string | null {
    const value = this.#table[field] ?? otherwise;
    if (value === null || typeof value === "string") return value;
    this.complain(field, "must be a text");
    return "";
  }

  texts(field: string): string[] {
    const value = this.#table[field] ?? [];
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value as string[];
    this.complain(field, "must be a list of texts");
    return [];
  }

  /** A list of ids, or a table from ids to versions: `adventure = "^1.2"`. */
  requirements(): { readonly requires: readonly string[]; readonly ranges: Readonly<Record<string, string>> } {
    const value = this.#table["requires"];
    if (typeof value !== "object" || value === null || Array.isArray(value)) return { requires: this.texts("requires"), ranges: {} };
    const ranges = Object.entries(value).flatMap(([id, wanted]) => {
      const range = this.range(id, wanted);
      return range === null ? [] : [[id, range] as const];
    });
    return { requires: Object.keys(value), ranges: Object.fromEntries(ranges) };
  }

  range(field: string, value: unknown): string | null {
    if (value === undefined) return null;
    if (typeof value === "string" && isRange(value)) return value;
    this.complain(field, `is ${JSON.stringify(value)}; it must say versions, as "^1.2", ">=1.0 <3" or "*"`);
    return null;
  }

  /** With the place of the field within the currency, where that can be found. */
  complainOfMoney(inner: string, what: string): void {
    const top = this.#lines.findIndex((line) => /^\s*(\[+currency|currency\s*=)/.test(line));
    const within = inner === "" ? -1 : this.#lines.findIndex((line, i) => i >= top && line.includes(inner));
    this.problems.push(packProblem("LORE908", this.#file, `${inner === "" ? "it" : inner} ${what}`, Math.max(within, top, 0) + 1));
  }
}
