// Dialogue: a topic says its text and runs, then its choices stand as a numbered menu until the player picks, leaves or talks to
// somebody else (rule 30).

import type { Wire } from "../../dsl/wire.ts";
import { roomOf } from "../world/contents.ts";
import { PLAYER } from "../world/core-kinds.ts";
import type { Topic } from "../world/definition.ts";
import type { Entity } from "../world/entity.ts";
import { callCode, packOf } from "./calls.ts";
import { isOff } from "./switches.ts";
import { endTalk, hasSaid, setSaid, setTalk, talkOf } from "./talk-state.ts";
import { renderText } from "./text/render.ts";
import { callTextNamed, refuseWith } from "./texts.ts";
import type { TurnState } from "./turn-state.ts";
import { faultWire, isOutcome } from "./wires.ts";

/** Topics that lead to topics without a choice between them. */
const MOST_JUMPS = 12;

const nameOf = (npc: Entity): string => npc.key ?? npc.wire;

export function said(turn: TurnState, npcWire: Wire, topic: string, playerWire: Wire): boolean {
  const { world } = turn.core;
  const npc = world.ofWire(npcWire);
  const player = world.ofWire(playerWire);
  return npc !== undefined && player !== undefined && hasSaid(world, player.id, nameOf(npc), topic);
}

/** Begins at a topic by name, or at `greeting`, or at the first there is; false when there is nothing to say. */
export function converse(turn: TurnState, npcWire: Wire, playerWire: Wire, topic: string | null): Wire {
  const { world } = turn.core;
  const npc = world.ofWire(npcWire);
  const player = world.ofWire(playerWire);
  if (npc === undefined || player === undefined || !player.definition.isA(PLAYER)) return false;
  const { topics } = npc.definition;
  const first = topics.has("greeting") ? "greeting" : topics.keys().next().value;
  const start = topic === null ? first : [...topics.keys()].find((name) => name === topic.toLowerCase());
  if (start === undefined) return false;
  endTalk(world, player.id);
  return runTopic(turn, npc, player, start) ?? true;
}

/** Runs a topic and what it leads to, then shows its menu or goes back to the last one. Null, or an outcome. */
function runTopic(turn: TurnState, npc: Entity, player: Entity, start: string): Wire {
  const { world } = turn.core;
  let name = start;
  for (let jumps = 0; jumps < MOST_JUMPS; jumps++) {
    const topic = npc.definition.topics.get(name);
    if (topic === undefined) return faultWire("missing", `${npc.definition.name} has no topic ${name}`);
    const next = run(turn, topic, topic.def.code, npc, player);
    if (isOutcome(next) && next !== "!s") return next;
    setSaid(world, player.id, nameOf(npc), name);
    if (typeof next === "string" && next.startsWith("s")) {
      name = next.slice(1);
      continue;
    }
    return showMenu(turn, npc, player, name);
  }
  return faultWire("depth", "these topics lead to each other without end");
}

function run(turn: TurnState, topic: Topic, code: number, npc: Entity, player: Entity): Wire {
  const pack = packOf(turn, topic.pack);
  if (pack !== undefined && isOff(turn, pack, code)) return refuseWith(turn, "stdlib.core.switched_off");
  return pack === undefined ? null : callCode(turn, { pack, code, self: npc.wire, actor: player.wire, args: "" });
}

/** The choices that are open now; a topic without any goes back to the menu before it. */
function showMenu(turn: TurnState, npc: Entity, player: Entity, name: string): Wire {
  const { world, look } = turn.core;
  // The npc may be gone, or the player elsewhere, by what the topic did.
  if (!npc.alive || !player.alive || roomOf(npc) !== roomOf(player)) return null;
  const topic = npc.definition.topics.get(name);
  if (topic === undefined) return null;
  const labels: string[] = [];
  const choices: (string | null)[] = [];
  for (const choice of topic.def.choices) {
    const open = choice.cond === undefined ? true : run(turn, topic, choice.cond, npc, player);
    if (isOutcome(open)) return open;
    if (open !== true) continue;
    const text = run(turn, topic, choice.text, npc, player);
    if (isOutcome(text)) return text;
    choices.push(choice.to ?? null);
    labels.push(renderText(text, player.id, look));
  }
  if (choices.length > 0) {
    setTalk(world, player.id, { npc: npc.wire, topic: name, choices, labels, atMs: turn.nowMs });
    // What the topic asked comes first: its numbers must not stand beside the menu's.
    if (world.promptsOf(player.id).length > 0) return null;
    return turn.line(player.id, labels.map((label, i) => `${i + 1}. ${label}`).join("\n"));
  }
  const before = talkOf(world, player.id);
  return before !== null && before.npc === npc.wire && before.topic !== name ? showMenu(turn, npc, player, before.topic) : null;
}

/** A number picked from the open talk's menu: null or an outcome, undefined when no talk is open or the number is not in it. */
export function pick(turn: TurnState, player: Entity, number: number): Wire | undefined {
  const { world } = turn.core;
  const talk = talkOf(world, player.id);
  const npc = talk === null ? undefined : world.ofWire(talk.npc);
  if (talk === null) return undefined;
  if (npc === undefined || roomOf(npc) !== roomOf(player)) {
    endTalk(world, player.id);
    return undefined;
  }
  const choice = talk.choices[number - 1];
  if (choice === undefined) return undefined;
  if (choice !== null) return runTopic(turn, npc, player, choice);
  endTalk(world, player.id);
  const over = callTextNamed(turn, "stdlib.talk.over", { whom: npc.wire });
  return isOutcome(over) ? over : turn.say([player.wire], over);
}
