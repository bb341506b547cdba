// `lore config` and what a wrong start of `lore serve` says, in processes of their own.

import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../../engine/app/config.ts";
import { checkConfig } from "../../../engine/app/settings/read.ts";
import { PackTree } from "../../support/pack-tree.ts";
import { lore } from "../../support/served.ts";

const PIER = fileURLToPath(new URL("pack", import.meta.url));
let tree: PackTree;

beforeEach(() => {
  tree = new PackTree({
    "good.toml": '[[radio]]\nname = "roof"\nhost = "10.0.0.7"\n',
    "bad.toml": "[telnet]\nport = 4000\nmax_conections = 5\n",
  });
});
afterEach(() => tree.remove());

test("lore config prints what is in force, as a file that can be kept", async () => {
  const { code, out } = await lore("config", "--config", tree.at("good.toml"));
  expect(code).toBe(0);
  expect(checkConfig(out, "printed")).toEqual({
    ...DEFAULT_CONFIG,
    radios: [{ name: "roof", serial: null, baud: null, host: "10.0.0.7", mostHops: null }],
  });
});

test.each(["config", "serve", "status"])("lore %s ends with 2 and the place of a wrong setting", async (command) => {
  const { code, out, err } = await lore(command, "--config", tree.at("bad.toml"));
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(err).toBe(
    `lore: The configuration is wrong: ${tree.at("bad.toml")}:3: there is no setting telnet.max_conections. Did you mean max_connections?\n`,
  );
});

test("lore status of a world that nobody serves says so, and ends with 1", async () => {
  expect(await lore("status", "--db", tree.at("none.db"))).toMatchObject({
    code: 1,
    out: `WRONG No world is served from ${tree.at("none.db")}.\n`,
  });
  expect(await lore("status", "--json", "--db", tree.at("none.db"))).toMatchObject({ code: 1, out: "null\n" });
});

test("lore serve on a port that is taken ends with the reason, and takes its world with it", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const address = taken.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    const { code, err } = await lore("serve", PIER, "--port", String(port), "--db", tree.at("pier.db"));
    expect(code).toBe(2);
    expect(err).toMatch(new RegExp(`^lore: Cannot listen on 127\\.0\\.0\\.1:${port}: `, "m"));
  } finally {
    taken.close();
  }
});
