import { describe, expect, test } from "vitest";
import { oneRoom } from "../../../../engine/radio/sim/landscape.ts";
import { SimMesh, USUAL_CHATTER, usualChatter } from "../../../../engine/radio/sim/mesh.ts";
import { HOUR } from "./support.ts";

describe("what nodes say unasked", () => {
  test("is said the less often the more there are, from 41 on, and the slower the preset", () => {
    expect(usualChatter(40, "LongFast")).toEqual(USUAL_CHATTER);
    const factor = (nodes: number, preset: "LongFast" | "ShortFast"): number =>
      usualChatter(nodes, preset).positionMs / USUAL_CHATTER.positionMs;
    // Figures of the firmware's formula: nodes beyond 40 times 2^SF / (BW in kHz * 100).
    expect(factor(100, "LongFast")).toBeCloseTo(1 + (60 * 2048) / 25_000, 6);
    expect(factor(100, "ShortFast")).toBeCloseTo(1 + (60 * 128) / 25_000, 6);
  });

  test("is said as often as set on a free channel, and not at all on one that is 25 % full", () => {
    const beacons = (telemetryMs: number): number => {
      const mesh = new SimMesh({ seed: 3, preset: "LongFast", landscape: oneRoom(8), nodes: Array(8).fill({ telemetryMs }) });
      mesh.run(HOUR);
      return mesh.trace.count("sent");
    };
    const calm = beacons(HOUR / 4);
    expect(calm).toBeGreaterThan(8 * 3);
    // Every 2 s each would fill the channel many times over.
    const crowd = beacons(2_000);
    expect(crowd).toBeLessThan((8 * HOUR) / 2_000 / 4);
    expect(crowd).toBeGreaterThan(calm);
  });
});
