// Calls out of the isolate: properties, host functions, single entities and the surface's bare values.

/** Single entities by qualified id. */
const singles = new Map();

function entity(id) {
  let made = singles.get(id);
  if (made === undefined) {
    made = decode(host.entity(id));
    if (made === null) fail("missing", `there is no ${shortName(id)}`);
    remember(singles, id, made);
  }
  return made;
}

/** Caches are bounded: what does not fit is worked out again. */
function remember(cache, key, value) {
  if (cache.size >= 5000) cache.clear();
  cache.set(key, value);
  return value;
}

/** A bare value of the surface: `room`, `others`, `players`. */
function value(name) {
  spend(1);
  if (name !== "room") return decode(host.value(name));
  // Where the actor is changes only by what may run other scripts, or by an undo: both forget it.
  if (context.room === null) context.room = decode(host.value(name));
  return context.room;
}

/** `x.name` */
function get(x, name) {
  if (typeof x === "object" && x !== null) {
    // A direction is the exit there.
    if (x.t <= DIRECTION) {
      spend(2);
      return read(x.w, name);
    }
    if (x.t === RECORD) return recordGet(x, name);
    if (x.t === LIST) return getAll(x, name);
    if (x.t === MAP) return index(x, name);
  }
  return x === null || x === undefined
    ? fail("missing", `there is nothing here that has a ${name}`)
    : fail("type", `a ${kindWord(x)} has no ${name}`);
}

/** `xs.p`: the list of their p (rule 59). */
function getAll(l, name) {
  spend(l.a.length >> 2);
  return list(l.a.map((item) => get(item, name)));
}

/** Asked each time: an entity's number may stand for another kind of thing after an undo. */
function hasEach(x, name, key) {
  const t = tagOf(x);
  return (t === ENTITY || t === MODEL) && (tagOf(key) === ENTITY || key === null) && yesNo(host.isEach(x.w, name));
}

/** `x.name[key]`: the value that x keeps for key (rule 11), or else an item. */
function getEach(x, name, key) {
  const t = tagOf(x);
  const there = (t === ENTITY || t === MODEL) && tagOf(key) === ENTITY ? host.peekEach(x.w, name, key.w) : undefined;
  if (there === undefined && !hasEach(x, name, key)) return index(get(x, name), key);
  if (key === null) fail("missing", `${name} is kept for somebody, and there is nobody`);
  spend(2);
  return decode(there === undefined ? host.getEach(x.w, name, key.w) : there);
}

/** Writes a property and throws what the host has against it. */
function setProp(x, name, v) {
  spend(2);
  const wire = encode(v);
  comeTo();
  forgetAll(name);
  // A title is read from the name.
  if (name === "name") forgetAll("title");
  const answer = outside.set(x.w, name, wire);
  if (typeof answer === "string" && answer.charCodeAt(0) === 33) outcome(answer);
}

function setEach(x, name, key, v) {
  spend(2);
  const answer = host.setEach(x.w, name, key.w, encode(v));
  if (typeof answer === "string" && answer.charCodeAt(0) === 33) outcome(answer);
}

/** A host function that runs no other script. */
function callHost(name, cost, ...args) {
  spend(cost);
  return decode(sendHost(name, args));
}

/** One that changes nothing: what was read stays true. */
function consult(name, cost, ...args) {
  spend(cost);
  return decode(outside.host(name, F.n, ...args.map(encode)));
}

/** One that changes no properties but those named, in one text: what was read of others stays true, unless it ran other scripts. */
function callTouching(names, name, cost, ...args) {
  spend(cost);
  comeTo();
  if (names !== "") touch(names);
  const wire = outside.host(name, F.n, ...args.map(encode));
  if (typeof wire !== "string" || wire.charCodeAt(0) !== 61) return decode(wire);
  forgetSeen();
  return received(wire);
}

/** Names of properties as one text → each for itself: there are few such texts. */
const touched = new Map();

function touch(names) {
  let each = touched.get(names);
  if (each === undefined) {
    each = names.split(" ");
    touched.set(names, each);
  }
  forgetThese(each);
  if (each.includes("room")) context.room = null;
}

/** One that may: what the others spent is gone from the purse as well. */
function callHostAgain(name, cost, ...args) {
  spend(cost);
  return received(sendHost(name, args));
}

function sendHost(name, args) {
  switch (args.length) {
    case 0:
      return host.host(name, F.n);
    case 1:
      return host.host(name, F.n, encode(args[0]));
    case 2:
      return host.host(name, F.n, encode(args[0]), encode(args[1]));
    case 3:
      return host.host(name, F.n, encode(args[0]), encode(args[1]), encode(args[2]));
  }
  return host.host(name, F.n, ...args.map(encode));
}

/** `menu(xs, with: line)`: the lines are made here, where the function is. */
function menu(cost, items, line) {
  if (tagOf(line) !== FN) return callHost("menu", cost, items, line);
  return callHost("menu", cost, items, list(walk(items).map((item) => line.call(item))));
}

/**
 * In a condition a refusal is `false`, what it did is undone, and an answer that is no bool is `true` (rules 1 and 56).
 * Arguments are worked out before, where their own refusals still deny.
 */
function hold(run, ...args) {
  const from = mark();
  try {
    const answer = run(...args) !== false;
    letGo(from);
    return answer;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    undoTo(from);
    return false;
  }
}

/** `all KIND`, `all MODEL` */
function allOf(what) {
  spend(5);
  const l = decode(host.all(what.w));
  spend(l.a.length >> 2);
  return l;
}
