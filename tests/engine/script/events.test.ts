// Who hears what, in which order, and what becomes of a trigger that fails.

import { expect, test } from "vitest";
import { Game } from "./support/game.ts";
import { ROOMS } from "./support/rooms.ts";

const play = (source: string, options = {}): Game => {
  const game = new Game(ROOMS + source, options);
  game.join("ann", "hall");
  game.join("bob", "hall");
  return game;
};

const lines = (game: Game, name = "ann"): string[] => (game.read[name] ?? "").split("\n").filter((line) => line !== "");

test("before and on run on the target, its other parts, the room, the area, and then rules", () => {
  const game = play(`
    kind loud is thing: before use: say "before kind"; end; on use: say "on kind"; end; end
    area inn "Inn"
      before use: say "before area"; end
      on use: say "on area"; end
      room bar "Bar"
        exit out to hall
        before use: say "before room"; end
        on use: say "on room"; end
        thing horn "horn" is fixture, loud
          before use: say "before thing"; end
          on use: say "on thing"; end
        end
      end
    end
    before use: say "before rule"; end
    on use: say "on rule"; end
    command "enter": let inn_here = create(inn); move actor to inn_here.bar; end
    command "blow <what: thing>": deed use what: say "deed"; end; end`);
  game.does("ann", "enter");
  const horn = game.player("ann").place!.contents.find((one) => one.definition.name === "horn")!;
  game.does("ann", "blow", { what: horn.wire });
  const order = ["thing", "kind", "room", "area", "rule"];
  expect(lines(game)).toEqual([...order.map((one) => `before ${one}`), "deed", ...order.map((one) => `on ${one}`)]);
});

test("things and beings in a room listen to who comes and goes", () => {
  const game = play(`
    thing cat "cat" in yard is fixture: on enter: say "The cat looks up." to self.room; end; on leave to dest: say "The cat looks after you."; end; end
    command "go": move actor to yard; end
    command "back": move actor to hall; end`);
  game.does("ann", "go");
  expect(lines(game)).toEqual(["The cat looks up."]);
  game.does("ann", "back");
  expect(lines(game)).toEqual(["The cat looks after you."]);
});

test("a listener may bar the way", () => {
  const game = play(`
    npc guard "Guard" in hall: before leave to dest: if dest is yard: deny "Halt!"; end; end; end
    command "go": move actor to yard; end`);
  expect(game.does("ann", "go").kind).toBe("refused");
  expect(lines(game)).toEqual(["Halt!"]);
  expect(game.get(game.player("ann"), "room")).toBe(game.the("hall").wire);
});

test("the room entered may refuse, and then nobody has left", () => {
  const game = play(`
    extend yard: before enter from origin: deny "It is shut."; end; end
    extend hall: on leave to dest: say "gone"; end; end
    command "go": move actor to yard; end`);
  game.does("ann", "go");
  expect(lines(game)).toEqual(["It is shut."]);
});

test("the door of an exit is part of going through it", () => {
  const game = play(`
    room cellar "Cellar": exit up to hall through hatch; end
    extend hall: end
    room attic "Attic": exit down to cellar through hatch; end
    thing hatch "hatch" is door: before leave to dest by way: deny "The hatch sticks."; end; end
    command "go": move actor to attic; end
    command "climb": move actor to cellar; end`);
  game.does("ann", "go");
  game.does("ann", "climb");
  expect(lines(game)).toEqual(["The hatch sticks."]);
});

test("what is said is heard once by the room and once by each other in it", () => {
  const game = play(`
    extend hall: on hear text: say "room: {text}" to room; end; end
    npc owl "Owl" in hall: on hear text: say "{Actor says} {text}, {self} hears." to room; end; end
    on say text: say "rule: {text}" to room; end
    command "say <words: text>": deed say words: say "{Actor says}: {words}" to room; end; end`);
  game.does("ann", "say", { words: "shi" });
  expect(lines(game, "bob")).toEqual(
    ["Ann says: hi", "rule: hi", "room: hi", "Ann says hi, the Owl hears."].map((line) => line.replace("the Owl", "Owl")),
  );
});

