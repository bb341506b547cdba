// The `currency` of a manifest: a word, one and many, a decimal one, or tiers. What could be read two ways is refused here, before anybody pays.

import { LONG_MONEY_BYTES, MONEY_BYTES } from "../../dsl/surface.ts";
import { COINS, type Coin, type Currency, widestMoney } from "../base/currency.ts";

/** Names the field of the currency that is wrong, for the place. */
export type Complain = (field: string, what: string) => void;

const FIELDS: ReadonlySet<string> = new Set(["one", "many", "symbol", "decimals", "after", "tiers"]);
const MOST_TIERS = 6;
const TAKEN: ReadonlySet<string> = new Set(["all", "half", "everything", "and"]);

export function readCurrency(value: unknown, complain: Complain): Currency {
  if (value === undefined) return COINS;
  let wrong = false;
  const tell: Complain = (field, what) => {
    wrong = true;
    complain(field, what);
  };
  const made = typeof value === "string" ? { one: value, many: `${value}s` } : currencyOf(value, tell);
  if (!wrong && made !== null) checkNames(made, tell);
  if (!wrong && made !== null) checkWidth(made, tell);
  return wrong || made === null ? COINS : made;
}

function checkWidth(currency: Currency, tell: Complain): void {
  const { short, long } = widestMoney(currency);
  const advice = "shorten its names, or give its coins a symbol";
  if (short > MONEY_BYTES) tell("", `takes up to ${short} bytes to write a sum, and texts count on ${MONEY_BYTES}: ${advice}`);
  else if (long > LONG_MONEY_BYTES)
    tell("", `takes up to ${long} bytes to write a sum in words, and texts count on ${LONG_MONEY_BYTES}: shorten its names`);
}

function currencyOf(value: unknown, tell: Complain): Currency | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    tell("", 'must be a word, or a table with one and many ("penny", "pence"), symbol and decimals, or tiers');
    return null;
  }
  const table = value as Record<string, unknown>;
  for (const field of Object.keys(table)) if (!FIELDS.has(field)) tell(field, `is not known; there are ${[...FIELDS].join(", ")}`);
  if (table["tiers"] !== undefined) return tiersOf(table, tell);
  if (table["symbol"] !== undefined || table["decimals"] !== undefined) return decimalOf(table, tell);
  return namesOf(table, tell);
}

function namesOf(table: Record<string, unknown>, tell: Complain): { one: string; many: string } {
  const { one, many } = table;
  if (typeof one !== "string" || one.trim() === "") tell("one", 'must be a word: one = "penny"');
  if (many !== undefined && (typeof many !== "string" || many.trim() === "")) tell("many", 'must be a word: many = "pence"');
  return { one: String(one), many: typeof many === "string" ? many : `${String(one)}s` };
}

function decimalOf(table: Record<string, unknown>, tell: Complain): Currency {
  const names = namesOf(table, tell);
  const places = table["decimals"] ?? 2;
  if (typeof places !== "number" || !Number.isInteger(places) || places < 0 || places > 4)
    tell("decimals", "must be a whole number from 0 to 4");
  const symbol = table["symbol"];
  if (typeof symbol !== "string" || symbol === "") tell("symbol", 'must be a sign: symbol = "$"');
  const after = table["after"] ?? /^\p{L}/u.test(String(symbol));
  if (typeof after !== "boolean") tell("after", "must be true or false: whether the sign stands after the number");
  return { ...names, decimal: { symbol: String(symbol), places: Number(places), after: after === true } };
}

function tiersOf(table: Record<string, unknown>, tell: Complain): Currency | null {
  const { tiers } = table;
  for (const field of Object.keys(table))
    if (field !== "tiers" && FIELDS.has(field)) tell(field, "does not go with tiers: each tier has its own");
  if (!Array.isArray(tiers) || tiers.length < 2 || tiers.length > MOST_TIERS) {
    tell("tiers", `must be a list of 2 to ${MOST_TIERS} coins, as { one = "gold", many = "gold", symbol = "g", worth = 100 }`);
    return null;
  }
  const coins = tiers.map((tier) => coinOf(tier, tell)).sort((a, b) => b.worth - a.worth);
  const last = coins.at(-1)!;
  if (last.worth !== 1) tell("tiers", `must have a coin that is worth 1, and the smallest, ${last.one}, is worth ${last.worth}`);
  for (const [i, coin] of coins.entries()) {
    const next = coins[i + 1];
    if (next === undefined) break;
    if (coin.worth === next.worth) tell("tiers", `has two coins worth ${coin.worth}: ${coin.one} and ${next.one}`);
    else if (coin.worth % next.worth !== 0)
      tell("tiers", `does not go up evenly: ${coin.one} is worth ${coin.worth}, which is no multiple of ${next.one}, worth ${next.worth}`);
  }
  return { one: last.one, many: last.many, tiers: coins };
}

function coinOf(value: unknown, tell: Complain): Coin {
  const table = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  const worth = table["worth"];
  if (!Number.isSafeInteger(worth) || Number(worth) < 1 || Number(worth) > 1_000_000_000)
    tell("tiers", `must say what each coin is worth, a whole number from 1: ${JSON.stringify(value)}`);
  const symbol = table["symbol"] ?? "";
  if (typeof symbol !== "string") tell("tiers", "has a symbol that is no text");
  const { one, many } = table;
  if (typeof one !== "string" || one.trim() === "") tell("tiers", `has a coin without a name: ${JSON.stringify(value)}`);
  return { one: String(one), many: typeof many === "string" ? many : `${String(one)}s`, symbol: String(symbol), worth: Number(worth) };
}

/** Every name and sign must mean one coin, be typed easily, and be no word that means something else of money. */
function checkNames(currency: Currency, tell: Complain): void {
  const coins = currency.tiers ?? [{ ...currency, symbol: currency.decimal?.symbol ?? "", worth: 1 }];
  const owner = new Map<string, Coin>();
  for (const coin of coins) {
    for (const name of new Set([coin.one, coin.many, coin.symbol].map((word) => word.toLowerCase()))) {
      if (name === "") continue;
      if (/[\d.,;:"'{}+-]|^\s|\s$/.test(name))
        tell("", `has the name "${name}", which no digit, sign of a sentence or outer blank may be in`);
      if (TAKEN.has(name)) tell("", `has the name "${name}", which means something else where a sum is typed`);
      const other = owner.get(name);
      if (other !== undefined && other !== coin) tell("", `has two coins that "${name}" may mean: ${other.one} and ${coin.one}`);
      owner.set(name, coin);
    }
  }
}
