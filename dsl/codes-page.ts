// The manual's page of all codes, made from the table: `docs/lore/errors.md` is its output, and a house test compares the two.

import type { CodeEntry } from "./codes/entry.ts";
import { CODES } from "./codes.ts";

const HEAD = `# Errors and lints

Every finding of \`lore check\` has a code that never changes its meaning. An *error* keeps a pack from running; a *lint* is advice.
This page is made from the table of codes in \`dsl/codes/\`; a test keeps the two in step.
`;

const CHAPTERS: readonly (readonly [string, string])[] = [
  ["LORE0", "Reading"],
  ["LORE1", "Names"],
  ["LORE2", "Types"],
  ["LORE3", "Flow"],
  ["LORE4", "The shape of the world"],
  ["LORE5", "Texts"],
  ["LORE6", "Built in the game"],
];

/** `packs`: codes of the manifest and its loading with their messages, which the language itself does not know. */
export function renderErrorsPage(packs: Readonly<Record<string, string>> = {}): string {
  const codes = Object.entries(CODES).sort(([a], [b]) => a.localeCompare(b));
  const chapters = CHAPTERS.map(([prefix, title]) =>
    chapter(
      title,
      codes.filter(([code]) => code.startsWith(prefix)),
    ),
  );
  return [HEAD, ...chapters.filter((text) => text !== ""), packChapter(packs)].join("\n");
}

function packChapter(packs: Readonly<Record<string, string>>): string {
  const rows = Object.entries(packs).map(([code, message]) => `| ${code} | ${message.replace(/:? ?\{detail\}/, "")} |`);
  return `## Packs\n\nFindings about a pack as a whole: its folder and its \`pack.toml\`. All are errors.\n\n| code | meaning |\n| --- | --- |\n${rows.join("\n")}\n`;
}

function chapter(title: string, codes: readonly (readonly [string, CodeEntry])[]): string {
  if (codes.length === 0) return "";
  return `## ${title}\n\n${codes.map(([code, entry]) => section(code, entry)).join("\n")}`;
}

function section(code: string, entry: CodeEntry): string {
  const examples = `Wrong:\n\n${fence(entry.wrong)}\nRight:\n\n${fence(entry.right)}`;
  return `### ${code}: ${entry.title} (${entry.severity})\n\n${entry.about}\n\n${examples}`;
}

function fence(source: string): string {
  // An example of Lore may hold backquotes itself.
  const mark = source.includes("```") ? "````" : "```";
  return `${mark}lore\n${source.trimEnd()}\n${mark}\n`;
}
