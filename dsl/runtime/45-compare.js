// `is`, `<`, `has`, `in`: comparing as the rules 21, 33 and 42 say.

/** `a is b`: equality, or "is an instance of" when b is a model. */
function is(a, b) {
  if (a === b) return true;
  if (a === null || b === null || a === undefined || b === undefined) return (a ?? null) === (b ?? null);
  if (typeof a !== "object" && typeof b !== "object") return typeof a === "string" && typeof b === "string" && sameText(a, b);
  const x = tagOf(a);
  const y = tagOf(b);
  if (x === y) return isAlike(x, a, b);
  if (y === MODEL && x === ENTITY) return modelWire(a) === b.w;
  if (x === MONEY && typeof b === "number") return a.n === b;
  if (y === MONEY && typeof a === "number") return b.n === a;
  if (x === RICH || y === RICH) return isText(a) && isText(b) && sameText(a, b);
  // `way.direction is "north"` is what a reader would expect to work.
  if (x === DIRECTION && typeof b === "string") return a.w === `>${fold(b)}`;
  if (y === DIRECTION && typeof a === "string") return b.w === `>${fold(a)}`;
  return false;
}

function isAlike(t, a, b) {
  if (t <= DIRECTION) return a.w === b.w;
  switch (t) {
    case MONEY:
    case DURATION:
    case TIME:
      return a.n === b.n;
    case LIST:
      return allAlike(a.a, b.a);
    case RECORD:
      return a.id === b.id && allAlike(a.vals, b.vals);
    case RICH:
      return sameText(a, b);
    case MAP:
      return mapsAlike(a, b);
  }
  return false;
}

function allAlike(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    spend(1);
    if (!is(a[i], b[i])) return false;
  }
  return true;
}

function mapsAlike(a, b) {
  if (a.keys.length !== b.keys.length) return false;
  for (let i = 0; i < a.keys.length; i++) {
    spend(1);
    const at = dictFind(b, a.keys[i]);
    if (at < 0 || !is(a.vals[i], b.vals[at])) return false;
  }
  return true;
}

function wireOf(v) {
  return v === null ? null : v.w;
}

function modelWire(entity) {
  return wireOf(read(entity.w, "model"));
}

/** -1, 0 or 1; texts by their folded form. */
function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a < b ? -1 : a > b ? 1 : 0;
  if (isText(a) && isText(b)) {
    const x = fold(plain(a, "<"));
    const y = fold(plain(b, "<"));
    spend((x.length + y.length) >> 6);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const x = tagOf(a);
  const y = tagOf(b);
  if ((x === y && (x === MONEY || x === DURATION || x === TIME)) || (x === MONEY && typeof b === "number")) {
    const right = y === 0 ? b : b.n;
    return a.n < right ? -1 : a.n > right ? 1 : 0;
  }
  if (y === MONEY && typeof a === "number") return a < b.n ? -1 : a > b.n ? 1 : 0;
  return mismatch("compare", a, b);
}

function lt(a, b) {
  return typeof a === "number" && typeof b === "number" ? a < b : compare(a, b) < 0;
}
function le(a, b) {
  return typeof a === "number" && typeof b === "number" ? a <= b : compare(a, b) <= 0;
}
function gt(a, b) {
  return typeof a === "number" && typeof b === "number" ? a > b : compare(a, b) > 0;
}
function ge(a, b) {
  return typeof a === "number" && typeof b === "number" ? a >= b : compare(a, b) >= 0;
}

/** A condition must be true or false; nothing else stands for either. */
function truth(v) {
  if (v === true || v === false) return v;
  return v === null || v === undefined
    ? fail("missing", "this condition is neither true nor false, it is nothing")
    : fail("type", `a condition must be true or false, not ${kindWord(v)}`);
}

/** What the host says when the answer is yes or no. */
function yesNo(wire) {
  return typeof wire === "string" ? outcome(wire) : wire === true;
}

/** `x has y`: words in a text, an item in a list, a key in a map, something carried. */
function has(x, y) {
  if (isText(x)) return hasWords(plain(x, "has"), plain(y, "has"));
  const t = tagOf(x);
  if (t === LIST) return listFind(x, y) >= 0;
  if (t === MAP) return dictFind(x, plain(y, "has")) >= 0;
  if (t === ENTITY || t === MODEL) {
    const what = tagOf(y);
    if (what !== ENTITY && what !== MODEL && what !== KIND) fail("type", `nobody can have a ${kindWord(y)}`);
    return yesNo(host.has(x.w, y.w));
  }
  return x === null || x === undefined ? fail("missing", "nothing has nothing") : fail("type", `a ${kindWord(x)} has nothing`);
}

/** `x is a KIND` */
function isA(x, id) {
  const t = tagOf(x);
  if (t === ENTITY || t === MODEL) return isOfKind(x.w, id);
  return t === EXIT ? yesNo(host.isA(x.w, id)) : false;
}

function isOfKind(w, id) {
  const nature = natureOf(w);
  if (nature === null) return yesNo(host.isA(w, id));
  let is = nature.kinds.get(id);
  if (is === undefined) {
    is = yesNo(host.isA(w, id));
    nature.kinds.set(id, is);
  }
  return is;
}

/** `x in y`: in a list, a map's keys, or directly in a place. */
function inside(x, y) {
  const t = tagOf(y);
  if (t === LIST) return listFind(y, x) >= 0;
  if (t === MAP) return dictFind(y, plain(x, "in")) >= 0;
  if (isText(y)) return hasWords(plain(y, "in"), plain(x, "in"));
  if (t !== ENTITY)
    return y === null || y === undefined ? fail("missing", "there is nothing to be in") : fail("type", `nothing is in a ${kindWord(y)}`);
  if (tagOf(x) === MODEL) return listFind(get(y, "things"), x) >= 0;
  if (tagOf(x) !== ENTITY) return false;
  return wireOf(read(x.w, "place")) === y.w;
}
