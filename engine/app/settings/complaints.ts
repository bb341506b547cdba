// What is wrong with a file of settings, each in one sentence: where, which key, what it says, what it takes, what may have been meant.

import type { z } from "zod";
import { nearest } from "../../play/match/near.ts";
import type { PlacesInFile, Step } from "./places-in-file.ts";
import type { Section, Setting } from "./setting.ts";
import { SECTIONS } from "./table.ts";
import { takes } from "./takes.ts";

const MOST_SHOWN = 60;

export interface Complaint {
  readonly path: readonly Step[];
  readonly sentence: string;
}

/** `table`: the file as it was read, for the values. */
export function complaintsOf(issues: readonly z.core.$ZodIssue[], table: unknown): Complaint[] {
  return issues.flatMap((issue) => {
    const path = issue.path.filter((step): step is Step => typeof step !== "symbol");
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknown([...path, key]));
    return [wrongValue(path, table)];
  });
}

export function showComplaints(complaints: readonly Complaint[], file: string, places: PlacesInFile): string {
  return complaints
    .map(({ path, sentence }) => {
      const line = places.lineOf(path);
      return `${file}:${line === null ? "" : `${line}:`} ${sentence}`;
    })
    .join("\n");
}

function unknown(path: readonly Step[]): Complaint {
  const section = path.length === 1 ? undefined : sectionOf(path);
  const known = section?.settings.map(({ key }) => key) ?? topNames();
  const name = String(path.at(-1));
  const near = nearest(name, known);
  const elsewhere = SECTIONS.filter(({ settings, form }) => form !== "free" && settings.some(({ key }) => key === name));
  const hint =
    near !== undefined
      ? ` Did you mean ${near}?`
      : elsewhere.length > 0
        ? ` It stands in ${elsewhere.map((one) => (one.name === "" ? "the top of the file" : `[${one.name}]`)).join(" or ")}.`
        : ` There are: ${known.join(", ")}.`;
  return { path, sentence: `there is no setting ${shownPath(path)}.${hint}` };
}

function wrongValue(path: readonly Step[], table: unknown): Complaint {
  const section = sectionOf(path);
  const setting = settingOf(section, path);
  const value = path.reduce<unknown>((tree, step) => (tree as Record<Step, unknown> | undefined)?.[step], table);
  const said = value === undefined ? "is missing" : `is ${shown(value)}`;
  const taken =
    setting !== undefined
      ? takes(setting)
      : section?.form === "many"
        ? `tables, written [[${section.name}]]`
        : `a section, written [${section?.name}]`;
  return { path, sentence: `${shownPath(path)} ${said}; it takes ${taken}.` };
}

function sectionOf(path: readonly Step[]): Section | undefined {
  return SECTIONS.find(({ name }) => name === path[0]) ?? SECTIONS.find(({ name }) => name === "");
}

function settingOf(section: Section | undefined, path: readonly Step[]): Setting | undefined {
  if (section === undefined) return undefined;
  if (section.form === "free") return path.length > 1 ? section.settings[0] : undefined;
  return section.settings.find(({ key }) => key === path.findLast((step) => typeof step === "string"));
}

function topNames(): string[] {
  return SECTIONS.flatMap(({ name, settings }) => (name === "" ? settings.map(({ key }) => key) : [name]));
}

/** `radio.0.name` is the first radio's name to a person. */
export function shownPath(path: readonly Step[]): string {
  return path.map((step, at) => (typeof step === "number" ? `[${step + 1}]` : at === 0 ? step : `.${step}`)).join("");
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length <= MOST_SHOWN ? text : `${text.slice(0, MOST_SHOWN)}...`;
}
