// The examples of the manual as data: every fenced block of README.md and docs/, and the scratch packs that they make up.

import { basename } from "node:path";
import { ALL_CAPABILITIES } from "../../engine/script/tables/capabilities.ts";
import { PackTree } from "./pack-tree.ts";
import { filesBelow, readText } from "./tree.ts";

/**
 * A fenced block. Its first line reads ```` ```LANGUAGE WORDS ````: `file` is a word that looks like a path, which is where the
 * page tells the reader to put the block; the others are `marks`.
 */
export interface Example {
  readonly page: string;
  /** Of the opening fence. */
  readonly line: number;
  readonly language: string;
  readonly marks: readonly string[];
  readonly file: string | null;
  readonly text: string;
  /** `<!-- change: OLD => NEW -->` right before the block: what the reader has changed in the pack to see it. */
  readonly change: { readonly from: string; readonly to: string } | null;
}

export const PAGES: readonly string[] = ["README.md", ...filesBelow("docs", ".md")];

export function examplesOf(page: string): Example[] {
  const found: Example[] = [];
  const lines = readText(page).split("\n");
  for (let i = 0; i < lines.length; i++) {
    const fence = /^\s*(`{3,}|~{3,})\s*(.*)$/.exec(lines[i]!);
    if (fence === null) continue;
    const end = lines.findIndex((text, at) => at > i && text.trim() === fence[1]);
    const [language = "", ...words] = fence[2]!.trim().split(/\s+/);
    found.push({
      page,
      line: i + 1,
      language,
      marks: words.filter((word) => !isPath(word)),
      file: words.find(isPath) ?? null,
      text: `${lines.slice(i + 1, end < 0 ? lines.length : end).join("\n")}\n`,
      change: changeBefore(lines, i),
    });
    i = end < 0 ? lines.length : end;
  }
  return found;
}

function isPath(word: string): boolean {
  return word.includes("/");
}

function changeBefore(lines: readonly string[], fence: number): Example["change"] {
  const above = lines.slice(0, fence).findLast((text) => text.trim() !== "") ?? "";
  const found = /^<!-- change: (.+?) => (.*?) -->$/.exec(above.trim());
  return found === null ? null : { from: found[1]!, to: found[2]! };
}

/** The pack that a page's blocks make up: in the folder that the page names, else in one called after the page. */
export interface ScratchPack {
  readonly tree: PackTree;
  /** Relative to `tree`. */
  readonly folder: string;
  readonly id: string;
}

export function scratchPack(page: string, examples: readonly Example[]): ScratchPack | null {
  const manifest = examples.find(({ file }) => file?.endsWith("/pack.toml"));
  const declared = examples.filter(({ language, marks }) => language === "lore" && marks.length === 0);
  if (declared.length === 0 && manifest === undefined) return null;
  const folder = manifest?.file?.replace(/\/pack\.toml$/, "") ?? basename(page, ".md").replaceAll("-", "_");
  const files: Record<string, string> = {};
  for (const { file, text, language, marks } of examples) {
    if (file === null && (language !== "lore" || marks.length > 0)) continue;
    const path = file ?? `${folder}/${basename(page, ".md")}.lore`;
    files[path] = files[path] === undefined ? text : `${files[path]}\n${text}`;
  }
  const id = /^id = "(\w+)"/m.exec(manifest?.text ?? "")?.[1] ?? folder;
  if (manifest === undefined) files[`${folder}/pack.toml`] = manifestFor(id, Object.values(files).join("\n"));
  return { tree: new PackTree(files), folder, id };
}

/** A page without a manifest of its own starts in its first room and asks for every capability. */
function manifestFor(id: string, source: string): string {
  const entry = /^room (\w+)/m.exec(source)?.[1];
  return `id = "${id}"\nrequires = ["stdlib"]\ncapabilities = ${JSON.stringify(ALL_CAPABILITIES)}\n${entry === undefined ? "" : `entry = "${entry}"\n`}`;
}

/** Calls of `npx lore` in a shell example, each as its words. */
export function loreCalls(example: Example): string[][] {
  return shellCommands(example).flatMap((command) => {
    const words = command.split(/\s+/);
    return words[0] === "npx" && words[1] === "lore" ? [words.slice(2)] : [];
  });
}

/** The commands of a shell example, without comments and without `sudo`. */
export function shellCommands(example: Example): string[] {
  return example.text
    .split("\n")
    .map((line) => line.replace(/(^|\s)#.*$/, ""))
    .flatMap((line) => line.split(/&&|\||;/))
    .map((command) => command.trim().replace(/^sudo (-u \w+ )?/, ""))
    .filter((command) => command !== "");
}
