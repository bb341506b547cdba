// A folder of the old system's seeds becomes a Lore pack: everything is named first, for anything may point at anything.

import { parse, format as print } from "../../../dsl/index.ts";
import { EngineError } from "../../base/errors.ts";
import type { Source } from "../folder.ts";
import { type Finding, Report, shown } from "./findings.ts";
import { companionLore, recipeLore } from "./makings.ts";
import { Names, type Sort } from "./names.ts";
import { OldWorld } from "./old-world.ts";
import { npcLore } from "./people.ts";
import { achievementLore, questLore } from "./quests.ts";
import { roomLore, roomProps, thingsInRooms } from "./rooms.ts";
import { type Entry, entriesOf, type SeedFile } from "./seeds.ts";
import { stubLore, thingLore } from "./things.ts";

export interface Conversion {
  /** Lore files in canonical form. */
  readonly sources: readonly Source[];
  readonly manifest: string;
  readonly findings: readonly Finding[];
  /** How many of each sort came over. */
  readonly counts: ReadonlyMap<Sort, number>;
}

export interface ConvertOptions {
  readonly id: string;
  readonly title: string;
  /** Words that mean something in the engine or a pack below, in lower case. */
  readonly taken: Iterable<string>;
  /** Words that no topic may be called: the host's, and properties of people. */
  readonly topicsTaken: Iterable<string>;
}

/** Files by the name they have in the old system's folder. */
const FILES: Readonly<Record<string, Sort>> = {
  "rooms.json": "room",
  "npcs.json": "npc",
  "objects.json": "thing",
  "companions.json": "companion",
  "quests.json": "quest",
  "achievements.json": "achievement",
  "recipes.json": "recipe",
};

/** `files`: all JSON files of the folder; `baseName` of each decides what it holds. */
export function convertSeeds(files: readonly (SeedFile & { readonly baseName: string })[], options: ConvertOptions): Conversion {
  const report = new Report();
  const old = new OldWorld(new Names(options.taken), report);
  const entries = new Map<Sort, Entry[]>();
  for (const file of files) {
    const sort = FILES[file.baseName];
    if (sort === undefined) report.add("LORE925", { file: file.name, line: 1, column: 1 }, `the file ${shown(file.baseName)}`);
    else entries.set(sort, entriesOf(file, report));
  }
  for (const sort of Object.values(FILES))
    entries.set(
      sort,
      (entries.get(sort) ?? []).filter((entry) => old.declare(sort, entry)),
    );
  return new Conversing(entries, old, options).whole();
}

class Conversing {
  readonly #entries: ReadonlyMap<Sort, Entry[]>;
  readonly #old: OldWorld;
  readonly #options: ConvertOptions;

  constructor(entries: ReadonlyMap<Sort, Entry[]>, old: OldWorld, options: ConvertOptions) {
    this.#entries = entries;
    this.#old = old;
    this.#options = options;
  }

  whole(): Conversion {
    const old = this.#old;
    const rooms = this.#of("room");
    const lies = thingsInRooms(rooms);
    const topicsTaken = new Set([...this.#options.topicsTaken, ...old.names.all()]);
    const people = this.#of("npc").map((entry) => npcLore(entry, old, topicsTaken));
    const quests = this.#of("quest").map((entry) => questLore(entry, old));
    const honors = this.#of("achievement").map((entry) => achievementLore(entry, old));
    const companions = this.#of("companion").map((entry) => companionLore(entry, old));
    const recipes = this.#of("recipe").flatMap((entry) => recipeLore(entry, old) ?? []);
    const things = this.#of("thing").map((entry) => thingLore(entry, old, lies));
    things.push(...[...old.stubs].map(([name, title]) => stubLore(name, title)));
    // Last, for scripts say which labels of rooms they ask for.
    const town = rooms.map((entry) => roomLore(entry, old));
    const pieces = { rooms: [roomProps(old), ...town], people, things, quests, honors, companions, recipes };
    const sources = Object.entries(pieces).flatMap(([name, parts]) => sourceOf(name, parts));
    const counts = new Map(Object.values(FILES).map((sort) => [sort, this.#of(sort).length]));
    return { sources, manifest: this.#manifest(sources), findings: inOrder(old.report.findings), counts };
  }

  #of(sort: Sort): readonly Entry[] {
    return this.#entries.get(sort) ?? [];
  }

  #manifest(sources: readonly Source[]): string {
    const text = sources.map((source) => source.text).join("\n");
    const first = this.#of("room")[0]?.text("id");
    const entry = first === undefined ? undefined : this.#old.names.of("room", first);
    return [
      `id = ${JSON.stringify(this.#options.id)}`,
      `title = ${JSON.stringify(this.#options.title)}`,
      'version = "0.1.0"',
      'requires = ["stdlib", "adventure"]',
      ...(entry === undefined ? [] : [`entry = ${JSON.stringify(entry)}`]),
      `capabilities = ${/^\s*(?:mint|burn) /m.test(text) ? '["mint"]' : "[]"}`,
      "",
    ].join("\n");
  }
}

function sourceOf(name: string, parts: readonly string[]): Source[] {
  const written = parts.filter((part) => part !== "").join("\n\n");
  if (written === "") return [];
  const { file, diagnostics } = parse(written, { file: `${name}.lore` });
  const wrong = diagnostics.find((found) => found.severity === "error");
  if (wrong !== undefined)
    throw new EngineError("E_BUG", { detail: `an import wrote ${name}.lore:${wrong.line} so that it cannot be read: ${wrong.message}` });
  return [{ name: `${name}.lore`, text: print(file, written) }];
}

function inOrder(findings: readonly Finding[]): Finding[] {
  const key = (finding: Finding): string => `${finding.file}:${finding.line}:${finding.column}:${finding.code}:${finding.message}`;
  // A tag that is looked at twice is told of once.
  const unique = [...new Map(findings.map((finding) => [key(finding), finding])).values()];
  return unique.sort((a, b) => (a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1));
}
