import { rmSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import type { PackScope } from "../../../dsl/check/scope.ts";
import { type CompiledPack, PROGRAM_FORMAT } from "../../../dsl/program.ts";
import { PackCache } from "../../../engine/packs/cache.ts";
import { PackTree } from "../../support/pack-tree.ts";

let tree: PackTree;
afterEach(() => tree.remove());

test("a pack that is kept comes back whole, also when it is read in slices", async () => {
  tree = new PackTree({});
  const cache = new PackCache(tree.at("cache"));
  const entities = Array.from({ length: 601 }, (_, i) => ({ id: `town.r${i}`, name: `r${i}` }));
  const code = Array.from({ length: 251 }, (_, i) => ({ key: `k${i}\n` }));
  const pack = { format: PROGRAM_FORMAT, id: "town", js: "one\ntwo", entities, code, kinds: [] } as unknown as CompiledPack;
  cache.put("town", "1234", pack, { pack: "town" } as PackScope);
  expect(cache.get("town", "1234")?.compiled).toEqual(pack);
  const sliced = await cache.read("town", "1234");
  expect([sliced?.compiled, sliced?.scope()]).toEqual([pack, { pack: "town" }]);
  expect(await cache.read("town", "5678")).toBeNull();
  // Others compile the same pack again and again, and the oldest go: who has it has all of it.
  const had = cache.get("town", "1234");
  rmSync(tree.at("cache"), { recursive: true });
  expect(had?.scope()).toEqual({ pack: "town" });
  expect(cache.get("town", "1234")).toBeNull();
});
