import { expect, test } from "vitest";
import { EVENTS } from "../../engine/script/tables/events.ts";
import { filesBelow, readText } from "../support/tree.ts";

// What players read is plain ASCII, and what the library and the town offer has been played by somebody.
const LORE = [...filesBelow("stdlib", ".lore"), ...filesBelow("worlds", ".lore")];
const PLAYS = [...filesBelow("stdlib", ".play"), ...filesBelow("worlds", ".play"), ...filesBelow("tests/packs", ".play")];

const sources = (paths: readonly string[], under: string): string =>
  paths
    .filter((path) => path.startsWith(under))
    .map(readText)
    .join("\n");
const PLAYED = sources(PLAYS, "");
const typed = [...PLAYED.matchAll(/^\w+> (.*)$/gm)].flatMap((line) => line[1]!.split(";")).map((line) => line.trim().toLowerCase());

test("every text literal of the library and the worlds is ASCII", () => {
  const found = LORE.flatMap((path) =>
    readText(path)
      .split("\n")
      .flatMap((line, at) => (/"[^"]*[^\x20-\x7e][^"]*"/.test(line) ? [`${path}:${at + 1}`] : [])),
  );
  expect(LORE.length).toBeGreaterThan(30);
  expect(found).toEqual([]);
});

test("every transcript holds something that is read", () => {
  const empty = PLAYS.filter((path) => !/^\w+(?:!|:.*\S)/m.test(readText(path).replace(/^(?:do|wait|at|pack) .*$/gm, "")));
  expect(PLAYS.length).toBeGreaterThan(15);
  expect(empty).toEqual([]);
});

test("every verb of the library is typed in a transcript", () => {
  const commands = [...sources(LORE, "stdlib/").matchAll(/^ *command ((?:"[^"]*"[,\s]*)+)/gm)].map((match) => match[1]!);
  const words = commands.map((patterns) => [...patterns.matchAll(/"(['":]|[\w|?]+)/g)].flatMap((one) => one[1]!.split("|")));
  const unplayed = words.filter((all) => all.length > 0 && !all.some((word) => typed.some((line) => isVerb(line, word))));
  expect(commands.length).toBeGreaterThan(50);
  expect(unplayed).toEqual([]);
});

function isVerb(line: string, word: string): boolean {
  return /^\W/.test(word) ? line.startsWith(word) : line.split(" ")[0] === word;
}

test("every room of Gullwick is stood in and everybody there is spoken to, in some transcript", () => {
  const town = sources(LORE, "worlds/gullwick/");
  const rooms = [...town.matchAll(/^room \w+ "([^"]+)"/gm)].map((match) => match[1]!);
  const people = [...town.matchAll(/^npc (\w+) "([^"]+)"/gm)].map((match) => [match[1]!, match[2]!.toLowerCase()] as const);
  expect(rooms.length).toBeGreaterThanOrEqual(24);
  expect(people.length).toBeGreaterThanOrEqual(8);
  expect(rooms.filter((title) => !PLAYED.includes(`: ${title}. Exits: `))).toEqual([]);
  const met = (id: string, title: string): boolean =>
    typed.some(
      (line) => /^(?:talk|attack|give) /.test(line) && (line.includes(id) || title.split(" ").some((word) => line.endsWith(` ${word}`))),
    );
  expect(people.filter(([id, title]) => !met(id, title))).toEqual([]);
});

test("every event of the core is used in Gullwick", () => {
  const events = EVENTS.map((event) => event.name);
  const town = sources(LORE, "worlds/gullwick/");
  expect(events.filter((event) => !new RegExp(`^ *(?:on|before) ${event}\\b`, "m").test(town))).toEqual([]);
});
