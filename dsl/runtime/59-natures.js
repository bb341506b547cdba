// What things are, asked once a run: their kinds, their methods, which of their properties are kept for each of others.
// After an undo a number may stand for another kind of thing, and other scripts may have built: both forget what has which nature.
// What a nature means never changes.

/** It comes along with the properties, as one that is called so. */
const NATURE = "?";

/** Wire of an entity or a model → number of its nature. */
let natures = new Map();

function forgetNatures() {
  if (natures.size > 0) natures = new Map();
}

/** What the host said of all that has this nature. */
class Nature {
  constructor() {
    /** Qualified kind → whether it is one. */
    this.kinds = new Map();
    /** Name of a method → where it lives, as `methodOf` has it. */
    this.methods = new Map();
  }
}

/** Number of a nature → what is known of it. */
const known = new Map();

const MOST_NATURES = 2000;

/** Null for what is gone: it has no nature to remember. */
function natureOf(w) {
  let nature = natures.get(w);
  if (nature === undefined) {
    nature = read(w, NATURE);
    if (natures.size >= MOST_NATURES) forgetNatures();
    natures.set(w, nature);
  }
  if (nature === 0) return null;
  let of = known.get(nature);
  if (of === undefined) {
    if (known.size >= MOST_NATURES) known.clear();
    of = new Nature();
    known.set(nature, of);
  }
  return of;
}
