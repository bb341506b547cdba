import { describe, expect, test } from "vitest";
import { Mind } from "../../../../engine/app/sim/people/mind.ts";
import { readFrame } from "../../../../engine/app/sim/people/reading.ts";
import { Chance } from "../../../../engine/base/chance.ts";

const SQUARE =
  "Harbor Square. Exits: south, west, north, east, northeast and northwest.\nGulls wheel over wet cobbles.\nHere: Old Harl and Pip.";

describe("a frame on a phone", () => {
  test("shows a place, the ways out of it and who is there", () => {
    expect(readFrame(SQUARE)).toEqual({
      title: "Harbor Square",
      ways: ["s", "w", "n", "e", "ne", "nw"],
      people: ["Old Harl", "Pip"],
      choices: 0,
      hasMore: false,
    });
  });

  test("shows choices by their numbers, and that there is another page", () => {
    expect(readFrame("New here?\n1. Where am I?\n2. Who is about?\n3. Bye.").choices).toBe(3);
    expect(readFrame("afk alias brief (1/2)").hasMore).toBe(true);
    expect(readFrame("wear who (2/2)").hasMore).toBe(false);
  });

  test("of somebody's words shows nothing of the kind", () => {
    expect(readFrame("Bob says: fog again")).toEqual({ title: null, ways: [], people: [], choices: 0, hasMore: false });
  });
});

describe("a person", () => {
  test("takes each way out before taking one again", () => {
    const mind = new Mind(new Chance(3));
    mind.read(SQUARE);
    const taken = Array.from({ length: 6 }, () => mind.newestWay());
    expect(new Set(taken).size).toBe(6);
  });

  test("does what a lesson says, and what the door asks", () => {
    const mind = new Mind(new Chance(3));
    mind.read("(1/5) Good. Now pick up the ticket. Send: t ticket");
    expect(mind.told).toBe("t ticket");
    mind.read("Welcome. Y to play as Ann, or send another name.");
    expect(mind.told).toBe("y");
  });
});
