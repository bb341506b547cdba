// The extension in the real Visual Studio Code, as it is served to browsers: its own program, its own extension host, a real Chromium. The
// program is too large to come with every install, so this runs where `CODE_SERVER` names one. `PICTURES=DIR` writes pictures there.

import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../../../support/browser.ts";
import { ROOT } from "../../../support/tree.ts";
import { untilSo } from "../../../support/until.ts";

const CODE_SERVER = process.env["CODE_SERVER"];
/** It takes a minute to open on a busy machine. */
const PATIENCE_MS = 180_000;
const HUT = `room hut "Hut"
  desc: "Dry."
  exit out to yard
end

room yard "Yard"
  desc: "Wet."
  exit in to hut
end
`;

let folder: string;
let program: ChildProcess;
let base: string;
let browser: Browser;
let page: Page;

/** A home of its own for the program: the extension in its place, a pack to open, and nothing of the user's. */
function furnish(): void {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "lore-vscode-")));
  cpSync(join(ROOT, "docs/editor/vscode"), join(folder, "extensions/loremesh.lore-0.1.0"), { recursive: true });
  // What `npm install` in the copy would bring.
  symlinkSync(join(ROOT, "node_modules"), join(folder, "extensions/loremesh.lore-0.1.0/node_modules"));
  mkdirSync(join(folder, "work/hut"), { recursive: true });
  writeFileSync(join(folder, "work/hut/pack.toml"), 'id = "hut"\nentry = "hut"\n');
  writeFileSync(join(folder, "work/hut/hut.lore"), HUT);
  mkdirSync(join(folder, "user/User"), { recursive: true });
  const command = [process.execPath, join(ROOT, "engine/app/bin/lore.js"), "lsp", "--stdio"];
  const settings = {
    "lore.command": command,
    "telemetry.telemetryLevel": "off",
    "workbench.startupEditor": "none",
    "editor.quickSuggestions": "off",
    "editor.minimap.enabled": false,
    "chat.disableAIFeatures": true,
  };
  writeFileSync(join(folder, "user/User/settings.json"), JSON.stringify(settings));
  writeFileSync(join(folder, "config.yaml"), "auth: none\ncert: false\n");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function start(): Promise<void> {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  const places = ["--config", "config.yaml", "--user-data-dir", "user", "--extensions-dir", "extensions"];
  const quiet = ["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"];
  program = spawn(CODE_SERVER!, [...places, ...quiet, "--bind-addr", `127.0.0.1:${port}`, "work"], {
    cwd: folder,
    stdio: "ignore",
    // It starts others, and leads them: they end with it.
    detached: true,
    env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
  });
  await untilSo(
    "the program answers",
    () =>
      fetch(base).then(
        ({ ok }) => ok,
        () => false,
      ),
    PATIENCE_MS,
  );
}

async function openFile(): Promise<void> {
  const file = `vscode-remote://${new URL(base).host}${folder}/work/hut/hut.lore`;
  const payload = encodeURIComponent(JSON.stringify([["openFile", file]]));
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${base}/?folder=${folder}/work&payload=${payload}`, { waitUntil: "domcontentloaded" });
  await line('desc: "Dry."').waitFor();
}

/** A line of the editor with these words. It shows blanks as hard ones. */
function line(words: string) {
  return page.locator(".view-line", { hasText: new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s")) });
}

/** By the palette of commands. */
async function command(name: string): Promise<void> {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").first().waitFor();
  await page.keyboard.type(name);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
  await page.keyboard.press("Enter");
}

async function goTo(place: string): Promise<void> {
  await page.locator(".monaco-editor .view-lines").first().click();
  await page.keyboard.press("Control+g");
  await page.locator(".quick-input-widget input").first().waitFor();
  await page.keyboard.type(place);
  await page.keyboard.press("Enter");
}

async function picture(name: string): Promise<void> {
  const pictures = process.env["PICTURES"];
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `vscode-${name}.png`) });
}

describe.skipIf(CODE_SERVER === undefined)("the extension in Visual Studio Code", { timeout: 5 * PATIENCE_MS }, () => {
  beforeAll(async () => {
    furnish();
    [browser] = await Promise.all([openBrowser(), start()]);
    await openFile();
  }, 3 * PATIENCE_MS);

  afterAll(async () => {
    await browser?.close();
    if (program?.pid !== undefined) process.kill(-program.pid);
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  test("knows the language and colors its words", async () => {
    await page.locator("#status\\.editor\\.mode", { hasText: "Lore" }).waitFor();
    const spans = line('room hut "Hut"').locator("span span");
    const colors = async () => new Set(await Promise.all((await spans.all()).map((span) => span.getAttribute("class"))));
    // Keyword, name, text; before the grammar is there all is one.
    await expect.poll(async () => (await colors()).size, { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(3);
  });

  test("is answered by the server: bytes stand behind the texts", async () => {
    await line('desc: "Dry."').getByText("4 B").waitFor();
    await picture("open");
  });

  test("underlines a mistake, tells it, and mends it", async () => {
    await goTo("3:12");
    await page.keyboard.press("Shift+End");
    await page.keyboard.type("to yrad");
    await page.locator(".squiggly-error").first().waitFor();
    await page.keyboard.press("Control+Shift+m");
    await page.locator(".markers-panel", { hasText: "there is no room `yrad`" }).waitFor();
    expect(await page.locator(".markers-panel").innerText()).toMatch(/LORE401[\s\S]*did you mean `yard`\?/);
    await picture("mistake");
    await goTo("3:17");
    await command("Quick Fix...");
    await page.getByText("Change to `yard`").first().waitFor();
    await page.keyboard.press("Enter");
    await line("exit out to yard").waitFor();
  });

  test("completes the word that is begun", async () => {
    await goTo("3:15");
    await page.keyboard.press("Shift+End");
    await page.keyboard.type("ya");
    await page.locator(".markers-panel", { hasText: "there is no room `ya`" }).waitFor();
    await page.keyboard.press("Control+Space");
    await page.locator(".suggest-widget .monaco-list-row", { hasText: "yard" }).first().waitFor();
    await picture("suggest");
    await page.keyboard.press("Enter");
    await line("exit out to yard").waitFor();
  });

  test("renames a room everywhere", async () => {
    await goTo("6:7");
    await page.keyboard.press("F2");
    await page.locator(".rename-box input").waitFor();
    await page.locator(".rename-box input").fill("court");
    await page.keyboard.press("Enter");
    await line('room court "Yard"').waitFor();
    await line("exit out to court").waitFor();
  });

  test("goes to where a room is declared", async () => {
    await goTo("3:17");
    await page.keyboard.press("F12");
    await page.locator("#status\\.editor\\.selection", { hasText: "Ln 6" }).waitFor();
  });

  test("brings the file into form when it is saved, as the extension asks", async () => {
    await goTo("2:3");
    await page.keyboard.type("     ");
    await page.keyboard.press("Control+s");
    await untilSo(
      "the file is saved in form",
      () => readFileSync(join(folder, "work/hut/hut.lore"), "utf8") === HUT.replaceAll("yard", "court"),
      PATIENCE_MS,
    );
    await picture("saved");
  });
});
