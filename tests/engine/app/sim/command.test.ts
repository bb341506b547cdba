import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { runCommandLine } from "../../../../engine/app/command-line.ts";
import { readText } from "../../../support/tree.ts";

const folder = mkdtempSync(join(tmpdir(), "lore-sim-command-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
});

/** What the command prints, on both streams. */
async function lore(...words: readonly string[]): Promise<string> {
  let said = "";
  const hear = (text: string | Uint8Array): boolean => {
    said += String(text);
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(hear);
  vi.spyOn(process.stderr, "write").mockImplementation(hear);
  await runCommandLine(["node", "lore", "sim", ...words]);
  return said;
}

const SMALL = ["--players", "2", "--hours", "0.5", "--turns-per-day", "480"];

/** The page's own example, on a smaller scale: the last of an option given twice holds. */
function exampleOfThePage(): string[] {
  const [, options] = /^npx lore sim (--players .*)$/m.exec(readText("docs/sysop/simulating.md"))!;
  return [...options!.split(" "), ...SMALL];
}

describe("lore sim", () => {
  test("the example of its page plays, and draws a picture", async () => {
    const svg = join(folder, "run.svg");
    const table = await lore(...exampleOfThePage(), "--svg", svg);
    expect(table).toMatch(/players, preset, seed\s+2, LongFast, 11\n/);
    expect(table).toMatch(/executed twice\s+0 /);
    expect(readFileSync(svg, "utf8")).toMatch(/^<svg /);
  });

  test("--json prints one object with every figure that its page names, and no other", async () => {
    const figures = JSON.parse(await lore(...SMALL, "--json")) as Record<string, unknown>;
    const rows = readText("docs/sysop/simulating.md").split("## The figures")[1]!.split("\n\n")[1]!;
    const named = [...rows.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, names]) => [...names!.matchAll(/`(\w+)`/g)].map(([, name]) => name!));
    const setup = ["seed", "players", "hours", "preset"];
    expect(Object.keys(figures).toSorted()).toEqual([...setup, ...named].toSorted());
    expect(Object.keys(figures).filter((name) => name !== "preset" && typeof figures[name] !== "number")).toEqual([]);
  });

  test("the world is kept in a new file, and one that is there is left alone", async () => {
    const db = join(folder, "played.db");
    await lore(...SMALL, "--db", db);
    expect(existsSync(db)).toBe(true);
    expect(await lore(...SMALL, "--db", db)).toContain("is there already; a simulation makes a file of its own.");
    const other = join(folder, "notes.txt");
    writeFileSync(other, "mine");
    await lore(...SMALL, "--db", other);
    expect(readFileSync(other, "utf8")).toBe("mine");
    expect(process.exitCode).toBe(2);
  });

  test("a place where no picture can be is told before the play", async () => {
    for (const [place, why] of [
      [join(folder, "none", "run.svg"), "there is no such folder"],
      [folder, "it is a folder"],
    ] as const) {
      expect(await lore(...SMALL, "--svg", place)).toBe(`lore: ${place} cannot be written: ${why}.\n`);
      expect(process.exitCode).toBe(2);
    }
  });

  test("--targets takes no options of a single run", async () => {
    expect(await lore("--targets", "--players", "3")).toContain("--targets plays runs of its own: it goes with --json only.");
  });
});
