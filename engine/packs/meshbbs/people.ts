// npcs.json: people with what they say, as texts by topic and as trees of numbered choices.

import { choicesOf, conditionOf, flagsIn, nodeStatements, type Talk } from "./dialogue.ts";
import { shown } from "./findings.ts";
import { localNames, quoted, readable, titled } from "./names.ts";
import { type OldWorld, STORED } from "./old-world.ts";
import type { Entry } from "./seeds.ts";

const OPENINGS = ["greeting", "default", "hello", "hi"];

export function npcLore(entry: Entry, old: OldWorld, wordsTaken: ReadonlySet<string>): string {
  const id = entry.text("id") ?? "";
  const place = entry.text("location", "room_id");
  const room = place === undefined ? undefined : old.find("room", place, entry.spotOf("location", "room_id"));
  for (const { text, spot } of entry.texts("flags")) old.report.add("LORE925", spot, `the flag ${shown(text)} of an npc`);
  const lines = [
    `npc ${old.names.of("npc", id)} ${titled(entry.title("name") ?? id)}${room === undefined ? "" : ` in ${room}`}`,
    `desc: ${quoted([entry.text("title"), entry.text("description")].filter((text) => text !== undefined && text !== "").join(". "))}`,
  ];
  lines.push(...talkLore(entry, old, wordsTaken));
  entry.finish(STORED);
  return [...lines, "end"].join("\n");
}

function talkLore(entry: Entry, old: OldWorld, wordsTaken: ReadonlySet<string>): string[] {
  const nodes = entry.byKey("dialog_tree", "dialogue_tree");
  const inTree = new Set(nodes.map(({ key }) => key));
  const texts = entry.pairs("dialogues", "dialog").filter(({ key }) => !inTree.has(key));
  const ids = openingFirst([...inTree, ...texts.map(({ key }) => key)]);
  const talk: Talk = {
    old,
    topics: localNames(ids, wordsTaken),
    flags: localNames([...new Set(nodes.flatMap(({ entry: node }) => flagsIn(node)))], new Set(), "flag_"),
  };
  const props = [...talk.flags.values()].map((flag) => `prop ${flag}: bool = false for each player`);
  const plain = new Map(texts.map(({ key, text }) => [key, text]));
  const tree = new Map(nodes.map(({ key, entry: node }) => [key, node]));
  const topics = ids.flatMap((key, i) => {
    const node = tree.get(key);
    if (node !== undefined) return nodeLore(key, node, talk);
    const isMenu = i === 0 && tree.size === 0;
    return plainLore(key, plain.get(key) ?? "", talk, isMenu ? ids.slice(1) : []);
  });
  return [...props, ...topics];
}

function openingFirst(ids: readonly string[]): string[] {
  const opening = OPENINGS.find((word) => ids.includes(word));
  return opening === undefined ? [...ids] : [opening, ...ids.filter((id) => id !== opening)];
}

/** A topic of a person who has no tree: the first one is the menu to the others. */
function plainLore(key: string, text: string, { topics }: Talk, others: readonly string[]): string[] {
  const choices = others.map((other) => {
    const words = readable(other);
    return `choice ${titled(words.charAt(0).toUpperCase() + words.slice(1))} -> ${topics.get(other)}`;
  });
  return [`topic ${topics.get(key)} ${quoted(text)}`, ...choices, "end"];
}

function nodeLore(key: string, node: Entry, talk: Talk): string[] {
  if (node.tags("conditions").some((condition) => conditionOf(condition, talk) !== true))
    talk.old.report.add(
      "LORE925",
      node.spotOf("conditions"),
      "conditions of a node, which the old system never tested; those of choices stay",
    );
  const lines = [
    `topic ${talk.topics.get(key)} ${quoted(node.text("text") ?? "")}`,
    ...nodeStatements(node, talk),
    ...choicesOf(node, talk),
    "end",
  ];
  node.finish(STORED);
  return lines;
}