test("give is heard by the thing and receive by the taker, with who and what", () => {
  const game = play(`
    extend rope: on give what to taker: say "{what} to {taker}"; end; end
    extend clerk: on receive what from giver: say "{self} has {what} from {giver}" to room; end; before receive what: if what is coin: deny "No money."; end; end; end
    command "give <what: thing> <whom: being>": deed give what to whom: move what to whom; end; end
    command "make": create rope in actor; create coin in actor; end`);
  game.does("ann", "make");
  const [rope, coin] = game.player("ann").contents;
  game.does("ann", "give", { what: rope!.wire, whom: game.the("clerk").wire });
  expect(lines(game)).toEqual(["coil of rope to Clerk", "Clerk has coil of rope from you"]);
  expect(game.does("ann", "give", { what: coin!.wire, whom: game.the("clerk").wire }).kind).toBe("refused");
  expect(lines(game)).toEqual(["No money."]);
});

test("put is heard by the box too", () => {
  const game = play(`
    thing box "box" in hall is fixture, container: on put what: say "{what} falls in {self:the}"; end; end
    command "make": create rope in actor; end
    command "put <what: thing> <into: thing>": deed put what in into: move what to into; end; end`);
  game.does("ann", "make");
  game.does("ann", "put", { what: game.player("ann").contents[0]!.wire, into: game.the("box").wire });
  expect(lines(game)).toEqual(["coil of rope falls in the box"]);
});

test("an event's arguments come by name in any header (rules 7 and 63)", () => {
  const game = play(`
    extend rope: on take times n from holder: say "{n} from {holder}"; end; on take n: say "and {n}"; end; end
    command "take <what: thing> <n: number>": deed take what times n: move what to actor times n; end; end`);
  game.run("create rope in hall times 3");
  game.does("ann", "take", { what: game.the("hall").contents.at(-1)!.wire, n: 2 });
  expect(lines(game)).toEqual(["2 from nothing", "and 2"]);
});

test("a trigger that fails undoes only itself", () => {
  const game = play(`
    thing bell "bell" in hall is fixture
      prop rung: number = 0
      on use: self.rung += 1; say "first"; end
      on use: self.rung += 10; say "second"; let n = 1 / 0; end
      on use: self.rung += 100; say "third"; end
    end
    command "ring <what: thing>": deed use what: say "deed"; end; end`);
  expect(game.does("ann", "ring", { what: game.the("bell").wire }).kind).toBe("done");
  expect(lines(game)).toEqual(["deed", "first", "third"]);
  expect(game.get(game.the("bell"), "rung")).toBe(101);
  expect(game.last.faults).toMatchObject([{ pack: "town", kind: "range", file: "town.lore", line: 11, code: "bell/on:use#1" }]);
});

test("a refusal in an on undoes only that trigger, and who did the deed reads why (rules 1 and 56)", () => {
  const game = play(`
    thing bell "bell" in hall is fixture: on use: say "mine"; pay 5 from actor to clerk; end; on use: say "last"; end; end
    command "ring <what: thing>": deed use what: say "deed"; end; end`);
  game.does("ann", "ring", { what: game.the("bell").wire });
  expect(lines(game)).toEqual(["deed", expect.stringMatching(/more than you can pay/), "last"]);
});

test("a before that fails denies the deed, and the player reads one plain sentence", () => {
  const game = play(`
    thing bell "bell" in hall is fixture: before use: let n = 1 / 0; end; end
    command "ring <what: thing>": deed use what: say "deed"; end; end`);
  expect(game.does("ann", "ring", { what: game.the("bell").wire }).kind).toBe("refused");
  expect(lines(game)).toEqual(["That went wrong and nothing came of it. The builder is told."]);
  expect(game.last.faults).toHaveLength(1);
});

test("stop in a trigger ends that trigger and keeps what it did", () => {
  const game = play(`
    thing bell "bell" in hall is fixture: on use: say "kept"; if actor is a player: stop; end; say "never"; end; on use: say "next"; end; end
    command "ring <what: thing>": deed use what: say "deed"; end; say "after"; end`);
  game.does("ann", "ring", { what: game.the("bell").wire });
  expect(lines(game)).toEqual(["deed", "kept", "next", "after"]);
});

test("triggers within triggers stop at four deep, and what went before stands", () => {
  const game = play(`
    extend hall: on enter: move actor to yard; end; end
    extend yard: on enter: move actor to hall; end; end
    command "go": move actor to yard; end`);
  expect(game.does("ann", "go").kind).toBe("done");
  expect(game.last.faults).toMatchObject([{ kind: "depth" }]);
});

