// Statements that are more than JavaScript can say: refusals, deeds, signals, questions and what comes later.

function deny(why) {
  if (!isText(why)) fail("type", `deny needs a text, not ${kindWord(why)}`);
  throw new Refusal(why);
}

function stop() {
  throw STOP;
}

/** `try`: undoes the block and gives `why`; what cannot be caught goes on. */
function caught(error, from) {
  const isFault = error instanceof Fault;
  if (!isFault && !(error instanceof Refusal)) throw error;
  if (isFault && (error.kind === "fuel" || error.kind === "time" || error.kind === "memory")) throw error;
  undoTo(from);
  return isFault ? error.message : error.why;
}

/** Labels and values of a deed without those that are nothing: they count as left out (rule 63). */
class Deed {
  constructor(name, target, args) {
    this.name = name;
    this.target = target;
    this.args = args;
  }
}

function deed(name, target, labels, ...args) {
  const pairs = [];
  for (let i = 0; i < args.length; i++) if (args[i] !== null && args[i] !== undefined) pairs.push([labels[i], encode(args[i])]);
  const made = new Deed(name, encode(target), JSON.stringify(pairs));
  spend(5);
  heard(host.deedBefore(made.name, made.target, F.n, made.args));
  return made;
}

function deedDone(made) {
  spend(5);
  heard(host.deedAfter(made.name, made.target, F.n, made.args));
}

function signal(event, place, labels, ...args) {
  spend(5);
  heard(host.signal(event, F.n, encodeArgs(labels, args), encode(place)));
}

/** 0 says that no script ran: the purse is as it was. */
function heard(wire) {
  if (wire !== 0) received(wire);
}

/** Puts a question: code number `at` goes on with the answer, and with what it captured. */
function ask(self, at, who, allow, question, from, wait, ...captures) {
  spend(5);
  if (!isText(question)) fail("type", `a question is a text, not ${kindWord(question)}`);
  const job = {
    code: at,
    self: encode(self ?? null),
    who: encode(who),
    allow,
    question: encode(question),
    from: encode(from),
    waitMs: wait === null ? null : delayOf(wait),
    captures: captures.map(encode),
  };
  decode(host.ask(JSON.stringify(job)));
}

/** `self` is that of the function, which is not the run's when a method leaves the block. */
function after(self, at, delay, ...captures) {
  spend(5);
  const job = { code: at, self: encode(self ?? null), delayMs: delayOf(delay), captures: captures.map(encode) };
  decode(host.after(JSON.stringify(job)));
}

function delayOf(v) {
  if (tagOf(v) !== DURATION) fail("type", `this needs a time such as 5 minutes, not ${kindWord(v)}`);
  return v.n < 0 ? 0 : v.n;
}

// What follows is called by traced code alone. Nothing of it costs fuel, so that a trace spends what a run does.

let prepaid = 0;
let heedless = false;

/** A block has paid for its statements ahead. */
function paid(n) {
  prepaid = n;
}

/** A statement begins, or goes on (`own` 0) in another round. Answers nothing: what it tells is for who watches. */
function step(at, own) {
  if (!heedless && outside.step(at, F.n, prepaid, own) === false) heedless = true;
  prepaid = 0;
}

/** The statement goes on with what the code gave that it called. */
function back(at, v) {
  if (!heedless) outside.back(at, F.n);
  return v;
}

/** A value that a statement worked out. */
function saw(at, v) {
  if (heedless) return v;
  const fuel = F.n;
  const wire = tagOf(v) === FN ? null : encode(v);
  F.n = fuel;
  outside.saw(at, F.n, wire);
  return v;
}
