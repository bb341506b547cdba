// Folders, manifests, order and cache, with a compiler that only counts: what it says of Lore is tested elsewhere.

import { afterEach, describe, expect, test } from "vitest";
import type { PackScope } from "../../../dsl/check/scope.ts";
import type { CompiledPack } from "../../../dsl/program.ts";
import { PROGRAM_FORMAT } from "../../../dsl/program.ts";
import type { Surface } from "../../../dsl/surface.ts";
import { checkPath, packsAt } from "../../../engine/packs/check.ts";
import type { CompileInput, Compiler } from "../../../engine/packs/compiler.ts";
import { readFolder } from "../../../engine/packs/folder.ts";
import type { LoadOptions } from "../../../engine/packs/load.ts";
import { loadPacks } from "../../../engine/packs/load.ts";
import { readManifest } from "../../../engine/packs/manifest.ts";
import { problemLine } from "../../../engine/packs/problem.ts";
import { PackTree } from "../../support/pack-tree.ts";

const isCapability = (word: string) => ["mint", "charge"].includes(word);
const surface: Surface = { kinds: [], functions: [], events: [], values: [], directions: [], capabilities: [] };
const STDLIB = { "stdlib/pack.toml": 'id = "stdlib"\n', "stdlib/a.lore": "" };

let tree: PackTree;
afterEach(() => tree?.remove());

/** Compiles anything, remembers what it was asked, and finds an error in every line that says BAD, a lint in one that says HM. */
class CountingCompiler implements Compiler {
  readonly asked: CompileInput[] = [];

  compilePack(input: CompileInput) {
    this.asked.push(input);
    const diagnostics = input.sources.flatMap(({ name, text }) =>
      text.split("\n").flatMap((line, i) => {
        const severity = line.includes("BAD") ? ("error" as const) : line.includes("HM") ? ("lint" as const) : null;
        return severity === null
          ? []
          : [{ code: "LORE104", severity, file: name, span: { start: 0, end: 1 }, line: i + 1, column: 1, message: line }];
      }),
    );
    const pack = {
      format: PROGRAM_FORMAT,
      id: input.id,
      hash: "h",
      js: input.sources.map((one) => one.text).join(),
      entities: [],
      code: [],
      migrations: [],
    } as unknown as CompiledPack;
    const bad = diagnostics.some((one) => one.severity === "error");
    return { diagnostics, scope: { pack: input.id } as PackScope, ...(bad ? {} : { pack }) };
  }

  renderDiagnostic(): string {
    return "long";
  }
}

function options(compiler: Compiler): LoadOptions {
  return {
    stdlib: tree.at("stdlib"),
    packs: [tree.at("worlds")],
    isCapability,
    surface,
    cache: tree.at("cache"),
    compiler: async () => compiler,
  };
}

function manifest(text: string) {
  const result = readManifest(text, "pack.toml", isCapability);
  return "manifest" in result ? result.manifest : result.problems.map(problemLine);
}

