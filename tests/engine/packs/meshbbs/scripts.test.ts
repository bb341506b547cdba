// Both syntaxes of the old trigger scripts, as the Lore that they become; and that the page tells every code.

import { expect, test } from "vitest";
import { convertSeeds } from "../../../../engine/packs/meshbbs/convert.ts";
import { IMPORT_CODES } from "../../../../engine/packs/meshbbs/findings.ts";
import { readText } from "../../../support/tree.ts";

/** The body of the trigger that a script becomes, or why it becomes none. */
function become(script: string): string {
  const objects = [
    { id: "box", name: "old box", flags: ["Magical"], actions: { OnUse: script } },
    { id: "rusty_key", name: "rusty key" },
  ];
  const file = (baseName: string, value: unknown) => ({ baseName, name: baseName, text: JSON.stringify(value) });
  const files = [
    file("objects.json", objects),
    file("rooms.json", [{ id: "attic", name: "Attic" }]),
    file("quests.json", [{ id: "hunt", name: "Hunt" }]),
  ];
  const { sources, findings } = convertSeeds(files, { id: "t", title: "T", taken: [], topicsTaken: [] });
  const wrong = findings.find(({ code }) => code === "LORE926");
  if (wrong !== undefined) return wrong.message;
  const lore = sources.find(({ name }) => name === "things.lore")!.text;
  const body = /on use: (.*); end\n/.exec(lore)?.[1] ?? /on use\n([\s\S]*?)\n {2}end\n/.exec(lore)?.[1] ?? lore;
  return body
    .split("\n")
    .map((line) => line.trim())
    .join("\n");
}

test.each([
  ['message("Click.")', 'say "Click."'],
  ["message('It\\'s {odd} \"here\"')", 'say "It\'s {{odd} \\"here\\""'],
  ["message(\u201cHi $player, in $room_id by $object_id\u201d)", 'say "Hi {actor.name}, in {room.name} by box"'],
  ['message("a") && message_room("b")', 'say "a"\nsay "b" to room'],
  ['message("a") || message("b")', 'say "a"'],
  ['has_item("rusty_key") && message("a")', 'if actor has rusty_key: say "a"; end'],
  [
    'has_item("rusty_key") || random_chance(20) ? heal(3) : teleport("attic")',
    "if actor is not a player: stop; end\nif actor has rusty_key or chance 20%\nheal actor by 3\nelse\nsend actor to attic\nend",
  ],
  ['flag_set("magical") ? consume() : message("a")', "destroy take(self, from: self.place)"],
  [
    '$room_id == "attic" && "Ann" != $player_name ? message("a") : message("b")',
    'if room is attic and actor.name is not "Ann"\nsay "a"\nelse\nsay "b"\nend',
  ],
  ['1 < 2 && message("a")', 'say "a"'],
  ['unlock_exit("North")', "try\nunlock north\nelse\nend"],
  [
    'has_quest("hunt") ? grant_item("rusty_key") : message("b");',
    'if actor is not a player: stop; end\nif hunt.state[actor] is not "new"\ncreate rusty_key in actor\nelse\nsay "b"\nend',
  ],
])("brackets: %s", (script, lore) => {
  expect(become(script)).toBe(lore);
});

test.each([
  ['Say "Click."', 'say "Click."'],
  ["say to room: \u201cClick\u201d", 'say "Click" to room'],
  ['Say "One." Say "Two; and: three."\nSay to room "Four"', 'say "One."\nsay "Two; and: three."\nsay "Four" to room'],
  ["Give player 5 health. Give player rusty key.", "heal actor by 5\ncreate rusty_key in actor"],
  ["Give player 50 coins", 'if actor is not a player: stop; end\nmint 50 to actor from "scripts"'],
  ["Take 2 rusty key from player; Remove this object", "take rusty_key from actor times 2\ndestroy take(self, from: self.place)"],
  ["Teleport player to the Attic.", "if actor is not a player: stop; end\nsend actor to attic"],
  ['If 1 in 4 chance: Say "a"', 'if chance 25%: say "a"; end'],
  [
    'If player has quest hunt and room flag dark: Say "a". Otherwise: Lock east',
    'if actor is not a player: stop; end\nif hunt.state[actor] is not "new" and room.dark\nsay "a"\nelse\ntry\nlock east\nelse\nend\nend',
  ],
  ['If object flag Magical:\n  Say "a"\nOtherwise:\n  Say "b"', 'say "a"'],
])("plain English: %s", (script, lore) => {
  expect(become(script)).toBe(lore);
});

test.each([
  ["", "it is empty"],
  ['message("a"', ") is missing before the end"],
  ["message(5)", "message wants one text in quotes"],
  ["fly()", "there is no function fly"],
  ['message("a") == 1', "only values and variables can be compared"],
  ["@@", '"@@" is no sentence of the old scripts'],
  ['Otherwise: Say "a"', "Otherwise stands without an If before it"],
  ['If it rains: Say "a"', '"it rains" is no condition of the old scripts'],
  [`${"(".repeat(40)}true${")".repeat(40)}`, "its brackets are nested too deep"],
  [Array.from({ length: 30 }, () => '(has_item("x") || message("y"))').join(" && "), "it becomes more than 400 lines"],
])("a script that cannot be read says why: %s", (script, why) => {
  expect(become(script)).toContain(`The script is left out: ${why}`);
});

test("docs/sysop/earlier-world.md lists every code of an import, and no other", () => {
  const listed = [...readText("docs/sysop/earlier-world.md").matchAll(/^\| `(LORE\d+)`/gm)].map((match) => match[1]);
  expect(listed).toEqual(Object.keys(IMPORT_CODES));
});
