// The functions of the surface that need nothing from outside. `RUNTIME_FUNCTIONS` in dsl/emit/ lists their parameters.

function numeric(x, what, run) {
  if (typeof x === "number") return checked(run(x));
  if (tagOf(x) === MONEY) return x;
  if (tagOf(x) === DURATION) return amount(DURATION, run(x.n));
  return fail("type", `${what} needs a number, not ${kindWord(x)}`);
}

/** Letters as people count them, so that no half of one is cut off. */
function letters(s) {
  spend(s.length >> 4);
  return BEYOND_ASCII.test(s) ? Array.from(s) : s;
}

function extreme(args, sign) {
  let a = args.filter((x) => x !== undefined);
  if (a.length === 1 && tagOf(a[0]) === LIST) a = a[0].a;
  if (a.length === 0) return null;
  let best = a[0];
  if (a.length === 1) compare(best, best);
  for (let i = 1; i < a.length; i++) if (compare(a[i], best) * sign > 0) best = a[i];
  spend(a.length >> 3);
  return best;
}

/** Puts the items of a list into one text; `glue` is a text between them, or a function that words each. */
function join(x, glue) {
  const isFn = tagOf(glue) === FN;
  const between = isFn || glue === undefined || glue === null ? ", " : glue;
  if (!isText(between)) fail("type", `join needs a text between, not ${kindWord(between)}`);
  const pieces = [];
  for (const item of walk(x)) {
    if (pieces.length > 0) pieces.push(between);
    spend(1);
    pieces.push(isFn ? glue.call(item) : item);
  }
  return text(...pieces);
}

function split(x, at) {
  const s = plain(x, "split");
  const between = at === undefined || at === null ? " " : plain(at, "split");
  spend(s.length >> 3);
  if (between === "") fail("range", "split needs a text to split at");
  // One more than fits, so that the list itself says it is too long.
  return list(s.split(between, LIMITS.listItems + 1));
}

/** Letters `from` to `to`, from 1, both included; what is beyond the ends is left out. Lists too. */
function slice(x, from, to) {
  const start = Math.max(1, sliceBound(from, 1)) - 1;
  if (tagOf(x) === LIST) return list(x.a.slice(start, Math.max(0, sliceBound(to, x.a.length))));
  const all = letters(plain(x, "slice"));
  const part = all.slice(start, Math.max(0, sliceBound(to, all.length)));
  return typeof part === "string" ? part : part.join("");
}

function sliceBound(n, otherwise) {
  if (n === undefined || n === null) return otherwise;
  return Number.isInteger(n) ? n : fail("type", "slice needs whole numbers");
}

function upper(x) {
  return checkText(plain(x, "upper").toUpperCase());
}

function lower(x) {
  return checkText(plain(x, "lower").toLowerCase());
}

/** Exactly the same text, letter by letter. */
function same(a, b) {
  return plain(a, "same") === plain(b, "same");
}

function sort(x, by) {
  return sortBy(x, by === undefined || by === null ? null : plain(by, "sort"), false);
}

function randomBetween(low, high) {
  if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || low > high) fail("range", "there is no such chance");
  spend(1);
  const n = host.random(low, high);
  return typeof n === "number" ? n : outcome(n);
}

/** `random(1, to: 36)` */
function random(low, high) {
  if (typeof low !== "number" || typeof high !== "number") mismatch("roll", low, high);
  return randomBetween(low, high);
}

/** `2d6`, `roll(2, 6)` */
function roll(times, sides) {
  if (typeof times !== "number" || typeof sides !== "number") mismatch("roll", times, sides);
  if (!Number.isInteger(times) || times < 0 || times > 100) fail("range", "at most 100 dice can be thrown at once");
  let total = 0;
  for (let i = 0; i < times; i++) total += randomBetween(1, sides);
  return checked(total);
}

const CHANCE_STEPS = 1_000_000;

/** `chance 30%` */
function chance(p) {
  if (typeof p !== "number") fail("type", `chance needs a number, not ${kindWord(p)}`);
  return randomBetween(1, CHANCE_STEPS) <= p * CHANCE_STEPS;
}

/** Which arm of a `choose` runs, from 0. */
function choose(...weights) {
  let total = 0;
  for (const weight of weights) total += weight;
  let drawn = randomBetween(1, total);
  for (let i = 0; i < weights.length; i++) if ((drawn -= weights[i]) <= 0) return i;
  return weights.length - 1;
}

const pure = Object.freeze({
  __proto__: null,
  round: (x) => numeric(x, "round", roundAway),
  floor: (x) => numeric(x, "floor", Math.floor),
  ceil: (x) => numeric(x, "ceil", Math.ceil),
  abs: (x) => (tagOf(x) === MONEY || tagOf(x) === DURATION ? amount(x.t, Math.abs(x.n)) : numeric(x, "abs", Math.abs)),
  min: (...xs) => extreme(xs, -1),
  max: (...xs) => extreme(xs, 1),
  join,
  split,
  slice,
  upper,
  lower,
  same,
  sort,
  random,
  roll,
});
