// `lore serve` with a real world process, a real database and real sockets.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../../engine/app/config.ts";
import { Front } from "../../../engine/app/front/front.ts";
import { DEFAULT_PATIENCE } from "../../../engine/app/front/supervisor.ts";
import { SILENT } from "../../../engine/app/log.ts";
import { DEFAULT_TELNET_LIMITS } from "../../../engine/app/telnet/listener.ts";
import { PackTree } from "../../support/pack-tree.ts";
import { TelnetClient } from "../../support/telnet.ts";

const WORLD = fileURLToPath(new URL("../../support/poison-world.ts", import.meta.url));
const PACK = fileURLToPath(new URL("pack", import.meta.url));

let tree: PackTree;
let front: Front;
let port: number;
let runs = 0;

async function open(): Promise<void> {
  const config = { ...DEFAULT_CONFIG, log: { file: tree.at("log"), level: "info" } };
  front = new Front({
    world: { module: WORLD, args: [JSON.stringify({ folder: PACK, db: tree.at("pier.db"), config })] },
    patience: DEFAULT_PATIENCE,
    telnet: DEFAULT_TELNET_LIMITS,
    log: SILENT,
    prefix: `s${++runs}`,
  });
  port = await front.open(0, "127.0.0.1");
}

async function enter(name: string, isNew = true): Promise<TelnetClient> {
  const client = await TelnetClient.open(port);
  await client.until("known?");
  client.line(name);
  if (isNew) {
    await client.until("Y or another");
    client.line("y");
    await client.until("password");
    client.line("tulip-seven");
    await client.until("again");
  } else await client.until("Password");
  client.line("tulip-seven");
  await client.until("Welcome");
  await new Promise((resolve) => setTimeout(resolve, 50));
  return client;
}

async function say(client: TelnetClient, line: string, answer: string, withinMs = 10_000): Promise<string> {
  client.line(line);
  return client.until(answer, withinMs);
}

beforeEach(() => {
  tree = new PackTree({ "x/.keep": "" });
});

afterEach(async () => {
  await front.close();
  tree.remove();
});

describe("a served world", () => {
  test("is there after a restart of everything, with what was done in it", async () => {
    await open();
    const first = await enter("Ann");
    await say(first, "step", "Step 1.");
    await front.close();
    await first.untilClosed();
    await open();
    const second = await enter("Ann", false);
    await say(second, "step", "Step 2.");
  });

  test("hides what is typed as a password", async () => {
    await open();
    const client = await TelnetClient.open(port);
    await client.until("known?");
    client.line("Bob");
    await client.until("Y or another");
    client.line("y");
    expect(await client.until("characters or more")).toContain("\xff\xfb\x01");
  });

  test("killed with SIGKILL is back; nobody logs in again and nothing is lost", async () => {
    await open();
    const ann = await enter("Ann");
    const bob = await enter("Bob");
    await say(ann, "step", "Step 1.");
    process.kill(front.worldPid!, "SIGKILL");
    await say(ann, "step", "Step 2.");
    await say(bob, "step", "Step 1.");
    await say(bob, "say hello", "hello");
    await ann.until("hello");
  });

  test("stopped with SIGSTOP is found out, killed and back", async () => {
    await open();
    const ann = await enter("Ann");
    process.kill(front.worldPid!, "SIGSTOP");
    await say(ann, "step", "Step 1.");
    await say(ann, "step", "Step 2.");
  });

  for (const [word, what] of [
    ["poison", "kills"],
    ["tar", "hangs"],
  ] as const) {
    test(`an input that ${what} the world twice is set aside, its script switched off and the sysop told`, async () => {
      await open();
      const ann = await enter("Ann");
      const bob = await enter("Bob");
      await say(ann, "try luck", "You try luck.");
      ann.line(`try ${word}`);
      bob.line("step");
      await ann.until("is set aside", 15_000);
      await bob.until("Step 1.");
      await say(bob, "step", "Step 2.");
      expect(await say(ann, "try luck", "\r\n")).not.toContain("You try");
      await say(ann, "step", "Step 1.");
      const log = readFileSync(tree.at("log"), "utf8");
      expect(log).toContain(`"line":"try ${word}"`);
      expect(log).toMatch(/"pack":"pier","script":"command:try[^"]*","msg":"this script killed the world twice/);
    }, 30_000);
  }

  test("runs its clocks for those who are connected", async () => {
    await open();
    const ann = await enter("Ann");
    await say(ann, "bell", "You pull the rope.");
    await ann.until("The bell rings.", 4_000);
  });
});
