// What docs/editor ships: the grammar colors real Lore as it is meant, and the other files are what editors expect.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parse as parseToml } from "smol-toml";
import { beforeAll, describe, expect, test } from "vitest";
import oniguruma from "vscode-oniguruma";
import textmate, { type IGrammar } from "vscode-textmate";
import { format, parse } from "../../dsl/index.ts";
import { commandLine } from "../../engine/app/command-line.ts";
import { filesBelow, readText } from "../support/tree.ts";

const VSCODE = "docs/editor/vscode";
let grammar: IGrammar;

beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
  await oniguruma.loadWASM(readFileSync(wasm));
  const path = `${VSCODE}/syntaxes/lore.tmLanguage.json`;
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readText(path), path),
  });
  grammar = (await registry.loadGrammar("source.lore"))!;
});

/** Every line's tokens: text and innermost scope. */
function tokens(source: string): [string, string][][] {
  let stack = textmate.INITIAL;
  return source.split("\n").map((line) => {
    const read = grammar.tokenizeLine(line, stack);
    stack = read.ruleStack;
    return read.tokens.map(({ startIndex, endIndex, scopes }) => [line.slice(startIndex, endIndex), scopes.slice(1).join(" ")]);
  });
}

function scopeOf(line: string, word: string): string {
  const found = tokens(line)[0]!.find(([text]) => text.trim() === word);
  return found?.[1] ?? `no token ${word} in ${JSON.stringify(tokens(line)[0])}`;
}

describe("the grammar for colors", () => {
  test.each([
    ['room square "Harbor Square"', "square", "entity.name.type"],
    ["kind shop is thing", "kind", "storage.type"],
    ["  desc: x", "desc", "variable.other.property"],
    ["  on give what to taker", "give", "entity.name.function.event"],
    ["  if not actor has coin", "if", "keyword.control"],
    ["  if not actor has coin", "not", "keyword.operator.word"],
    ["  if not actor has coin", "actor", "variable.language"],
    ["  exit north to market", "north", "constant.language.direction"],
    ["  let x = 30%", "30%", "constant.numeric"],
    ["  after 10 minutes", "minutes", "keyword.other.unit"],
    ["  IF night", "IF", "keyword.control"],
    ["  say x -- why", "-- why", "comment.line"],
  ])("%s: %s is %s", (line, word, scope) => {
    expect(scopeOf(line, word)).toContain(scope);
  });

  test("a text is one, with its slots and escapes in it", () => {
    const line = '  say "{Actor takes} {what:the}. \\"Hm\\" if"';
    expect(scopeOf(line, "what")).toMatch(/string\.quoted.*meta\.interpolation/);
    expect(scopeOf(line, "the")).toMatch(/meta\.interpolation.*keyword\.other\.form/);
    expect(scopeOf(line, '\\"')).toContain("constant.character.escape");
    expect(tokens(line)[0]!.at(-2)![1]).toMatch(/^string\.quoted\.double\.lore$/);
  });

  test("in every file of the library and the worlds, comments and texts are where the language has them", () => {
    for (const path of [...filesBelow("stdlib", ".lore"), ...filesBelow("worlds", ".lore")]) {
      const source = readText(path);
      const { file } = parse(source, { file: path });
      const colored = tokens(source).map((line) =>
        line
          .filter(([, scope]) => scope.includes("comment"))
          .map(([text]) => text)
          .join(""),
      );
      const comments = file.comments.map(({ span }) => source.slice(span.start, span.end));
      expect(
        colored.filter((text) => text !== ""),
        path,
      ).toEqual(comments);
    }
  });
});

test("a word is a whole name to the editor, in any script: completion takes the place of what is begun", () => {
  const { wordPattern } = JSON.parse(readText(`${VSCODE}/language-configuration.json`));
  // As the editor makes it: without its flags `\p{L}` would be the letter p.
  const word = new RegExp(wordPattern.pattern, wordPattern.flags);
  for (const name of ["ya", "brass_key", "h\u00fctte", "pier2"]) expect(word.exec(`to ${name}:`.slice(3))?.[0]).toBe(name);
});

test("the snippets are Lore in its form when their stops are filled in as they stand", () => {
  const snippets = JSON.parse(readText(`${VSCODE}/snippets/lore.json`)) as Record<string, { body: string[] }>;
  for (const [name, { body }] of Object.entries(snippets)) {
    const source = `${body
      .join("\n")
      .replace(/\$\{\d+:([^}]*)\}/g, "$1")
      .replace(/\$0/g, "Hm.")}\n`;
    const { file, diagnostics } = parse(source, { file: name });
    expect(
      diagnostics.map(({ message }) => message),
      name,
    ).toEqual([]);
    expect(format(file, source), name).toBe(source);
  }
});

test("the extension names files that are there and a command that exists", () => {
  const extension = JSON.parse(readText(`${VSCODE}/package.json`));
  const { languages, grammars, snippets, configuration } = extension.contributes;
  for (const path of [extension.main, languages[0].configuration, grammars[0].path, snippets[0].path])
    expect(readText(join(VSCODE, path)).length).toBeGreaterThan(0);
  expect(() => JSON.parse(readText(join(VSCODE, languages[0].configuration)))).not.toThrow();
  const helix = parseToml(readText("docs/editor/helix.toml")) as { "language-server": { lore: { args: string[] } } };
  const lsp = commandLine().commands.find((command) => command.name() === "lsp")!;
  for (const call of [configuration.properties["lore.command"].default.slice(1), helix["language-server"].lore.args]) {
    expect(call.slice(0, 2)).toEqual(["lore", "lsp"]);
    expect(lsp.parseOptions(call.slice(2)).unknown).toEqual([]);
  }
  expect(readText("docs/editor/neovim.lua")).toContain('cmd = { "npx", "lore", "lsp", "--stdio" }');
});
