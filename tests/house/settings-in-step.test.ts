import { describe, expect, test } from "vitest";
import { commandLine } from "../../engine/app/command-line.ts";
import { CONFIG_FILE, DEFAULT_CONFIG } from "../../engine/app/config.ts";
import { PACK_CODES } from "../../engine/packs/problem.ts";
import { readText } from "../support/tree.ts";

const page = readText("docs/sysop/settings.md");

describe("docs/sysop/running.md", () => {
  const running = readText("docs/sysop/running.md");
  const rows = [...running.matchAll(/^\| ((?:`\w+`(?:, )?)+) \| (.+?) \| (.+) \|$/gm)].map(([, commands, options, given]) => ({
    commands: [...commands!.matchAll(/\w+/g)].map(([word]) => word),
    options: [...options!.matchAll(/--\w+/g)].map(([word]) => word),
    given: given!,
  }));

  test("tells of every option of the commands that run a world", () => {
    for (const name of ["play", "serve", "replay", "bench", "config", "status"]) {
      const command = commandLine().commands.find((one) => one.name() === name)!;
      const told = rows.filter(({ commands }) => commands.includes(name)).flatMap(({ options }) => options);
      expect(told.toSorted(), name).toEqual(command.options.map(({ long }) => long!).toSorted());
    }
  });

  test("tells the defaults that are in force", () => {
    const given = (option: string) => rows.find(({ options }) => options.includes(option))!.given;
    expect(given("--port")).toBe(String(DEFAULT_CONFIG.telnet.port));
    expect(given("--host")).toContain(DEFAULT_CONFIG.telnet.host);
    expect(given("--config")).toContain(CONFIG_FILE);
  });
});

describe("docs/sysop/settings.md", () => {
  test("lists every code of packs, and no other", () => {
    const listed = [...page.matchAll(/^\| `(LORE\d+)`/gm)].map((match) => match[1]);
    expect(listed).toEqual(Object.keys(PACK_CODES));
  });
});
