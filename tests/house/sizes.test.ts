import { describe, expect, test } from "vitest";
import { filesBelow, readText } from "../support/tree.ts";

const lines = (path: string): number => readText(path).split("\n").length - 1;

/** Files that may be longer, each with its reason. */
const ALLOWED: Readonly<Record<string, string>> = {};

describe("files stay small", () => {
  test("no TypeScript or runtime file passes 400 lines", () => {
    const files = [...filesBelow("dsl", ".ts", ".js"), ...filesBelow("engine", ".ts", ".js")];
    expect(files.filter((path) => lines(path) > 400 && !(path in ALLOWED)).map((path) => `${path}: ${lines(path)}`)).toEqual([]);
  });

  test("no test file passes 400 lines", () => {
    expect(filesBelow("tests", ".ts").filter((path) => lines(path) > 400 && !(path in ALLOWED))).toEqual([]);
  });

  test("no verb of the library passes 120 lines", () => {
    const files = filesBelow("stdlib", ".lore");
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((path) => lines(path) > 120).map((path) => `${path}: ${lines(path)}`)).toEqual([]);
  });
});

describe("the habits of the house", () => {
  const sources = [...filesBelow("dsl", ".ts"), ...filesBelow("engine", ".ts")];

  // The hardening's text runs inside the isolate, where there is nothing but the plain errors.
  const GUEST_TEXT = ["engine/sandbox/hardening.ts"];

  test("nothing throws a bare Error", () => {
    const ours = sources.filter((path) => !GUEST_TEXT.includes(path));
    expect(ours.filter((path) => /throw new (Error|TypeError|RangeError)\(/.test(readText(path)))).toEqual([]);
  });

  test("every source file opens by saying what it is for", () => {
    expect(sources.filter((path) => !/^(\/\/|\/\*\*)/.test(readText(path)))).toEqual([]);
  });
});
