// Lore for the editor: colors by words, which come from the language's own tables, and the indent of a new line.

import { HighlightStyle, indentService, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

/**
 * @typedef {Record<"declaring" | "reserved" | "operators" | "constants" | "contextual" | "labels" | "units" | "forms" | "scopes" | "kinds" | "values" | "functions" | "directions", string[]>} ColorWords
 * @typedef {{ open: string[], isFirst: boolean, before: string }} State `open`: texts and braces that are open, innermost last
 */

const COMMENT = /^(?:[-\u2010-\u2013\u2212]{2}|[\u2014\u2015](?!>)).*/;
const QUOTE = /^["“”„«»]/;
const WORD = /^[\p{L}_][\p{L}\p{N}_]*/u;
const NUMBER = /^\d+d\d+\b|^\d[\d_]*(?:\.\d+)?%?/;
const SLOT = /^<[\p{L}_][\p{L}\p{N}_]*(?:\s*:[^>"]*)?>/u;

/** Which list decides, and how its words look. @type {[keyof ColorWords, string][]} */
const LOOKS = [
  ["operators", "operatorKeyword"],
  ["constants", "atom"],
  ["reserved", "controlKeyword"],
  ["values", "special"],
  ["kinds", "typeName"],
  ["labels", "modifier"],
  ["directions", "atom"],
  ["units", "unit"],
  ["contextual", "modifier"],
  ["functions", "function"],
];

/** @param {ColorWords} words */
export function loreLanguage(words) {
  /** @type {Map<string, string>} */
  const looks = new Map();
  for (const [list, look] of LOOKS) for (const word of words[list]) if (!looks.has(word)) looks.set(word, look);
  const declaring = new Set(words.declaring);
  const forms = new Set(words.forms);

  /** @param {string} word @param {State} state @param {boolean} isLabel */
  function lookOf(word, state, isLabel) {
    const folded = word.toLowerCase();
    if (state.before === ".") return "propertyName";
    if (state.before === ":" && state.open.at(-1) === "{" && forms.has(folded)) return "modifier";
    if (state.isFirst && declaring.has(folded)) return "definitionKeyword";
    if (state.isFirst && isLabel && state.before !== "definitionKeyword") return "propertyName";
    if (state.before === "definitionKeyword" && looks.get(folded) !== "atom") return "definition";
    return looks.get(folded) ?? null;
  }

  /** @param {import("@codemirror/language").StringStream} stream @param {State} state */
  function inText(stream, state) {
    const end = state.open.at(-1) === '"""' ? /^"""/ : /^["“”«»]/;
    if (stream.match(end)) {
      state.open.pop();
      return "string";
    }
    if (stream.match(/^\\["\\n]|^\{\{/)) return "escape";
    if (stream.eat("{")) {
      state.open.push("{");
      return "brace";
    }
    if (stream.match(SLOT)) return "slot";
    if (!stream.match(/^[^"“”«»\\{<]+/)) stream.next();
    return "string";
  }

  /** @param {import("@codemirror/language").StringStream} stream @param {State} state */
  function inCode(stream, state) {
    if (stream.eatSpace()) return null;
    if (stream.match(COMMENT)) return "comment";
    if (stream.match('"""')) {
      state.open.push('"""');
      return "string";
    }
    if (stream.match(QUOTE)) {
      state.open.push('"');
      return "string";
    }
    if (stream.match(NUMBER)) return "number";
    const word = stream.match(WORD);
    if (word) {
      const look = lookOf(/** @type {RegExpMatchArray} */ (word)[0], state, stream.peek() === ":");
      state.isFirst = look === "definitionKeyword";
      state.before = look ?? "word";
      return look;
    }
    const sign = stream.next() ?? "";
    if (sign === "}" && state.open.at(-1) === "{") {
      state.open.pop();
      return "brace";
    }
    state.isFirst = sign === ";";
    state.before = sign;
    return null;
  }

  return StreamLanguage.define({
    name: "lore",
    /** @returns {State} */
    startState: () => ({ open: [], isFirst: true, before: "" }),
    copyState: (/** @type {State} */ state) => ({ ...state, open: [...state.open] }),
    token(stream, state) {
      if (stream.sol()) {
        // Only a text of three quotes goes on over lines.
        while (state.open.length > 0 && state.open.at(-1) !== '"""') state.open.pop();
        state.isFirst = true;
        state.before = "";
      }
      const within = state.open.at(-1);
      return within === undefined || within === "{" ? inCode(stream, state) : inText(stream, state);
    },
    languageData: {
      commentTokens: { line: "--" },
      closeBrackets: { brackets: ["(", "[", "{", '"'] },
      indentOnInput: /^\s*(?:end|else|otherwise|when|or)$/,
    },
    tokenTable: {
      special: tags.special(tags.variableName),
      definition: tags.definition(tags.typeName),
      function: tags.function(tags.variableName),
      slot: tags.special(tags.string),
    },
  });
}

export const loreColors = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.definitionKeyword, tags.controlKeyword, tags.operatorKeyword], color: "var(--keyword)", fontWeight: "600" },
    { tag: [tags.modifier, tags.unit], color: "var(--keyword)" },
    { tag: tags.definition(tags.typeName), color: "var(--name)", fontWeight: "600" },
    { tag: [tags.typeName, tags.function(tags.variableName)], color: "var(--name)" },
    { tag: tags.string, color: "var(--text)" },
    { tag: [tags.brace, tags.escape, tags.special(tags.string)], color: "var(--slot)" },
    { tag: [tags.number, tags.atom], color: "var(--number)" },
    { tag: [tags.propertyName, tags.special(tags.variableName)], color: "var(--property)" },
    { tag: tags.comment, color: "var(--comment)", fontStyle: "italic" },
  ]),
);

/**
 * A new line stands as deep as the one before, or one deeper below what it opens; what ends a block comes back.
 * @param {{ increase: string, decrease: string }} rules as other editors have them
 */
export function loreIndent({ increase, decrease }) {
  const opens = new RegExp(increase);
  const ends = new RegExp(decrease);
  return indentService.of((context, at) => {
    const { doc } = context.state;
    const line = doc.lineAt(at);
    // When Enter is pressed in the middle of a line, what stands before it counts.
    const broken = context.simulatedBreak === at || at > line.from + line.text.search(/\S|$/);
    let number = broken ? line.number : line.number - 1;
    while (number > 1 && doc.line(number).text.trim() === "") number--;
    if (number < 1) return 0;
    const above = doc.line(number).text;
    const depth = (/^\s*/.exec(above)?.[0].length ?? 0) + (opens.test(above) ? context.unit : 0);
    const ending = ends.test(broken ? line.text.slice(at - line.from) : line.text);
    return Math.max(0, ending ? depth - context.unit : depth);
  });
}
