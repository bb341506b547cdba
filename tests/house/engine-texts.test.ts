import { expect, test } from "vitest";
import { parse } from "../../dsl/index.ts";
import { DIRECTIONS } from "../../engine/script/tables/directions.ts";
import { VOCABULARY_NAMES } from "../../engine/script/text/vocabulary.ts";
import { filesBelow, readText } from "../support/tree.ts";

// Every line that the engine says by itself is a text of stdlib, called by id: the ids in TypeScript and the declarations agree.
const declared = new Map<string, readonly string[]>();
for (const path of filesBelow("stdlib", ".lore").filter((file) => !file.includes("/tests/"))) {
  for (const match of readText(path).matchAll(/^text ([\w.]+)(?:\(([^)]*)\))?/gm)) {
    const params = (match[2] ?? "").split(",").map((param) => param.split(":")[0]!.trim().split(" ").at(-1)!);
    declared.set(`stdlib.${match[1]}`, params);
  }
}

const SOURCES = filesBelow("engine", ".ts").map((path) => ({ path, text: readText(path) }));

test("every text that TypeScript calls by id is declared in stdlib", () => {
  const called = SOURCES.flatMap(({ path, text }) =>
    [...text.matchAll(/"(stdlib\.(?:core|grammar|login|door|talk)\.\w+)"/g)].map((match) => ({ path, id: match[1]! })),
  );
  expect(called.length).toBeGreaterThan(20);
  expect(called.filter(({ id }) => !declared.has(id))).toEqual([]);
});

test("a refusal hands its text only what the text has slots for", () => {
  const wrong = SOURCES.flatMap(({ path, text }) =>
    [...text.matchAll(/refuse(?:With)?\((?:\w+, )?"(stdlib\.[\w.]+)", \{([^}]*)\}/g)].flatMap((match) => {
      const slots = declared.get(match[1]!) ?? [];
      const given = [...match[2]!.matchAll(/(?:^|,)\s*(\w+)\s*(?=:|,|$)/g)].map((pair) => pair[1]!);
      return given.filter((name) => !slots.includes(name)).map((name) => `${path}: ${match[1]} has no ${name}`);
    }),
  );
  expect(wrong).toEqual([]);
});

test("every small word and every direction is declared", () => {
  const names = [...VOCABULARY_NAMES.words, ...VOCABULARY_NAMES.frames, ...DIRECTIONS.map(([name]) => name!)];
  expect(names.filter((name) => !declared.has(`stdlib.grammar.${name}`))).toEqual([]);
});

test.each(["stdlib/messages.lore", "stdlib/login.lore"])("%s is Lore without a finding", (path) => {
  expect(parse(readText(path), { file: path }).diagnostics).toEqual([]);
});
