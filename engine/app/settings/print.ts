// The effective settings as a file that can be read again, each with its sentence.

import { stringify } from "smol-toml";
import type { Config } from "../config.ts";
import { partOf, type Section, type Setting, writtenValue } from "./setting.ts";
import { SECTIONS } from "./table.ts";

type Tree = Readonly<Record<string, unknown>>;

export function printSettings(config: Config): string {
  return `${SECTIONS.flatMap((section) => printSection(section, config)).join("\n\n")}\n`;
}

function printSection(section: Section, config: Config): string[] {
  const { name, doc, form } = section;
  const part = partOf(section, config);
  const comment = `# ${plain(doc)}`;
  if (form === "many") {
    const all = part as readonly Tree[];
    if (all.length === 0) return [`${comment}\n# There is none.`];
    return all.map((one) => `${comment}\n[[${name}]]\n${printTable(section.settings, one)}`);
  }
  if (form === "free") return [`${comment}\n[${name}]\n${stringify(part as Tree).trimEnd()}`.trimEnd()];
  const table = printTable(section.settings, part as Tree);
  return [name === "" ? table : `${comment}\n[${name}]\n${table}`];
}

function printTable(settings: readonly Setting[], part: Tree): string {
  return settings
    .map((setting) => {
      const value = writtenValue(setting, part);
      const line =
        value === null
          ? `# ${setting.key}: not set, ${plain(setting.otherwise ?? "nothing")}`
          : stringify({ [setting.key]: value }).trimEnd();
      return `# ${plain(setting.doc)}\n${line}`;
    })
    .join("\n");
}

function plain(markdown: string): string {
  return markdown.replaceAll("`", "");
}
