// The playground as its page asks it: who may ask, what is answered, and that one visit never sees another.

import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HeldClock } from "../../../../engine/base/clock.ts";
import { type OpenPlayground, openPlayground } from "./support/playground.ts";

const LIMITS = { most: 3, idleMs: 60_000, goneMs: 10_000 };
const ROOM = `room hut "Hut"
  desc: "Dry."

  thing bell "bell"
    desc: "Brass."
    on poke: say "Ding."; end
  end
end
`;

const clock = new HeldClock(0);
let playground: OpenPlayground;
let base: string;

beforeAll(async () => {
  playground = await openPlayground(LIMITS, clock);
  base = playground.base;
});

afterAll(() => playground.close());

// biome-ignore lint/suspicious/noExplicitAny: JSON as the page reads it
async function ask(name: string, question: unknown): Promise<any> {
  const response = await fetch(`${base}/ask/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: base },
    body: JSON.stringify(question),
  });
  return await response.json();
}

/** A visit with this text in its world. */
async function visitWith(text: string): Promise<string> {
  clock.advance(LIMITS.goneMs);
  const { visit } = await ask("open", { visit: null });
  expect((await ask("load", { visit, text, isNew: true, after: 0 })).outcome.kind).toBe("begun");
  return visit;
}

/** What is new in the log, as texts. */
async function read(visit: string, name: string, question: object, after = 0): Promise<string[]> {
  const { entries } = await ask(name, { visit, after, ...question });
  return entries.map(({ text }: { text: string }) => text);
}

/** Status and code of a bare request: `fetch` writes some headers by itself. */
function raw(path: string, headers: Record<string, string>, method = "POST", body = "{}"): Promise<{ status: number; code: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${base}${path}`, { method, headers }, async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode!, code: /^\{"error"/.test(text) ? JSON.parse(text).error.code : "" });
    });
    sent.on("error", reject);
    sent.end(method === "GET" ? undefined : body);
  });
}

