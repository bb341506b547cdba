// One value of Lore as text for one reader. Never throws, whatever the wire: a line half right beats a line lost.

import { capitalize } from "./english.ts";
import type { Look, Named } from "./look.ts";
import { agoText, clockText, durationText, leftText, moneyText, numberText, timeText } from "./measures.ts";
import { type NounForm, namedWord, nounText } from "./nouns.ts";

/** Forms of `{x:form}`, capital letter aside. */
export type Form = "" | "a" | "the" | "n" | "and" | "ago" | "time" | "left" | "long";

export interface Reading {
  readonly look: Look;
  /** Entity number of who reads; -1: nobody in particular. */
  readonly reader: number;
  /** Renders a rich text that stands inside another. */
  readonly rich: (parts: readonly unknown[], reading: Reading, depth: number) => string;
}

/** Composites nest at most 12 deep inside an isolate; the rest is somebody's mischief. */
const DEEPEST = 16;

export function valueText(wire: unknown, form: Form, reading: Reading, depth = 0): string {
  const { look } = reading;
  if (typeof wire === "number") return numberText(wire);
  if (typeof wire === "boolean") return String(wire);
  if (Array.isArray(wire)) return compositeText(wire, form, reading, depth + 1);
  if (typeof wire !== "string") return look.vocabulary.word("nothing");
  const rest = wire.slice(1);
  switch (wire.charAt(0)) {
    case "s":
      return form === "a" || form === "the" ? nounText(namedWord(rest), form, 1, look) : rest;
    case "#":
    case "@":
      return nameText(wire, form, reading);
    case "$":
      return moneyText(Number(rest), look, form === "long");
    case "d":
      return spanText(Number(rest), form, look);
    case "t":
      return pointText(Number(rest), form, look);
    case ">":
      return look.vocabulary.direction(rest);
    case "%":
      return look.vocabulary.direction(rest.slice(rest.indexOf(":") + 1));
    case "k":
      return nounText(namedWord(lastName(rest)), nounForm(form), 1, look);
    case "r":
      return rest.slice(rest.lastIndexOf(":") + 1);
    case "j":
      return compositeText(parseComposite(rest), form, reading, depth + 1);
    default:
      return rest;
  }
}

function spanText(ms: number, form: Form, look: Look): string {
  if (form === "ago") return agoText(ms, look);
  return form === "left" ? leftText(ms, look) : durationText(ms, look);
}

function pointText(ms: number, form: Form, look: Look): string {
  if (form === "ago") return agoText(look.nowMs() - ms, look);
  if (form === "left") return leftText(ms - look.nowMs(), look);
  return form === "time" ? clockText(ms, look) : timeText(ms, look);
}

/** An entity or a model; "you" to the being itself. */
function nameText(wire: string, form: Form, reading: Reading): string {
  const named = namedOf(wire, reading.look);
  if (named.being && wire === `#${reading.reader}`) return reading.look.vocabulary.word("you");
  return nounText(named, nounForm(form), named.count, reading.look);
}

/** What a wire that names something is called; a word for what is not known any more. */
export function namedOf(wire: unknown, look: Look): Named {
  if (typeof wire === "string") {
    const found = wire.startsWith("#") ? look.entity(Number(wire.slice(1))) : wire.startsWith("@") ? look.model(wire.slice(1)) : undefined;
    if (found !== undefined) return found;
    if (wire.startsWith("s")) return namedWord(wire.slice(1));
    if (wire.startsWith("k")) return namedWord(lastName(wire.slice(1)));
  }
  return namedWord("");
}

function nounForm(form: Form): NounForm {
  if (form === "a" || form === "the") return form;
  return form === "n" || form === "and" ? "count" : "bare";
}

function lastName(id: string): string {
  return id.slice(id.lastIndexOf(".") + 1).replaceAll("_", " ");
}

function compositeText(parts: readonly unknown[], form: Form, reading: Reading, depth: number): string {
  if (depth > DEEPEST) return "";
  if (parts[0] === "l") return listText(parts.slice(1), form, reading, depth);
  if (parts[0] === "x") return phraseText(reading.rich(parts, reading, depth), form, reading.look);
  return pairsText(parts.slice(parts[0] === "r" ? 2 : 1), reading, depth);
}

function phraseText(text: string, form: Form, look: Look): string {
  return form === "a" || form === "the" ? nounText(namedWord(text), form, 1, look) : text;
}

/** The array behind a composite's tag; an empty rich text when it is none. */
export function parseComposite(json: string): readonly unknown[] {
  try {
    const parts = JSON.parse(json) as unknown;
    return Array.isArray(parts) ? parts : ["x"];
  } catch {
    return ["x"];
  }
}

/** "a lamp, 3 coins and Ann"; with no form, commas only. Equal names fold into one with their counts. */
function listText(items: readonly unknown[], form: Form, reading: Reading, depth: number): string {
  if (items.length === 0) return reading.look.vocabulary.word("nothing");
  const texts = form === "" ? items.map((item) => valueText(item, "", reading, depth)) : foldedTexts(items, form, reading, depth);
  if (form === "" || texts.length === 1) return texts.join(", ");
  return `${texts.slice(0, -1).join(", ")} ${reading.look.vocabulary.word("and")} ${texts.at(-1)}`;
}

function foldedTexts(items: readonly unknown[], form: Form, reading: Reading, depth: number): string[] {
  const texts: string[] = [];
  const seen = new Map<string, { at: number; count: number }>();
  for (const item of items) {
    const named = typeof item === "string" && item.startsWith("#") ? namedOf(item, reading.look) : undefined;
    if (named === undefined || named.being) {
      texts.push(valueText(item, form, reading, depth));
      continue;
    }
    const before = seen.get(named.title);
    const count = named.count + (before?.count ?? 0);
    const at = before?.at ?? texts.length;
    texts[at] = nounText(named, nounForm(form), count, reading.look);
    seen.set(named.title, { at, count });
  }
  return texts;
}

function pairsText(pairs: readonly unknown[], reading: Reading, depth: number): string {
  const texts: string[] = [];
  for (let i = 0; i + 1 < pairs.length; i += 2) texts.push(`${keyText(pairs[i])}: ${valueText(pairs[i + 1], "", reading, depth)}`);
  return texts.length === 0 ? reading.look.vocabulary.word("nothing") : texts.join(", ");
}

function keyText(key: unknown): string {
  return typeof key === "string" || typeof key === "number" ? String(key) : "";
}

/** First letter as a capital when asked for. */
export function withCapital(text: string, capital: boolean): string {
  return capital ? capitalize(text) : text;
}
