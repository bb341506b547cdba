// Reads the grammar of the reference page: which symbols it uses and which it defines.

/** Terminals and names of lists that the page explains in words, or that need no explanation. */
const PLAIN = new Set(["names", "path", "path-or-sum-without-strings"]);

/** Symbols that are used and defined nowhere. Words in capitals are terminals of the lexer; lists of words stand after UNIT, LABEL, SCOPE and VERB. */
export function undefinedSymbols(grammar: string): string[] {
  const bare = grammar
    .replace(/\(\*[\s\S]*?\*\)/g, " ")
    .replace(/"[^"]*"/g, " ")
    .replace(/<noIn>/g, " ")
    .replace(/\b(UNIT|LABEL|SCOPE|VERB)\s*=[^;]*;/g, " ");
  const defined = new Set([...bare.matchAll(/([A-Za-z][\w-]*)\s*=/g)].map((match) => match[1]!));
  const used = [...bare.matchAll(/[A-Za-z][\w-]*/g)].map((match) => match[0]);
  return [...new Set(used.filter((word) => !defined.has(word) && !PLAIN.has(word) && word !== word.toUpperCase()))];
}
