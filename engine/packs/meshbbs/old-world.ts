// What all parts of an import share: names by id and by title, what was asked for on the way, and the report.

import type { Report, Spot } from "./findings.ts";
import { shown } from "./findings.ts";
import { clean, type Names, readable, type Sort, wordOf } from "./names.ts";
import { caseOf, type Entry } from "./seeds.ts";

/** Room flags that mean something in this engine. */
const ROOM_FLAGS: Readonly<Record<string, string>> = { safe: "safe", dark: "dark", private: "private", noteleportout: "no_teleport" };
/** Fields of the old system's own store. */
export const STORED: ReadonlySet<string> = new Set([
  ...["schema_version", "created_at", "created_by", "updated_at", "owner", "ownership_history", "visibility", "locked", "clone_depth"],
  ...["clone_source_id", "clone_count", "housing_filter_tags", "progress", "category", "difficulty"],
]);

export class OldWorld {
  readonly names: Names;
  readonly report: Report;
  /** Things that something names and no file describes: id by Lore name. */
  readonly stubs = new Map<string, string>();
  /** Labels of rooms that a script asks for: Lore property by case. */
  readonly askedFlags = new Map<string, string>();
  readonly #byTitle = new Map<string, string>();

  constructor(names: Names, report: Report) {
    this.names = names;
    this.report = report;
  }

  /** Names one entry of a list; false when it is left out, and the report says so. */
  declare(sort: Sort, entry: Entry): boolean {
    const id = entry.text("id");
    if (id === undefined || id.trim() === "") {
      this.report.add("LORE922", entry.spot, `the ${sort} has no id`);
      return false;
    }
    const name = this.names.declare(sort, id);
    if (name === undefined) {
      this.report.add("LORE922", entry.spotOf("id"), `${sort} ${shown(id)} is there already`);
      return false;
    }
    const title = entry.text("name");
    if (title !== undefined) this.#byTitle.set(`${sort} ${wordOf(title, "")}`, name);
    return true;
  }

  /** The name of something by its id or, as scripts in plain English have it, by its title; the report tells when there is none. */
  find(sort: Sort, word: string, spot: Spot): string | undefined {
    const name = this.names.of(sort, word) ?? this.#byTitle.get(`${sort} ${wordOf(word, "")}`);
    if (name === undefined) this.report.add("LORE924", spot, `there is no ${sort} ${shown(word)}`);
    return name;
  }

  /** The model of a thing. One that no file describes becomes a plain thing with the name that its id spells. */
  item(word: string, spot: Spot): string | undefined {
    const known = this.names.of("thing", word) ?? this.#byTitle.get(`thing ${wordOf(word, "")}`);
    if (known !== undefined) return known;
    const name = clean(word) === "" ? undefined : this.names.declare("thing", word);
    if (name === undefined) {
      this.report.add("LORE924", spot, "the name of a thing is empty");
      return undefined;
    }
    this.#byTitle.set(`thing ${wordOf(word, "")}`, name);
    this.stubs.set(name, readable(word));
    this.report.add("LORE924", spot, `no file describes the thing ${shown(word)}; a plain ${readable(word)} stands in`);
    return name;
  }

  /** The property that tells of a room's flag. */
  roomFlag(flag: string): string {
    const known = ROOM_FLAGS[caseOf(flag)];
    if (known !== undefined) return known;
    const prop = `is_${wordOf(flag, "marked")}`;
    this.askedFlags.set(caseOf(flag), prop);
    return prop;
  }

  /** The property under which a room's flag is kept, or undefined when it says nothing to anybody. */
  keptFlag(flag: string): string | undefined {
    return ROOM_FLAGS[caseOf(flag)] ?? this.askedFlags.get(caseOf(flag));
  }
}
