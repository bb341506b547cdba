// Signs that other languages use and Lore does not: what to write instead.

const INSTEAD: Readonly<Record<string, string>> = {
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

export function explainSign(sign: string): { message: string; hint?: string } {
  const first = [...sign][0] ?? "";
  const message = `\`${[...sign].slice(0, 12).join("")}\` means nothing here.`;
  const hint = INSTEAD[first];
  return hint === undefined ? { message } : { message, hint };
}
