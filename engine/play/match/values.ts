// Slots that hold a value and not a noun: numbers, money, words, durations, directions. Each reader gives a wire, or undefined.

import type { Type } from "../../../dsl/types.ts";
import { TAG, type Wire } from "../../../dsl/wire.ts";
import { readMoney } from "../../base/currency.ts";
import type { Sight } from "./sight.ts";
import type { Token } from "./token.ts";
import { ALL, NUMBERS, OFF_WORDS, ON_WORDS, UNITS } from "./vocabulary.ts";

type Reader = (tokens: readonly Token[], sight: Sight) => Wire | undefined;

const READERS: Readonly<Partial<Record<Type["t"], Reader>>> = {
  number: (tokens) => (tokens.length === 1 ? readNumber(tokens[0]!.word) : undefined),
  money: moneyOf,
  duration: readDuration,
  direction: (tokens, sight) => readDirection(tokens, sight),
  bool: (tokens) =>
    tokens.length !== 1 ? undefined : ON_WORDS.has(tokens[0]!.word) ? true : OFF_WORDS.has(tokens[0]!.word) ? false : undefined,
};

/** Most tokens that a value of this type may take; entities take any number. */
export function valueWidth(type: Type): number {
  // `12 gold 4 silver 3 copper`
  if (type.t === "money") return 8;
  return type.t === "duration" ? 2 : 1;
}

export function isValueType(type: Type): boolean {
  return type.t === "words" || READERS[type.t] !== undefined;
}

export function readValue(type: Type, tokens: readonly Token[], sight: Sight): Wire | undefined {
  if (type.t === "words") return readWords(type.words, tokens);
  return READERS[type.t]?.(tokens, sight);
}

function readWords(words: readonly string[], tokens: readonly Token[]): Wire | undefined {
  const typed = tokens.map((token) => token.word).join(" ");
  const exact = words.find((word) => word.toLowerCase() === typed);
  const near = exact ?? onlyOne(words.filter((word) => word.toLowerCase().startsWith(typed)));
  return near === undefined ? undefined : `s${near}`;
}

function onlyOne(words: readonly string[]): string | undefined {
  return words.length === 1 ? words[0] : undefined;
}

export function readNumber(word: string): number | undefined {
  const spelled = NUMBERS.get(word);
  if (spelled !== undefined) return spelled;
  if (!/^[+-]?\d{1,15}(\.\d{1,6})?$/.test(word)) return undefined;
  return Number(word);
}

function moneyOf(tokens: readonly Token[], sight: Sight): Wire | undefined {
  const words = tokens.map(({ word }) => String(NUMBERS.get(word) ?? word));
  const amount = readMoney(words.join(" "), sight.currency);
  return amount === undefined ? undefined : `${TAG.money}${amount}`;
}

/** `all` or `half` of a sum, also `all coins` where there is one kind of coin; undefined for any other words. */
export function readShare(tokens: readonly Token[], sight: Sight): "all" | "half" | undefined {
  const [first, ...rest] = tokens.map(({ word }) => word);
  const share = first !== undefined && ALL.has(first) ? "all" : first === "half" ? "half" : undefined;
  if (share === undefined || rest.length === 0) return share;
  // Whether the words after it are coins is known by trying them on a number.
  return sight.currency.tiers === undefined && readMoney(`1 ${rest.join(" ")}`, sight.currency) !== undefined ? share : undefined;
}

function readDuration(tokens: readonly Token[]): Wire | undefined {
  const joined = /^(\d+(?:\.\d+)?)([a-z]+)$/.exec(tokens[0]!.word);
  const amount = joined ? Number(joined[1]) : readNumber(tokens[0]!.word);
  const unit = UNITS.get(joined ? joined[2]! : (tokens[1]?.word ?? ""));
  if (amount === undefined || unit === undefined || (joined !== null && tokens.length > 1)) return undefined;
  return `d${Math.round(amount * unit)}`;
}

export function readDirection(tokens: readonly Token[], sight: Sight): Wire | undefined {
  if (tokens.length !== 1) return undefined;
  const direction = sight.directions.get(tokens[0]!.word);
  return direction === undefined ? undefined : `>${direction}`;
}
