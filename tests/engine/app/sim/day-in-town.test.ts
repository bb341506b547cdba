// A day in Gullwick over a bad mesh ends as it does in a room with a terminal: the same payments, things and home, nothing twice.

import { expect, test } from "vitest";
import { DEFAULT_SIM } from "../../../../engine/app/sim/options.ts";
import { makeStage } from "../../../../engine/app/stage.ts";
import { HeldClock } from "../../../../engine/base/clock.ts";
import { openMemoryStore } from "../../../../engine/store/memory-store.ts";
import { MeshTown } from "../../../support/mesh-town.ts";
import { liveADay, remains, type Town } from "../../../support/town-day.ts";

const NOON = Date.UTC(2026, 0, 1, 12);
const HOUR_MS = 3_600_000;

async function plainDay(): Promise<object> {
  const clock = new HeldClock(NOON);
  let seeds = 5;
  const raised = await makeStage().raise({ pack: "gullwick", store: openMemoryStore(), clock, nextSeed: () => ++seeds, seed: 5 });
  await raised.play.start();
  const frames: string[] = [];
  const open = (name: string) =>
    raised.play.open({ door: { send: (text) => frames.push(text), close: () => {} }, address: name, as: name });
  const sessions = { ann: open("ann"), bob: open("bob") };
  const town: Town = {
    async say(who, line) {
      frames.length = 0;
      await raised.play.line(sessions[who], line);
      return frames.join("\n");
    },
    async pass(ms) {
      for (const endMs = clock.now() + ms; clock.now() < endMs; ) {
        clock.set(Math.min(endMs, Math.max(clock.now() + 1, raised.play.nextDueMs(), clock.now() + HOUR_MS)));
        await raised.play.tick();
      }
    },
  };
  await liveADay(town);
  const left = remains(raised.world);
  raised.close();
  return left;
}

test("earned, banked, bought, traded, rented, furnished, visited, fallen behind and paid again, as without a radio", async () => {
  const plain = await plainDay();
  expect(plain).toMatchObject({
    homes: [["1 Ann", "1 bunk", "1 cabin door", "1 piece of driftwood", "1 sea locker"]],
    banked: [2],
    sum: 0,
  });
  const mesh = new MeshTown({
    ...DEFAULT_SIM,
    ...{ players: 2, nodes: 4, hops: 2, loss: 0.1, duplicates: 0.05, reorder: 0.05 },
    ...{ rebootMs: 600_000, restartMs: 900_000, forgetMs: 1_200_000, memory: 9, seed: 7 },
  });
  await mesh.start();
  await liveADay(mesh);
  const again = await mesh.reopened();
  expect(remains(again.world)).toEqual(plain);
  again.close();
  expect([...mesh.done.values()].filter((times) => times > 1)).toEqual([]);
  expect(mesh.counts.keysLost).toBeGreaterThan(0);
  expect(mesh.counts.reboots).toBeGreaterThan(0);
  expect(mesh.counts.deaths).toBeGreaterThan(0);
}, 240_000);
