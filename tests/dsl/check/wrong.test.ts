// Programs that are wrong, with all that is found in them. Each stands for one rule; the codes' own examples are in `codes.test.ts`.

import { describe, expect, it } from "vitest";
import { checkSource, inCommand, inFn } from "./support/check-source.ts";

const found = (source: string): string[] => checkSource(source).diagnostics.map((d) => `${d.line}:${d.column} ${d.code}`);

const WRONG: readonly (readonly [string, string, readonly string[]])[] = [
  [
    "what was proven is forgotten when it is assigned",
    inFn("f(way: exit)", "let door = way.door\nif door is nothing: stop; end\ndoor = way.door\ndestroy door"),
    ["5:9 LORE202"],
  ],
  [
    "a loop forgets what its body assigns",
    inFn("f(way: exit)", "let door = way.door\nif door is nothing: stop; end\nfor i in 1 to 2\nunlock door\ndoor = way.door\nend"),
    ["5:8 LORE202"],
  ],
  [
    "`after` forgets what was proven of a property",
    'extend player\nprop pal: player?\nend\ncommand "x"\nif actor.pal is nothing: stop; end\nafter 1 second: move actor.pal to room; end\nend',
    ["6:22 LORE202"],
  ],
  [
    "only one way of an `if` proves nothing after it",
    inFn("f(n: number?): number", "if night\nif n is nothing: return 0; end\nend\nreturn n + 1"),
    ["5:8 LORE202"],
  ],
  ["the wrong side of an `or` proves nothing", inFn("f(n: number?): bool", "return n is not nothing or n > 0"), ["2:28 LORE202"]],
  ["what `all` is of is money or an account", 'command "pay <sum: money in 3 minutes>": say "{sum}"; end', ["1:29 LORE201"]],
  ["`nothing` where something is wanted", inFn("f(): number", "return nothing"), ["2:8 LORE202"]],
  [
    "a name that a column hides, only if it stands in the query",
    "table p\na: player\nend\nfn f(a: player): number\nlet n = count of (ps where at > now)\nreturn n + count of (ps where a is a)\nend",
    ["6:31 LORE121", "6:36 LORE121"],
  ],
  [
    "a slip in the word of a kind, once and not in every line below",
    'room r "R"\ndesc: "x"\nthign box "box"\ndesc: "x"\nweight: 1\nend\nend',
    ["3:1 LORE102"],
  ],
  [
    "an exit to nowhere, without advice on what follows from it",
    'room a "A"\ndesc: "x"\nexit up to bb\nend\nroom b "B"\ndesc: "x"\nexit down to a\nend',
    ["3:12 LORE401"],
  ],
  ["an unknown label tells what there is", inFn("f(who: player)", 'say "x" at who'), ["2:9 LORE109"]],
  [
    "a word outside the set, compared",
    'thing lamp "lamp"\ndesc: "x"\nprop mood: "on" or "off" = "on"\non use: if self.mood is "onn": stop; end; end\nend',
    ["4:25 LORE205"],
  ],
  [
    "a word outside the set, in a `match`",
    'thing lamp "lamp"\ndesc: "x"\nprop mood: "on" or "off" = "on"\non use\nmatch self.mood\nwhen "of": stop\nend\nend\nend',
    ["6:6 LORE205"],
  ],
  [
    "a record in a list in a property",
    'record ware: n: number; end\nkind shop is thing\nprop wares: list of ware = []\nend\nshop s "S"\ndesc: "x"\nwares: {n: "a"}, {m: 1}\nend',
    ["7:12 LORE201", "7:18 LORE216", "7:19 LORE116"],
  ],
  [
    "an entity that leaves out what its kind has no default for",
    'kind shop is thing\nprop till: number\nend\nshop s "S"\ndesc: "x"\nend',
    ["4:6 LORE211"],
  ],
  [
    "a player's property on a being, through a function",
    'on enter: f(actor); end\nfn f(who: player); say "x" to who; end',
    ["1:13 LORE208"],
  ],
  ["`say` to nobody in a function", inFn("f()", 'say "x"'), ["2:1 LORE306"]],
  [
    "`said` where nobody talks",
    'npc mira "M"\ndesc: "x"\ntopic hi "x"\nend\nevery 1 day: if said(hi): stop; end; end\nend',
    ["5:17 LORE306"],
  ],
  ["a command's actor is a player, a trigger's any being", 'on look: actor.xp = 1; end\ncommand "x": actor.xp = 1; end', ["1:16 LORE208"]],
  ["`break` inside a question in a loop's place", inCommand('ask actor "x?" as reply: break; end'), ["2:26 LORE308"]],
  ["what is unreachable is told of once, and the rest is checked", inCommand("stop\nsay nme"), ["3:1 LORE301", "3:5 LORE101"]],
  [
    "an `ask` with something after it says that, and not that it is unreachable",
    inCommand('ask actor "x?" as reply: stop; end\nsay "x"'),
    ["2:1 LORE302"],
  ],
  [
    "two unrelated parents with one default",
    'kind a is thing\nprop n: number = 1\nend\nkind b is thing\nprop n: number = 2\nend\nthing x "x" is a, b\ndesc: "x"\nend',
    ["7:7 LORE405"],
  ],
  [
    "a diamond's one default is no conflict",
    'kind a is thing\nprop n: number = 1\nend\nkind b is a\nend\nkind c is a\nend\nthing x "x" is b, c\ndesc: "x"\nend',
    [],
  ],
  [
    "a nested name that two areas have",
    'area a "A"\nroom hall "H"\ndesc: "x"\nend\nend\narea b "B"\nroom hall "H"\ndesc: "x"\nend\nend\ncommand "x": move actor to hall; end',
    ["11:28 LORE101"],
  ],
  ["a pack that is not below", inCommand("move actor to castle.keep"), ["2:15 LORE101"]],
  [
    "the same exit twice by its short form, and a room that is no room",
    'room a "A"\ndesc: "x"\nexit n to a\nexit north to b\nend\nthing b "b"\ndesc: "x"\nend',
    ["4:15 LORE401"],
  ],
  [
    "a declared worst case counts less than an undeclared one",
    `text a(w: text 5) "${"x".repeat(190)}{w}"\ntext b(w: text) "${"x".repeat(190)}{w}"`,
    ["2:17 LORE501"],
  ],
  [
    "a text's number, name and words in bytes",
    `text a(n: number, who: player, w: "no" or "yes") "${"é".repeat(85)}{n}{who}{w}"`,
    ["1:50 LORE501"],
  ],
  [
    "an update of what is only ever added to",
    "table p\nn: number\nappend only\nend\nfn f(r: p); r.n = 1; end\nfn g(); update p set n = 2 where n is 1; end",
    ["5:13 LORE217", "6:9 LORE217"],
  ],
  ["a command in the way of the library's", 'command "shine": stop; end', ["1:9 LORE412"]],
  ["a wait of more than a day needs leave", 'on enter: after 2 days: say "x" to room; end; end', ["1:17 LORE313"]],
  ["a trigger for players in a thing", 'thing a "a"\ndesc: "x"\non connect: stop; end\nend', ["3:4 LORE317"]],
  [
    "a way back inside an area is asked for, a way out of it is not",
    'room r "R"\ndesc: "x"\nend\narea a "A"\nroom h "H"\ndesc: "x"\nexit out to r\nexit north to k\nend\nroom k "K"\ndesc: "x"\nend\nend',
    ["8:1 LORE402"],
  ],
  [
    "unknown things inside one another are told of one by one",
    inCommand('say "{a} {actor.b}" to c\nd(zz)'),
    ["2:7 LORE101", "2:17 LORE104", "2:24 LORE101", "3:1 LORE105", "3:3 LORE101"],
  ],
];

describe("wrong Lore", () => {
  for (const [title, source, codes] of WRONG) it(title, () => expect(found(source)).toEqual(codes));
});
