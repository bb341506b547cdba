// The world's money as people write and read it: one formatter, one parser. Sums are whole numbers of the smallest coin throughout;
// a currency only says how they look.

export interface Coin {
  readonly one: string;
  readonly many: string;
  /** "g", or "" when only the words are used. */
  readonly symbol: string;
  /** In smallest coins; the last of a currency is worth 1. */
  readonly worth: number;
}

export interface Currency {
  /** Words for the coin that a bare number means: "dollar", "coin", in tiers the smallest one. */
  readonly one: string;
  readonly many: string;
  /** `$10.50`: how many places after the point, the sign, and whether it stands after the number. */
  readonly decimal?: { readonly symbol: string; readonly places: number; readonly after: boolean };
  /** `12g 4s`: largest first. */
  readonly tiers?: readonly Coin[];
}

export const COINS: Currency = { one: "coin", many: "coins" };

/** As it stands in texts: short, because every letter is airtime. */
export function formatMoney(amount: number, currency: Currency): string {
  const sign = amount < 0 ? "-" : "";
  const sum = Math.abs(amount);
  const { decimal, tiers } = currency;
  if (tiers !== undefined) return sign + tierTexts(sum, tiers, (n, coin) => shortCoin(n, coin)).join(" ");
  if (decimal === undefined) return sign + counted(sum, currency);
  const figure = decimalText(sum, decimal.places);
  return decimal.after ? `${sign}${figure} ${decimal.symbol}` : `${sign}${decimal.symbol}${figure}`;
}

/** In words: "12 gold 4 silver", "10.50 dollars". */
export function formatLongMoney(amount: number, currency: Currency): string {
  const sign = amount < 0 ? "-" : "";
  const sum = Math.abs(amount);
  const { decimal, tiers } = currency;
  if (tiers !== undefined) return sign + tierTexts(sum, tiers, counted).join(" ");
  if (decimal === undefined) return sign + counted(sum, currency);
  return `${sign}${decimalText(sum, decimal.places)} ${sum === 10 ** decimal.places ? currency.one : currency.many}`;
}

function tierTexts(sum: number, tiers: readonly Coin[], text: (n: number, coin: Coin) => string): string[] {
  const texts: string[] = [];
  let left = sum;
  for (const coin of tiers) {
    const n = Math.floor(left / coin.worth);
    left -= n * coin.worth;
    if (n > 0) texts.push(text(n, coin));
  }
  return texts.length > 0 ? texts : [text(0, tiers.at(-1)!)];
}

function shortCoin(n: number, coin: Coin): string {
  return coin.symbol === "" ? counted(n, coin) : `${n}${coin.symbol}`;
}

function counted(n: number, { one, many }: { readonly one: string; readonly many: string }): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** Whole sums without their noughts: "$10", "$10.50". */
function decimalText(sum: number, places: number): string {
  const whole = 10 ** places;
  const rest = sum % whole;
  const figure = String(Math.floor(sum / whole));
  return rest === 0 ? figure : `${figure}.${String(rest).padStart(places, "0")}`;
}

// ------------------------------------------------------------------- reading

const AMOUNT = /^(\d{1,15})(?:[.,](\d{1,4}))?$/;

/**
 * What a person typed, in smallest coins: `12g 4s`, `12g4s`, `12.5`, `$10.50`, `10 gold`, `3 pence`; undefined for what is no sum. A bare
 * number means the main coin of a decimal currency, and the smallest coin of any other.
 */
export function readMoney(text: string, currency: Currency): number | undefined {
  const pieces = piecesOf(text.trim().toLowerCase(), currency);
  if (pieces === undefined) return undefined;
  let sum = 0;
  const used = new Set<number>();
  for (const { figure, unit } of pieces) {
    const worth = worthOf(unit, currency, pieces.length === 1);
    const amount = worth === undefined || used.has(worth) ? undefined : amountOf(figure, worth);
    if (amount === undefined) return undefined;
    used.add(worth!);
    sum += amount;
  }
  return Number.isSafeInteger(sum) ? sum : undefined;
}

interface Piece {
  readonly figure: string;
  readonly unit: string;
}

/** Numbers, each with the words up to the next number; undefined when the text does not begin with one. */
function piecesOf(text: string, { decimal }: Currency): Piece[] | undefined {
  const symbol = decimal?.symbol.toLowerCase() ?? "";
  const bare = symbol !== "" && text.startsWith(symbol) ? text.slice(symbol.length).trimStart() : text;
  if (!/^\d/.test(bare)) return undefined;
  const pieces: Piece[] = [];
  for (const [, figure, rest] of bare.matchAll(/(\d[\d.,]*)([^\d]*)/g)) {
    pieces.push({
      figure: figure!.replace(/[.,]+$/, ""),
      unit: rest!
        .trim()
        .replace(/(^|\s)(and|,)$/, "")
        .trim(),
    });
  }
  return pieces;
}

/** A bare number only stands alone: in `12g 4` nobody knows what the 4 are. */
function worthOf(unit: string, { one, many, decimal, tiers }: Currency, alone: boolean): number | undefined {
  const main = decimal === undefined ? 1 : 10 ** decimal.places;
  if (unit === "") return alone ? main : undefined;
  if (tiers === undefined) return isNamed(unit, [one, many, decimal?.symbol ?? ""]) ? main : undefined;
  const named = tiers.filter((coin) => isNamed(unit, [coin.one, coin.many, coin.symbol]));
  return named.length === 1 ? named[0]!.worth : undefined;
}

/** By its name, or by one word of it: `silver` for "silver coins". */
function isNamed(unit: string, names: readonly string[]): boolean {
  return names.some((name) => {
    const folded = name.toLowerCase();
    return folded !== "" && (folded === unit || folded.split(" ").includes(unit));
  });
}

/** Whole smallest coins, or nothing: a fraction of the smallest coin is no sum. */
function amountOf(figure: string, worth: number): number | undefined {
  const found = AMOUNT.exec(figure);
  if (found === null) return undefined;
  const [, whole, places = ""] = found;
  const part = (Number(places) * worth) / 10 ** places.length;
  const amount = Number(whole) * worth + part;
  return Number.isSafeInteger(part) && Number.isSafeInteger(amount) ? amount : undefined;
}

// ---------------------------------------------------------------- soundness

/** Sums up to here are promised to fit where a text counts on money: a hundred million of the smallest coin. */
const LARGEST_SHOWN = 99_999_999;

/** The most bytes that a sum takes in a text, short and in words. */
export function widestMoney(currency: Currency): { readonly short: number; readonly long: number } {
  const tiers = currency.tiers ?? [];
  // Where there are tiers, all of them filled, each with as many digits as it can have below the next.
  const sums = [LARGEST_SHOWN, ...tiers.map((_, top) => fullest(tiers, top))];
  const widest = (format: typeof formatMoney): number => Math.max(...sums.map((sum) => Buffer.byteLength(format(-sum, currency))));
  return { short: widest(formatMoney), long: widest(formatLongMoney) };
}

function fullest(tiers: readonly Coin[], top: number): number {
  let sum = Math.max(1, Math.floor(LARGEST_SHOWN / tiers[top]!.worth) - 1) * tiers[top]!.worth;
  for (let i = top + 1; i < tiers.length; i++) sum += (tiers[i - 1]!.worth / tiers[i]!.worth - 1) * tiers[i]!.worth;
  return sum;
}
