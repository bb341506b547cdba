// Before a text leaves, what was heard last must have gone round the mesh.

import { describe, expect, it } from "vitest";
import { PRESETS } from "../../../../engine/radio/airtime.ts";
import { ebbMs } from "../../../../engine/radio/outbox/ebb.ts";
import { ANN, BOB, Rig } from "./rig.ts";

describe("a text", () => {
  it.each([
    { hops: 0, what: "direct" },
    { hops: 2, what: "over relays" },
  ])("waits until what came in $what has ebbed away", ({ hops }) => {
    const rig = new Rig({ ebbs: true });
    rig.wait(60_000).hear(ANN, hops);
    const heardMs = rig.nowMs;
    rig.put(ANN, "You go north.");
    expect(rig.step()).toBeNull();
    rig.next();
    expect(rig.texts[0]!.atMs - heardMs).toBe(ebbMs(PRESETS.LongFast, hops));
  });

  it("waits for what others send too, and not for what was heard long ago", () => {
    const rig = new Rig({ ebbs: true });
    rig.wait(60_000).put(ANN, "You go north.");
    rig.hear(BOB, 0);
    expect(rig.step()).toBeNull();
    rig.wait(60_000);
    expect(rig.step()?.text).toBe("You go north.");
  });
});

it("is longer from afar, and short where packets are", () => {
  expect(ebbMs(PRESETS.LongFast, 1)).toBeGreaterThan(ebbMs(PRESETS.LongFast, 0));
  expect(ebbMs(PRESETS.LongFast, null)).toBe(ebbMs(PRESETS.LongFast, 0));
  expect(ebbMs(PRESETS.ShortTurbo, 1)).toBeLessThan(ebbMs(PRESETS.LongFast, 0) / 10);
});
