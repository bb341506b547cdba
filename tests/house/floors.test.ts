import { describe, expect, test } from "vitest";
import { filesBelow, importsOf } from "../support/tree.ts";

// The floors of docs/architecture.md: a file imports its own folder and lower floors only.
const FLOORS: Readonly<Record<string, number>> = {
  dsl: 0,
  "engine/base": 1,
  "engine/world": 2,
  "engine/radio": 2,
  "engine/store": 4,
  "engine/sandbox": 4,
  "engine/script": 5,
  "engine/play": 6,
  "engine/packs": 7,
  "engine/ops": 7,
  "engine/app": 8,
};

function houseOf(path: string): string {
  const parts = path.split("/");
  return parts[0] === "dsl" ? "dsl" : parts.slice(0, 2).join("/");
}

const FILES = [...filesBelow("dsl", ".ts"), ...filesBelow("engine", ".ts")];

describe("the floors of the house", () => {
  test("every source file lives on a floor", () => {
    expect(FILES.length).toBeGreaterThan(20);
    expect(FILES.filter((path) => !(houseOf(path) in FLOORS))).toEqual([]);
  });

  test("no import runs upward or to a neighbour", () => {
    const wrong = FILES.flatMap((path) =>
      importsOf(path)
        .filter((target) => {
          const from = houseOf(path);
          const to = houseOf(target);
          return from !== to && !((FLOORS[to] ?? 99) < (FLOORS[from] ?? -1));
        })
        .map((target) => `${path} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test("outside the language's folder only its one door and its plain shapes are imported", () => {
    // The runtime's text has a door of its own: a start with compiled packs never loads the parser.
    const doors = /^dsl\/(index|services|runtime-source|types|wire|surface|program|host-port|diagnostic|ast)\.ts$/;
    const wrong = FILES.filter((path) => !path.startsWith("dsl/")).flatMap((path) =>
      importsOf(path)
        .filter((target) => target.startsWith("dsl/") && !doors.test(target))
        .map((target) => `${path} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test("no file imports itself by a detour", () => {
    const graph = new Map(FILES.map((path) => [path, importsOf(path)]));
    const state = new Map<string, "open" | "done">();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === "done") return;
      if (state.get(path) === "open") {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
        return;
      }
      state.set(path, "open");
      for (const next of graph.get(path) ?? []) if (graph.has(next)) visit(next, [...trail, path]);
      state.set(path, "done");
    };
    for (const path of FILES) visit(path, []);
    expect(cycles).toEqual([]);
  });
});
