// Random building by several hands, with undo, redo and reopening in between: the history tells all of it, what is exported reads
// back as the same, and the world stays sound.

import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { redoChange } from "../../../dsl/index.ts";
import { importInto } from "../../../engine/app/commands/built.ts";
import { type Composition, compose, loadWorldPacks, openStore } from "../../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../../engine/app/config.ts";
import { ROOT } from "../../../engine/app/places.ts";
import type { Store } from "../../../engine/world/port.ts";
import { requireSound } from "../../../engine/world/soundness.ts";

const FOLDER = join(ROOT, "tests/packs/plot");
const packs = await loadWorldPacks(FOLDER);
const config = {
  ...DEFAULT_CONFIG,
  budget: { ...DEFAULT_CONFIG.budget, wallMs: 60_000 },
  sandbox: { ...DEFAULT_CONFIG.sandbox, wallMs: 60_000 },
};

async function open(store: Store): Promise<Composition> {
  const failed = (error: unknown): never => {
    throw error;
  };
  const world = await compose({ folder: FOLDER, packs, store, config, trusting: true, failed, seed: 7 });
  await world.play.start();
  return world;
}

/** Types a line as a builder; the player is made at need. */
async function type(world: Composition, name: string, line: string): Promise<void> {
  const door = { send() {}, close() {} };
  const session = world.play.open({ address: name, as: name, door });
  await world.play.run(() => {});
  await world.play.rank(session.player!, "builder");
  await world.play.line(session, line);
  await world.play.close(session);
}

const word = fc.constantFrom("lamp", "rope", "shed", "box", "tower");
const line = fc.oneof(
  { weight: 4, arbitrary: word.map((name) => `thing ${name} "${name}"; desc: "A ${name}."`) },
  { weight: 2, arbitrary: word.map((name) => `room ${name} "${name}": exit south to here`) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom("north", "up", "in"), word).map(([way, name]) => `extend here: exit ${way} to ${name}`),
  },
  { weight: 4, arbitrary: fc.tuple(word, fc.string({ maxLength: 12 })).map(([name, text]) => `desc ${name} ${text}x`) },
  { weight: 4, arbitrary: fc.tuple(word, fc.constantFrom("poke", "use")).map(([name, event]) => `when ${event} ${name}: say "{self}"`) },
  { weight: 1, arbitrary: word.map((name) => `extend ${name}: on poke: say nonsense`) },
  { weight: 2, arbitrary: word.map((name) => `destroy ${name}`) },
  { weight: 1, arbitrary: word.map((name) => `restore ${name}`) },
  { weight: 2, arbitrary: word.map((name) => `remove ${name} desc`) },
  { weight: 4, arbitrary: fc.constant("undo") },
  { weight: 3, arbitrary: fc.constant("redo") },
);
const deeds = fc.array(fc.tuple(fc.constantFrom("ann", "bob"), fc.oneof({ weight: 12, arbitrary: line }, fc.constant(null))), {
  minLength: 10,
  maxLength: 30,
});

/** What a pack is, told from its edits alone. */
function retold(store: Store, pack: string): { readonly text: string; readonly versions: readonly number[] } {
  const rows = store.edits(pack, 0, 10_000).reverse();
  let text = "";
  for (const row of rows) text = redoChange(text, row)!;
  return { text, versions: rows.map(({ version }) => version) };
}

test("random edits by two builders, undone, redone and reopened", async () => {
  await fc.assert(
    fc.asyncProperty(deeds, async (all) => {
      const store = await openStore(":memory:");
      let world = await open(store);
      for (const [who, deed] of all) {
        if (deed !== null) await type(world, who, deed);
        else {
          world.play.stop();
          world.script.close();
          world = await open(store);
          expect(world.running.broken).toEqual([]);
        }
      }
      requireSound(world.world);
      for (const source of [...world.world.sources()]) {
        const { text, versions } = retold(store, source.pack);
        expect(text).toBe(source.text);
        expect(versions).toEqual(versions.map((_, at) => at + 1));
        const owner = world.world.entity(source.owner)!;
        expect(importInto(world, owner, source.text)).toBeNull();
        expect(world.world.source(source.pack)).toEqual(source);
        expect(world.world.definitions.packs.get(source.pack)?.entities.length).toBe(
          [...source.text.matchAll(/^(?:room|thing) /gm)].length,
        );
      }
      world.close();
    }),
    { numRuns: 12, seed: 20 },
  );
}, 120_000);

test("an edit that is refused is not what statements are read by", async () => {
  const world = await open(await openStore(":memory:"));
  for (const line of ["dig north Shed", "n", "destroy here"]) await type(world, "ann", line);
  expect([...world.world.sources()][0]!.text).toContain("room shed");
  const turn = world.script.openTurn({ kind: "run", actor: null, input: "" });
  expect(turn.runStatements("let x = ann.shed.title")).toMatchObject({ kind: "done" });
  turn.abandon();
  world.close();
});
