// What was read since the world last could have changed: the same question is asked once. Value and fuel are those of asking each time.

/** One value as it came: a wire, or the parsed array of a list whose wire has `length`; undefined where only `get` can tell. */
class Held {
  constructor(raw, length, lesson) {
    this.raw = raw;
    this.length = length;
    this.lesson = lesson;
    this.value = undefined;
    this.cost = 0;
  }
}

/** What is known of one object, and whom its reads teach: the list that it was an item of, or else its course. */
class Seen {
  constructor(course, list) {
    this.course = course;
    this.list = list;
    this.held = new Map();
  }
}

/** By the object's wire. */
let seen = new Map();

/**
 * Dropped rather than emptied: V8 lets the table of a map that was emptied point to the next one, and once one of them is old, it holds
 * on to all that come after it.
 */
function forgetSeen() {
  if (seen.size > 0) seen = new Map();
}

/** Of so many objects all is forgotten at once rather than some of each. */
const MOST_SIFTED = 50;

/** Whatever has a property of this name has it read anew. */
function forgetAll(name) {
  if (name.includes(".")) forgetSeen();
  else forgetThese([name]);
}

/** The same for several bare names. */
function forgetThese(names) {
  if (seen.size > MOST_SIFTED || hasTwins) {
    forgetSeen();
    return;
  }
  for (const { held } of seen.values()) if (held.size > 0) for (const name of names) held.delete(name);
}

/** A property of whatever has a wire; throws what the host has against it. */
function read(w, name) {
  const known = seen.get(w);
  const held = known === undefined ? undefined : known.held.get(name);
  return held === undefined ? fetchOf(w, name, known) : use(w, name, held);
}

function use(w, name, held) {
  held.lesson.used = true;
  if (held.value !== undefined) {
    spend(held.cost);
    return held.value;
  }
  if (held.raw === undefined) return decode(host.get(w, name));
  const fuel = F.n;
  if (held.length === 0) held.value = decode(held.raw);
  else {
    spend(held.length >> 7);
    held.value = unpack(held.raw);
  }
  // What it cost the first time it costs each time.
  held.cost = fuel - F.n;
  if (tagOf(held.value) === LIST) attend(held.value, held.lesson);
  return held.value;
}

/** What is read of these items teaches their list. */
function attend(l, lesson) {
  const n = Math.min(l.a.length, MOST.items);
  for (let i = 0; i < n; i++) {
    const item = l.a[i];
    if (tagOf(item) !== ENTITY && tagOf(item) !== EXIT) continue;
    const known = seen.get(item.w);
    if (known === undefined) seen.set(item.w, new Seen(null, lesson));
    else if (known.list === null) known.list = lesson;
  }
}

function fetchOf(w, name, known) {
  if (known !== undefined) return fetchOne(w, name, known);
  if (seen.size >= MOST.objects) forgetSeen();
  const course = courseOf(w, name);
  const of = new Seen(course, null);
  seen.set(w, of);
  const { lessons } = course;
  if (lessons.length === 1 && lessons[0].inner.length === 0) return fetchOne(w, name, of);
  fetchAll(w, of, planOf(course));
  return use(w, name, of.held.get(name));
}

function fetchOne(w, name, of) {
  const lesson = of.list === null ? learn(of.course.lessons, name, MOST.lessons) : learn(of.list.inner, name, MOST.inner);
  const held = new Held(host.peek(w, name), 0, lesson);
  of.held.set(name, held);
  return use(w, name, held);
}

/** Everything that was learned, in one call. */
function fetchAll(w, of, plan) {
  const answers = JSON.parse(host.peekAll(w, plan));
  const { lessons } = of.course;
  for (let i = 0; i < lessons.length; i++) {
    const lesson = lessons[i];
    const answer = answers[i];
    if (typeof answer === "object" && answer !== null && answer.length > 0) {
      of.held.set(lesson.name, new Held(answer[1], answer[0], lesson));
      if (answer.length > 2) holdItems(answer, lesson);
    } else {
      if (lesson.name === NATURE) natures.set(w, answer);
      of.held.set(lesson.name, new Held(present(answer), 0, lesson));
    }
  }
}

/** An empty array stands for what only `get` can tell. */
function present(answer) {
  return typeof answer === "object" && answer !== null ? undefined : answer;
}

/** What came along with a list of its items. */
function holdItems(answer, lesson) {
  const array = answer[1];
  const { inner } = lesson;
  for (let i = 1, at = 2; at < answer.length; i++) {
    let of = seen.get(array[i]);
    if (of === undefined) {
      of = new Seen(null, lesson);
      seen.set(array[i], of);
    }
    for (const one of inner) of.held.set(one.name, new Held(present(answer[at++]), 0, one));
  }
}
