// How much faster than real time the simulated mesh runs: a hundred nodes, as busy as a mesh can be.

import { Chance } from "../../engine/base/chance.ts";
import { PRESETS, type PresetName } from "../../engine/radio/airtime.ts";
import { aroundOne, fromPlaces } from "../../engine/radio/sim/landscape.ts";
import { SimMesh, USUAL_CHATTER } from "../../engine/radio/sim/mesh.ts";
import { Phone } from "../../engine/radio/sim/phone.ts";
import { type Row, row, timed } from "./row.ts";

const NODES = 100;
const HOUR_MS = 3_600_000;

/** A mesh of a hundred nodes over two hops; each of twenty phones writes to the middle as often as said, and is answered. */
function busyMesh(preset: PresetName, everyMs: number, seed: number): SimMesh {
  const places = aroundOne(PRESETS[preset], NODES, 2, new Chance(seed));
  const nodes = Array.from({ length: NODES }, () => ({ ...USUAL_CHATTER, memory: 250 }));
  const weather = { loss: 0.1, duplicates: 0.05, reordering: 0.05 };
  const mesh = new SimMesh({ seed, preset, landscape: fromPlaces(PRESETS[preset], places), nodes, weather });
  mesh.acquaint();
  const middle = new Phone(mesh, mesh.node(0), { read: ({ from }) => void middle.write(from, "x".repeat(150)) });
  for (const node of mesh.nodes.slice(1, 21)) {
    const phone = new Phone(mesh, node);
    const write = (): void => {
      phone.write(mesh.node(0).num, "go north");
      mesh.agenda.after(everyMs, write);
    };
    mesh.agenda.after(mesh.chance.fraction() * everyMs, write);
  }
  return mesh;
}

export function simRows(quick: boolean): Row[] {
  const hours = quick ? 1 : 8;
  return (["LongFast", "ShortFast"] as const).map((preset) => {
    const mesh = busyMesh(preset, preset === "LongFast" ? 600_000 : 120_000, 11);
    const tookMs = timed(() => mesh.run(hours * HOUR_MS));
    const busy = Math.round((mesh.air.busyMs / mesh.now()) * 100);
    return row(`sim speed: ${NODES} nodes, ${preset}, channel ${busy} % busy`, "x real time", (hours * HOUR_MS) / tookMs);
  });
}