describe("a manifest", () => {
  test("needs only an id; the standard library is required without saying so", () => {
    expect(manifest('id = "town"')).toMatchObject({ id: "town", title: "town", requires: ["stdlib"], capabilities: [], entry: null });
  });

  test("names money in one word or two", () => {
    expect(manifest('id = "a"\ncurrency = "shell"')).toMatchObject({ currency: { one: "shell", many: "shells" } });
    expect(manifest('id = "a"\ncurrency = { one = "penny", many = "pence" }')).toMatchObject({ currency: { one: "penny", many: "pence" } });
  });

  test("takes a decimal currency, and tiers in any order", () => {
    expect(manifest('id = "a"\n[currency]\none = "dollar"\nsymbol = "$"')).toMatchObject({
      currency: { one: "dollar", many: "dollars", decimal: { symbol: "$", places: 2, after: false } },
    });
    const tiers = '{ one = "copper", symbol = "c", worth = 1 }, { one = "gold", many = "gold", symbol = "g", worth = 100 }';
    expect(manifest(`id = "a"\n[currency]\ntiers = [${tiers}]`)).toMatchObject({
      currency: { one: "copper", tiers: [{ one: "gold", many: "gold", worth: 100 }, { many: "coppers" }] },
    });
  });

  const UNCLEAR: readonly (readonly [string, string])[] = [
    ["currency = 4", "2:1: error LORE908: The currency in pack.toml is not clear: it must be a word"],
    ['currency = { one = "all" }', '2:1: error LORE908: The currency in pack.toml is not clear: it has the name "all"'],
    ['currency = "silver thalers and a half"', "2:1: error LORE908: The currency in pack.toml is not clear: it takes up to"],
    ['[currency]\none = "a"\nsymbol = "1"', '2:1: error LORE908: The currency in pack.toml is not clear: it has the name "1"'],
    ['[currency]\none = "a"\nsymbol = "$"\ndecimals = 9', "5:1: error LORE908: The currency in pack.toml is not clear: decimals must be"],
    ['[currency]\none = "a"\nsymbl = "$"', "4:1: error LORE908: The currency in pack.toml is not clear: symbl is not known"],
  ];
  test.each(UNCLEAR)("refuses the currency %s", (toml, problem) => {
    expect(manifest(`id = "a"\n${toml}`)).toEqual([expect.stringContaining(`pack.toml:${problem}`)]);
  });

  const tiersOf = (...coins: string[]) => `[currency]\ntiers = [${coins.map((coin) => `{ ${coin} }`).join(", ")}]`;
  const UNEVEN: readonly (readonly [string, string])[] = [
    [tiersOf('one = "a", worth = 7', 'one = "b", worth = 3', 'one = "c", worth = 1'), "does not go up evenly: a is worth 7"],
    [tiersOf('one = "a", worth = 6', 'one = "b", worth = 3'), "must have a coin that is worth 1, and the smallest, b, is worth 3"],
    [tiersOf('one = "a", symbol = "s", worth = 6', 'one = "b", symbol = "S", worth = 1'), 'has two coins that "s" may mean: a and b'],
    [tiersOf('one = "a", worth = 1', 'one = "b", worth = 1'), "has two coins worth 1"],
    [tiersOf('one = "a", worth = 1'), "must be a list of 2 to 6 coins"],
  ];
  test.each(UNEVEN)("refuses the tiers %s", (toml, problem) => {
    expect(manifest(`id = "a"\n${toml}`)).toContainEqual(expect.stringContaining(problem));
  });

  test("takes requirements as a table of versions, and says which it cannot read", () => {
    const read = readManifest('id = "a"\nengine = "^1"\n[requires]\nb = "^1.2"\nc = "*"\n', "pack.toml", isCapability);
    expect(read).toMatchObject({ manifest: { engine: "^1", requires: ["stdlib", "b", "c"], ranges: { b: "^1.2", c: "*" } } });
    expect(manifest('id = "a"\nversion = "1.x"\nengine = "new"\n[requires]\nb = 3\n')).toEqual([
      'pack.toml:5:1: error LORE903: pack.toml has a wrong value: b is 3; it must say versions, as "^1.2", ">=1.0 <3" or "*"',
      'pack.toml:3:1: error LORE903: pack.toml has a wrong value: engine is "new"; it must say versions, as "^1.2", ">=1.0 <3" or "*"',
      'pack.toml:2:1: error LORE903: pack.toml has a wrong value: version is "1.x"; it must be one to three numbers, as 1.2.0',
    ]);
  });

  test("says where a value is wrong", () => {
    expect(manifest('id = "Town"\ntitel = "x"\ncapabilities = ["fly"]\nentry = 4')).toEqual([
      "pack.toml:4:1: error LORE903: pack.toml has a wrong value: entry must be a text",
      "pack.toml:2:1: error LORE903: pack.toml has a wrong value: titel is not known; there are id, title, version, engine, requires, entry, capabilities, currency, licence, authors",
      "pack.toml:1:1: error LORE903: pack.toml has a wrong value: id must be a lower-case word of letters, digits and _, 32 at most",
      'pack.toml:3:1: error LORE903: pack.toml has a wrong value: capabilities holds "fly", which is none; docs/lore/host.md lists them',
    ]);
  });

  test("says what a text without quotes lacks", () => {
    expect(manifest("id = town")).toEqual([
      "pack.toml:1:6: error LORE902: pack.toml cannot be read: invalid value; a text stands in double quotes",
    ]);
  });

  test("that is no TOML is a problem with its place", () => {
    expect(manifest('id = "town"\ntitle = "open')).toEqual([expect.stringMatching(/^pack\.toml:2:\d+: error LORE902/)]);
  });
});

