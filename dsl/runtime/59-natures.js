// What things are, asked once a run: their kinds, their methods, which of their properties are kept for each of others.
// After an undo a number may stand for another kind of thing, and other scripts may have built: both forget what has which nature.
// What a nature means never changes.

/** Wire of an entity or a model → number of its nature. */
const natures = new Map();

/** Number of a nature → question → what the host said. */
const answers = new Map();

const MOST_NATURES = 2000;

/** What the host says to a question about this object; asked once for all objects of its nature. */
function ofNature(w, question, ask) {
  let nature = natures.get(w);
  if (nature === undefined) {
    nature = host.nature(w);
    if (natures.size >= MOST_NATURES) natures.clear();
    natures.set(w, nature);
  }
  // What is gone has no nature to remember.
  if (nature === 0) return ask();
  let known = answers.get(nature);
  if (known === undefined) {
    if (answers.size >= MOST_NATURES) answers.clear();
    known = new Map();
    answers.set(nature, known);
  }
  let answer = known.get(question);
  if (answer === undefined) {
    answer = ask();
    known.set(question, answer);
  }
  return answer;
}
