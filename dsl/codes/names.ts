// LORE1xx: names that mean nothing, or not what they should. Each `wrong` is a whole file that gives its code.

import type { CodeTable } from "./entry.ts";

export const NAME_CODES = {
  LORE101: {
    severity: "error",
    title: "Unknown name",
    about:
      "Nothing of this name is in sight: no local, parameter or slot, no declaration of this pack, the library or a required pack. A property always has an owner, so `self.price`, not `price`.",
    wrong: `on enter: say "{guest} comes in."; end`,
    right: `on enter: say "{actor} comes in."; end`,
  },
  LORE102: {
    severity: "error",
    title: "Unknown kind",
    about: "There is no kind of this name. A kind is one of the core's, one that a `kind` declares, or one of a pack below.",
    wrong: `thng coin "coin"\n  desc: "Bright."\nend`,
    right: `thing coin "coin"\n  desc: "Bright."\nend`,
  },
  LORE103: {
    severity: "error",
    title: "Unknown type",
    about:
      "A type is `number`, `text`, `bool`, `money`, `duration`, `time`, `direction`, a kind, `model` of a kind, a record, a table, a set of words, or `list of` and `map of` one of them.",
    wrong: `fn double(n: numbr): number\n  return n * 2\nend`,
    right: `fn double(n: number): number\n  return n * 2\nend`,
  },
  LORE104: {
    severity: "error",
    title: "Unknown property",
    about:
      "Neither this kind nor anything that it may turn out to be has a property of this name. Declare it with `prop`, or check the spelling.",
    wrong: `thing coin "coin"\n  dsc: "Bright."\nend`,
    right: `thing coin "coin"\n  desc: "Bright."\nend`,
  },
  LORE105: {
    severity: "error",
    title: "Unknown function",
    about:
      "There is no function of this name in the pack, the host, the library or a required pack. A function of a kind is called with its owner: `self.restock()`.",
    wrong: `on enter: sya "Hello."; end`,
    right: `on enter: say "Hello."; end`,
  },
  LORE106: {
    severity: "error",
    title: "Unknown function of a kind",
    about: "The kind of this value has no function of this name.",
    wrong: `kind bell is thing\n  fn ring(); say "Dong." to self.room; end\n  on use: self.rnig(); end\nend`,
    right: `kind bell is thing\n  fn ring(); say "Dong." to self.room; end\n  on use: self.ring(); end\nend`,
  },
  LORE107: {
    severity: "error",
    title: "Unknown event",
    about: "Triggers and deeds go with the events of the core and those that an `event` declares.",
    wrong: `on entr: say "Hello."; end`,
    right: `on enter: say "Hello."; end`,
  },
  LORE108: {
    severity: "error",
    title: "Unknown argument of an event",
    about: "The event has no argument of this label or place. The name after a label is yours; the label is the event's.",
    wrong: `on leave by way into dest: say "Bye."; end`,
    right: `on leave to dest by way: say "Bye."; end`,
  },
  LORE109: {
    severity: "error",
    title: "Unknown label",
    about: "The function knows no argument of this label.",
    wrong: `on enter: say "Hello." into room; end`,
    right: `on enter: say "Hello." to room; end`,
  },
  LORE110: {
    severity: "error",
    title: "Too many arguments",
    about: "The function takes fewer arguments than it is given.",
    wrong: `fn double(n: number): number\n  return n * 2\nend\n\nfn four(): number\n  return double(1, 2)\nend`,
    right: `fn double(n: number): number\n  return n * 2\nend\n\nfn four(): number\n  return double(2)\nend`,
  },
  LORE111: {
    severity: "error",
    title: "Missing argument",
    about:
      "The function needs an argument that is not given. An argument may be left out only when its parameter has a default or its type ends in `?`.",
    wrong: `fn double(n: number): number\n  return n * 2\nend\n\nfn four(): number\n  return double()\nend`,
    right: `fn double(n: number): number\n  return n * 2\nend\n\nfn four(): number\n  return double(2)\nend`,
  },
  LORE112: {
    severity: "error",
    title: "Given twice",
    about: "The same argument, field or column is given two values.",
    wrong: `on enter: say "Hello." to room to actor; end`,
    right: `on enter: say "Hello." to room; end`,
  },
  LORE113: {
    severity: "error",
    title: "Unknown table",
    about: "`add … with`, `remove … where` and `update` take the name of a declared table.",
    wrong: `table post\n  body: text 100\nend\n\nevery day at 04:00: remove pst where at < now - 7 days; end`,
    right: `table post\n  body: text 100\nend\n\nevery day at 04:00: remove post where at < now - 7 days; end`,
  },
  LORE114: {
    severity: "error",
    title: "Unknown column",
    about: "The table has no column of this name. Every row also has `id` and `at`.",
    wrong: `table post\n  body: text 100\n  index author\nend`,
    right: `table post\n  author: player\n  body: text 100\n  index author\nend`,
  },
  LORE115: {
    severity: "error",
    title: "Unknown topic",
    about: "An arrow leads to a topic that this person does not have.",
    wrong: `npc mira "Mira"\n  desc: "Ink on her cuffs."\n  topic greeting "Morning."\n    choice "News?" -> nws\n  end\nend`,
    right: `npc mira "Mira"\n  desc: "Ink on her cuffs."\n  topic greeting "Morning."\n    choice "News?" -> news\n  end\n  topic news "None."\n  end\nend`,
  },
  LORE116: {
    severity: "error",
    title: "Unknown field",
    about: "The record has no field of this name.",
    wrong: `record ware\n  price: money\nend\n\nfn cheap(): ware\n  return {prise: 5}\nend`,
    right: `record ware\n  price: money\nend\n\nfn cheap(): ware\n  return {price: 5}\nend`,
  },
  LORE117: {
    severity: "error",
    title: "Assignment to an unknown name",
    about: "A bare name is a local, and this one was never made. `let x = …` makes a local; a property has an owner: `self.x = …`.",
    wrong: `fn count_up(): number\n  total = 1\n  return 1\nend`,
    right: `fn count_up(): number\n  let total = 1\n  return total\nend`,
  },
  LORE118: {
    severity: "error",
    title: "Local declared twice",
    about: "A local, parameter, slot or loop variable of this name is in force already. Locals never hide each other.",
    wrong: `fn f(n: number): number\n  let n = 2\n  return n\nend`,
    right: `fn f(n: number): number\n  let twice = n * 2\n  return twice\nend`,
  },
  LORE119: {
    severity: "lint",
    title: "Local hides a declaration",
    about: "The local has the name of something declared, which cannot be named while the local is in force. Legal, but easily misread.",
    wrong: `thing coin "coin"\n  desc: "Bright."\nend\n\nfn f(coin: number): number\n  return coin\nend`,
    right: `thing coin "coin"\n  desc: "Bright."\nend\n\nfn f(coins: number): number\n  return coins\nend`,
  },
  LORE120: {
    severity: "lint",
    title: "Hides a name of the library",
    about: "The pack's own declaration wins over the host's or the library's of the same name, everywhere in this pack.",
    wrong: `fn round(n: number): number\n  return n\nend`,
    right: `fn round_up(n: number): number\n  return n\nend`,
  },
  LORE121: {
    severity: "error",
    title: "Local hidden by a column",
    about:
      "In a `where` a bare name is the column or the item's property, so a local of that name cannot be meant there. Rename the local.",
    wrong: `table post\n  author: player\nend\n\nfn posts_of(author: player): number\n  return count of (posts where author is author)\nend`,
    right: `table post\n  author: player\nend\n\nfn posts_of(who: player): number\n  return count of (posts where author is who)\nend`,
  },
  LORE122: {
    severity: "error",
    title: "Declared twice",
    about: "Two declarations of one sort in a pack have the same name.",
    wrong: `thing coin "coin"\n  desc: "Bright."\nend\n\nthing coin "penny"\n  desc: "Dull."\nend`,
    right: `thing coin "coin"\n  desc: "Bright."\nend\n\nthing penny "penny"\n  desc: "Dull."\nend`,
  },
  LORE123: {
    severity: "lint",
    title: "Name is a label",
    about:
      "The words `to from in into at with by for as of onto about times` label arguments. A local of such a name is legal but makes sentences hard to read.",
    wrong: `fn loud(with: text): text\n  return with + "!"\nend`,
    right: `fn loud(words: text): text\n  return words + "!"\nend`,
  },
  LORE124: {
    severity: "error",
    title: "Undeclared signal",
    about: "A signal raises an event, which an `event` declares with its arguments.",
    wrong: `on enter: signal bell_rung(times: 3) in room; end`,
    right: `event bell_rung(times: number)\n\non enter: signal bell_rung(times: 3) in room; end`,
  },
  LORE125: {
    severity: "error",
    title: "Not in that pack",
    about: "The pack is required, but it declares nothing of this name.",
    wrong: `on enter: move actor to test.squre; end\n\nroom square "Square"\n  desc: "Wide."\nend`,
    right: `on enter: move actor to test.square; end\n\nroom square "Square"\n  desc: "Wide."\nend`,
  },
  LORE126: {
    severity: "error",
    title: "Unknown direction",
    about: "An exit leads in one of the world's directions.",
    wrong: `room a "A"\n  desc: "A."\n  exit nrth to a\nend`,
    right: `room a "A"\n  desc: "A."\n  exit north to a\nend`,
  },
  LORE127: {
    severity: "error",
    title: "Not one's own",
    about:
      "`extend` adds to a kind of anybody's, but to an entity only of one's own pack; to another pack's room it adds ways out and nothing else.",
    wrong: `extend lighthouse\n  on enter: say "Wind."; end\nend`,
    right: `extend room\n  on enter: say "Wind."; end\nend`,
  },
  LORE128: {
    severity: "error",
    title: "Member given twice",
    about: "A property, function or topic stands twice in one declaration. Only a list property may repeat its line.",
    wrong: `thing coin "coin"\n  desc: "Bright."\n  desc: "Dull."\nend`,
    right: `thing coin "coin"\n  desc: "Bright."\nend`,
  },
  LORE129: {
    severity: "error",
    title: "Unknown flag",
    about: "`flags` sets properties that are true or false, and this is none of them.",
    wrong: `room square "Square"\n  desc: "Wide."\n  flags: saef\nend`,
    right: `room square "Square"\n  desc: "Wide."\n  flags: safe\nend`,
  },
} as const satisfies CodeTable;