describe("who may ask", () => {
  const json = { "content-type": "application/json" };

  test.each([
    ["a name that leads here but is not ours", "/", { host: "evil.example" }, "GET", "host"],
    ["another site's page", "/ask/open", { ...json, origin: "https://evil.example" }, "POST", "origin"],
    ["nobody says which page", "/ask/open", json, "POST", "origin"],
    ["a path that is none", "/../package.json", {}, "GET", "unknown"],
    ["a file that is not the page's", "/page/tsconfig.json", {}, "GET", "unknown"],
    ["a question by a link", "/ask/open", {}, "GET", "method"],
  ])("%s is refused", async (_, path, headers, method, code) => {
    expect((await raw(path, headers, method)).code).toBe(code);
  });

  test("a form of another site cannot write a question: it must be JSON, and not too much", async () => {
    const own = { origin: base };
    expect(await raw("/ask/open", { ...own, "content-type": "text/plain" })).toEqual({ status: 415, code: "type" });
    expect(await raw("/ask/open", { ...own, ...json }, "POST", "{")).toEqual({ status: 400, code: "json" });
    expect(await raw("/ask/open", { ...own, ...json }, "POST", '{"visit": 5}')).toEqual({ status: 400, code: "shape" });
    expect(await raw("/ask/open", { ...own, ...json }, "POST", JSON.stringify("x".repeat(700_000)))).toEqual({
      status: 413,
      code: "large",
    });
  });

  test("by an address and by localhost it answers, and lets the page load nothing from elsewhere", async () => {
    const port = new URL(base).port;
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`])
      expect((await raw("/", { host }, "GET")).status).toBe(200);
    const policy = (await fetch(base)).headers.get("content-security-policy")!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
  });
});

test("every sample checks without a finding and begins in a room", async () => {
  const visit = await visitWith(ROOM);
  const { samples } = await ask("open", { visit });
  expect(samples.length).toBeGreaterThan(2);
  for (const { id, text, tries } of samples) {
    expect((await ask("check", { visit, text })).findings, id).toEqual([]);
    const { outcome, entries } = await ask("load", { visit, text, isNew: true, after: 0 });
    expect(outcome, id).toEqual({ kind: "begun", lines: [] });
    for (const line of tries)
      expect((await read(visit, "line", { line }, entries.at(-1)?.seq)).join(" "), `${id}: ${line}`).not.toMatch(
        /no such|do not see|don't know/i,
      );
  }
});

test("a mistake is found at its place, with the change that mends it and the sizes of texts", async () => {
  const { visit } = await ask("open", { visit: null });
  const text = ROOM.replace('"bell"', '"bell" is fixtur');
  const { findings, sizes } = await ask("check", { visit, text });
  const from = text.indexOf("fixtur");
  expect(findings).toMatchObject([{ code: "LORE102", from, to: from + 6, line: 4, fix: { from, to: from + 6, text: "fixture" } }]);
  expect(sizes.map(({ label }: { label: string }) => label)).toEqual(["4 B", "6 B", "5 B"]);
});

test("a change comes into the world that runs, and what is carried stays", async () => {
  const visit = await visitWith(ROOM);
  await read(visit, "line", { line: "take bell" });
  const { outcome } = await ask("load", { visit, text: ROOM.replace("Ding.", "Dong!"), isNew: false, after: 0 });
  expect(outcome).toEqual({ kind: "reloaded", lines: [] });
  expect((await read(visit, "line", { line: "poke bell" })).at(-1)).toBe("Dong!");
  expect((await read(visit, "line", { line: "i" })).at(-1)).toContain("bell");
});

test("who stands in a room that is no more is put where newcomers start, reads of it, and goes on", async () => {
  const visit = await visitWith(ROOM);
  const { outcome, entries } = await ask("load", { visit, text: 'room inn "Inn"\n  desc: "Warm."\nend\n', isNew: false, after: 0 });
  expect(outcome.kind).toBe("reloaded");
  expect(outcome.lines).toContain("lost its definition and waits in limbo: scratch.hut");
  const told = entries.map(({ text }: { text: string }) => text);
  expect(told).toContain("The place where you were is no more. You stand in Inn.");
  expect(told).toEqual(expect.arrayContaining(outcome.lines));
  expect((await read(visit, "line", { line: "look" })).at(-1)).toContain("Warm.");
});

test("a text with an error, or without a room, leaves the world as it is", async () => {
  const visit = await visitWith(ROOM);
  expect((await ask("load", { visit, text: `${ROOM}thing`, isNew: false, after: 0 })).outcome.kind).toBe("wrong");
  expect((await ask("load", { visit, text: "-- nothing\n", isNew: true, after: 0 })).outcome.kind).toBe("no room");
  expect((await read(visit, "line", { line: "poke bell" })).at(-1)).toBe("Ding.");
});

test("what never ends is stopped, and told with its line", async () => {
  const visit = await visitWith(ROOM.replace('say "Ding.";', "while true: let x = 1; end;"));
  const { entries } = await ask("line", { visit, line: "poke bell", after: 0 });
  expect(entries).toContainEqual(expect.objectContaining({ kind: "fault", file: "scratch.lore", line: 6 }));
  expect((await read(visit, "line", { line: "look" })).at(-1)).toContain("Hut");
});

test("time passes at once, and what falls due in it happens", async () => {
  const visit = await visitWith(ROOM.replace('say "Ding.";', 'after 10 minutes: say "Late." to actor; end;'));
  await read(visit, "line", { line: "poke bell" });
  expect((await read(visit, "wait", { ms: 540_000 })).at(-1)).toBe("9 minutes later.");
  expect((await read(visit, "wait", { ms: 60_000 })).slice(-2)).toEqual(["1 minute later.", "Late."]);
});

test("long answers show their first frame, its bytes, and how many wait", async () => {
  const visit = await visitWith(ROOM.replace("Dry.", "Dry and long. ".repeat(40)));
  const { entries } = await ask("line", { visit, line: "look", after: 0 });
  const { bytes, waiting } = entries.at(-1);
  expect(bytes).toBeGreaterThan(100);
  expect(bytes).toBeLessThanOrEqual(200);
  expect(waiting).toBeGreaterThan(1);
});

test("two visits have two worlds", async () => {
  const [one, other] = [await visitWith(ROOM), await visitWith(ROOM.replace("Ding.", "Other."))];
  await read(one, "line", { line: "take bell" });
  expect((await read(other, "line", { line: "look" })).at(-1)).toContain("bell");
  expect((await read(other, "line", { line: "poke bell" })).at(-1)).toBe("Other.");
  expect((await read(one, "news", {})).join("\n")).not.toContain("Other.");
});

test("who quits comes back with the next line", async () => {
  const visit = await visitWith(ROOM);
  await read(visit, "line", { line: "quit" });
  expect((await read(visit, "line", { line: "look" })).at(-1)).toContain("Hut");
});

test("there is room for so many, a closed page gives up its place, and one that is not used ends", async () => {
  clock.advance(LIMITS.idleMs);
  const open = async () => (await ask("open", { visit: null })).visit as string | undefined;
  const visits = [await open(), await open(), await open()];
  expect(visits).not.toContain(undefined);
  expect((await ask("open", { visit: null })).error.code).toBe("full");
  clock.advance(LIMITS.goneMs);
  for (const visit of visits.slice(1)) await ask("news", { visit, after: 0 });
  expect(await open()).toBeDefined();
  expect((await ask("news", { visit: visits[0], after: 0 })).error.code).toBe("gone");
  clock.advance(LIMITS.idleMs - 1 - LIMITS.goneMs);
  expect((await ask("check", { visit: visits[1], text: "" })).findings).toEqual([]);
  clock.advance(1);
  expect((await ask("news", { visit: visits[2], after: 0 })).error.code).toBe("gone");
  expect((await ask("news", { visit: visits[1], after: 0 })).error).toBeUndefined();
});
