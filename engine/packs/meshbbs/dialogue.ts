// Conditions, actions and choices of the old dialogue trees.

import { shown } from "./findings.ts";
import { quoted, titled } from "./names.ts";
import { type OldWorld, STORED } from "./old-world.ts";
import { joined } from "./script-lore.ts";
import { caseOf, type Entry, type Tag } from "./seeds.ts";
import { sumOf } from "./things.ts";

export interface Talk {
  readonly old: OldWorld;
  /** Lore names of topics by their old ids. */
  readonly topics: ReadonlyMap<string, string>;
  /** Lore properties of the flags that this person keeps of each player. */
  readonly flags: ReadonlyMap<string, string>;
}

/** Flags that a node tests or sets. */
export function flagsIn(node: Entry): string[] {
  const choices = node.entries("choices").flatMap((choice) => choice.tags("conditions"));
  return [...node.tags("conditions"), ...choices, ...node.tags("actions")].flatMap((tag) => tag.fields?.text("flag") ?? []);
}

export function choicesOf(node: Entry, talk: Talk): string[] {
  return node.entries("choices").map((choice) => {
    const target = choice.bool("exit") === true ? undefined : choice.text("goto");
    const topic = target === undefined ? undefined : talk.topics.get(target);
    if (target !== undefined && topic === undefined)
      talk.old.report.add("LORE924", choice.spotOf("goto"), `there is no topic ${shown(target)}`);
    const condition = choice
      .tags("conditions")
      .map((tag) => conditionOf(tag, talk))
      .reduce<string | boolean>((left, right) => joined("and", left, right), true);
    const label = titled(choice.title("label") ?? "...");
    const when = condition === true ? "" : ` if ${condition === false ? "false" : condition}`;
    choice.finish(STORED);
    return `choice ${label}${when}${topic === undefined ? "" : ` -> ${topic}`}`;
  });
}

/** As Lore writes it, or what it always is. */
export function conditionOf(tag: Tag, { old, topics, flags }: Talk): string | boolean {
  const { fields, spot } = tag;
  const named = (...names: string[]): string => fields?.text(...names) ?? "";
  switch (caseOf(tag.name)) {
    case "always":
      return true;
    case "hasdiscussed": {
      const topic = topics.get(named("topic"));
      if (topic === undefined) old.report.add("LORE924", spot, `there is no topic ${shown(named("topic"))}`);
      return topic === undefined ? false : `said(${topic})`;
    }
    case "hasflag": {
      const flag = `self.${flags.get(named("flag"))}[actor]`;
      if (!flags.has(named("flag"))) return false;
      return fields?.bool("value") === false ? `not ${flag}` : flag;
    }
    case "hasitem": {
      const item = old.item(named("item_id", "id"), spot);
      return item === undefined ? false : `actor has ${item}`;
    }
    case "hascurrency":
      return fields === undefined ? true : `actor.money >= ${Math.max(0, sumOf(fields, old, "amount") ?? 0)}`;
    case "minlevel":
      return `actor.level >= ${fields?.number("level") ?? 1}`;
    case "queststatus":
      return questStatus(tag, old, named("status"), named("quest_id", "id"));
    case "hasachievement": {
      const achievement = old.find("achievement", named("achievement_id", "id"), spot);
      return achievement === undefined ? false : `${achievement}.earned[actor] is not nothing`;
    }
    default:
      old.report.add("LORE925", spot, `the condition ${shown(tag.name)}; it counts as false`);
      return false;
  }
}

const STATES: Readonly<Record<string, string>> = { available: "new", notstarted: "new", active: "active", completed: "done" };

function questStatus(tag: Tag, old: OldWorld, status: string, id: string): string | boolean {
  const quest = old.find("quest", id, tag.spot);
  const state = STATES[caseOf(status)];
  if (quest !== undefined && state === undefined)
    old.report.add("LORE925", tag.spot, `the state ${shown(status)} of a quest; it counts as false`);
  return quest === undefined || state === undefined ? false : `${quest}.state[actor] is "${state}"`;
}

export function nodeStatements(node: Entry, talk: Talk): string[] {
  return node.tags("actions").flatMap((tag) => statementOf(tag, talk) ?? []);
}

function statementOf(tag: Tag, { old, flags }: Talk): string | undefined {
  const { fields, spot } = tag;
  const named = (...names: string[]): string => fields?.text(...names) ?? "";
  const sum = (): number => Math.abs((fields === undefined ? undefined : sumOf(fields, old, "amount")) ?? 0);
  switch (caseOf(tag.name)) {
    case "giveitem":
    case "takeitem":
      return goods(tag, old);
    case "givecurrency":
      return `mint ${sum()} to actor from "talk"`;
    case "takecurrency":
      return `burn ${sum()} from actor to "talk"`;
    case "startquest":
    case "completequest": {
      const quest = old.find("quest", named("quest_id", "id"), spot);
      return quest === undefined ? undefined : `${quest}.${caseOf(tag.name) === "startquest" ? "offer to" : "finish"} actor`;
    }
    case "grantachievement": {
      const achievement = old.find("achievement", named("achievement_id", "id"), spot);
      return achievement === undefined ? undefined : `${achievement}.award to actor`;
    }
    case "setflag": {
      const flag = flags.get(named("flag"));
      return flag === undefined ? undefined : `self.${flag}[actor] = ${fields?.bool("value") !== false}`;
    }
    case "teleport": {
      const room = old.find("room", named("room_id", "room"), spot);
      return room === undefined ? undefined : `send actor to ${room}`;
    }
    case "sendmessage":
      return `say ${quoted(named("text", "message"))}`;
    default:
      old.report.add("LORE925", spot, `the action ${shown(tag.name)}`);
      return undefined;
  }
}

function goods(tag: Tag, old: OldWorld): string | undefined {
  const item = old.item(tag.fields?.text("item_id", "id") ?? "", tag.spot);
  const quantity = tag.fields?.number("quantity", "qty") ?? 1;
  if (item === undefined || quantity < 1) return undefined;
  const times = quantity > 1 ? ` times ${quantity}` : "";
  return caseOf(tag.name) === "giveitem" ? `create ${item} in actor${times}` : `take ${item} from actor${times}`;
}
