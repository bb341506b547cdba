// The manual is true: every fenced block in it is checked, played, read or called, by what it says it is.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { format, parse } from "../../dsl/index.ts";
import { commandLine } from "../../engine/app/command-line.ts";
import { PLACES } from "../../engine/app/places.ts";
import { checkConfig } from "../../engine/app/settings/read.ts";
import { makeStage } from "../../engine/app/stage.ts";
import { surface } from "../../engine/app/surface.ts";
import { checkPath } from "../../engine/packs/check.ts";
import { readManifest } from "../../engine/packs/manifest.ts";
import { runTranscript, showFailures } from "../../engine/play/transcript/run.ts";
import type { Mode } from "../../engine/play/transcript/theatre.ts";
import { isCapability } from "../../engine/script/tables/capabilities.ts";
import { reportLines } from "../support/check-report.ts";
import { converse } from "../support/conversation.ts";
import { type Example, examplesOf, loreCalls, PAGES, type ScratchPack, scratchPack, shellCommands } from "../support/doc-examples.ts";
import { undefinedSymbols } from "../support/ebnf.ts";
import { ROOT, readText } from "../support/tree.ts";

/** Pages made from a table, whose examples are run from that table. */
const PROVEN_ELSEWHERE: Readonly<Record<string, string>> = {
  "docs/lore/errors.md": "tests/dsl/check/codes.test.ts",
};

const trees: ScratchPack[] = [];
afterAll(() => {
  for (const { tree } of trees) tree.remove();
});

type Prove = (example: Example, scratch: ScratchPack | null) => Promise<void> | void;

/** What is done with a block, by its language. One that is not here may not stand in the manual. */
const PROOFS: Readonly<Record<string, Prove>> = {
  lore: proveLore,
  play: provePlay,
  console: proveConsole,
  check: proveCheck,
  toml: proveToml,
  sh: proveShell,
  ebnf: proveGrammar,
};

describe.each(PAGES.filter((page) => !(page in PROVEN_ELSEWHERE)).map((page) => [page, examplesOf(page)] as const))(
  "%s",
  (page, examples) => {
    const scratch = scratchPack(page, examples);
    if (scratch !== null) trees.push(scratch);

    test("shows only examples that are run", () => {
      expect(
        examples.filter(({ language }) => !(language in PROOFS)).map(({ line, language }) => `${page}:${line}: ${language || "plain"}`),
      ).toEqual([]);
    });

    if (scratch !== null)
      test("makes up a pack without a finding", async () => {
        expect(await findings(scratch)).toBe("");
      });

    const proven = examples.filter(({ language }) => language in PROOFS);
    if (proven.length > 0)
      test.each(proven.map((example) => [`line ${example.line}: ${[example.language, ...example.marks].join(" ")}`, example] as const))(
        "%s",
        async (_, example) => {
          const known = soFar(page, examples, example);
          if (known !== null) trees.push(known);
          await PROOFS[example.language]!(example, known);
        },
      );
  },
);

test("a page whose examples are proven elsewhere says where, and is there", () => {
  for (const [page, proof] of Object.entries(PROVEN_ELSEWHERE)) {
    expect(PAGES).toContain(page);
    expect(existsSync(join(ROOT, proof))).toBe(true);
  }
});

test("every link of the manual leads to a file", () => {
  const broken = PAGES.flatMap((page) =>
    [...readText(page).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)]
      .filter((match) => !existsSync(join(ROOT, page, "..", match[1]!)))
      .map((match) => `${page}: ${match[1]}`),
  );
  expect(broken).toEqual([]);
});

test("the index of the manual leads to every page", () => {
  const linked = [...readText("docs/README.md").matchAll(/\]\(([^)]+)\)/g)].map((match) => `docs/${match[1]}`);
  expect(
    PAGES.filter((page) => page.startsWith("docs/") && page !== "docs/README.md" && !linked.some((link) => page.startsWith(link))),
  ).toEqual([]);
});

