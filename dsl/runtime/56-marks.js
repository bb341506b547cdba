// The port as this runtime uses it. Between two calls that may change something the world stands still: what was read stays true,
// and a place to go back to need not be asked for.

/** Calls out that change nothing that anybody could read. */
const HARMLESS = new Set(
  "peek peekAll peekEach entity value isEach isA has all random method isRestated query queryAll queryCount mark undo".split(" "),
);

/** These tell by 0 that they changed nothing: no script heard of the deed. */
const QUIET = new Set("deedBefore deedAfter signal".split(" "));

/** Before every call that is not known to be harmless the world moves on. */
const host = { __proto__: null };
for (const name of Object.keys(outside)) {
  const call = outside[name];
  if (HARMLESS.has(name)) host[name] = call;
  else if (QUIET.has(name)) {
    host[name] = (...args) => {
      comeTo();
      const answer = call(...args);
      if (answer !== 0) forgetSeen();
      return answer;
    };
  } else {
    host[name] = (...args) => {
      moveOn();
      return call(...args);
    };
  }
}

/** A place in the turn to go back to; its number is asked for when something is about to change. */
class Mark {
  constructor() {
    this.at = -1;
    /** How many hold on to it. */
    this.wanted = 0;
  }
}

let here = new Mark();

function mark() {
  here.wanted++;
  return here;
}

/** One needs it no more. */
function letGo(mark) {
  mark.wanted--;
}

/** Something may change now, and any of what was read with it. */
function moveOn() {
  comeTo();
  forgetSeen();
}

/** Something may change now, that may have to be taken back. */
function comeTo() {
  if (here.wanted === 0) return;
  here.at = host.mark();
  here = new Mark();
}

/** Where nothing could change since the mark, nothing is to be undone. */
function undoTo(mark) {
  context.room = null;
  if (mark.at < 0) return;
  host.undo(mark.at);
  standAnew();
}

/** The world is another than before: after an undo, and where a run begins and ends. */
function standAnew() {
  if (here.wanted > 0) here = new Mark();
  forgetNatures();
  forgetSeen();
}
