// `lore import meshbbs DIR`: seeds of the earlier system become a pack in a folder of its own, with a line for all that was not carried over.

import { isUtf8 } from "node:buffer";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { PackScope } from "../../../dsl/index.ts";
import { EngineError } from "../../base/errors.ts";
import { checkPath } from "../../packs/check.ts";
import { nameless } from "../../packs/folder.ts";
import { loadPacks } from "../../packs/load.ts";
import { MANIFEST_FILE } from "../../packs/manifest.ts";
import { type Conversion, convertSeeds } from "../../packs/meshbbs/convert.ts";
import { findingLine } from "../../packs/meshbbs/findings.ts";
import type { SeedFile } from "../../packs/meshbbs/seeds.ts";
import { hasErrors, problemLine } from "../../packs/problem.ts";
import { cacheFolder, PLACES, packFolder, showPath } from "../places.ts";
import { surface } from "../surface.ts";

/** Kinds of quests, achievements, companions and recipes. */
const KINDS_PACK = "adventure";
/** Whose properties a topic cannot be called after. */
const NPC_KINDS: ReadonlySet<string> = new Set(["entity", "being", "npc"]);

export async function importMeshbbs(folder: string, flags: { readonly into?: string }): Promise<void> {
  const files = seedFiles(resolve(folder));
  const target = resolve(flags.into ?? `${basename(resolve(folder))}-pack`);
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new EngineError("E_USAGE", { detail: `${showPath(target)} is not empty: --into names a folder that is new.` });
  const converted = convertSeeds(files, { ...(await wordsTaken()), ...named(target) });
  write(target, converted);
  for (const finding of converted.findings) process.stdout.write(`${findingLine(finding)}\n`);
  const places = { ...PLACES, packs: [dirname(target), ...PLACES.packs] };
  const checked = await checkPath(target, { ...places, surface: surface(), cache: cacheFolder(), showPath });
  const errors = checked.problems.filter((problem) => problem.severity === "error");
  for (const problem of errors) process.stdout.write(`${problemLine(problem)}\n`);
  process.stderr.write(`${summary(converted, target)}\n`);
  if (hasErrors(checked.problems) || converted.findings.some((finding) => finding.severity === "error")) process.exitCode = 1;
}

/** Every JSON file of the folder, or of the `seeds` folder in it. */
function seedFiles(folder: string): (SeedFile & { readonly baseName: string })[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new EngineError("E_USAGE", { detail: `There is no folder ${showPath(folder)}.` });
  const inner = join(folder, "seeds");
  const place = existsSync(inner) && statSync(inner).isDirectory() ? inner : folder;
  const names = readdirSync(place)
    .filter((name) => name.endsWith(".json") && statSync(join(place, name)).isFile())
    .sort();
  if (names.length === 0)
    throw new EngineError("E_USAGE", { detail: `No JSON file is in ${showPath(place)}; rooms.json is what every world has.` });
  return names.map((baseName) => ({ baseName, name: showPath(join(place, baseName)), ...decoded(readFileSync(join(place, baseName))) }));
}

function decoded(bytes: Buffer): Pick<SeedFile, "text" | "isLatin"> {
  // A byte-order mark stays: places are counted in what is there.
  return isUtf8(bytes) ? { text: bytes.toString("utf8") } : { text: bytes.toString("latin1"), isLatin: true };
}

/** Id and title of the new pack, from the name of its folder. */
function named(target: string): { readonly id: string; readonly title: string } {
  const { id } = nameless(target);
  const words = id.replaceAll("_", " ").trim();
  return { id: id.slice(0, 32), title: words.charAt(0).toUpperCase() + words.slice(1) };
}

/** What the engine and the packs below declare: no room or thing may be called so. */
export async function wordsTaken(): Promise<{ readonly taken: readonly string[]; readonly topicsTaken: readonly string[] }> {
  const host = surface();
  const { packs } = await loadPacks([packFolder(KINDS_PACK)], { ...PLACES, surface: host, cache: cacheFolder(), showPath });
  const words = [
    ...host.functions.map(({ name }) => name),
    ...host.values.map(({ name }) => name),
    ...host.directions.flat(),
    ...host.kinds.map(({ name }) => name),
  ];
  const below = packs.flatMap(({ manifest, scope }) => [manifest.id, ...namesIn(scope)]);
  const ofNpcs = (id: string): boolean => NPC_KINDS.has(id.slice(id.lastIndexOf(".") + 1));
  const props = host.kinds.filter(({ name }) => ofNpcs(name)).flatMap(({ props }) => props.map(({ name }) => name));
  const more = packs.flatMap(({ scope }) =>
    scope.extensions.filter(({ target }) => ofNpcs(target)).flatMap(({ props }) => props.map(({ name }) => name)),
  );
  return { taken: [...words, ...below], topicsTaken: [...words, ...props, ...more] };
}

function namesIn(scope: PackScope): string[] {
  const { kinds, entities, records, tables, events, functions } = scope;
  return [kinds, entities, records, tables, events, functions].flatMap((list) => list.map(({ name }) => name));
}

function write(target: string, { manifest, sources }: Conversion): void {
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, MANIFEST_FILE), manifest);
  for (const { name, text } of sources) writeFileSync(join(target, name), text);
}

function summary({ counts, findings }: Conversion, target: string): string {
  const came = [...counts].filter(([, count]) => count > 0).map(([sort, count]) => `${sort} ${count}`);
  const lost = findings.filter((finding) => finding.severity === "error").length;
  return `${showPath(target)}: ${came.join(", ") || "nothing"}; ${lost} left out, ${findings.length - lost} carried in part`;
}