test("the gate calls the command line as it is", () => {
  const text = readText(".ci/run")
    .replace(/^lore\(\).*$/m, "")
    .replace(/^lore /gm, "npx lore ")
    .replace(/ > .*$/gm, "");
  const calls = loreCalls({ page: ".ci/run", line: 1, language: "sh", marks: [], file: null, text, change: null });
  expect(calls.length).toBeGreaterThan(3);
  for (const call of calls) proveCall(call, null);
});

test("the README names every command of the command line", () => {
  const named = /`(play serve [a-z -]+)`/.exec(readText("README.md"))?.[1]?.split(" ");
  expect(named?.toSorted()).toEqual(
    commandLine()
      .commands.map((command) => command.name())
      .toSorted(),
  );
});

test("every file and folder that the manual names exists", () => {
  const named = /`((?:dsl|engine|stdlib|worlds|tests|docs)\/[\w./-]*)`/g;
  const missing = PAGES.flatMap((page) => {
    const own = new Set(examplesOf(page).flatMap(({ file }) => file ?? []));
    return [...readText(page).matchAll(named)]
      .map((match) => match[1]!)
      .filter((path) => !existsSync(join(ROOT, path)) && ![...own].some((file) => file.startsWith(path)))
      .map((path) => `${page}: ${path}`);
  });
  expect(missing).toEqual([]);
});

test("a shop with a price rule and a keeper who talks takes 20 lines at most", () => {
  const [first] = examplesOf("docs/building/shop.md");
  expect(first!.text).toMatch(/topic greeting[\s\S]*keeper:[\s\S]*fn price/);
  expect(first!.text.trimEnd().split("\n").length).toBeLessThanOrEqual(20);
});

// ------------------------------------------------------------------ proofs

/** A reader who follows a page has only what stood before; a page that names no files is one pack throughout. */
function soFar(page: string, examples: readonly Example[], example: Example): ScratchPack | null {
  const isFollowed = examples.some(({ file }) => file !== null);
  return scratchPack(page, isFollowed ? examples.filter(({ line }) => line <= example.line) : examples);
}

async function findings(scratch: ScratchPack): Promise<string> {
  const { tree, folder } = scratch;
  const showPath = (path: string) => path.replace(`${tree.path}/`, "");
  const { problems } = await checkPath(tree.at(folder), { ...PLACES, surface: surface(), cache: null, showPath });
  return reportLines(problems);
}

/** Declarations are in the scratch pack already, and in the form that a reader should copy; `statements` are the body of a command of it. */
async function proveLore(example: Example, scratch: ScratchPack | null): Promise<void> {
  expect(scratch, "a page with Lore makes up a pack").not.toBeNull();
  if (example.marks.length === 0) {
    const printed = format(parse(example.text, { file: example.page }).file, example.text);
    if (process.env["UPDATE"] !== undefined) update(example, printed);
    expect(printed).toBe(example.text);
    return;
  }
  expect(example.marks).toEqual(["statements"]);
  const file = `${scratch!.folder}/statements.lore`;
  scratch!.tree.write({ [file]: `command "example"\n${example.text}\nend\n` });
  const found = await findings(scratch!);
  scratch!.tree.write({ [file]: "" });
  expect(found).toBe("");
}

/** As a reader would play it, and as the mesh makes of it; transcripts are played in every way elsewhere. */
const MODES: readonly Mode[] = ["plain", "lossy"];

async function provePlay(example: Example, scratch: ScratchPack | null): Promise<void> {
  const stage = makeStage(scratch === null ? {} : { [scratch.id]: scratch.tree.at(scratch.folder) });
  for (const mode of MODES) {
    const result = await runTranscript(`${example.page}:${example.line}`, {
      stage,
      mode,
      pack: scratch?.id ?? "gullwick",
      source: example.text,
    });
    if (process.env["UPDATE"] !== undefined) update(example, result.updated);
    expect(showFailures(result)).toBe("");
    expect(result.replies).toBeGreaterThan(0);
  }
}

