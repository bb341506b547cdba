// Lists and maps: reading by number or key, walking, filtering and sorting. All answers are new values.

/** Index from 0 of the first item that is `x`, or -1. */
function listFind(l, x) {
  spend(l.a.length >> 3);
  for (let i = 0; i < l.a.length; i++) if (is(l.a[i], x)) return i;
  return -1;
}

function position(l, key) {
  if (typeof key !== "number" || !Number.isInteger(key)) fail("type", `a list is read by a whole number, not ${kindWord(key)}`);
  if (key < 1 || key > l.a.length) fail("range", `the list has no item ${printNumber(key)}, it has ${l.a.length}`);
  return key - 1;
}

/** `x[key]`: a list from 1, a map by text (missing: nothing). */
function index(x, key) {
  const t = tagOf(x);
  if (t === LIST) return x.a[position(x, key)];
  if (t === MAP) {
    const at = dictFind(x, mapKey(key));
    return at < 0 ? null : x.vals[at];
  }
  return x === null || x === undefined
    ? fail("missing", "there is nothing to look into")
    : fail("type", `a ${kindWord(x)} has no numbered items`);
}

function mapKey(key) {
  if (tagOf(key) === DIRECTION) return key.w.slice(1);
  return plain(key, "a map's key");
}

function listPut(l, at, v) {
  noFn(v);
  const depth = Math.max(l.depth, depthOf(v) + 1);
  const size = l.size - sizeOf(l.a[at]) + sizeOf(v);
  checkValue(size, depth);
  spend(1 + (l.a.length >> 5));
  const a = l.a.slice();
  a[at] = v;
  return new List(a, size, depth);
}

/** `add v to l` */
function listAdd(l, v) {
  if (tagOf(l) !== LIST)
    return l === null ? fail("missing", "there is no list to add to") : fail("type", `nothing can be added to a ${kindWord(l)}`);
  noFn(v);
  if (l.a.length >= LIMITS.listItems) fail("range", `a list holds at most ${LIMITS.listItems}`);
  const depth = Math.max(l.depth, depthOf(v) + 1);
  const size = l.size + sizeOf(v);
  checkValue(size, depth);
  spend(1 + (l.a.length >> 5));
  const a = l.a.slice();
  a.push(v);
  return new List(a, size, depth);
}

/** `remove v from l`: the first that is v; a map loses a key. */
function listRemove(l, v) {
  if (tagOf(l) === MAP) return dictDrop(l, mapKey(v));
  if (tagOf(l) !== LIST)
    return l === null ? fail("missing", "there is no list to remove from") : fail("type", `nothing can be removed from a ${kindWord(l)}`);
  const at = listFind(l, v);
  if (at < 0) return l;
  const a = l.a.slice();
  a.splice(at, 1);
  return new List(a, l.size - sizeOf(l.a[at]), l.depth);
}

/** The array that a `for each` walks: nobody can change it under the loop. */
function walk(x) {
  if (Array.isArray(x)) return x;
  if (tagOf(x) === LIST) return x.a;
  if (tagOf(x) === MAP) return x.keys;
  return x === null || x === undefined ? fail("missing", "there is nothing to go through") : fail("type", `a ${kindWord(x)} is no list`);
}

function bound(n) {
  return typeof n === "number" ? n : fail("type", `a loop counts with numbers, not ${kindWord(n)}`);
}

function count(x) {
  const t = tagOf(x);
  if (t === LIST) return x.a.length;
  if (t === MAP) return x.keys.length;
  if (Array.isArray(x)) return x.length;
  if (isText(x)) return letters(plain(x, "count of")).length;
  return x === null || x === undefined ? fail("missing", "there is nothing to count") : fail("type", `a ${kindWord(x)} cannot be counted`);
}

function first(x) {
  const a = walk(x);
  return a.length === 0 ? null : a[0];
}

function anyOf(x) {
  const a = walk(x);
  if (a.length === 0) return null;
  return a[a.length === 1 ? 0 : randomBetween(1, a.length) - 1];
}

function sum(x) {
  const a = walk(x);
  if (a.length === 0) return 0;
  spend(a.length >> 2);
  let total = a[0];
  if (typeof total !== "number" && tagOf(total) !== MONEY && tagOf(total) !== DURATION) mismatch("add", total, 0);
  for (let i = 1; i < a.length; i++) total = add(total, a[i]);
  return total;
}

function modelOf(x) {
  if (tagOf(x) === MODEL) return x;
  if (tagOf(x) !== ENTITY)
    return x === null || x === undefined ? fail("missing", "nothing has no model") : fail("type", `a ${kindWord(x)} has no model`);
  return decode(modelWire(x));
}

/** `xs where …`: `test` sees one item. */
function where(x, test) {
  const kept = [];
  for (const item of walk(x)) {
    spend(2);
    if (test(item)) kept.push(item);
  }
  return list(kept);
}

/** `newest first`: lists stand in the order of arrival. */
function reversed(x) {
  return list(walk(x).slice().reverse());
}

/** `by NAME` and `sort(xs, by: "name")`; equal ones keep their order, and nothing comes first. */
function sortBy(x, name, down) {
  const a = walk(x);
  spend(a.length * (1 + Math.ceil(Math.log2(a.length + 1))));
  const keyed = a.map((item) => ({ item, key: name === null ? item : get(item, name) }));
  keyed.sort((p, q) => {
    if (p.key === null || q.key === null) return p.key === q.key ? 0 : (p.key === null) === !down ? -1 : 1;
    return down ? compare(q.key, p.key) : compare(p.key, q.key);
  });
  return list(keyed.map((pair) => pair.item));
}

function tailCount(n, what) {
  if (typeof n !== "number" || !Number.isInteger(n) || n < 0) fail("range", `${what} needs a whole number from 0`);
  return n;
}

function skip(x, n) {
  return list(walk(x).slice(tailCount(n, "skip")));
}

function limit(x, n) {
  return list(walk(x).slice(0, tailCount(n, "limit")));
}
