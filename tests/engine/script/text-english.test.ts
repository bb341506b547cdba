import { expect, test } from "vitest";
import { capitalize, isProper, plainVerb, pluralOf, startsWithVowel } from "../../../engine/script/text/english.ts";

test.each([
  ["takes", "take"],
  ["is", "are"],
  ["has", "have"],
  ["does", "do"],
  ["goes", "go"],
  ["was", "were"],
  ["isn't", "aren't"],
  ["carries", "carry"],
  ["dies", "die"],
  ["unties", "untie"],
  ["watches", "watch"],
  ["pushes", "push"],
  ["passes", "pass"],
  ["fixes", "fix"],
  ["buzzes", "buzz"],
  ["uses", "use"],
  ["closes", "close"],
  ["says", "say"],
  ["buys", "buy"],
  ["pokes", "poke"],
  ["can", "can"],
  ["Takes", "Take"],
])("the verb %s turns plain as %s", (third, plain) => {
  expect(plainVerb(third)).toBe(plain);
});

test.each([
  ["coin", "coins"],
  ["coil of rope", "coils of rope"],
  ["brass key", "brass keys"],
  ["berry", "berries"],
  ["box", "boxes"],
  ["torch", "torches"],
  ["bread knife", "bread knives"],
  ["fisherman", "fishermen"],
  ["human", "humans"],
  ["loaf of bread", "loaves of bread"],
  ["day", "days"],
  ["bottle with a note", "bottles with a note"],
])("%s has the plural %s", (one, many) => {
  expect(pluralOf(one)).toBe(many);
});

test("a or an goes by sound", () => {
  expect(["oar", "hour", "eel", "umbrella", "unlit lamp", "8-sided die"].every(startsWithVowel)).toBe(true);
  expect(["rope", "unicorn", "uniform", "useful knife", "one-legged gull", "European coin"].some(startsWithVowel)).toBe(false);
});

test("a capital makes a proper name, in any alphabet that has them", () => {
  expect(isProper("Mira")).toBe(true);
  expect(isProper("Åse")).toBe(true);
  expect(isProper("gull")).toBe(false);
  expect(isProper("3 coins")).toBe(false);
  expect(isProper("")).toBe(false);
});

test("capitals keep characters outside the basic plane whole", () => {
  expect(capitalize("éclair")).toBe("Éclair");
  expect(capitalize("😀 hi")).toBe("😀 hi");
  expect(capitalize("")).toBe("");
});
