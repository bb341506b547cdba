import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type {
  CodeAction,
  CompletionItem,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  TextEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { Editor } from "../../../support/editor.ts";
import { readText } from "../../../support/tree.ts";

const GARRET = "gullwick/garret.lore";
const NEW = "gullwick/new.lore";
let editor: Editor;

beforeAll(async () => {
  editor = await Editor.start("gullwick");
  editor.save(GARRET, readText("tests/engine/app/lsp/support/garret.lore"));
  await editor.open(GARRET);
});

afterAll(() => editor.stop());

describe("hover", () => {
  async function hover(name: string, marked: string): Promise<string> {
    const found = await editor.connection.sendRequest<Hover | null>("textDocument/hover", editor.spot(name, marked));
    return found === null ? "" : (found.contents as { value: string }).value;
  }

  test("a host function shows its signature and its line of the manual", async () => {
    const text = await hover(GARRET, "destr<|>oy gift");
    expect(text).toMatch(/^```lore\ndestroy\(/);
    expect(readText("docs/lore/host.md")).toContain(text.split("\n\n")[1]!);
  });

  test("a kind shows its properties with their types, those from above too", async () => {
    const text = await hover(GARRET, 'crust "crust of bread" is f<|>ood');
    expect(text).toMatch(/^```lore\nkind food/);
    expect(text).toContain("- `heals: number`");
    expect(text).toMatch(/From thing:\n[\s\S]*- `weight: number`/);
  });

  test("an event shows its header; a local, a value and a property their types", async () => {
    expect(await hover(GARRET, "on us<|>e with gift")).toMatch(/on use/);
    expect(await hover(GARRET, "destroy gi<|>ft")).toContain("gift: ");
    expect(await hover(GARRET, "act<|>or.climbed")).toContain("actor: player");
    expect(await hover(GARRET, "actor.climb<|>ed")).toContain("prop climbed: number = 0");
    expect(await hover(GARRET, "create mar<|>ble")).toContain('thing marble "glass marble"');
    expect(await hover(GARRET, "self.u<|>p = not")).toContain("which way it points");
    expect(await hover(GARRET, "thing cra<|>nk")).toContain("It takes what it is fed.");
  });

  test("a command shows its help page", async () => {
    await editor.open(NEW, 'command "wi<waver>"\n  help "WAVER: once."\n  say "You waver."\nend\n'.replace("<waver>", "gwag"));
    expect(await hover(NEW, 'command "wig<|>wag"')).toContain("WAVER: once.");
    await editor.close(NEW);
  });
});

describe("completion", () => {
  /** Labels offered at `<|>` in a file that is not saved. */
  async function offers(marked: string): Promise<CompletionItem[]> {
    await editor.open(NEW, marked.replace("<|>", ""));
    const found = await editor.connection.sendRequest<CompletionItem[]>("textDocument/completion", editor.spot(NEW, marked));
    await editor.close(NEW);
    return found;
  }
  const labels = async (marked: string) => (await offers(marked)).map(({ label }) => label);

  test.each([
    ["kinds and declarations at the top", "<|>", ["room", "thing", "shop", "kind", "command", "text"]],
    ["kinds after `is`", 'thing torch "torch" is <|>\nend\n', ["light", "container", "food"]],
    ["events after `on`", 'room den "Den"\n  on <|>\nend\n', ["enter", "give", "take"]],
    ["directions after `exit`", 'room den "Den"\n  exit <|>\nend\n', ["north", "down"]],
    ["rooms after `to`", 'room den "Den"\n  exit north to <|>\nend\n', ["market", "square", "den"]],
    ["places after `in`", 'thing torch "torch" in <|>\n  desc: "x"\nend\n', ["market", "square.fountain"]],
    ["properties of the kind at hand", 'shop den "Den"\n  <|>\nend\n', ["markup", "wares", "desc", "on", "exit"]],
    ["flags that it has", 'room den "Den"\n  flags: safe, <|>\nend\n', ["outdoors", "dark"]],
    ["the words of a closed set", 'shop den "Den"\n  takes: "<|>"\nend\n', ["wares", "all", "nothing"]],
    ["members of self", 'shop den "Den"\n  on enter\n    say "{self.<|>}"\n  end\nend\n', ["markup", "title"]],
    ["members after a dot in half a line", 'shop den "Den"\n  on enter\n    self.<|>\n  end\nend\n', ["markup", "price"]],
    ["members of what a condition proved", "on enter\n  if actor is a player\n    actor.<|>\n  end\nend\n", ["climbed"]],
    [
      "statements, functions and locals in a block",
      "fn f(who: player)\n  let total = 1\n  <|>\nend\n",
      ["if", "say", "pay", "total", "who"],
    ],
    ["labels of the function in a sentence", "fn f(who: player)\n  pay 10 <|>\nend\n", ["from", "to", "for"]],
    ["labels between brackets", "fn f(who: player)\n  pay(10, from: who, <|>)\nend\n", ["to", "for"]],
    ["texts by the rest of their name", "fn f(who: player)\n  say lesson.<|>\nend\n", ["one", "two"]],
    ["names of another pack", "fn f()\n  move actor to gullwick.<|>\nend\n", ["market", "square"]],
    ["types of parameters", "fn f(who: <|>)\nend\n", ["player", "number", "list of", "shop"]],
    ["slots of a text", 'fn f(who: player)\n  say "Hm {<|>}" to who\nend\n', ["who", "self"]],
    ["forms of a slot", 'fn f(who: player)\n  say "Hm {who:<|>}" to who\nend\n', ["the", "a", "and"]],
    ["ranks after `needs`", 'command "x" needs <|>\nend\n', ["builder", "wizard"]],
    [
      "topics after an arrow",
      'npc ada "Ada" in market\n  topic greeting "Hm."\n    choice "Bye." -> <|>\n  end\n  topic news "No."\n  end\nend\n',
      ["greeting", "news"],
    ],
  ])("%s", async (_, marked, wanted) => {
    expect(await labels(marked)).toEqual(expect.arrayContaining(wanted));
  });

  test("nothing among plain words and in comments", async () => {
    expect(await labels('fn f()\n  say "Hello <|>"\nend\n')).toEqual([]);
    expect(await labels("-- about <|>\n")).toEqual([]);
  });

  test("each is explained, and an event brings its arguments", async () => {
    const found = await offers('room den "Den"\n  on <|>\nend\n');
    expect(found.find(({ label }) => label === "give")).toMatchObject({
      insertText: "give what to taker",
      detail: "on give what to taker",
    });
    const inBlock = await offers("fn f()\n  <|>\nend\n");
    expect(inBlock.find(({ label }) => label === "destroy")).toMatchObject({
      detail: expect.stringMatching(/^destroy\(/),
      documentation: expect.any(String),
    });
  });

  test("a local of another block or of a later line is not offered", async () => {
    const found = await labels(
      'fn f()\n  if night\n    let inner = 1\n    say "{inner}"\n  end\n  <|>\n  let later = 2\n  say "{later}"\nend\n',
    );
    expect(found).not.toContain("inner");
    expect(found).not.toContain("later");
  });
});

describe("the page", () => {
  test("formats to the one canonical form, also what is on no disk, and leaves alone what does not parse", async () => {
    const textDocument = { uri: editor.uri(NEW) };
    const options = { tabSize: 2, insertSpaces: true };
    const messy = 'ROOM den "Den"\ndesc: “Low.”\non enter: if night: say "Dark."; otherwise: say "Dim."; end; end\nend';
    await editor.open(NEW, messy);
    const edits = await editor.connection.sendRequest<TextEdit[]>("textDocument/formatting", { textDocument, options });
    const printed = TextDocument.applyEdits(TextDocument.create("", "lore", 1, messy), edits);
    expect(printed).toMatch(/^room den "Den"\n {2}desc: "Low\."\n/);
    await editor.replace(NEW, "night:", "night and:");
    expect(await editor.connection.sendRequest("textDocument/formatting", { textDocument, options })).toEqual([]);
    await editor.close(NEW);
    const form = { textDocument: { uri: editor.uri(GARRET) }, options };
    expect(await editor.connection.sendRequest("textDocument/formatting", form)).toEqual([]);
  });

  test("has an outline of rooms, what is in them, and triggers", async () => {
    const symbols = await editor.connection.sendRequest<DocumentSymbol[]>("textDocument/documentSymbol", {
      textDocument: { uri: editor.uri(GARRET) },
    });
    const [garret] = symbols;
    expect(symbols.map(({ name }) => name)).toEqual(["garret", "cockloft", "marble", "extend market", "extend player", "can_pass"]);
    expect(garret).toMatchObject({ detail: 'room "Garret"', selectionRange: { start: { line: 1, character: 5 } } });
    expect(garret!.children!.map(({ name }) => name)).toEqual(["exit down", "exit up", "crank", "crust"]);
    expect(garret!.children![2]!.children!.map(({ name }) => name)).toEqual(["up", "on use"]);
  });

  test("folds what ends with `end`", async () => {
    const folds = await editor.connection.sendRequest<FoldingRange[]>("textDocument/foldingRange", {
      textDocument: { uri: editor.uri(GARRET) },
    });
    const lines = editor.text(GARRET).split("\n");
    expect(folds.length).toBe(8);
    for (const { startLine, endLine, kind } of folds.filter((fold) => fold.kind !== "comment")) {
      expect(`${kind} ${lines[endLine + 1]?.trim()}`, lines[startLine]).toMatch(/^region (end$|or|else|when)/);
    }
  });

  test("shows bytes beside texts, and frames where one is not enough", async () => {
    await editor.open(NEW, `text note(who: player) "{who} nods."\nfn f()\n  say "${"x".repeat(230)}" to room\nend\n`);
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = await editor.connection.sendRequest<InlayHint[]>("textDocument/inlayHint", {
      textDocument: { uri: editor.uri(NEW) },
      range,
    });
    expect(hints.map(({ label }) => label)).toEqual(["≤26 B", "230 B, 2 frames"]);
    expect((await editor.until(NEW, (found) => found.some((line) => line.includes("LORE501")))).join()).toContain("230 bytes");
    await editor.close(NEW);
  });

  test.each([
    ["a room", 'room den "Den"\n  desc: "x"\n  exit south to sqare\nend\n', "sqare", "square"],
    ["a function", 'on enter: sya "Hm." to actor; end\n', "sya", "say"],
    ["a property", 'thing a "a"\n  wieght: 1\nend\n', "wieght", "weight"],
    ["a word of another language", "fn f()\n  var x = 1\nend\n", "var", "let"],
    ["a closed set", 'shop den "Den"\n  takes: "wears"\nend\n', '"wears"', '"wares"'],
  ])("offers what was meant: %s", async (_, source, wrong, right) => {
    await editor.open(NEW, source);
    const range = editor.range(NEW, wrong);
    const request = { textDocument: { uri: editor.uri(NEW) }, range, context: { diagnostics: [] } };
    const actions = await editor.connection.sendRequest<CodeAction[]>("textDocument/codeAction", request);
    const fixed = actions.map(({ edit }) =>
      TextDocument.applyEdits(TextDocument.create("", "lore", 1, source), edit!.changes![editor.uri(NEW)]!),
    );
    expect(fixed).toContain(source.replace(wrong, right));
    await editor.close(NEW);
  });
});
