// English inflection, and nothing else: how a verb turns plain, a noun plural, which article fits. No word of a sentence lives
// here; a translation brings its own texts and leaves these rules idle.

const PLAIN_VERBS: Readonly<Record<string, string>> = {
  is: "are",
  was: "were",
  has: "have",
  does: "do",
  goes: "go",
  "isn't": "aren't",
  "wasn't": "weren't",
  "hasn't": "haven't",
  "doesn't": "don't",
  aches: "ache",
  axes: "axe",
  hoes: "hoe",
  shoes: "shoe",
  canoes: "canoe",
  tiptoes: "tiptoe",
  focuses: "focus",
  gasses: "gas",
  quizzes: "quiz",
};

/** "takes" → "take", "carries" → "carry", "is" → "are": a third-person verb as "you" and "they" say it. */
export function plainVerb(verb: string): string {
  const lower = verb.toLowerCase();
  const irregular = Object.hasOwn(PLAIN_VERBS, lower) ? PLAIN_VERBS[lower]! : undefined;
  if (irregular !== undefined) return lower === verb ? irregular : capitalize(irregular);
  if (!/[a-z]s$/i.test(verb) || /ss$/i.test(verb)) return verb;
  // "dies", "lies" and "ties" keep their e; longer ones had a y.
  if (/ies$/i.test(verb)) return verb.length > 4 && !/(unt|bel)ies$/i.test(verb) ? `${verb.slice(0, -3)}y` : verb.slice(0, -1);
  if (/(ss|sh|tch|[^a]ch|x|zz|o)es$/i.test(verb)) return verb.slice(0, -2);
  return verb.slice(0, -1);
}

const PLURALS: Readonly<Record<string, string>> = {
  child: "children",
  foot: "feet",
  tooth: "teeth",
  goose: "geese",
  mouse: "mice",
  louse: "lice",
  ox: "oxen",
  person: "people",
  knife: "knives",
  wife: "wives",
  life: "lives",
  leaf: "leaves",
  loaf: "loaves",
  half: "halves",
  shelf: "shelves",
  wolf: "wolves",
  thief: "thieves",
  scarf: "scarves",
  calf: "calves",
  potato: "potatoes",
  tomato: "tomatoes",
  hero: "heroes",
  echo: "echoes",
  fish: "fish",
  sheep: "sheep",
  deer: "deer",
  salmon: "salmon",
  trousers: "trousers",
  scissors: "scissors",
};

/** "coil of rope" → "coils of rope", "berry" → "berries": the head of the phrase turns plural. */
export function pluralOf(phrase: string): string {
  const tail = phrase.search(/ (of|with|in|from|to|on|for|at) /);
  const head = tail < 0 ? phrase : phrase.slice(0, tail);
  const rest = tail < 0 ? "" : phrase.slice(tail);
  const cut = Math.max(head.lastIndexOf(" "), head.lastIndexOf("-")) + 1;
  return head.slice(0, cut) + pluralWord(head.slice(cut)) + rest;
}

function pluralWord(word: string): string {
  const lower = word.toLowerCase();
  const irregular = Object.hasOwn(PLURALS, lower) ? PLURALS[lower]! : undefined;
  if (irregular !== undefined) return lower === word ? irregular : capitalize(irregular);
  if (!/[a-z]$/i.test(word)) return word;
  if (/(wo)?man$/i.test(word) && !/(hu|ger|ro)man$/i.test(word)) return `${word.slice(0, -2)}en`;
  if (/[^aeiou]y$/i.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/i.test(word) ? `${word}es` : `${word}s`;
}

const VOWEL_BY_SOUND = /^(hour|honest|honou?r|heir|8|11(?!\d)|18(?!\d))/i;
const CONSONANT_BY_SOUND = /^(uni([^n]|$)|us[aeiu]|ut[ei]|ubi|eu|ewe|one([^a-z]|$)|once|oui)/i;

/** True when the phrase takes "an": by sound, not by letter. */
export function startsWithVowel(phrase: string): boolean {
  if (VOWEL_BY_SOUND.test(phrase)) return true;
  return /^[aeiou]/i.test(phrase) && !CONSONANT_BY_SOUND.test(phrase);
}

/** A phrase that begins with a capital is a name and takes no article. */
export function isProper(phrase: string): boolean {
  const first = firstChar(phrase);
  return first !== first.toLowerCase();
}

/** First letter as a capital, the rest as it stands. */
export function capitalize(phrase: string): string {
  const first = firstChar(phrase);
  return first === "" ? phrase : first.toUpperCase() + phrase.slice(first.length);
}

function firstChar(phrase: string): string {
  const point = phrase.codePointAt(0);
  return point === undefined ? "" : String.fromCodePoint(point);
}