/** What a newcomer called Ann reads at a terminal, to the letter. Marks: `from ROOM`, and the pack when it is not the page's own. */
async function proveConsole(example: Example, scratch: ScratchPack | null): Promise<void> {
  const stage = makeStage(scratch === null ? {} : { [scratch.id]: scratch.tree.at(scratch.folder) });
  const [first, second, third] = example.marks;
  const room = first === "from" ? second : second === "from" ? third : undefined;
  const pack = first !== undefined && first !== "from" ? first : (scratch?.id ?? "gullwick");
  const seen = await converse({ stage, pack, ...(room === undefined ? {} : { room }) }, example.text);
  if (process.env["UPDATE"] !== undefined) update(example, seen);
  expect(seen).toBe(example.text);
}

async function proveCheck(example: Example, scratch: ScratchPack | null): Promise<void> {
  expect(scratch).not.toBeNull();
  const { tree } = scratch!;
  const { from, to } = example.change ?? { from: "", to: "" };
  const files = examplesOf(example.page).flatMap(({ file }) => file ?? []);
  const path = files.find((file) => existsSync(tree.at(file)) && readFileSync(tree.at(file), "utf8").includes(from)) ?? "";
  expect(path, `no file of the page holds ${from}`).not.toBe("");
  const before = readFileSync(tree.at(path), "utf8");
  tree.write({ [path]: before.replace(from, to) });
  const seen = `${await findings(scratch!)}\n`;
  tree.write({ [path]: before });
  if (process.env["UPDATE"] !== undefined) update(example, seen);
  expect(seen).toBe(example.text);
}

/** A manifest when it has an id, else settings. */
function proveToml(example: Example): void {
  if (!/^id = /m.test(example.text)) {
    checkConfig(example.text, example.page);
    return;
  }
  const read = readManifest(example.text, example.page, isCapability);
  expect("problems" in read ? read.problems : []).toEqual([]);
}

/** Programs of a Debian that the sysop's pages may call; of these a test can only know the names. */
const SYSTEM = ["adduser", "apt", "chown", "cp", "journalctl", "ls", "nano", "systemctl"];

function proveShell(example: Example, scratch: ScratchPack | null): void {
  const scripts = (JSON.parse(readText("package.json")) as { scripts: Record<string, string> }).scripts;
  for (const command of shellCommands(example)) {
    const [program, word = "", ...rest] = command.replace(/^UPDATE=1 /, "").split(/\s+/);
    for (const path of [word, ...rest].filter((one) => one.startsWith("docs/"))) expect(existsSync(join(ROOT, path)), path).toBe(true);
    const known =
      (program === "npx" && word === "lore") ||
      (program === "npm" && (word === "ci" || word in scripts || (word === "run" && rest[0]! in scripts))) ||
      (program === "npx" && word === "vitest") ||
      [...SYSTEM, "mkdir", "cd", "git", ".ci/run"].includes(program!);
    expect(known, `what is \`${command}\`?`).toBe(true);
  }
  for (const call of loreCalls(example)) proveCall(call, scratch);
}

/** The command, its options and their number of words are what the command line knows; a path leads somewhere. */
function proveCall([name = "", ...more]: readonly string[], scratch: ScratchPack | null): void {
  const top = commandLine().commands.find((one) => one.name() === name);
  if (top === undefined) {
    expect(name).toBe("help");
    return;
  }
  const below = top.commands.find((one) => one.name() === more[0]);
  const [command, words] = below === undefined ? [top, more] : [below, more.slice(1)];
  const { operands, unknown } = command.parseOptions(words);
  expect(unknown, `lore ${name}`).toEqual([]);
  const { registeredArguments: taken } = command;
  expect(operands.length, `lore ${name} takes less`).toBeLessThanOrEqual(taken.at(-1)?.variadic ? 99 : taken.length);
  for (const path of operands.filter((word) => word.includes("/"))) {
    expect(existsSync(join(ROOT, path)) || (scratch !== null && existsSync(scratch.tree.at(path))), `${path} exists`).toBe(true);
  }
}

function proveGrammar(example: Example): void {
  expect(undefinedSymbols(example.text)).toEqual([]);
}

/** With UPDATE=1 what was seen is written into the page: read the difference before you keep it. */
function update(example: Example, seen: string): void {
  const path = join(ROOT, example.page);
  const page = readFileSync(path, "utf8");
  writeFileSync(path, page.replace(example.text, seen));
}
