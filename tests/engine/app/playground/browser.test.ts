// The playground's page in a real Chromium, used as an author uses it. `PICTURES=DIR` writes pictures of it there.

import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NO_BROWSER, openBrowser } from "../../../support/browser.ts";
import { type OpenPlayground, openPlayground } from "./support/playground.ts";

const HUT = `room hut "Hut"
  desc: "Dry."

  thing bell "bell"
    desc: "Brass."
    on poke: say "Ding."; end
  end
end
`;

let browser: Browser;
let playground: OpenPlayground;
/** What went wrong in any page: none of it may. */
const complaints: string[] = [];

/** A page of its own, with this text played in it. */
async function open(text: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(45_000);
  page.on("console", (message) => {
    // A world that has ended is told as an error of HTTP, and one test asks for it.
    if (!message.text().includes("status of 410")) complaints.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // A page asks for news again and again, and may be left or loaded anew in the middle of it: the browser itself gives that up.
    if (why !== "net::ERR_ABORTED") complaints.push(`${why}: ${request.url()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(`${playground.base}/`) && !request.url().startsWith("data:"))
      complaints.push(`elsewhere: ${request.url()}`);
  });
  await page.goto(playground.base);
  await page.locator("#state", { hasText: "A new world has begun." }).waitFor();
  await begin(page, text);
  return page;
}

/** Puts a text into the editor, in place of all that is there, and begins a world of it. */
async function begin(page: Page, text: string): Promise<void> {
  await page.locator(".cm-content").click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
  await page.locator("#state", { hasText: "The world has this text." }).waitFor();
  await page.locator("#restart").dispatchEvent("click");
  await page.locator("#state", { hasText: "A new world has begun." }).waitFor();
}

/** The answer to a line. */
async function say(page: Page, line: string): Promise<string> {
  const before = await page.locator("#log .reply").count();
  await page.locator("#line").fill(line);
  await page.keyboard.press("Enter");
  const reply = page.locator("#log .reply").nth(before);
  await reply.waitFor();
  return await reply.innerText();
}

async function textIn(page: Page): Promise<string> {
  return await page.evaluate(() => sessionStorage.getItem("text") ?? "");
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["PICTURES"];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
}

test("Linux on x64 has a browser always, elsewhere its lack is said", () => {
  if (process.platform === "linux" && process.arch === "x64") expect(NO_BROWSER).toBeNull();
  if (NO_BROWSER !== null) process.stderr.write(`The playground's page is not tested: ${NO_BROWSER}.\n`);
});

// Long for a machine that does many things at once.
describe.skipIf(NO_BROWSER !== null)("the page", { timeout: 120_000 }, () => {
  beforeAll(async () => {
    [browser, playground] = await Promise.all([openBrowser(), openPlayground({ most: 30, idleMs: 600_000, goneMs: 600_000 })]);
  });

  afterAll(async () => {
    await browser?.close();
    await playground?.close();
  });

  test("underlines a mistake where it is, says what was meant, and mends it when asked", async () => {
    const page = await open(HUT);
    await page.getByText('"bell"', { exact: true }).click();
    await page.keyboard.press("End");
    await page.keyboard.type(" is fixtur");
    const squiggle = page.locator(".cm-lintRange-error");
    await squiggle.waitFor();
    expect(await squiggle.innerText()).toBe("fixtur");
    await squiggle.hover();
    const tip = page.locator(".cm-tooltip-lint");
    await tip.waitFor();
    expect(await tip.innerText()).toContain("There is no kind `fixtur`. did you mean `fixture`? LORE102");
    await picture(page, "mistake");
    const row = page.locator("#findings li");
    expect(await row.innerText()).toMatch(/^4:24/);
    expect(await page.locator("#state").innerText()).toBe("The world runs an earlier text.");
    const [explained] = await Promise.all([page.waitForEvent("popup"), row.getByRole("link").click()]);
    await explained.locator("#lore102:target").waitFor();
    await picture(explained, "explained");
    await explained.close();
    await row.getByRole("button", { name: "Change to fixture" }).click();
    await page.locator("#findings p", { hasText: "Nothing found." }).waitFor();
    expect(await textIn(page)).toBe(HUT.replace('"bell"', '"bell" is fixture'));
    await page.locator("#state", { hasText: "The world has this text." }).waitFor();
    expect(await say(page, "take bell")).toContain("will not move");
    await page.context().close();
  });

  test("plays a line, and after a change of the text goes on with all that was carried", async () => {
    const page = await open(HUT);
    expect(await say(page, "poke bell")).toBe("Ding.\n5 of 200 bytes");
    await say(page, "take bell");
    await page.getByText('"Ding."').dblclick();
    await page.keyboard.insertText("Dong");
    // By itself, for "while I type" is ticked.
    await page.locator("#state", { hasText: "The world has this text." }).waitFor();
    await expect.poll(() => say(page, "poke bell"), { timeout: 45_000 }).toBe("Dong.\n5 of 200 bytes");
    expect(await say(page, "i")).toContain("bell");
    await picture(page, "played");
    // What was typed comes back by the keys, as in a terminal.
    await page.keyboard.press("ArrowUp");
    expect(await page.locator("#line").inputValue()).toBe("i");
    await page.getByRole("button", { name: "New world" }).click();
    await page.locator("#state", { hasText: "A new world has begun." }).waitFor();
    expect(await say(page, "i")).not.toContain("bell");
    await page.context().close();
  });

  test("brings the text into form, by its key", async () => {
    const page = await open(HUT.replace("  desc", "      desc").replace("say", "say  "));
    await page.locator(".cm-content").click();
    await page.keyboard.press("Shift+Alt+f");
    await expect.poll(() => textIn(page), { timeout: 45_000 }).toBe(HUT);
    await page.context().close();
  });

  test("offers what fits, and tells what a word is", async () => {
    const page = await open(HUT);
    await page.getByText('"bell"', { exact: true }).click();
    await page.keyboard.press("End");
    await page.keyboard.type(" is fixt");
    await page.locator(".cm-tooltip-autocomplete li[aria-selected]", { hasText: "fixture" }).waitFor();
    // A list takes no key in its first 75 ms (CodeMirror's `interactionDelay`): no hand is so fast.
    await page.waitForTimeout(200);
    await page.keyboard.press("Enter");
    await expect.poll(() => textIn(page), { timeout: 45_000 }).toContain('"bell" is fixture\n');
    // What the checker finds meanwhile closes what a hand at rest had opened: it moves away and comes again.
    const hover = async (): Promise<boolean> => {
      await page.mouse.move(5, 5);
      await page.getByText("fixture", { exact: true }).hover();
      const told = page.locator(".cm-hover", { hasText: "a thing that stays where it stands" });
      return await told.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(hover, { timeout: 45_000 }).toBe(true);
    await page.context().close();
  });

  test("says that a script without an end was stopped, and where; the line leads there", async () => {
    const page = await open(HUT.replace('say "Ding.";', "while true: let x = 1; end;"));
    await say(page, "poke bell");
    const fault = page.locator("#log .fault");
    expect(await fault.innerText()).toContain("fuel: this runs for too long");
    await picture(page, "stopped");
    await fault.getByRole("button", { name: "line 6" }).click();
    await page.locator(".cm-activeLine", { hasText: "while true" }).waitFor();
    expect(await say(page, "look")).toContain("Hut");
    await page.context().close();
  });

  test("two tabs have two worlds, and each its own again when it is loaded anew", async () => {
    const one = await open(HUT);
    const other = await one.context().newPage();
    await other.goto(playground.base);
    await other.locator("#state", { hasText: "A new world has begun." }).waitFor();
    await begin(other, HUT.replace("Ding.", "Other."));
    await say(one, "take bell");
    expect(await say(other, "poke bell")).toContain("Other.");
    await one.reload();
    await one.locator("#log .typed", { hasText: "take bell" }).waitFor();
    expect(await say(one, "i")).toContain("bell");
    expect(await say(one, "poke bell")).toContain("Ding.");
    expect(await one.locator("#log").innerText()).not.toContain("Other.");
    await one.context().close();
  });

  test("fits a phone, one half at a time, in the dark as well", async () => {
    const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
    const page = await open(HUT, { ...phone, colorScheme: "dark" });
    await picture(page, "phone-write");
    expect(await page.locator("#play").isVisible()).toBe(false);
    await page.getByRole("button", { name: "Play", exact: true }).click();
    expect(await page.locator("#write").isVisible()).toBe(false);
    await page.locator("#samples").selectOption("tour");
    await page.getByRole("button", { name: "look", exact: true }).click();
    await page.locator("#log .reply", { hasText: "Old Pier" }).waitFor();
    await picture(page, "phone-play");
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    const [red = 255] = ((await page.evaluate("getComputedStyle(document.body).backgroundColor")) as string).match(/\d+/g)!.map(Number);
    expect(red).toBeLessThan(60);
    await page.context().close();
  });

  test("says when its world has ended, and begins anew with the text that is there", async () => {
    const page = await open(HUT.replace("Ding.", "Kept."));
    await playground.visits.close();
    const banner = page.locator("#banner", { hasText: "This scratch world has ended" });
    await banner.waitFor();
    await banner.getByRole("button").click();
    await page.locator("#state", { hasText: "A new world has begun." }).waitFor();
    expect(await say(page, "poke bell")).toContain("Kept.");
    await page.context().close();
  });

  test("in all of that no page complained, and none asked anybody else", () => {
    expect(complaints).toEqual([]);
  });
});
