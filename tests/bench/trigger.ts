// What one trigger costs: a script that reads two properties, writes one and speaks, called again and again inside one turn;
// beside it a call of an empty function in an isolate.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose } from "../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../engine/app/config.ts";
import { openMemoryStore } from "../../engine/store/memory-store.ts";
import { writeBenchPack } from "./bench-pack.ts";
import { type Row, row } from "./row.ts";

/** Calls in one turn: under every budget of a turn, so that what is measured is what play allows. */
const CALLS_A_TURN = 50;

export async function triggerRows(quick: boolean): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "lore-bench-"));
  try {
    const pack = writeBenchPack(folder, 10);
    writeFileSync(join(pack, "gauge.lore"), GAUGE);
    const { script, world, play, close } = await compose({
      folder: pack,
      store: openMemoryStore(),
      config: DEFAULT_CONFIG,
      trusting: true,
      seed: 7,
      failed: () => {},
    });
    await play.start();
    const gauge = `#${world.byKey("bench.gauge")!.id}`;
    const turns = quick ? 20 : 2_000;
    const run = (count: number) => {
      for (let i = 0; i < count; i++) {
        const turn = script.openTurn({ kind: "run", actor: null, input: "bench" });
        for (let call = 0; call < CALLS_A_TURN; call++) {
          const outcome = turn.raise("reset", gauge, []);
          if (outcome.kind !== "done") throw new TypeError(`the trigger failed: ${JSON.stringify(outcome)}`);
        }
        turn.finish();
      }
    };
    run(quick ? 2 : 200);
    const startMs = performance.now();
    run(turns);
    const perSecond = (turns * CALLS_A_TURN * 1000) / (performance.now() - startMs);
    close();
    return [row("trigger calls", "1/s", perSecond, emptyCallsPerSecond(quick ? 2_000 : 200_000))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const GAUGE = `thing gauge "gauge" in r0 is fixture
  desc: "A dial."
  prop level: number = 0
  prop top: number = 100000
  on reset
    if self.level < self.top: self.level += 1; end
  end
end
`;

interface Ivm {
  Isolate: new (options: {
    memoryLimit: number;
  }) => {
    createContextSync(): { evalSync(source: string): void; global: { getSync(name: string, options: { reference: true }): Callable } };
    dispose(): void;
  };
}

interface Callable {
  applySync(receiver: undefined, args: readonly unknown[], options: { timeout: number }): unknown;
}

function emptyCallsPerSecond(calls: number): number {
  const ivm = createRequire(import.meta.url)("isolated-vm") as Ivm;
  const isolate = new ivm.Isolate({ memoryLimit: 16 });
  const context = isolate.createContextSync();
  context.evalSync("globalThis.f = (n) => n");
  const f = context.global.getSync("f", { reference: true });
  for (let i = 0; i < 1_000; i++) f.applySync(undefined, [i], { timeout: 50 });
  const startMs = performance.now();
  for (let i = 0; i < calls; i++) f.applySync(undefined, [i], { timeout: 50 });
  const perSecond = (calls * 1000) / (performance.now() - startMs);
  isolate.dispose();
  return perSecond;
}