describe("a folder", () => {
  test("gives its Lore files in one order, without tests and hidden folders", () => {
    tree = new PackTree({
      "town/pack.toml": 'id = "town"',
      "town/b.lore": "b",
      "town/a/z.lore": "z",
      "town/a.lore": "a",
      "town/tests/t.lore": "t",
      "town/.old/o.lore": "o",
      "town/notes.txt": "n",
    });
    const result = readFolder(tree.at("town"), isCapability);
    expect("folder" in result && result.folder.sources.map((source) => source.name)).toEqual(["a.lore", "a/z.lore", "b.lore"]);
  });

  test("without a manifest is a pack called after its folder", () => {
    tree = new PackTree({ "My Town/a.lore": "" });
    const result = readFolder(tree.at("My Town"), isCapability);
    expect("folder" in result && result.folder.manifest.id).toBe("my_town");
  });
});

describe("loading", () => {
  test("compiles what is required first, each pack against all below", async () => {
    tree = new PackTree({
      ...STDLIB,
      "worlds/town/pack.toml": 'id = "town"\nrequires = ["games", "shops"]',
      "worlds/shops/pack.toml": 'id = "shops"\nrequires = ["games"]',
      "worlds/games/pack.toml": 'id = "games"',
    });
    const compiler = new CountingCompiler();
    const { packs, problems } = await loadPacks([tree.at("worlds/town")], options(compiler));
    expect(problems).toEqual([]);
    expect(packs.map((pack) => pack.manifest.id)).toEqual(["stdlib", "games", "shops", "town"]);
    expect(compiler.asked.map((input) => input.below.map((scope) => scope.pack))).toEqual([
      [],
      ["stdlib"],
      ["stdlib", "games"],
      ["stdlib", "games", "shops"],
    ]);
  });

  test("compiles once and then reads the cache", async () => {
    tree = new PackTree({ ...STDLIB, "worlds/town/pack.toml": 'id = "town"', "worlds/town/a.lore": "one" });
    const first = new CountingCompiler();
    await loadPacks([tree.at("worlds/town")], options(first));
    const second = new CountingCompiler();
    const { packs } = await loadPacks([tree.at("worlds/town")], options(second));
    expect([first.asked.length, second.asked.length]).toEqual([2, 0]);
    expect(packs.map((pack) => [pack.compiled.js, pack.scope.pack])).toEqual([
      ["", "stdlib"],
      ["one", "town"],
    ]);
  });

  test("a pack in memory is neither read nor compiled again, and another manifest is seen", async () => {
    tree = new PackTree({ ...STDLIB, "worlds/town/pack.toml": 'id = "town"', "worlds/town/a.lore": "one" });
    const { packs: known } = await loadPacks([tree.at("worlds/town")], options(new CountingCompiler()));
    tree.write({ "worlds/town/pack.toml": 'id = "town"\nversion = "2"' });
    const compiler = new CountingCompiler();
    const { packs } = await loadPacks([tree.at("worlds/town")], { ...options(compiler), cache: null, known });
    expect(packs[0]).toBe(known[0]);
    expect([packs[1]!.manifest.version, packs[1]!.scope.pack]).toEqual(["2", "town"]);
    expect(packs[1]!.compiled).toBe(known[1]!.compiled);
    expect(compiler.asked).toEqual([]);
  });

  test("compiles again what changed and all above it, and nothing below", async () => {
    tree = new PackTree({
      ...STDLIB,
      "worlds/a/pack.toml": 'id = "a"',
      "worlds/a/a.lore": "one",
      "worlds/b/pack.toml": 'id = "b"\nrequires = ["a"]',
    });
    await loadPacks([tree.at("worlds/b")], options(new CountingCompiler()));
    tree.write({ "worlds/a/a.lore": "two" });
    const compiler = new CountingCompiler();
    const { packs } = await loadPacks([tree.at("worlds/b")], options(compiler));
    expect(compiler.asked.map((input) => input.id)).toEqual(["a", "b"]);
    expect(packs[1]!.compiled.js).toBe("two");
  });

  test("a broken cache entry is compiled anew", async () => {
    tree = new PackTree({ ...STDLIB });
    await loadPacks([tree.at("stdlib")], options(new CountingCompiler()));
    const { readdirSync } = await import("node:fs");
    for (const name of readdirSync(tree.at("cache"))) tree.write({ [`cache/${name}`]: "{broken" });
    const compiler = new CountingCompiler();
    expect((await loadPacks([tree.at("stdlib")], options(compiler))).packs).toHaveLength(1);
    expect(compiler.asked).toHaveLength(1);
  });

  test("another version than is wanted, of a pack or of Loremesh", async () => {
    tree = new PackTree({
      ...STDLIB,
      "worlds/a/pack.toml": 'id = "a"\nengine = ">=99"\n[requires]\nb = "^2"\nc = "*"\n',
      "worlds/b/pack.toml": 'id = "b"\nversion = "1.9.0"',
      "worlds/c/pack.toml": 'id = "c"\n[requires]\nb = "^1.9"',
    });
    const { problems, packs } = await loadPacks([tree.at("worlds/a")], options(new CountingCompiler()));
    expect(packs).toEqual([]);
    expect(problems.map((problem) => [problem.code, problem.message.split(": ")[1]])).toEqual([
      ["LORE911", ">=99 is wanted, and this is 0.1.0"],
      ["LORE910", "b ^2 is wanted, and 1.9.0 is there"],
    ]);
  });

  test("a circle, a missing pack and two packs of one id are problems", async () => {
    tree = new PackTree({
      ...STDLIB,
      "worlds/a/pack.toml": 'id = "a"\nrequires = ["b", "ghost"]',
      "worlds/b/pack.toml": 'id = "b"\nrequires = ["a"]',
      "other/b/pack.toml": 'id = "b"',
    });
    const { problems } = await loadPacks([tree.at("worlds/a"), tree.at("other/b")], options(new CountingCompiler()));
    expect(problems.map((problem) => [problem.code, problem.message.split(": ")[1]])).toEqual([
      ["LORE905", "a -> b -> a"],
      ["LORE904", "ghost"],
      ["LORE907", expect.stringContaining("b is also in")],
    ]);
  });

  test("a pack with errors stops the packs above it and is not cached", async () => {
    tree = new PackTree({
      ...STDLIB,
      "worlds/a/pack.toml": 'id = "a"',
      "worlds/a/a.lore": "\nBAD",
      "worlds/b/pack.toml": 'id = "b"\nrequires = ["a"]',
    });
    for (let i = 0; i < 2; i++) {
      const compiler = new CountingCompiler();
      const { packs, problems } = await loadPacks([tree.at("worlds/b")], options(compiler));
      expect(packs.map((pack) => pack.manifest.id)).toEqual(["stdlib"]);
      expect(problems.map(problemLine)).toEqual([`${tree.at("worlds/a/a.lore")}:2:1: error LORE104: BAD`]);
      expect(compiler.asked.at(-1)!.id).toBe("a");
    }
  });
});

