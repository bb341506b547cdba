// Numbers, money, spans and points of time as a player reads them: short, because every letter is airtime.

import { formatLongMoney, formatMoney } from "../../base/currency.ts";
import type { Look } from "./look.ts";
import type { Word } from "./vocabulary.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Unit {
  readonly ms: number;
  readonly one: Word;
  readonly many: Word;
  readonly short: Word;
}

const UNITS: readonly Unit[] = [
  { ms: DAY, one: "day", many: "days", short: "d" },
  { ms: HOUR, one: "hour", many: "hours", short: "h" },
  { ms: MINUTE, one: "minute", many: "minutes", short: "min" },
  { ms: SECOND, one: "second", many: "seconds", short: "s" },
];

/** Never with an exponent, at most six decimals: as the runtime inside an isolate prints them. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return "0";
  if (Number.isInteger(value)) return String(value + 0);
  const rounded = Math.round(value * 1e6) / 1e6;
  if (Number.isInteger(rounded)) return String(rounded + 0);
  return Math.abs(rounded) < 1e-3 ? rounded.toFixed(6).replace(/0+$/, "") : String(rounded);
}

/** "12 coins", "$10.50", "12g 4s"; `long` in words. */
export function moneyText(amount: number, look: Look, long = false): string {
  const whole = Number.isFinite(amount) ? Math.round(amount) : 0;
  return long ? formatLongMoney(whole, look.currency) : formatMoney(whole, look.currency);
}

/** "5 minutes" when one unit says it, "2 h 5 min" when it takes two; smaller ones are left out. */
export function durationText(ms: number, look: Look): string {
  const span = Math.abs(Number.isFinite(ms) ? ms : 0);
  const whole = Math.round(span / SECOND) * SECOND;
  const sign = ms < 0 && whole > 0 ? "-" : "";
  const at = UNITS.findIndex((unit) => whole >= unit.ms);
  const unit = UNITS[at < 0 ? UNITS.length - 1 : at]!;
  const big = Math.floor(whole / unit.ms);
  const next = UNITS[at + 1];
  const small = at < 0 || next === undefined ? 0 : Math.floor((whole % unit.ms) / next.ms);
  if (small === 0 || next === undefined) return sign + counted(big, unit, look);
  return `${sign}${big} ${look.vocabulary.word(unit.short)} ${small} ${look.vocabulary.word(next.short)}`;
}

/** "3 days ago", by the largest unit; within ten seconds it is just now. */
export function agoText(ms: number, look: Look): string {
  const since = Math.max(0, Number.isFinite(ms) ? ms : 0);
  if (since < 10 * SECOND) return look.vocabulary.word("just_now");
  const unit = UNITS.find((each) => since >= each.ms)!;
  return look.vocabulary.framed("ago", counted(Math.floor(since / unit.ms), unit, look));
}

/** "5 minutes left": rounded up, so that it never says less than there is to wait. */
export function leftText(ms: number, look: Look): string {
  const span = Math.max(0, Number.isFinite(ms) ? ms : 0);
  const step = span > 2 * HOUR ? MINUTE * 5 : span > 2 * MINUTE ? MINUTE : SECOND;
  return look.vocabulary.framed("left", durationText(Math.ceil(span / step) * step, look));
}

/** "20:15" on the wall clock of the world. */
export function clockText(ms: number, look: Look): string {
  return isoOf(ms, look).slice(11, 16);
}

/** "20:15" today, "2026-01-02 20:15" on any other day. */
export function timeText(ms: number, look: Look): string {
  const iso = isoOf(ms, look);
  const today = isoOf(look.nowMs(), look).slice(0, 10);
  return iso.startsWith(today) ? iso.slice(11, 16) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

function counted(n: number, unit: Unit, look: Look): string {
  return `${n} ${look.vocabulary.word(n === 1 ? unit.one : unit.many)}`;
}

/** What JavaScript's dates can hold, so that no time a script can make throws. */
const LAST_MS = 253_402_300_799_000;

function isoOf(ms: number, look: Look): string {
  const shown = Math.min(Math.max(Number.isFinite(ms) ? ms + look.zoneMs : 0, 0), LAST_MS);
  return new Date(shown).toISOString();
}