test("create and destroy are the thing's own matter, not its room's", () => {
  const game = play(`
    extend hall: on create: say "hall?" to self; end; end
    thing egg "egg": on create: say "made" to self.room; end; on destroy by who: say "broken by {who}" to self.room; end; end
    command "lay": create egg in actor; end
    command "break": for each x in actor.things: destroy x; end; end`);
  game.does("ann", "lay");
  expect(lines(game)).toEqual(["made"]);
  game.does("ann", "break");
  expect(lines(game)).toEqual(["broken by you"]);
});

test("a being at 0 health goes, after on destroy has read it", () => {
  const game = play(`
    npc rat "rat" in hall: hp: 3; before damage by n: if n > 5: deny "Too much."; end; end; on destroy by killer: create rope in self.room; say "{self:The} dies." to self.room; end; end
    command "hit <n: number>": damage rat by n; end`);
  expect(game.does("ann", "hit", { n: 9 }).kind).toBe("refused");
  game.does("ann", "hit", { n: 2 });
  expect(game.get(game.the("rat"), "hp")).toBe(1);
  const rat = game.the("rat");
  game.does("ann", "hit", { n: 2 });
  expect(lines(game)).toEqual(["The rat dies."]);
  expect(rat.alive).toBe(false);
  expect(game.the("hall").contents.some((one) => one.definition.name === "rope")).toBe(true);
});

test("an on damage that heals saves from the end", () => {
  const game = play(`
    npc rat "rat" in hall: hp: 3; max_hp: 3; on damage: if self.hp is 0: heal self by 2; say "It flees." to self.room; end; end; end
    command "hit": damage rat by 9; end`);
  game.does("ann", "hit");
  expect(lines(game)).toEqual(["It flees."]);
  expect(game.get(game.the("rat"), "hp")).toBe(2);
});

test("players hear their own coming and going, and rules hear it too", () => {
  const game = play(`
    extend player: prop visits: number = 0; on connect: self.visits += 1; say "Visit {self.visits}."; end; end
    on connect: say "{Actor wakes}." to others; end
    on disconnect: say "{Actor sleeps}." to others; end`);
  game.leave("ann");
  expect(game.read).toEqual({ bob: "Ann sleeps." });
  game.come("ann");
  expect(game.read).toEqual({ ann: "Visit 2.", bob: "Ann wakes." });
});

test("answered says whether something's own trigger answered the last deed", () => {
  const game = play(`
    thing bell "bell" in hall is fixture: on use: say "Ding."; end; end
    thing post "post" in hall is fixture; end
    on use: stop; end
    command "use <what: thing>": deed use what: end; if not answered(): say "Nothing happens."; end; end`);
  game.does("ann", "use", { what: game.the("bell").wire });
  expect(lines(game)).toEqual(["Ding."]);
  game.does("ann", "use", { what: game.the("post").wire });
  expect(lines(game)).toEqual(["Nothing happens."]);
});

test("by somebody else: triggers find the giver as actor, not who typed", () => {
  const game = play(`
    thing hat "hat" in hall is fixture: on give to taker: say "{actor.name} to {taker.name}" to room; end; end
    command "pass <who: player>": deed give hat to actor by who: say "passed"; end; end`);
  game.does("ann", "pass", { who: game.player("bob").wire });
  expect(lines(game)).toEqual(["passed", "Bob to Ann"]);
});

test("by somebody else takes the right to act upon others, and a being", () => {
  const source = `
    thing hat "hat" in hall is fixture: on give: say "given" to room; end; end
    command "pass <who: player>": deed give hat to actor by who: say "passed"; end; end`;
  const game = play(source, { capabilities: { town: [] } });
  const outcome = game.does("ann", "pass", { who: game.player("bob").wire });
  expect(lines(game)).not.toContain("passed");
  expect(JSON.stringify(outcome)).toContain("move others");
});

test("a pack's own deed may be refused, and is heard by what it names", () => {
  const game = play(`
    event sell(what: any, times n: number, to buyer: thing)
    thing hat "hat" in hall is fixture: before sell: if actor is not a player: deny "no"; end; end; end
    thing crown "crown" in hall is fixture: before sell: deny "Never."; end; end
    thing shop "shop" in hall is fixture: on sell what times n: say "{n} {what}"; end; end
    command "sell <what: thing>": deed sell what times 2 to shop: say "sold"; end; end`);
  game.does("ann", "sell", { what: game.the("hat").wire });
  expect(lines(game)).toEqual(["sold", "2 hat"]);
  game.does("ann", "sell", { what: game.the("crown").wire });
  expect(lines(game)).toEqual(["Never."]);
});