describe("checking a path", () => {
  test("reports all packs of a folder, sorted by place, and warnings in spite of the cache", async () => {
    tree = new PackTree({
      ...STDLIB,
      "worlds/b/pack.toml": 'id = "b"',
      "worlds/b/b.lore": "HM\nBAD",
      "worlds/a/pack.toml": 'id = "a"',
      "worlds/a/a.lore": "HM",
    });
    for (let i = 0; i < 2; i++) {
      const report = await checkPath(tree.at("worlds"), options(new CountingCompiler()));
      expect(report.packs).toBe(2);
      expect(report.problems.map((problem) => [problem.file.slice(tree.path.length), problem.line, problem.severity])).toEqual([
        ["/worlds/a/a.lore", 1, "lint"],
        ["/worlds/b/b.lore", 1, "lint"],
        ["/worlds/b/b.lore", 2, "error"],
      ]);
    }
  });

  test("of one file reports its lints and the errors of its whole pack", async () => {
    tree = new PackTree({ ...STDLIB, "worlds/a/pack.toml": 'id = "a"', "worlds/a/a.lore": "HM", "worlds/a/b.lore": "HM\nBAD" });
    const report = await checkPath(tree.at("worlds/a/a.lore"), options(new CountingCompiler()));
    expect(report.problems.map((problem) => [problem.file.slice(tree.path.length), problem.severity])).toEqual([
      ["/worlds/a/a.lore", "lint"],
      ["/worlds/a/b.lore", "error"],
    ]);
  });

  test("that is not there, or has no Lore in it, is a problem", async () => {
    tree = new PackTree({ ...STDLIB, "empty/x.txt": "" });
    for (const name of ["nowhere", "empty"]) {
      const report = await checkPath(tree.at(name), options(new CountingCompiler()));
      expect(report.problems.map((problem) => problem.code)).toEqual(["LORE901"]);
    }
  });

  test("finds the pack around a file or an inner folder", () => {
    tree = new PackTree({ "a/pack.toml": 'id = "a"', "a/in/x.lore": "" });
    expect(packsAt(tree.at("a/in/x.lore"))).toEqual([tree.at("a")]);
    expect(packsAt(tree.at("a/in"))).toEqual([tree.at("a")]);
  });
});
