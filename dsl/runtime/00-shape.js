// What runs inside an isolate besides generated code. The files of this folder are joined in the order of their names
// inside one function scope (`runtimeSource()`), so a later file may use what an earlier one declares; nothing is exported but `$`.
//
// How to boot a unit (one `$` for one unit, several units may share an isolate):
//
//   const runtime = eval(runtimeSource());            // function (host, limits) → $      (compile it once an isolate)
//   const unit    = eval(pack.js);                    // function ($) → [function, …]     (keep its script name or sourceURL `lore:<pack>`)
//   const $       = runtime(host, limits);            // host: HostPort of dsl/host-port.ts, limits: see `LIMITS` below, {} for the defaults
//   const entry   = $.open(unit, pack.code);          // Entry of dsl/host-port.ts; of the code table only `role` and `params` are read
//   entry(code, phase, fuel, self, actor, verb, args) // → "<fuel left>|<wire as JSON>"; never throws but for a bug
//   $.flush()                                         // after a reload: forgets single entities, record defaults and restated texts
//
// The functions of a unit, by role (`self` is always first; a parameter that is `undefined` takes its default):
//   fn, text, trigger, command, slot, default, topic, choice   (self, …params)
//   ask, after                                                  (self, phase, …captures, answer)
//     phase "run" or "answer": the block; "otherwise": the `else` block; "question": the question again, as a text.
//     In `ask … to allow` there is no answer. `again` calls `host.ask` once more with the captures of that moment.
//
// Fuel: generated code charges statements, loop rounds and calls; this runtime charges by size. It never depends on caches, so the
// same input spends the same fuel. What an inner entry of the same isolate spends is charged to the outer one as well, but for phase
// "word": a small word that the host reads once and remembers. After a host function that ran other scripts the answer brings what is
// left (`=` of dsl/host-port.ts).
//
// Faults carry the place in the unit's JavaScript (`!f` of dsl/wire.ts), taken from the stack: `sourcePosition` of dsl/index.ts turns it
// into a Lore line.

const LIMITS = {
  listItems: limits.listItems || 1000,
  mapItems: limits.mapItems || 1000,
  textBytes: limits.textBytes || 8000,
  nesting: limits.nesting || 12,
  /** What one value may hold in all, shared parts counted each time. */
  valueBytes: limits.valueBytes || 262144,
  callDepth: limits.callDepth || 64,
  /** Rows or items that one loop may walk. */
  loopItems: limits.loopItems || 10000,
};

/** Fuel left and depth of calls: generated code counts down here. */
const F = { n: 0, d: 0, max: LIMITS.callDepth };

/** Who acts and what was typed, in the entry that runs now. */
const NOBODY = { at: -1, actor: null, verb: "", now: null, room: null };
let context = NOBODY;

/** Enough frames that generated code is among them. */
Error.stackTraceLimit = 24;

class Stop {}
const STOP = new Stop();

/** A refusal on its way to the statement, condition or `try` that takes it. `why` is a text. */
class Refusal {
  constructor(why) {
    this.why = why;
  }
}

class Fault {
  constructor(kind, message, line, column, unit) {
    this.kind = kind;
    this.message = message;
    this.line = line;
    this.column = column;
    this.unit = unit;
  }
}

const FRAME = /lore:([^\s:()]+):(\d+):(\d+)/;

/** Throws a fault, placed at the nearest generated code below. */
function fail(kind, message) {
  throw placed(kind, message);
}

function placed(kind, message) {
  const found = FRAME.exec(new Error().stack || "");
  return found ? new Fault(kind, message, +found[2], +found[3], found[1]) : new Fault(kind, message, 0, 0, "");
}

/** Generated code comes here when its fuel is below zero. */
function out() {
  F.n = 0;
  fail("fuel", "this runs for too long");
}

function spend(amount) {
  if ((F.n -= amount) < 0) out();
}

/** Generated code comes here when calls are nested too deep. */
function deep() {
  fail("depth", "functions call each other too deep");
}

/** Generated code comes here when an argument is missing that has no default. */
function lacks(name) {
  fail("missing", `this call lacks its ${name}`);
}

/** What the host answered when it was not a value. */
function outcome(wire) {
  const tag = wire.charCodeAt(1);
  if (tag === 114) throw new Refusal(decode(wire.slice(2)));
  if (tag === 115) throw STOP;
  const [kind, message, line, column, unit] = JSON.parse(wire.slice(2));
  if (line > 0) throw new Fault(kind, message, line, column, unit);
  fail(kind, message);
}
