// Habits from other languages and other phones: what to write instead of a word or a sign that Lore does not have.

const WORDS: Readonly<Record<string, string>> = {
  var: "let",
  const: "let",
  local: "let",
  dim: "let",
  elif: "else if",
  elsif: "else if",
  elseif: "else if",
  case: "when",
  default: "else",
  switch: "match",
  foreach: "for each",
  unless: "if not",
  until: "while not",
  print: "say",
  echo: "say",
  function: "fn",
  func: "fn",
  def: "fn",
  class: "kind",
  struct: "record",
  enum: "record",
  import: "requires, in pack.toml",
  begin: ":",
  endif: "end",
  fi: "end",
  done: "end",
  throw: "deny",
  catch: "else",
};

/** Words of other languages that go on with a block where Lore has an arm without an end of its own. */
export const FOREIGN_ARMS: ReadonlySet<string> = new Set(["elif", "elsif", "case", "default", "catch"]);

/** What stands in Lore for a word of another language. */
export function insteadOf(word: string): string | undefined {
  return Object.hasOwn(WORDS, word) ? `Lore writes \`${WORDS[word]}\`` : undefined;
}

/** Hints for what stands where a header should have ended. */
const IN_HEADER: ReadonlyMap<string, string> = new Map([
  ["{", "a block begins with `:` or a new line, and ends with `end`"],
  ["then", "leave `then` out"],
  ["do", "leave `do` out"],
  ["->", "the type of a result stands behind a colon: `fn f(): number`"],
  ["extends", "the kinds it is of stand behind `is`: `kind shop is thing`"],
  ["=", "to compare write `is`"],
]);

export function headerHint(image: string): string | undefined {
  return IN_HEADER.get(image.toLowerCase());
}

const SIGNS: Readonly<Record<string, string>> = {
  "&": "to join conditions write `and`",
  "|": "to join conditions write `or`",
  "!": "to deny a condition write `not`",
  "'": 'texts stand in double quotes: `"…"`',
  "#": "a comment begins with `--`",
  "\u2019": 'texts stand in double quotes: `"…"`',
  "\u2018": 'texts stand in double quotes: `"…"`',
  "`": 'texts stand in double quotes: `"…"`',
  "^": "for powers multiply: `x * x`",
  "\u2026": "leave it out",
};

/** A sign that is no token at all, in words. */
export function explainSign(sign: string): { message: string; hint?: string } {
  const first = [...sign][0] ?? "";
  const message = `\`${[...sign].slice(0, 12).join("")}\` means nothing here.`;
  const hint = SIGNS[first];
  return hint === undefined ? { message } : { message, hint };
}
