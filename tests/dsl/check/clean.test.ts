// Legal Lore that must pass without a word: one program a line of thought. A wrong error here is worse than a missed one elsewhere.

import { describe, expect, it } from "vitest";
import { errorsOf, inCommand, inFn } from "./support/check-source.ts";

const LEGAL: Readonly<Record<string, string>> = {
  "an `if` that leaves early narrows what follows": inFn(
    "f(way: exit): text",
    'let door = way.door\nif door is nothing: return "none"; end\nreturn door.name',
  ),
  "`and` narrows its right side": inFn("f(way: exit): bool", "let door = way.door\nreturn door is not nothing and door.locked"),
  "`or` narrows its right side by what does not hold": inFn("f(left: number?): bool", "return left is nothing or left > 0"),
  "a chain of `or` narrows by all before it": inFn("f(who: being): bool", "return who is not a player or who.xp > 3"),
  "`else` knows what the condition did not hold": inFn("f(n: number?): number", "if n is nothing\nreturn 0\nelse\nreturn n + 1\nend"),
  "if-then-else narrows its branches": inFn("f(n: number?): number", "return if n is nothing then 0 else n + 1"),
  "equality with something proves something":
    'kind dog is npc\n prop friend: player?\n on leave to dest\n if actor is self.friend: say "{self}" to self.friend; end\n end\nend',
  "a default taken when nothing is there gives the plain type": inFn("f(n: number?): number", "return (n or 1) + 1"),
  "assignment of something narrows a property":
    'extend player\n prop again_at: time?\nend\ncommand "x"\n actor.again_at = now + 5 minutes\n say if actor.again_at > now then "a" else "b"\nend',
  "both ways of an `if` agree that it is set": inFn("f(n: number?): number", "let m = n\nif m is nothing: m = 4; end\nreturn m + 1"),
  "a list of unknown items is typed by its first `add`": inFn("f(): list of number", "let xs = []\nadd 1 to xs\nreturn xs"),
  "an open list takes records after its first item":
    'record foe: name: text; hp: number = 1; end\nfn f(): list of foe\n let xs = []\n add rat() to xs\n xs[1] = {name: "cat"}\n return xs\nend\nfn rat(): foe\n return {name: "rat"}\nend',
  "nested record literals": 'record foe: name: text; end\nrecord tile: foe: foe?; end\nfn f(): tile\n return {foe: {name: "rat"}}\nend',
  "a record literal as an argument":
    'record foe: name: text; end\nfn f(x: foe): text\n return x.name\nend\nfn g(): text\n return f({name: "rat"})\nend',
  "a plain whole number where money is wanted": inCommand(
    "actor.luck = 1\nlet total = 0\nfor each x in actor.things: total += x.value; end\nif total > 5: stop; end",
  ),
  "money by a percentage": inFn("f(x: thing): money", "return x.value * 120%"),
  "money by money is a number": inFn("f(x: thing): number", "return x.value / x.value"),
  "time less time is a duration": inFn("f(t: time): bool", "return now - t > 24 hours"),
  "a model passed, compared, shown and asked":
    'thing rope "rope"\n desc: "x"\n value: 3\nend\nfn f(what: model thing): text\n return "{what}: {what.value}"\nend\ncommand "x"\n if actor has rope: say f(rope); end\n let r = create(rope, in: actor)\n if r is rope: destroy r; end\nend',
  "what is created of a model of a kind has the kind's properties":
    "kind home is area\n prop tenant: player?\nend\nfn f(what: model home, who: player)\n let h = create(what)\n h.tenant = who\nend",
  "a property that only some things have": inFn("f(x: thing): bool", "return x.locked"),
  "mixed in kinds keep both sets of properties": inFn("f(x: lantern_shop): bool", "return x is a light and x.lit and x.open_late"),
  "a function of each item in `where`":
    'kind quest\n fn open_to(who: player): bool\n return who.level > 1\n end\nend\ncommand "q"\n let all_open = all quest where open_to(actor)\n say "{count of all_open}"\nend',
  "a value kept for each player, in `where`":
    'kind quest\n prop state: "new" or "done" = "new" for each player\nend\ncommand "q"\n let mine = all quest where state[actor] is "done"\n say "{count of mine}"\nend',
  "a list's projection":
    "record ware\n what: model thing\nend\nkind shop is thing\n prop wares: list of ware = []\n fn sells(x: model thing): bool\n return x in self.wares.what\n end\nend",
  "columns named like labels":
    'table letter\n to: player\n from: player\nend\ncommand "x"\n let mine = letters where to is actor and from is not actor, newest first, limit 3\n say "{count of mine}"\nend',
  "a row's columns, id and age": 'table letter\n body: text 20\nend\ncommand "x <m: letter>": say "{m.id} {m.at:ago} {m.body}"; end',
  "a refusing call as a condition, whatever it gives": inCommand(
    'let gone = actor\nif not pay(5, from: actor, to: gone, for: "x"): say "no"; end',
  ),
  "the reason of what failed": inCommand("try\n  pay 5 from actor to actor\nelse\n  say why\nend"),
  "a question's own actor, answer and `again`": inCommand(
    'ask actor "Name?" as reply\n  if reply is "": again; end\n  say "{actor}: {reply}"\nelse\n  say "Never mind."\nend',
  ),
  "an answer from a list of things": inCommand('ask actor "Which?" from actor.things as x\n  destroy x\nend'),
  "consent within consent": inCommand('let me = actor\nask me to allow "Pay 5?"\n  pay 5 from me to me\nend'),
  "`after` keeps the actor and what is known of its kind":
    "on enter\n if actor is a player\n after 1 second: actor.xp += 1; end\n end\nend",
  "a choose of returns is a return": inFn("f(): number", "choose 3: return 1\nor 1: return 2\nend"),
  "a match with an else that all return is a return": inFn("f(n: number): text", 'match n\nwhen 1, 2: return "a"\nelse: return "b"\nend'),
  "an extension of another pack's kind sees its properties": 'extend lantern_shop\n on use: if self.open_late: say "Open."; end; end\nend',
  "another pack's function, record, table and text":
    'command "x"\n add note with {author: actor, body: "hi"}\n say greeting(who: actor)\n actor.luck = twice(2) + lib.twice(3)\n say lib.greeting(who: actor)\nend\nfn f(): crate\n return {what: box}\nend\nthing box "box"\n desc: "x"\nend',
  "a property by the pack it belongs to": inCommand('actor.lib.luck = 3\nsay "{actor.lib.luck}"'),
  "a nested name seen from its parent and from outside":
    'area flat "Flat"\n room hall "Hall"\n desc: "x"\n exit north to den\n end\n room den "Den"\n desc: "x"\n exit south to hall\n end\nend\ncommand "x": move actor to flat.hall; end',
  "counted words, models, locals and paths":
    'thing coin "coin"\n desc: "x"\nend\ntext t(n: number, what: model thing, x: thing) "{n:coin} {n:what} {n:loaf} {x.count:x} {2:coin}"',
  "a topic asked for by name":
    'npc mira "Mira"\n desc: "x"\n topic greeting "Hi."\n choice "Again" if said(greeting) -> greeting\n end\nend',
  "sorting by a property": inCommand('for each x in sort(actor.things, by: weight): say "{x}"; end'),
  "an item of a slot's list":
    'record ware\n what: model thing\nend\nkind shop is fixture\n prop wares: list of ware = []\n command "buy <item: model thing in self.wares.what>": create item in actor; end\nend',
  "patterns that bind different names":
    'command "take <what: thing here>", "take <what: thing in box> from <box: container near>"\n deed take what from box: move what to actor; end\nend',
  "a rule of the whole pack with the event's arguments":
    'on give what to taker: say "{taker}"; end\non take times n from box: say "{n} {box}"; end\nevent rung(times: number, by who: player)\non rung n by who: say "{n} {who}"; end\ncommand "ring": signal rung(times: 3, by: actor) in room; end',
  "`base` calls what a function restates":
    'kind dear_shop is lantern_shop\n fn greet(who: player, with words: text = "Hello"); base(who, with: words + "!"); end\nend',
  "a loop over a range, with jumps": inFn(
    "f(): number",
    "let n = 0\nfor i in 1 to 9\nif i is 3: continue; end\nif i > 5: break; end\nn += i\nend\nreturn n",
  ),
  "siblings may have locals of one name": inCommand('if night\n let a = 1\n say "{a}"\nelse\n let a = "x"\n say a\nend'),
};

describe("legal Lore gives no error", () => {
  for (const [title, source] of Object.entries(LEGAL)) {
    it(title, () => {
      expect(errorsOf(source).map((found) => `${found.line}:${found.column} ${found.code} ${found.message}`)).toEqual([]);
    });
  }
});
