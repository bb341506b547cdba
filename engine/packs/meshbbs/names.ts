// From the ids of the seeds, which may be any text, to names that Lore takes; and texts as they stand in Lore.

import { isReservedWord } from "../../../dsl/index.ts";
import { literal } from "../../script/host/build.ts";

export type Sort = "room" | "npc" | "thing" | "quest" | "achievement" | "companion" | "recipe";

const LONGEST_NAME = 28;
/** Letters of a title. */
const LONGEST_TITLE = 60;

/** Gives each id of each sort one name that nothing else has. */
export class Names {
  readonly #names = new Map<string, string>();
  readonly #taken: Set<string>;

  /** `taken`: words that mean something already, in lower case. */
  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  all(): Iterable<string> {
    return this.#names.values();
  }

  /** The name of what has been declared, or undefined. */
  of(sort: Sort, id: string): string | undefined {
    return this.#names.get(`${sort} ${id}`);
  }

  /** Makes a name; undefined when this sort has the id already. */
  declare(sort: Sort, id: string): string | undefined {
    const key = `${sort} ${id}`;
    if (this.#names.has(key)) return undefined;
    const name = this.#free(wordOf(id, sort), sort);
    this.#names.set(key, name);
    return name;
  }

  #free(base: string, sort: Sort): string {
    const isFree = (name: string): boolean => !isReservedWord(name) && !this.#taken.has(name);
    let name = isFree(base) ? base : `${base}_${sort}`;
    for (let n = 2; !isFree(name); n++) name = `${base}_${sort}_${n}`;
    this.#taken.add(name);
    return name;
  }
}

/** A list of words within one entity, as topics are: apart from each other and from `taken`. */
export function localNames(ids: readonly string[], taken: ReadonlySet<string>, prefix = ""): Map<string, string> {
  const used = new Set<string>();
  const names = new Map<string, string>();
  for (const id of ids) {
    const base = prefix + wordOf(id, "topic");
    const isFree = (word: string): boolean => !isReservedWord(word) && !taken.has(word) && !used.has(word);
    let name = base;
    for (let n = 2; !isFree(name); n++) name = `${base}_${n}`;
    used.add(name);
    names.set(id, name);
  }
  return names;
}

export function wordOf(id: string, otherwise: string): string {
  const words =
    id
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const word = words.join("_").slice(0, LONGEST_NAME).replace(/_+$/, "");
  if (word === "") return otherwise;
  return /^[0-9]/.test(word) ? `${otherwise}_${word}` : word;
}

/** An id as words to be read: `iron_ore` is "iron ore". */
export function readable(id: string): string {
  return wordOf(id, "thing").replaceAll("_", " ");
}

/** A text in its quotes. Signs that no line can show become blanks. */
export function quoted(text: string, isWhole = true): string {
  return literal(isWhole ? clean(text) : text);
}

/** A title: one line, and short. */
export function titled(text: string): string {
  return literal(clean(text).replace(/\s+/g, " ").slice(0, LONGEST_TITLE).trim() || "unnamed");
}

export function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out.
  const plain = text.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, " ");
  return plain.toWellFormed().trim();
}
