// The shape of the table of settings: from it come what may stand in `loremesh.toml`, what `lore config` prints and the sysop's page.

import type { z } from "zod";

/** One `key = value` of the file. */
export interface Setting {
  readonly key: string;
  /** What is taken, in the file's own units. */
  readonly type: z.ZodType;
  /** For the page and the printed file: one sentence, no full stop. */
  readonly doc: string;
  /** Where the value stands in the section's part of the configuration, with dots; the key in camelCase without it. */
  readonly field?: string;
  /** Between the file's way of saying it and the engine's. */
  readonly way?: Way;
  /** What is taken, in words, where the type cannot say it. */
  readonly takes?: string;
  /** What holds when nothing is written and the engine has no value of its own. */
  readonly otherwise?: string;
}

/** What `read` makes, `write` brings back; and what is written is read as the same. */
export interface Way {
  read(written: unknown): unknown;
  write(value: unknown): unknown;
}

/** One `[name]` of the file; `many`: a `[[name]]` that may come again and again; `free`: the keys are the sysop's own. */
export interface Section {
  /** Empty for what stands above all sections. */
  readonly name: string;
  readonly doc: string;
  /** Its part of the configuration; empty for the whole. */
  readonly field: string;
  readonly form: "one" | "many" | "free";
  readonly settings: readonly Setting[];
}

type Tree = Readonly<Record<string, unknown>>;

/** Reads a setting from its section's part of the configuration, in the file's units; null when there is none. */
export function writtenValue(setting: Setting, part: Tree): unknown {
  const value = pathOf(setting).reduce<unknown>((tree, key) => (tree as Tree | undefined)?.[key], part);
  if (value === undefined || value === null) return null;
  return setting.way === undefined ? value : setting.way.write(value);
}

/** The same part with one setting as it was written. */
export function withValue(setting: Setting, part: Tree, written: unknown): Tree {
  return put(part, pathOf(setting), setting.way === undefined ? written : setting.way.read(written));
}

export function partOf(section: Section, config: object): unknown {
  return section.field === "" ? config : (config as Tree)[section.field];
}

function put(tree: Tree, [key = "", ...rest]: readonly string[], value: unknown): Tree {
  return { ...tree, [key]: rest.length === 0 ? value : put((tree[key] ?? {}) as Tree, rest, value) };
}

function pathOf({ key, field }: Setting): readonly string[] {
  return (field ?? key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())).split(".");
}
