// Reads emitted JavaScript as a list of tokens, enough of it to prove what is not in there.

export interface Token {
  readonly kind: "word" | "number" | "sign";
  readonly text: string;
  /** A word after a dot is a property and no variable. */
  readonly afterDot: boolean;
}

const SPACE_OR_COMMENT = /\s+|\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\//y;
const STRING = /"(?:[^"\\\n\r\u2028\u2029]|\\[\s\S])*"/y;
const WORD = /[A-Za-z_$][\w$]*/y;
const NUMBER = /0[xX][\da-fA-F]+n?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?n?/y;

/** Texts and comments are left out; a sign is one character. Emitted code has double-quoted texts only, so a lone quote is a finding. */
export function tokensOf(js: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(js)?.[0] ?? null;
    if (found !== null) at += found.length;
    return found;
  };
  while (at < js.length) {
    if (take(SPACE_OR_COMMENT) !== null || take(STRING) !== null) continue;
    const afterDot = tokens.at(-1)?.text === ".";
    const word = take(WORD);
    const number = word === null ? take(NUMBER) : null;
    if (word !== null) tokens.push({ kind: "word", text: word, afterDot });
    else if (number !== null) tokens.push({ kind: "number", text: number, afterDot });
    else tokens.push({ kind: "sign", text: js[at++]!, afterDot });
  }
  return tokens;
}

const KEYWORDS =
  "function return if else for while do break continue const let var try catch finally throw true false null undefined void of in switch case default";
const ALLOWED: ReadonlySet<string> = new Set(KEYWORDS.split(" "));
/** The runtime, its counters, code by number, locals and temporaries of the emitter. */
const OWN = /^(\$|F|T|self|phase|answer|[a-z]\d+|v_\w+)$/;

/** What emitted code must not hold; empty when it is as it should be. */
export function findForbidden(js: string): string[] {
  const tokens = tokensOf(js);
  const wrong: string[] = [];
  tokens.forEach((token, i) => {
    if (token.kind === "number" && token.text.endsWith("n")) wrong.push(`BigInt ${token.text}`);
    if (token.kind === "sign" && (token.text === "`" || token.text === "'" || token.text === '"' || token.text === "\\"))
      wrong.push(`quote ${token.text}`);
    if (token.kind === "sign" && token.text === "/" && !isOperand(tokens[i - 1])) wrong.push("a pattern");
    if (token.kind !== "word" || token.afterDot || tokens[i + 1]?.text === ":") return;
    if (!ALLOWED.has(token.text) && !OWN.test(token.text)) wrong.push(`the name ${token.text}`);
  });
  return [...new Set(wrong)];
}

function isOperand(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return token.kind === "number" || token.text === ")" || token.text === "]" || (token.kind === "word" && !ALLOWED.has(token.text));
}
