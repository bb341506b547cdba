// The sysop's page of settings, made from the table.

import { stringify } from "smol-toml";
import type { Config } from "../config.ts";
import { partOf, type Section, type Setting, writtenValue } from "./setting.ts";
import { SECTIONS } from "./table.ts";
import { takes } from "./takes.ts";

/** The part between the page's markers. */
export function renderSettings(defaults: Config): string {
  return SECTIONS.map((section) => renderSection(section, defaults)).join("\n\n");
}

function renderSection(section: Section, defaults: Config): string {
  const { name, doc, form, settings } = section;
  const title = name === "" ? "" : form === "many" ? `### \`[[${name}]]\`\n\n` : `### \`[${name}]\`\n\n`;
  const part = form === "one" ? (partOf(section, defaults) as Readonly<Record<string, unknown>>) : {};
  const rows = settings.map((setting) => `| \`${setting.key}\` | ${defaultOf(setting, part)} | ${takes(setting)} | ${setting.doc} |`);
  return `${title}${doc}\n\n| setting | default | takes | what for |\n| --- | --- | --- | --- |\n${rows.join("\n")}`;
}

function defaultOf(setting: Setting, part: Readonly<Record<string, unknown>>): string {
  const value = writtenValue(setting, part);
  if (value === null) return setting.otherwise ?? "none";
  return `\`${stringify({ v: value }).trim().slice(4)}\``;
}
