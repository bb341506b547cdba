// `lore pack check`: whether a folder is fit to be built, or an archive to be installed.

import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse, format as print } from "../../../../dsl/index.ts";
import { ARCHIVE_ENDING } from "../../../packs/archive/archive.ts";
import { checkPath } from "../../../packs/check.ts";
import { loreFiles } from "../../../packs/folder.ts";
import { hasErrors, problemLine } from "../../../packs/problem.ts";
import { cacheFolder, PLACES, packFolder, showPath } from "../../places.ts";
import { surface } from "../../surface.ts";
import { archiveLines } from "./show.ts";
import { manifestOf, openedArchive } from "./source.ts";

export async function checkPack(name: string): Promise<void> {
  if (name.endsWith(ARCHIVE_ENDING)) {
    process.stdout.write(`${archiveLines(openedArchive(name)).join("\n")}\n`);
    return;
  }
  const lacks = await lacksOf(packFolder(name));
  for (const lack of lacks) process.stdout.write(`${lack}\n`);
  if (lacks.length > 0) process.exitCode = 1;
  else process.stderr.write(`${showPath(packFolder(name))} is fit to be built\n`);
}

/** What keeps a folder from being built: errors of `lore check`, files out of form, what a stranger would have to ask for. */
export async function lacksOf(folder: string): Promise<string[]> {
  const manifest = manifestOf(folder);
  const places = { ...PLACES, packs: [dirname(resolve(folder)), ...PLACES.packs] };
  const { problems } = await checkPath(folder, { ...places, surface: surface(), cache: cacheFolder(), showPath });
  const lacks = hasErrors(problems) ? problems.filter(({ severity }) => severity === "error").map(problemLine) : [];
  if (lacks.length > 0) return lacks;
  lacks.push(
    ...loreFiles(folder)
      .filter((file) => !isInForm(file))
      .map((file) => `${showPath(file)}: not in form; lore format mends it`),
  );
  const missing = [
    ...(manifest.licence === null ? ["licence"] : []),
    ...(manifest.authors.length === 0 ? ["authors"] : []),
    ...(manifest.engine === null ? ["engine"] : []),
  ];
  return [...lacks, ...missing.map((field) => `${showPath(folder)}/pack.toml: ${field} is missing; who installs it wants to know`)];
}

function isInForm(file: string): boolean {
  const source = readFileSync(file, "utf8");
  return print(parse(source, { file }).file, source) === source;
}
