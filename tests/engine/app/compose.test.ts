// Who may do what, when a world is put together.

import { afterEach, describe, expect, test } from "vitest";
import { compose, openStore } from "../../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../../engine/app/config.ts";
import { PackTree } from "../../support/pack-tree.ts";

let tree: PackTree;
afterEach(() => tree.remove());

async function play(line: string, options: { trusting: boolean; grants?: Record<string, string[]>; asks?: string }): Promise<string> {
  tree = new PackTree({
    "bank/pack.toml": `id = "bank"\nentry = "vault"\ncapabilities = [${options.asks ?? '"mint"'}]\n`,
    "bank/vault.lore": 'room vault "Vault"\n  desc: "Gold."\nend\n\ncommand "print"\n  mint 5 to actor\n  say "Printed."\nend\n',
  });
  const composed = await compose({
    folder: tree.at("bank"),
    store: await openStore(":memory:"),
    config: { ...DEFAULT_CONFIG, grants: options.grants ?? {} },
    trusting: options.trusting,
    failed: (error) => {
      throw error;
    },
  });
  const heard: string[] = [];
  await composed.play.start();
  const session = composed.play.open({ door: { send: (text) => heard.push(text), close() {} }, address: "test", as: "ann" });
  composed.play.flush();
  await composed.play.line(session, line);
  composed.close();
  return heard.at(-1) ?? "";
}

describe("a pack from elsewhere", () => {
  test("has what it asks for at one's own keyboard", async () => {
    expect(await play("print", { trusting: true })).toBe("Printed.");
  });

  test("has nothing when served that the sysop did not grant", async () => {
    expect(await play("print", { trusting: false })).not.toContain("Printed");
  });

  test("has what it asks for and the sysop granted", async () => {
    expect(await play("print", { trusting: false, grants: { bank: ["mint"] } })).toBe("Printed.");
  });
});
