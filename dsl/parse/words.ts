// The words of the language: what is reserved, what is a keyword only where it stands, and which spellings mean the same.
// Everything here is in folded form (lower case).

/** Reserved everywhere; readable as a property after a dot. */
export const RESERVED = [
  "and",
  "or",
  "not",
  "is",
  "has",
  "mod",
  "if",
  "then",
  "else",
  "end",
  "true",
  "false",
  "nothing",
  "let",
  "for",
  "while",
  "match",
  "when",
  "choose",
  "ask",
  "after",
  "try",
  "stop",
  "return",
  "break",
  "continue",
  "deny",
  "signal",
  "deed",
  "self",
  "again",
  "div",
] as const;

/** Reserved words that begin a statement and stand nowhere else; `if` and `else` stand in expressions too. */
export const STATEMENT_WORDS = [
  "for",
  "while",
  "match",
  "when",
  "choose",
  "ask",
  "after",
  "try",
  "stop",
  "return",
  "break",
  "continue",
  "deny",
  "signal",
  "deed",
  "let",
] as const;

/** Spellings of a reserved word. */
export const SPELLINGS: Readonly<Record<string, string>> = { otherwise: "else" };

/** Prepositions that name an argument; `for` is one too, though reserved. */
export const LABELS = ["to", "from", "in", "into", "at", "with", "by", "for", "as", "of", "onto", "about", "times"] as const;

/** Units of time and their length in milliseconds; the plural is the same word with `s`. */
export const UNITS: Readonly<Record<string, number>> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** Words that begin a declaration in a file. */
export const DECLARATION_WORDS = [
  "kind",
  "extend",
  "record",
  "table",
  "text",
  "event",
  "command",
  "fn",
  "on",
  "before",
  "every",
  "migrate",
] as const;

/** Words that begin a member. */
export const MEMBER_WORDS = ["prop", "exit", "fn", "command", "topic", "every", "on", "before", "replace"] as const;

/** Words that are keywords only where the grammar looks for them; anywhere else they are names. */
export const CONTEXTUAL = [
  ...DECLARATION_WORDS,
  "prop",
  "flags",
  "exit",
  "through",
  "topic",
  "choice",
  "replace",
  "always",
  "key",
  "unique",
  "index",
  "append",
  "only",
  "needs",
  "help",
  "each",
  "allow",
  "set",
  "where",
  "newest",
  "oldest",
  "first",
  "limit",
  "skip",
  "down",
  "add",
  "remove",
  "update",
  "list",
  "map",
  "model",
  "count",
  "any",
  "sum",
  "all",
  "chance",
  "a",
  "an",
] as const;

/** The core's events, for the spellings `ON_USE` and `OnUse`. */
export const CORE_EVENTS: ReadonlySet<string> = new Set([
  "enter",
  "leave",
  "look",
  "take",
  "drop",
  "use",
  "poke",
  "give",
  "receive",
  "put",
  "open",
  "close",
  "lock",
  "unlock",
  "say",
  "hear",
  "emote",
  "talk",
  "follow",
  "idle",
  "connect",
  "disconnect",
  "create",
  "destroy",
  "reset",
  "heal",
  "damage",
  "combat",
]);

/** Forms of `{path:form}` that are not a model to count. */
export const FORMS: ReadonlySet<string> = new Set(["a", "an", "the", "n", "and", "ago", "time", "left", "long"]);

/** Where a slot looks for what was named. */
export const SCOPES: ReadonlySet<string> = new Set(["held", "here", "near", "anywhere"]);

/** Words after which `a`, `an` and `all` are names and not the beginning of a kind. */
export const NOT_A_KIND: ReadonlySet<string> = new Set(["where", "set", "newest", "oldest"]);

/** The one form in which two spellings of a name are the same. */
export function foldName(text: string): string {
  // Names are nearly always plain ASCII; full-width letters come from Asian keyboards.
  return /^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : text.normalize("NFKC").toLowerCase();
}

/** Whether nothing should be named so: a word of the grammar, of a sentence, or what stands for what was built last. */
export function isReservedWord(word: string): boolean {
  const isSpelling = word === "elseif" || Object.hasOwn(SPELLINGS, word);
  return word === "it" || isSpelling || (RESERVED as readonly string[]).includes(word) || (LABELS as readonly string[]).includes(word);
}
