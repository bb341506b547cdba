// Answers: a player's line given to the question that waits for it, or to the talk that is open.

import type { Wire } from "../../dsl/wire.ts";
import { PLAYER } from "../world/core-kinds.ts";
import type { Entity } from "../world/entity.ts";
import type { PromptRow } from "../world/port.ts";
import type { World } from "../world/world.ts";
import type { AnswerOutcome, OpenPrompt, RunOutcome } from "./facade.ts";
import { type AskPayload, resume, withoutStale } from "./jobs.ts";
import { settle } from "./runs.ts";
import { pick } from "./talk.ts";
import { MENU_MS, talkOf } from "./talk-state.ts";
import { renderText } from "./text/render.ts";
import { callText } from "./texts.ts";
import type { TurnState } from "./turn-state.ts";
import { isOutcome } from "./wires.ts";

/** The question that a player's next line answers: the newest, else the talk that is open. */
export function openPrompt(world: World, player: Entity): OpenPrompt | null {
  const row = world.promptsOf(player.id).at(-1);
  if (row !== undefined) {
    const { question, kind } = payloadOf(row);
    return { player: player.wire, question, kind, expiresMs: row.dueMs };
  }
  const talk = talkOf(world, player.id);
  return talk === null ? null : { player: player.wire, question: "", kind: "talk", expiresMs: talk.atMs + MENU_MS };
}

export function payloadOf(row: PromptRow): AskPayload {
  return JSON.parse(row.payload) as AskPayload;
}

/** Gives a line to the actor's question. `unfit` leaves everything as it was. `isVerb`: only the very words of a choice are meant. */
export function answer(turn: TurnState, text: string, isVerb: boolean): AnswerOutcome {
  const { world } = turn.core;
  const player = world.ofWire(turn.actor);
  if (player === undefined || !player.definition.isA(PLAYER)) return { kind: "unfit" };
  const row = world.promptsOf(player.id).at(-1);
  if (row === undefined) return answerTalk(turn, player, text, isVerb);
  const payload = withoutStale(payloadOf(row), turn.nowMs);
  const read = readAnswer(turn, payload, text.trim(), player);
  if (read === undefined) return { kind: "unfit" };
  world.journal.removePrompt(row);
  const result = goOn(turn, row, payload, read);
  showNext(turn, player);
  return result;
}

function answerTalk(turn: TurnState, player: Entity, text: string, isVerb: boolean): AnswerOutcome {
  const talk = talkOf(turn.core.world, player.id);
  const number = talk === null ? 0 : numberOf(talk.labels ?? [], text, isVerb);
  if (number === 0 || talk === null || turn.nowMs - talk.atMs > MENU_MS) return { kind: "unfit" };
  let wasOpen = true;
  const result = settle(turn, { reader: player.wire }, () => {
    const picked = pick(turn, player, number);
    wasOpen = picked !== undefined;
    return picked ?? null;
  });
  return wasOpen ? result : { kind: "unfit" };
}

/** Which choice is meant, from 1: by its number, its very words, or words that only one of them has; 0 when none. */
function numberOf(labels: readonly string[], text: string, isVerb: boolean): number {
  const said = wordsOf(text);
  if (/^\d{1,3}$/.test(said.join(" "))) return Number(said[0]);
  if (said.length === 0) return 0;
  const read = labels.map(wordsOf);
  const exact = read.findIndex((label) => label.join(" ") === said.join(" "));
  if (exact >= 0 || isVerb) return exact + 1;
  const fits = read.flatMap((label, i) => (said.every((one) => label.includes(one)) ? [i + 1] : []));
  return fits.length === 1 ? fits[0]! : 0;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}

type Read = { readonly answer: Wire } | { readonly yes: true } | { readonly cancel: true };

/** What a line means to a question; undefined when it is no answer to it. */
function readAnswer(turn: TurnState, payload: AskPayload, line: string, player: Entity): Read | undefined {
  const said = line.toLowerCase();
  if (said === word(turn, "cancel")) return { cancel: true };
  // Who leaves finds the question where it was: the word is never taken for what one writes.
  if (payload.kind === "ask" && said === word(turn, "quit")) return undefined;
  if (payload.kind === "ask") return { answer: `s${line}` };
  if (payload.kind === "allow") {
    if (isWord(turn, said, "yes")) return { yes: true };
    return isWord(turn, said, "no") ? { cancel: true } : undefined;
  }
  const number = /^\d{1,4}$/.test(said) ? Number(said) : 0;
  if (number > 0) {
    const item = payload.items[number - 1];
    return item === undefined ? undefined : { answer: item };
  }
  const labels = payload.items.map((item) => renderText(item, player.id, turn.core.look).toLowerCase());
  const exact = labels.indexOf(said);
  const near = labels.flatMap((label, i) => (said !== "" && label.startsWith(said) ? [i] : []));
  const at = exact >= 0 ? exact : near.length === 1 ? near[0]! : -1;
  return at < 0 ? undefined : { answer: payload.items[at]! };
}

/** A word or its first letter. */
function isWord(turn: TurnState, said: string, name: string): boolean {
  const full = word(turn, name);
  return said !== "" && (said === full || said === full.charAt(0));
}

function word(turn: TurnState, name: string): string {
  const text = callText(turn, `stdlib.grammar.${name}`);
  const plain = isOutcome(text) ? "" : renderText(text, -1, turn.core.look);
  // Without a library the word is its own name.
  return plain.startsWith("stdlib.") ? name : plain.toLowerCase();
}

function goOn(turn: TurnState, row: PromptRow, payload: AskPayload, read: Read): RunOutcome {
  const actor = `#${row.who}`;
  const pack = turn.core.packs.get(row.pack);
  const code = pack?.codeByKey.get(row.code) ?? -1;
  return settle(turn, { reader: actor, pack, code }, () => {
    if ("cancel" in read) return resume(turn, row.pack, row.code, payload, { phase: "otherwise", actor });
    const grants = "yes" in read ? [...payload.grants.filter((one) => one !== actor), actor] : payload.grants;
    return resume(turn, row.pack, row.code, payload, { phase: "answer", actor, grants, ...("answer" in read && { answer: read.answer }) });
  });
}

/** A question that waited behind the one just answered is put again. */
function showNext(turn: TurnState, player: Entity): void {
  const row = turn.core.world.promptsOf(player.id).at(-1);
  if (row === undefined || row.dueMs <= turn.nowMs) return;
  const { question } = payloadOf(row);
  if (!turn.lines.some((line) => line.player === player.id && line.part.text === question)) turn.line(player.id, question);
}

/** A question whose time is over: its `else` runs. */
export function expire(turn: TurnState, row: PromptRow): RunOutcome {
  turn.core.world.journal.removePrompt(row);
  const payload = withoutStale(payloadOf(row), turn.nowMs);
  turn.consentUntilMs = payload.untilMs;
  return goOn(turn, row, payload, { cancel: true });
}
