// Words that players use around nouns. They are read, never printed.

export const ARTICLES: ReadonlySet<string> = new Set(["the", "a", "an", "some", "my", "that", "this"]);
export const ALL: ReadonlySet<string> = new Set(["all", "everything", "every"]);
export const BUT: ReadonlySet<string> = new Set(["but", "except"]);
export const ME: ReadonlySet<string> = new Set(["me", "self", "myself"]);
export const HERE: ReadonlySet<string> = new Set(["here", "room", "around"]);
export const IT: ReadonlySet<string> = new Set(["it", "them", "him", "her"]);
export const OF: ReadonlySet<string> = new Set(["of"]);
export const YES: ReadonlySet<string> = new Set(["y", "yes", "ok"]);
export const ON_WORDS: ReadonlySet<string> = new Set(["on", "yes", "true"]);
export const OFF_WORDS: ReadonlySet<string> = new Set(["off", "no", "false"]);

export const ORDINALS: ReadonlyMap<string, number> = new Map(
  ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"].map((word, i) => [word, i + 1]),
);

export const NUMBERS: ReadonlyMap<string, number> = new Map(
  ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"].map((word, i) => [word, i]),
);

const SECOND = 1000;
/** Milliseconds of each unit word, short forms included. */
export const UNITS: ReadonlyMap<string, number> = new Map(
  (
    [
      [["s", "sec", "secs", "second", "seconds"], SECOND],
      [["m", "min", "mins", "minute", "minutes"], 60 * SECOND],
      [["h", "hr", "hrs", "hour", "hours"], 3600 * SECOND],
      [["d", "day", "days"], 86_400 * SECOND],
      [["w", "week", "weeks"], 604_800 * SECOND],
    ] as const
  ).flatMap(([words, ms]) => words.map((word) => [word, ms] as const)),
);
