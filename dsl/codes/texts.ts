// LORE5xx: what players read. Each `wrong` is a whole file that gives its code.

import type { CodeTable } from "./entry.ts";

const LONG = "The old harbour sleeps under a quilt of fog, and somewhere out beyond the last of the moored boats a bell buoy tolls. "
  .repeat(2)
  .trim();

export const TEXT_CODES = {
  LORE501: {
    severity: "lint",
    title: "Takes two packets",
    about:
      "At its worst this text is longer than one radio message. A slot counts by its declared length; without one a text counts 20 bytes, a name 20, a number or sum of money 12.",
    wrong: `on enter: say "${LONG}"; end`,
    right: `on enter: say "The old harbour sleeps under a quilt of fog."; end`,
  },
  LORE503: {
    severity: "error",
    title: "Unknown form",
    about:
      "After the colon in braces stands a form: `a the n and ago time left`, with a capital for the start of a sentence; or, after a number, a model or word to count.",
    wrong: `on enter: say "{actor:teh} nods."; end`,
    right: `on enter: say "{actor:The} nods."; end`,
  },
  LORE504: {
    severity: "lint",
    title: "A verb for what cannot act",
    about:
      "A word after the path in braces is a verb in its third person, which changes with the reader: `{actor takes}`. Numbers and texts do nothing.",
    wrong: `fn f(n: number): text\n  return "{n coins}"\nend`,
    right: `fn f(n: number): text\n  return "{n} coins"\nend`,
  },
  LORE505: {
    severity: "error",
    title: "Unknown slot of a restated text",
    about: "A text that words another pack's anew is given that text's slots and no others.",
    wrong: `text greeting(who: being, mood: text) "{who} looks {mood}."`,
    right: `text greeting(who: being) "Hello, {who}."`,
  },
  LORE506: {
    severity: "lint",
    title: "Help takes two packets",
    about: "A command's help is longer than one radio message.",
    wrong: `command "wait"\n  help "${LONG}"\n  say "You wait."\nend`,
    right: `command "wait"\n  help "wait · let time pass"\n  say "You wait."\nend`,
  },
  LORE507: {
    severity: "lint",
    title: "Comment swallows a statement",
    about:
      "In a message of one line a comment runs to the message's end, so what stands after a `;` in it is never read. Phones make two dashes of what was meant as one.",
    wrong: `on enter: say "Hello."; end -- greets; say "Bye."`,
    right: `on enter: say "Hello."; end -- greets`,
  },
} as const satisfies CodeTable;
