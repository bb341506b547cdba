// Reads `loremesh.toml` into the engine's configuration. Whatever is wrong in it is said at once, each with its line.

import { parse, TomlError } from "smol-toml";
import { z } from "zod";
import { EngineError } from "../../base/errors.ts";
import { transportAt } from "../../radio/place.ts";
import type { Config, RadioConfig } from "../config.ts";
import { DEFAULT_CONFIG, DEFAULT_RADIO } from "../config.ts";
import { type Complaint, complaintsOf, showComplaints } from "./complaints.ts";
import { PlacesInFile } from "./places-in-file.ts";
import { partOf, type Section, withValue } from "./setting.ts";
import { SECTIONS } from "./table.ts";

type Tree = Readonly<Record<string, unknown>>;

const SCHEMA = z.strictObject(
  Object.fromEntries(
    SECTIONS.flatMap((section) =>
      section.name === "" ? Object.entries(shapeOf(section)) : [[section.name, schemaOf(section).optional()]],
    ),
  ),
);

export function checkConfig(text: string, file: string): Config {
  const table = readToml(text, file);
  const result = SCHEMA.safeParse(table);
  const complaints = result.success ? [] : complaintsOf(result.error.issues, table);
  if (result.success) {
    const config = merge(result.data);
    complaints.push(...acrossRadios(config.radios));
    if (complaints.length === 0) return config;
  }
  const shown = showComplaints(complaints, file, new PlacesInFile(text));
  throw new EngineError("E_CONFIG", { detail: complaints.length === 1 ? shown : `\n${shown}` });
}

function readToml(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new EngineError("E_CONFIG", { detail: `${file}:${error.line}:${error.column}: ${error.message}` });
  }
}

function schemaOf(section: Section): z.ZodType {
  if (section.form === "free") return z.record(z.string(), section.settings[0]!.type);
  const table = z.strictObject(shapeOf(section));
  return section.form === "many" ? z.array(table) : table;
}

function shapeOf({ settings, form }: Section): Record<string, z.ZodType> {
  return Object.fromEntries(settings.map(({ key, type }) => [key, form === "many" && key === "name" ? type : type.optional()]));
}

function merge(written: Tree): Config {
  let config: Tree = { ...DEFAULT_CONFIG };
  for (const section of SECTIONS) {
    const { name, field, form } = section;
    const said = name === "" ? written : written[name];
    if (said === undefined) continue;
    if (name === "") config = filled(section, config, said as Tree);
    else if (form === "free") config = { ...config, [field]: said };
    else if (form === "many") config = { ...config, [field]: (said as Tree[]).map((one) => filled(section, { ...DEFAULT_RADIO }, one)) };
    else config = { ...config, [field]: filled(section, partOf(section, config) as Tree, said as Tree) };
  }
  return config as unknown as Config;
}

function filled(section: Section, base: Tree, written: Tree): Tree {
  return section.settings
    .filter(({ key }) => written[key] !== undefined)
    .reduce<Tree>((part, setting) => withValue(setting, part, written[setting.key]), base);
}

/** What no single value shows. */
function acrossRadios(radios: readonly RadioConfig[]): Complaint[] {
  return radios.flatMap(({ name, serial, host, baud }, index) => {
    const path = ["radio", index];
    const found: Complaint[] = [];
    const say = (sentence: string, key: string): void => void found.push({ path: [...path, key], sentence: `radio ${name}: ${sentence}` });
    if (serial === null && host === null) say("it needs serial or host, to say where it is.", "name");
    if (serial !== null && host !== null) say("it has serial and host; leave one of them out.", "host");
    if (serial === null && baud !== null) say("baud is for a serial line, and it has none.", "baud");
    if (radios.findIndex((one) => one.name === name) < index) say("another radio has this name already.", "name");
    const twin = radios.findIndex((one) => placeOf(one) === placeOf(radios[index]!));
    if (twin < index && (serial ?? host) !== null)
      say(`it is in the same place as radio ${radios[twin]!.name}.`, serial === null ? "host" : "serial");
    return found;
  });
}

/** The same for `10.0.0.7` and `10.0.0.7:4403`: two links to one radio push each other out for ever. */
function placeOf({ serial, host }: RadioConfig): string | null {
  return serial ?? (host === null ? null : (transportAt(host)?.place.toLowerCase() ?? host));
}
