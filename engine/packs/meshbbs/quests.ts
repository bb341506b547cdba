// quests.json: what there is to do, and what one gets for it; of the kinds in the pack `adventure`.

import { shown } from "./findings.ts";
import { clean, quoted, titled } from "./names.ts";
import { type OldWorld, STORED } from "./old-world.ts";
import { caseOf, type Entry, type Tag } from "./seeds.ts";
import { sumOf } from "./things.ts";

/** Bytes of an objective's line and of a title, as `adventure` declares them. */
const LINE_BYTES = 60;
const TITLE_BYTES = 30;
const MOST_OBJECTIVES = 40;

interface Objective {
  readonly act: string;
  readonly target?: string;
  readonly times: number;
}

export function questLore(entry: Entry, old: OldWorld): string {
  const id = entry.text("id") ?? "";
  const lines = [
    `quest ${old.names.of("quest", id)} ${titled(entry.title("name") ?? id)}`,
    `desc: ${quoted(entry.text("description") ?? "")}`,
  ];
  const giver = entry.text("quest_giver_npc", "quest_giver");
  const npc = giver === undefined || giver === "" ? undefined : old.find("npc", giver, entry.spotOf("quest_giver_npc", "quest_giver"));
  if (npc !== undefined) lines.push(`giver: ${npc}`);
  const needs = entry.texts("prerequisites").flatMap(({ text, spot }) => old.find("quest", text, spot) ?? []);
  if (needs.length > 0) lines.push(`needs: ${needs.join(", ")}`);
  lines.push(...objectivesOf(entry, old), ...rewardsOf(entry, old));
  entry.finish(STORED);
  return [...lines, "end"].join("\n");
}

function objectivesOf(entry: Entry, old: OldWorld): string[] {
  let inOrder = false;
  const all = entry.entries("objectives").flatMap((one) => {
    const tag = one.tag("objective_type", "type");
    const found = tag === undefined ? [] : objectiveOf(tag, one, old);
    if (found.length > 1) inOrder = true;
    const line = within(one.text("description") ?? "", LINE_BYTES, one, old);
    one.finish(STORED);
    return found.map(({ act, target, times }) => {
      const parts = [`act: "${act}"`, ...(target === undefined ? [] : [`target: ${target}`]), ...(times > 1 ? [`times: ${times}`] : [])];
      return `{${[...parts, `line: ${quoted(line)}`].join(", ")}}`;
    });
  });
  if (all.length > MOST_OBJECTIVES)
    old.report.add("LORE923", entry.spotOf("objectives"), `of ${all.length} objectives ${MOST_OBJECTIVES} stay`);
  const kept = all.slice(0, MOST_OBJECTIVES);
  return kept.length === 0 ? [] : [...(inOrder ? ["in_order: true"] : []), `objectives: ${kept.join(",\n")}`];
}

function objectiveOf(tag: Tag, one: Entry, old: OldWorld): Objective[] {
  const { fields, spot } = tag;
  const named = (...names: string[]): string => fields?.text(...names) ?? "";
  const times = Math.max(1, one.number("required") ?? 1, fields?.number("count") ?? 1);
  const toward = (act: string, target: string | undefined, n = times): Objective[] =>
    target === undefined ? [] : [{ act, target, times: n }];
  switch (caseOf(tag.name)) {
    case "killenemy":
      return toward("kill", old.find("npc", named("enemy_type", "enemy_id", "npc_id"), spot));
    case "collectitem":
      return toward("collect", old.item(named("item_id"), spot));
    case "visitlocation":
    case "navigatedarkroom":
      return toward("visit", old.find("room", named("room_id"), spot), 1);
    case "talktonpc":
      return toward("talk", old.find("npc", named("npc_id"), spot));
    case "useitem":
      return toward("use", old.item(named("item_id"), spot));
    case "craftitem":
      return toward("craft", old.item(named("item_id"), spot));
    case "examinesequence":
      return (fields?.texts("object_ids") ?? []).flatMap((object) => toward("look", old.item(object.text, object.spot), 1));
    case "obtainlightsource":
      return [{ act: "light", times: 1 }];
    default:
      old.report.add("LORE925", spot, `the objective ${shown(tag.name)}`);
      return [];
  }
}

function rewardsOf(entry: Entry, old: OldWorld): string[] {
  const rewards = entry.entry("rewards");
  if (rewards === undefined) return [];
  const lines: string[] = [];
  const pays = sumOf(rewards, old, "currency") ?? 0;
  if (pays > 0) lines.push(`pays: ${pays}`);
  const xp = rewards.number("experience") ?? 0;
  if (xp > 0) lines.push(`xp: ${xp}`);
  const gives = rewards.texts("items").flatMap(({ text, spot }) => old.item(text, spot) ?? []);
  if (gives.length > 0) lines.push(`gives: ${gives.join(", ")}`);
  for (const { key, spot } of rewards.keysOf("reputation")) old.report.add("LORE925", spot, `reputation with ${shown(key)}`);
  rewards.finish(STORED);
  return lines;
}

// ------------------------------------------------------------------ achievements.json

const COUNTED: Readonly<Record<string, string>> = {
  killcount: "kill",
  roomvisits: "room",
  questcompletion: "quest",
  craftcount: "craft",
  tradecount: "trade",
  messagessent: "say",
  currencyearned: "purse",
};

export function achievementLore(entry: Entry, old: OldWorld): string {
  const id = entry.text("id") ?? "";
  const lines = [
    `achievement ${old.names.of("achievement", id)} ${titled(entry.title("name") ?? id)}`,
    `desc: ${quoted(entry.text("description") ?? "")}`,
  ];
  const tag = entry.tag("trigger");
  if (tag !== undefined) lines.push(...countsOf(tag, old));
  const title = entry.text("title");
  if (title !== undefined && clean(title) !== "") lines.push(`gives_title: ${quoted(within(title, TITLE_BYTES, entry, old))}`);
  if (entry.bool("hidden") === true) lines.push("secret: true");
  entry.finish(STORED);
  return [...lines, "end"].join("\n");
}

function countsOf(tag: Tag, old: OldWorld): string[] {
  const name = caseOf(tag.name);
  const { fields, spot } = tag;
  if (name === "visitlocation" || name === "completequest") {
    const sort = name === "visitlocation" ? "room" : "quest";
    const target = old.find(sort, fields?.text(sort === "room" ? "room_id" : "quest_id") ?? "", spot);
    return target === undefined ? [] : [`counts: "${sort === "room" ? "visit" : "quest"}"`, `target: ${target}`];
  }
  const counts = COUNTED[name];
  if (counts === undefined) {
    old.report.add("LORE925", spot, `counting by ${shown(tag.name)}; it can only be awarded by talk`);
    return [];
  }
  if (counts === "purse") old.report.add("LORE925", spot, "counting what is earned in all; the purse counts instead");
  if (counts === "trade") old.report.add("LORE925", spot, "counting trades between players; those with shops count");
  const times = Math.max(1, fields?.number("required", "amount") ?? 1);
  return [`counts: "${counts}"`, ...(times > 1 ? [`times: ${times}`] : [])];
}

/** A text cut to so many bytes of UTF-8, never within a letter. */
function within(text: string, bytes: number, entry: Entry, old: OldWorld): string {
  let cut = clean(text).replace(/\s+/g, " ");
  if (Buffer.byteLength(cut) <= bytes) return cut;
  old.report.add("LORE923", entry.spot, `what is behind ${bytes} bytes of ${shown(cut)}`);
  while (Buffer.byteLength(cut) > bytes) cut = [...cut].slice(0, -1).join("");
  return cut.trimEnd();
}
