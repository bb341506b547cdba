import { describe, expect, it } from "vitest";
import { readEntries, showLine } from "../../../engine/play/transcript/entries.ts";

const one = (text: string) => {
  const { line: _, ...entry } = readEntries(text)[0]!;
  return entry;
};

describe("the lines of a transcript", () => {
  it.each([
    ["# why", { kind: "note", source: "# why" }],
    ["pack gullwick", { kind: "pack", pack: "gullwick" }],
    [
      "ann in square; bob in market",
      {
        kind: "cast",
        places: [
          { name: "ann", room: "square" },
          { name: "bob", room: "market" },
        ],
      },
    ],
    [
      "ann in quay, bob in quay",
      {
        kind: "cast",
        places: [
          { name: "ann", room: "quay" },
          { name: "bob", room: "quay" },
        ],
      },
    ],
    ["do create brass_key in ann", { kind: "do", statement: "create brass_key in ann" }],
    ["seed 7", { kind: "seed", seed: 7 }],
    ["wait 30 seconds", { kind: "wait", ms: 30_000 }],
    ["at 2026-01-01 20:00", { kind: "at", atMs: Date.UTC(2026, 0, 1, 20) }],
    ["restart", { kind: "restart" }],
    ["reload", { kind: "reload" }],
    ["drop next packet", { kind: "drop" }],
    ["ann> say a: b> c", { kind: "type", name: "ann", text: "say a: b> c" }],
    ["bob: Ann says: hi", { kind: "reads", name: "bob", text: "Ann says: hi" }],
    ["bob: \\ann: hi", { kind: "reads", name: "bob", text: "ann: hi" }],
    ["bob:", { kind: "reads", name: "bob", text: "" }],
    ["bob:~ part", { kind: "part", name: "bob", text: "part" }],
    ["bob!", { kind: "silent", name: "bob", text: "" }],
    ["all: The bell.", { kind: "reads", name: "all", text: "The bell." }],
    ["ann", { kind: "cast", places: [{ name: "ann", room: null }] }],
    ["what is this", { kind: "bad", source: "what is this" }],
    ["wait for it", { kind: "bad", source: "wait for it" }],
  ])("%s", (text, entry) => {
    expect(one(text)).toEqual(entry);
  });

  it("what a player read is written so that it is read back the same", () => {
    for (const text of ["Hello.", "ann: hi", "\\odd", "", "ann> look", "bob! you there"]) {
      expect(one(showLine("ann", text, ["ann", "bob"]))).toEqual({ kind: "reads", name: "ann", text });
    }
  });
});
