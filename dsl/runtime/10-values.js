// The values of Lore that are no plain number, boolean, null or string. Each has a tag `t` first; none is ever changed
// once made: lists, maps and records are copied when they are written.

const ENTITY = 1;
const MODEL = 2;
const EXIT = 3;
const ROW = 4;
const MANDATE = 5;
const KIND = 6;
const DIRECTION = 7;
const MONEY = 8;
const DURATION = 9;
const TIME = 10;
const LIST = 11;
const MAP = 12;
const RECORD = 13;
const RICH = 14;
const FN = 15;
const PART = 16;

/** How each is called in a fault's message. */
const WORDS = [
  "",
  "entity",
  "model",
  "exit",
  "row",
  "mandate",
  "kind",
  "direction",
  "money",
  "duration",
  "time",
  "list",
  "map",
  "record",
  "text",
  "function",
  "text",
];

/** All that is only known by its wire: entity, model, exit, row, mandate, kind, direction. */
class Ref {
  constructor(t, w) {
    this.t = t;
    this.w = w;
  }
}

/** Money in minor units, a duration in ms, a time in ms since the epoch. */
class Amount {
  constructor(t, n) {
    this.t = t;
    this.n = n;
  }
}

class List {
  constructor(a, size, depth) {
    this.t = LIST;
    this.a = a;
    this.size = size;
    this.depth = depth;
  }
}

/** Keys are texts, kept as written and found by their folded form. */
class Dict {
  constructor(keys, vals, size, depth, index) {
    this.t = MAP;
    this.keys = keys;
    this.vals = vals;
    this.size = size;
    this.depth = depth;
    this.index = index;
  }
}

/** `names` is shared by all records of one make. */
class Rec {
  constructor(id, names, vals, size, depth) {
    this.t = RECORD;
    this.id = id;
    this.names = names;
    this.vals = vals;
    this.size = size;
    this.depth = depth;
  }
}

/** A text that reads differently to different readers: strings and `Part`s. */
class Rich {
  constructor(parts, bytes) {
    this.t = RICH;
    this.parts = parts;
    this.bytes = bytes;
  }
}

/** `{what:the}`, `{Actor takes}`, `{n:coin}`: a value, how to show it, and what it counts. */
class Part {
  constructor(form, verb, capital, value, counted) {
    this.t = PART;
    this.form = form;
    this.verb = verb;
    this.capital = capital;
    this.value = value;
    this.counted = counted;
  }
}

/** A text or function named as an argument: `menu(xs, with: self.line)`. */
class Fn {
  constructor(call) {
    this.t = FN;
    this.call = call;
  }
}

function kindWord(v) {
  if (v === null || v === undefined) return "nothing";
  if (typeof v === "number") return "number";
  if (typeof v === "boolean") return "bool";
  return typeof v === "string" ? "text" : WORDS[v.t];
}

function tagOf(v) {
  return typeof v === "object" && v !== null ? v.t : 0;
}

const money = (n) => new Amount(MONEY, n);
const duration = (n) => new Amount(DURATION, n);
const time = (n) => new Amount(TIME, n);
const model = (id) => new Ref(MODEL, `@${id}`);
const kind = (id) => new Ref(KIND, `k${id}`);
const direction = (word) => new Ref(DIRECTION, `>${word}`);

/** Where money stands in a type, a plain whole number will do (rule 41). */
function toMoney(v) {
  return typeof v === "number" ? money(whole(v, "money")) : v;
}

function whole(n, what) {
  if (!Number.isSafeInteger(n)) fail("range", `${what} needs a whole number`);
  return n;
}

function sizeOf(v) {
  if (typeof v === "string") return 8 + v.length;
  if (typeof v !== "object" || v === null) return 8;
  if (v.t >= LIST) return v.t === RICH ? 16 + v.bytes : v.size;
  return v.t <= DIRECTION ? 8 + v.w.length : 8;
}

function depthOf(v) {
  return typeof v === "object" && v !== null && v.t >= LIST && v.t <= RECORD ? v.depth : 0;
}

function checkValue(size, depth) {
  if (size > LIMITS.valueBytes) fail("range", "this value grows too large");
  if (depth > LIMITS.nesting) fail("depth", `a value may be nested ${LIMITS.nesting} deep`);
}

function noFn(v) {
  if (v === undefined || tagOf(v) >= FN) fail("type", "a function is no value");
}

/** A list of these items; the array must belong to nobody else. */
function list(a) {
  if (a.length > LIMITS.listItems) fail("range", `a list holds at most ${LIMITS.listItems}`);
  let size = 16;
  let depth = 0;
  for (let i = 0; i < a.length; i++) {
    const v = a[i];
    if (typeof v === "object" || v === undefined) noFn(v);
    size += sizeOf(v);
    const d = depthOf(v);
    if (d > depth) depth = d;
  }
  spend(a.length >> 3);
  checkValue(size, depth + 1);
  return new List(a, size, depth + 1);
}

/** A map of `keys` to `vals`; a key that comes twice keeps its last value. */
function dict(keys, vals) {
  let made = EMPTY_DICT;
  for (let i = 0; i < keys.length; i++) made = dictPut(made, keys[i], vals[i]);
  return made;
}

const EMPTY_DICT = new Dict([], [], 16, 1, null);

function dictFind(m, key) {
  const folded = fold(key);
  if (m.keys.length <= 8) {
    spend((m.size + key.length) >> 8);
    for (let i = 0; i < m.keys.length; i++) if (m.keys[i] === key || fold(m.keys[i]) === folded) return i;
    return -1;
  }
  if (m.index === null) {
    spend(m.size >> 6);
    m.index = new Map();
    for (let i = 0; i < m.keys.length; i++) m.index.set(fold(m.keys[i]), i);
  }
  const at = m.index.get(folded);
  // The index is shared with maps that grew out of this one: what lies beyond belongs to them.
  return at === undefined || at >= m.keys.length ? -1 : at;
}

/** The index for a map with one key more, if this map is the first to grow by one. */
function grownIndex(m, key) {
  if (m.index === null || m.index.size !== m.keys.length) return null;
  m.index.set(fold(key), m.keys.length);
  return m.index;
}

function dictPut(m, key, v) {
  noFn(v);
  const at = dictFind(m, key);
  const depth = Math.max(m.depth, depthOf(v) + 1);
  const vals = m.vals.slice();
  spend(1 + (vals.length >> 5));
  if (at >= 0) {
    const size = m.size - sizeOf(vals[at]) + sizeOf(v);
    checkValue(size, depth);
    vals[at] = v;
    return new Dict(m.keys, vals, size, depth, m.index);
  }
  if (vals.length >= LIMITS.mapItems) fail("range", `a map holds at most ${LIMITS.mapItems}`);
  const size = m.size + sizeOf(v) + sizeOf(key);
  checkValue(size, depth);
  vals.push(v);
  const keys = m.keys.slice();
  keys.push(key);
  return new Dict(keys, vals, size, depth, grownIndex(m, key));
}

function dictDrop(m, key) {
  const at = dictFind(m, key);
  if (at < 0) return m;
  const keys = m.keys.slice();
  const vals = m.vals.slice();
  spend(1 + (vals.length >> 5));
  const size = m.size - sizeOf(vals[at]) - sizeOf(keys[at]);
  keys.splice(at, 1);
  vals.splice(at, 1);
  return new Dict(keys, vals, size, m.depth, null);
}
