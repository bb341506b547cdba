// What a script has read is not read again while it stands: here is what changes within one command, and has to be seen to.

import { afterEach, expect, test } from "vitest";
import { Game } from "./support/game.ts";

let game: Game | undefined;
afterEach(() => game?.close());

/** What Ann reads when she does `go` in a hall with a box, a lamp and a second room. */
function goes(body: string): string[] {
  game = new Game(`
extend player: prop luck: number = 1; end
room hall "Hall": exit north to attic; thing box "box" is fixture, container: capacity: 9; end; npc bob "Bob": end; end
room attic "Attic": exit south to hall; end
thing lamp "lamp": prop hue: text = "red"; weight: 1; on nudge: self.hue = "green"; end; end
area flat "flat": room den "Den": thing rug "rug": weight: 1; end; end; end
event nudge(what: thing)
command "go"
${body}
end`);
  game.join("ann", "hall");
  game.run("create lamp in ann times 3");
  const outcome = game.does("ann", "go");
  expect(outcome.kind).toBe("done");
  return game.read.ann!.split("\n");
}

const LAMP = "let lamp = actor.things[1]\n";

test("the place of what was moved, and how many are left of it", () => {
  expect(
    goes(`${LAMP} let before = "{lamp.count} {lamp.place} {lamp.room}"
    move lamp to hall.box times 2
    say "{before}, {lamp.count} {lamp.place} {count of hall.box.things}"`),
  ).toEqual(["3 you Hall, 2 box 1"]);
});

test("the room of who moves, and who is there", () => {
  expect(
    goes(`let before = "{room} {actor.room} {count of hall.players}"
    move actor to attic
    say "{before}, {room} {actor.room} {count of hall.players} {count of attic.players}"`),
  ).toContain("Hall Hall 1, Attic Attic 0 1");
});

test("what was written by its bare name, by the name with its pack, and the other way round", () => {
  expect(
    goes(`let before = actor.luck + actor.town.luck
    actor.luck = 5
    let bare = "{actor.luck} {actor.town.luck}"
    actor.town.luck = 7
    say "{before}, {bare}, {actor.luck} {actor.town.luck}"`),
  ).toEqual(["2, 5 5, 7 7"]);
});

test("a part that is asked for by its name, and was carried off", () => {
  expect(
    goes(`let home = create(flat)
    let rug = home.den.rug
    let before = "{rug.room}"
    move rug to actor
    try
      say "{before}, {rug.room}, {home.den.rug}"
    else
      say "{before}, {rug.room}, none"
    end`),
  ).toEqual(["Den, Hall, none"]);
});

test("what a script did that a deed ran", () => {
  expect(
    goes(`${LAMP} let before = lamp.hue
    deed nudge lamp
      actor.luck = 2
    end
    say "{before} {lamp.hue}"`),
  ).toEqual(["red green"]);
});

test("a way's title, when its name was written", () => {
  expect(
    goes(`let way = hall.exits[1]
    let before = way.title
    way.name = "gate"
    say "{before} {way.title}"`),
  ).toEqual(["north gate"]);
});

test("of very many things as well", () => {
  expect(
    goes(`for each a in [1, 2, 3, 4, 5, 6, 7, 8]: for each b in [1, 2, 3, 4, 5, 6, 7, 8]: create lamp in hall.box; end; end
    let all_lamps = all lamp
    let old = 0
    for each one in all_lamps: if one.hue is "red": old += 1; end; end
    for each one in all_lamps: one.hue = "blue"; end
    let blue = 0
    for each one in all_lamps: if one.hue is "blue": blue += 1; end; end
    let red = 0
    for each one in all_lamps: if one.hue is "red": red += 1; end; end
    say "{old} {blue} {red}"`),
  ).toEqual(["65 65 0"]);
});
