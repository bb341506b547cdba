import { afterEach, describe, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../../engine/app/config.ts";
import { loadConfig } from "../../../engine/app/load-config.ts";
import { PackTree } from "../../support/pack-tree.ts";

let tree: PackTree;
afterEach(() => tree?.remove());

function load(text: string) {
  tree = new PackTree({ "lore.toml": text });
  return loadConfig(tree.at("lore.toml"));
}

describe("settings", () => {
  test("have defaults for all that is not written", async () => {
    expect(await load("")).toEqual(DEFAULT_CONFIG);
  });

  test("are read by section, minutes as minutes", async () => {
    const config = await load(
      'world = "town"\n[telnet]\nport = 23\nidle_minutes = 5\n[budget]\nfuel = 1000\n[sandbox]\nmemory_mb = 64\n[grants]\ntown = ["mint"]\n[supervision]\nturn_ms = 2000',
    );
    expect(config.world).toBe("town");
    expect(config.telnet).toEqual({ ...DEFAULT_CONFIG.telnet, port: 23, idleMs: 300_000 });
    expect(config.budget).toEqual({ ...DEFAULT_CONFIG.budget, fuel: 1000 });
    expect(config.sandbox.memoryMb).toBe(64);
    expect(config.grants).toEqual({ town: ["mint"] });
    expect(config.patience.turnMs).toBe(2000);
  });

  test("with an unknown word are refused, and the word is named", async () => {
    await expect(load("[telnet]\nprot = 23")).rejects.toThrow(/prot/);
  });

  test("with a value out of range are refused, and the key is named", async () => {
    await expect(load("[sandbox]\nmemory_mb = 1")).rejects.toThrow(/sandbox\.memory_mb/);
  });

  test("that are no TOML are refused with the line", async () => {
    await expect(load("[telnet]\nport = ")).rejects.toThrow(/lore\.toml:2:/);
  });

  test("of a file that was named and is not there are refused", async () => {
    await expect(loadConfig("/nowhere/lore.toml")).rejects.toThrow("/nowhere/lore.toml cannot be read");
  });
});
