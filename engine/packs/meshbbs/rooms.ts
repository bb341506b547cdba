// rooms.json: rooms with their exits and flags.

import { shown } from "./findings.ts";
import { quoted, titled } from "./names.ts";
import { type OldWorld, STORED } from "./old-world.ts";
import { DIRECTIONS } from "./script-lore.ts";
import type { Entry } from "./seeds.ts";

/** Where each thing lies, by its id: the old rooms list what is in them. */
export function thingsInRooms(rooms: readonly Entry[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const room of rooms) for (const { text } of room.texts("items")) if (!found.has(text)) found.set(text, room.text("id") ?? "");
  return found;
}

export function roomLore(entry: Entry, old: OldWorld): string {
  const id = entry.text("id") ?? "";
  const lines = [`room ${old.names.of("room", id)} ${titled(entry.title("name") ?? id)}`, `desc: ${quoted(descOf(entry))}`];
  const flags = flagsOf(entry, old);
  if (flags.length > 0) lines.push(`flags: ${flags.join(", ")}`);
  const capacity = entry.number("capacity", "max_capacity");
  if (capacity !== undefined && capacity > 0) lines.push(`capacity: ${capacity}`);
  lines.push(...exitsOf(entry, old));
  entry.texts("items");
  entry.finish(STORED);
  return [...lines, "end"].join("\n");
}

/** Declares the labels that a script asks for. */
export function roomProps(old: OldWorld): string {
  const props = [...new Set(old.askedFlags.values())].map((prop) => `prop ${prop}: bool = false`);
  return props.length === 0 ? "" : ["extend room", ...props, "end"].join("\n");
}

function descOf(entry: Entry): string {
  const long = entry.text("description", "long_desc");
  const short = entry.text("short_description", "short_desc");
  return long ?? short ?? "";
}

function flagsOf(entry: Entry, old: OldWorld): string[] {
  const kept = new Set<string>();
  for (const { text, spot } of entry.texts("flags")) {
    const prop = old.keptFlag(text);
    if (prop === undefined) old.report.add("LORE925", spot, `the room flag ${shown(text)}`);
    else kept.add(prop);
  }
  return [...kept];
}

function exitsOf(entry: Entry, old: OldWorld): string[] {
  const used = new Set<string>();
  return entry.pairs("exits").flatMap(({ key, text, spot }) => {
    const way = key.toLowerCase();
    if (!DIRECTIONS.has(way)) {
      old.report.add("LORE924", spot, `${shown(key)} is no direction`);
      return [];
    }
    if (used.has(way)) {
      old.report.add("LORE923", spot, `there is an exit ${way} already`);
      return [];
    }
    const room = old.find("room", text, spot);
    if (room === undefined) return [];
    used.add(way);
    return [`exit ${way} to ${room}`];
  });
}
