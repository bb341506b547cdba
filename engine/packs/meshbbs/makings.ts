// companions.json and recipes.json: who goes with a player, and what is made of what.

import { shown } from "./findings.ts";
import { quoted, titled, wordOf } from "./names.ts";
import { type OldWorld, STORED } from "./old-world.ts";
import { caseOf, type Entry } from "./seeds.ts";

/** What a companion of each type did in the old system besides following. */
const DOES: Readonly<Record<string, readonly string[]>> = {
  horse: ["ExtraStorage"],
  dog: ["AlertDanger", "IdleChatter"],
  cat: ["IdleChatter"],
  familiar: ["SkillBoost"],
  mercenary: ["CombatAssist"],
  construct: ["ExtraStorage", "CombatAssist"],
};
/** State of play, which no seed should hold. */
const PLAYED: ReadonlySet<string> = new Set([...STORED, "loyalty", "happiness", "last_fed", "inventory", "is_mounted"]);

export function companionLore(entry: Entry, old: OldWorld): string {
  const id = entry.text("id") ?? "";
  const place = entry.text("location", "room_id");
  const room = place === undefined ? undefined : old.find("room", place, entry.spotOf("location", "room_id"));
  const sort = wordOf(entry.text("companion_type", "type") ?? "", "pet");
  const behaviors = entry.tags("behaviors").map(({ name }) => name);
  for (const one of behaviors.length > 0 ? behaviors : (DOES[sort] ?? []))
    if (caseOf(one) !== "autofollow") old.report.add("LORE925", entry.spot, `${shown(one)} of a companion`);
  const lines = [
    `companion ${old.names.of("companion", id)} ${titled(entry.title("name") ?? id)}${room === undefined ? "" : ` in ${room}`}`,
    `desc: ${quoted(entry.text("description") ?? "")}`,
    `sort: "${sort.replaceAll("_", " ")}"`,
  ];
  entry.finish(PLAYED);
  return [...lines, "end"].join("\n");
}

/** Undefined when nothing comes of it. */
export function recipeLore(entry: Entry, old: OldWorld): string | undefined {
  const id = entry.text("id") ?? "";
  const makes = old.item(entry.text("result_item_id", "result") ?? "", entry.spotOf("result_item_id", "result"));
  if (makes === undefined) {
    old.report.add("LORE922", entry.spot, `the recipe ${shown(id)} makes nothing`);
    return undefined;
  }
  const lines = [
    `recipe ${old.names.of("recipe", id)} ${titled(entry.title("name") ?? id)}`,
    `desc: ${quoted(entry.text("description") ?? "")}`,
    `makes: ${makes}`,
  ];
  const times = entry.number("result_quantity") ?? 1;
  if (times > 1) lines.push(`makes_times: ${times}`);
  const parts = entry.entries("materials").flatMap((material) => partOf(material, old) ?? []);
  if (parts.length > 0) lines.push(`parts: ${parts.join(", ")}`);
  lines.push(...stationOf(entry, old));
  for (const field of ["skill_required", "skill_level", "crafting_time_seconds"]) {
    if (!entry.has(field)) continue;
    const value = field === "skill_required" ? entry.text(field) : entry.number(field);
    if (value !== undefined && value !== 0) old.report.add("LORE925", entry.spotOf(field), `${field} of a recipe`);
  }
  entry.finish(STORED);
  return [...lines, "end"].join("\n");
}

function partOf(material: Entry, old: OldWorld): string | undefined {
  const item = old.item(material.text("item_id") ?? "", material.spot);
  if (item === undefined) return undefined;
  const times = Math.max(1, material.number("quantity") ?? 1);
  const kept = material.bool("consumed") === false;
  material.finish(STORED);
  return `{what: ${item}${times > 1 ? `, times: ${times}` : ""}${kept ? ", kept: true" : ""}}`;
}

function stationOf(entry: Entry, old: OldWorld): string[] {
  const station = entry.text("requires_station");
  if (station === undefined || station === "") return [];
  const spot = entry.spotOf("requires_station");
  const thing = old.find("thing", station, spot);
  return thing === undefined ? [] : [`station: ${thing}`];
}
