// A text of Lore as one reader reads it: "You take a rope." to the one, "Ann takes a rope." to the rest.

import type { Wire } from "../../../dsl/wire.ts";
import { plainVerb } from "./english.ts";
import type { Look } from "./look.ts";
import { nounText } from "./nouns.ts";
import { type Form, namedOf, parseComposite, type Reading, valueText, withCapital } from "./values.ts";

/** Nobody in particular: the neutral view, which everyone who is not mentioned shares. */
export const NOBODY = -1;

/** The text for one reader, by entity number. */
export function renderText(wire: Wire, reader: number, look: Look): string {
  if (typeof wire === "string" && wire.startsWith("s")) return wire.slice(1);
  return valueText(wire, "", { look, reader, rich: richText });
}

/** A plain text wire in the neutral view, for what is stored or compared. */
export function flattenText(wire: Wire, look: Look): Wire {
  return typeof wire === "string" && wire.startsWith("s") ? wire : `s${renderText(wire, NOBODY, look)}`;
}

/** Any value as it is stored: every rich text in it, at any depth, made plain. */
export function flattenValue(wire: Wire, look: Look): Wire {
  if (typeof wire !== "string" || !wire.startsWith("j") || !wire.includes('["x"')) return wire;
  if (wire.startsWith('j["x"')) return flattenText(wire, look);
  return `j${JSON.stringify(parseComposite(wire.slice(1)).map((part) => flatPart(part, look)))}`;
}

function flatPart(part: unknown, look: Look): unknown {
  if (!Array.isArray(part)) return part;
  return part[0] === "x" ? flattenText(`j${JSON.stringify(part)}`, look) : part.map((each) => flatPart(each, look));
}

/** One rendering for all who are not mentioned, one of their own for those who are; each made once. */
export function forReaders(wire: Wire, look: Look): (reader: number) => string {
  if (typeof wire === "string" && wire.startsWith("s")) {
    const plain = wire.slice(1);
    return () => plain;
  }
  const named = mentionedIn(wire);
  const value = typeof wire === "string" && wire.startsWith("j") ? parseComposite(wire.slice(1)) : wire;
  const render = (reader: number): string => valueText(value, "", { look, reader, rich: richText });
  let neutral: string | undefined;
  return (reader) => {
    if (named.has(reader)) return render(reader);
    neutral ??= render(NOBODY);
    return neutral;
  };
}

/** Numbers of all entities that a text could name. Read from its bytes: too many is harmless, too few would show a name for "you". */
function mentionedIn(wire: Wire): ReadonlySet<number> {
  const found = new Set<number>();
  if (typeof wire !== "string") return found;
  for (let at = wire.indexOf("#"); at >= 0; at = wire.indexOf("#", at + 1)) {
    const number = Number.parseInt(wire.slice(at + 1, at + 17), 10);
    if (number >= 0) found.add(number);
  }
  return found;
}

function richText(parts: readonly unknown[], reading: Reading, depth: number): string {
  let out = "";
  for (let i = 1; i < parts.length; i++) {
    const part = parts[i];
    if (typeof part === "string") out += part;
    else if (Array.isArray(part)) out += slotText(part, reading, depth);
  }
  return out;
}

const FORMS: Readonly<Record<string, Form>> = {
  a: "a",
  the: "the",
  n: "n",
  and: "and",
  ago: "ago",
  time: "time",
  left: "left",
  long: "long",
};

/** One slot: `[form, verb, capital, value, counted]`. */
function slotText(part: readonly unknown[], reading: Reading, depth: number): string {
  const word = typeof part[0] === "string" ? part[0] : "";
  const value = part[3];
  const counted = part[4] ?? null;
  const lower = word.toLowerCase();
  const verb = typeof part[1] === "string" ? part[1] : "";
  // What does something needs its article: "The lamp is lit." A list of wares does not.
  const form = Object.hasOwn(FORMS, lower) ? FORMS[lower]! : verb !== "" && isName(value) ? "the" : "";
  const capital = part[2] === 1 || part[2] === true || (word !== "" && word !== lower);
  const text = counted === null ? valueText(value, form, reading, depth) : countedText(value, counted, reading);
  const shown = withCapital(text, capital);
  return verb === "" ? shown : `${shown} ${isPlural(value, counted, reading) ? plainVerb(verb) : verb}`;
}

function isName(value: unknown): boolean {
  return typeof value === "string" && (value.startsWith("#") || value.startsWith("@"));
}

/** `{n:coin}`: "3 coins", "a coin". */
function countedText(value: unknown, counted: unknown, reading: Reading): string {
  // The number may stand on either side: `{n:coin}` and, for money and spans, the thing itself.
  const n = typeof value === "number" ? value : typeof counted === "number" ? counted : 1;
  const what = typeof value === "number" ? counted : value;
  return nounText({ ...namedOf(what, reading.look), being: false }, "count", n, reading.look);
}

/** "you", several, or more than one of it: the verb stands plain. */
function isPlural(value: unknown, counted: unknown, reading: Reading): boolean {
  if (counted !== null) return value !== 1 && counted !== 1;
  if (typeof value === "number") return value !== 1;
  if (Array.isArray(value)) return value[0] === "l" && value.length > 2;
  if (typeof value !== "string") return false;
  if (value.startsWith("#")) {
    const named = namedOf(value, reading.look);
    return named.being ? value === `#${reading.reader}` : named.count > 1;
  }
  if (value.startsWith("$")) return value !== "$1";
  return value.startsWith('j["l"') && parseComposite(value.slice(1)).length > 2;
}
