// `lore serve` as a sysop starts and stops it.

import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PackTree } from "../../support/pack-tree.ts";
import { TelnetClient } from "../../support/telnet.ts";

const BIN = fileURLToPath(new URL("../../../engine/app/bin/lore.js", import.meta.url));
const PIER = fileURLToPath(new URL("pack", import.meta.url));

let tree: PackTree;
const running: { kill(signal: NodeJS.Signals): void }[] = [];

beforeEach(() => {
  tree = new PackTree({ "bad/pack.toml": 'id = "bad"\n', "bad/a.lore": "room\n" });
});

afterEach(() => {
  for (const one of running.splice(0)) one.kill("SIGKILL");
  tree.remove();
});

/** Starts a served world and resolves once its door is open. */
async function serve(...args: string[]) {
  const child = spawn(process.execPath, [BIN, "serve", PIER, "--port", "0", "--db", tree.at("pier.db"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  let log = "";
  let out = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  const exit = new Promise<number | null>((resolve) => child.on("exit", resolve));
  const port = await new Promise<number>((resolve) => {
    child.stderr.on("data", (chunk) => {
      log += chunk;
      const line = log.split("\n").find((one) => one.includes("the telnet door is open"));
      if (line !== undefined) resolve((JSON.parse(line) as { port: number }).port);
    });
  });
  return { child, exit, port, out: () => out };
}

describe("lore serve", () => {
  test("opens a door, says so in its log, and ends well at SIGTERM", async () => {
    const { child, exit, port, out } = await serve();
    const client = await TelnetClient.open(port);
    await client.until("known?");
    child.kill("SIGTERM");
    await client.untilClosed();
    expect(await exit).toBe(0);
    expect(out()).toBe("");
  });

  test("holds its database against a second process", async () => {
    await serve();
    const second = spawnSync(process.execPath, [BIN, "play", PIER, "--as", "ann", "--db", tree.at("pier.db")], {
      encoding: "utf8",
      input: "look\n",
    });
    expect(second.status).toBe(2);
    expect(second.stderr).toMatch(/^lore: The database .* is in use by another process\./);
  });

  test("ends with the reason when its world cannot start", () => {
    const { status, stderr } = spawnSync(process.execPath, [BIN, "serve", "bad", "--port", "0", "--db", tree.at("bad.db")], {
      encoding: "utf8",
      cwd: tree.path,
      timeout: 20_000,
    });
    expect(status).toBe(2);
    expect(stderr).toContain("bad/a.lore:1:");
    expect(stderr).toContain("lore: The world did not start");
  });
});
