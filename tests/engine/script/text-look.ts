// A small cast of beings and things for the text tests: names only, no world.

import type { Look, Named } from "../../../engine/script/text/look.ts";
import { openVocabulary } from "../../../engine/script/text/vocabulary.ts";

const named = (title: string, more: Partial<Named> = {}): Named => ({ title, plural: "", article: null, being: false, count: 1, ...more });

export const ANN = 1;
export const BOB = 2;
export const GULL = 3;

const ENTITIES: Readonly<Record<number, Named>> = {
  [ANN]: named("Ann", { being: true }),
  [BOB]: named("Bob", { being: true }),
  [GULL]: named("one-legged gull", { being: true }),
  10: named("coil of rope"),
  11: named("coil of rope", { count: 3 }),
  12: named("oar"),
  13: named("loaf of bread", { plural: "loaves of bread", count: 2 }),
  14: named("water", { article: "some" }),
  15: named("Sweet Treats"),
  16: named("lamp", { article: "" }),
};

const MODELS: Readonly<Record<string, Named>> = {
  "gullwick.rope": named("coil of rope"),
  "gullwick.knife": named("knife", { plural: "knives" }),
};

const WORDS: Readonly<Record<string, string>> = { just_now: "just now" };

/** Monday noon. */
export const NOON_MS = Date.UTC(2026, 0, 5, 12);

export const look: Look = {
  vocabulary: openVocabulary((id, slots) => {
    const name = id.slice("stdlib.grammar.".length);
    return `s${[...slots, WORDS[name] ?? name].join(" ")}`;
  }),
  currency: { one: "coin", many: "coins" },
  nowMs: () => NOON_MS,
  zoneMs: 0,
  entity: (id) => ENTITIES[id],
  model: (id) => MODELS[id],
};

type Part = string | readonly [form: string, verb: string, capital: 0 | 1, value: unknown, counted?: unknown];

/** A rich text wire. */
export function rich(...parts: readonly Part[]): string {
  return `j${JSON.stringify(["x", ...parts.map((part) => (typeof part === "string" ? part : [...part, ...(part.length < 5 ? [null] : [])]))])}`;
}

/** A list as it stands inside another value. */
export function items(...all: readonly unknown[]): readonly unknown[] {
  return ["l", ...all];
}
