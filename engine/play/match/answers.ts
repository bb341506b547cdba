// What a player reads when a line fits nothing, as ids of texts of the library: never a sentence here.

import type { Near } from "./fitting.ts";
import { nearest } from "./near.ts";
import { fitting, nearNoun } from "./noun.ts";
import type { Candidate, Reach } from "./reach.ts";
import type { Match, Option, Pins } from "./result.ts";
import type { Sight } from "./sight.ts";
import { type SlotPart, says, type Variant } from "./table.ts";
import type { Token } from "./token.ts";

const MAX_OPTIONS = 9;

function answer(text: string, args: Extract<Match, { kind: "answer" }>["args"] = {}): Match {
  return { kind: "answer", text: `stdlib.core.${text}`, args };
}

/** Several things fit: a numbered choice. */
export function severalAnswer(near: Near, line: string, pins: Pins): Match {
  const items = near.found.kind === "several" ? near.found.items : [];
  const key = pinKey(near);
  const options = items
    .slice(0, MAX_OPTIONS)
    .map((item): Option => ({ label: item.naming.title, line, pins: { ...pins, [key]: item.wire } }));
  return { kind: "which", why: "several", word: near.phrase.words.join(" "), options };
}

function pinKey(near: Near): string {
  return `${near.slot.slot}\n${near.phrase.typed}`;
}

/** No candidate fits a noun: a near one is offered, else the answer says where it was looked for. */
export function missAnswer(near: Near, line: string, reach: Reach): Match {
  if (near.tooLong !== undefined) return answer("too_long", { most: near.tooLong });
  if (near.shut) return answer("shut", { box: near.shut });
  if (near.phrase.all) return answer("none_of", { what: `s${near.phrase.words.join(" ")}` });
  if (near.phrase.it) return answer("no_it", { word: `s${near.phrase.typed}` });
  const { slot } = near;
  const there = near.phrase.ordinal > 1 ? fitting(near.phrase, near.tiers ?? []).length : 0;
  if (there > 0) return answer("only_so_many", { n: there, word: `s${near.phrase.words.join(" ")}` });
  const other = misfit(near, slot, reach);
  if (other !== null) return answer("misfit", { what: other.wire });
  const guess = near.phrase.menu > 0 || slot.type === undefined ? null : nearNoun(near.phrase, near.tiers ?? []);
  if (guess !== null) {
    const options = [{ label: guess.naming.title, line, pins: { [pinKey(near)]: guess.wire } }];
    return { kind: "which", why: "near", word: near.phrase.words.join(" "), options };
  }
  return nounAnswer(near, slot, reach);
}

/** Something else that is near and goes by these words: the verb wants another kind of thing. */
function misfit(near: Near, slot: SlotPart, reach: Reach): Candidate | null {
  const kind = slot.type?.t === "entity" ? slot.type.kind : null;
  if (kind === null || slot.within !== undefined || near.phrase.menu > 0 || near.phrase.words.length === 0) return null;
  const around = [...reach.held(), ...reach.here(), ...reach.nested()].filter((entity) => !reach.sight.isA(entity, kind));
  return nearExact(
    near,
    around.map((entity) => reach.candidate(entity)),
  );
}

function nounAnswer(near: Near, slot: SlotPart, reach: Reach): Match {
  const word = `s${near.phrase.words.join(" ")}`;
  if (near.phrase.menu > 0 && (slot.type?.t === "row" || slot.within !== undefined)) return answer("no_number", { n: near.phrase.menu });
  if (slot.type?.t === "row") return answer("want_number");
  const kind = slot.type?.t === "entity" ? slot.type.kind : null;
  if (kind === "core.exit") return answer("no_exit", { way: word });
  const isBeing = kind !== null && reach.sight.kindIs(kind, "core.being");
  if (slot.scope === "held") return elsewhere(near, reach.here(), reach, "not_held_but_here", "not_held");
  if (slot.scope === "here") return elsewhere(near, reach.held(), reach, "held_already", isBeing ? "nobody" : "not_here");
  if (kind === "core.player") return answer(slot.scope === "anywhere" ? "no_player" : "nobody", { word });
  return answer("not_here", { word });
}

/** Not where the verb wants it, but it is near: say so, it saves a packet. */
function elsewhere(near: Near, others: readonly number[], reach: Reach, thereText: string, text: string): Match {
  const word = `s${near.phrase.words.join(" ")}`;
  const there = nearExact(
    near,
    others.map((entity) => reach.candidate(entity)),
  );
  return there === null ? answer(text, { word }) : answer(thereText, { what: there.wire });
}

function nearExact(near: Near, items: readonly Candidate[]): Candidate | null {
  const words = near.phrase.words;
  return items.find(({ naming }) => goesBy(naming.title, words)) ?? null;
}

/** All words, and the one that says what it is: a bread oven is no bread, a loaf of bread is. */
function goesBy(title: string, words: readonly string[]): boolean {
  const named = title.toLowerCase().split(" ");
  const heads = [named.at(-1), named[named.indexOf("of") - 1]];
  return words.every((word) => named.includes(word)) && words.some((word) => heads.includes(word));
}

/** The verb is known but its pattern does not fit: the help of the one with most of the typed words tells how; then one that shows the verb. */
export function usage(variants: readonly Variant[], tokens: readonly Token[]): Match {
  const [{ word: verb }, ...typed] = tokens as readonly [Token, ...Token[]];
  const said = ({ parts, command }: Variant): number =>
    parts.slice(1).filter((part) => typed.some(({ word }) => says(part, word))).length * 2 +
    (command.def.help?.split(/\W+/).includes(verb) ? 1 : 0);
  const [help] = variants
    .toSorted((a, b) => said(b) - said(a))
    .map(({ command }) => command.def.help)
    .filter((line) => line !== undefined);
  return help === undefined ? answer("usage_none", { verb: `s${verb}` }) : answer("usage", { help: `s${help}` });
}

/** A first word that is nearly a verb: the line with that verb, offered as a choice of one. */
export function nearVerb(tokens: readonly Token[], line: string, verbs: Iterable<string>, sight: Sight): Match | null {
  const first = tokens[0]!;
  const words = [...verbs, ...sight.directions.keys()].filter((word) => word.length > 1);
  const word = nearest(first.word, words);
  if (word === undefined) return null;
  const option: Option = { label: word, line: word + line.slice(first.end), pins: {} };
  return { kind: "which", why: "near", word: first.raw, options: [option] };
}

/** A line that begins with a direction word, where no exit leads that way. */
export function noExit(tokens: readonly Token[], sight: Sight): Match | null {
  const direction = sight.directions.get(tokens[0]!.word);
  if (direction === undefined) return null;
  const way = [direction, ...tokens.slice(1).map((token) => token.raw)].join(" ");
  return answer("no_exit", { way: `s${way}` });
}

export function noVerb(tokens: readonly Token[]): Match {
  if (tokens.length === 1 && /^\d+$/.test(tokens[0]!.word)) return answer("no_choice", { n: Number(tokens[0]!.word) });
  return answer("unknown", { word: `s${tokens[0]!.raw}` });
}
