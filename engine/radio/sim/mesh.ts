// A whole mesh in virtual time: nodes on one channel, run as far as asked. The same setup and seed give the same run, to the last frame.

import { Chance } from "../../base/chance.ts";
import { PRESETS, type PresetName } from "../airtime.ts";
import { Agenda } from "./agenda.ts";
import { Air } from "./air.ts";
import { type Landscape, weakestDb } from "./landscape.ts";
import { type NodeSetup, SimNode } from "./node.ts";
import { Trace } from "./trace.ts";
import { CLEAR, type Weather } from "./weather.ts";

export interface MeshOptions {
  readonly seed: number;
  readonly preset: PresetName;
  readonly landscape: Landscape;
  /** By index of the landscape; what is not said is as a node comes out of its box. */
  readonly nodes?: readonly Partial<NodeSetup>[];
  readonly weather?: Partial<Weather>;
  /** The firmware's word for it, as `EU_868`; some regions limit how much of an hour a node may send. Without it `US`. */
  readonly region?: string;
  readonly startMs?: number;
}

/** Percent of a rolling hour that a node may send, for the regions that have a limit (src/mesh/RadioInterface.cpp of the firmware). */
export const DUTY_PERCENT: Readonly<Record<string, number>> = {
  EU_433: 10,
  EU_868: 10,
  TH: 10,
  UA_433: 10,
  UA_868: 1,
  EU_866: 2.5,
  EU_N_868: 10,
};

/** What goes on by itself in a small mesh of ordinary nodes: an assumption, of the order that the firmware's defaults have. */
export const USUAL_CHATTER = { nodeInfoMs: 3 * 3_600_000, positionMs: 3_600_000, telemetryMs: 3_600_000 } as const;

/** The same as it is among so many: from 40 on each speaks the less often the more there are (congestionScalingCoefficient in src/mesh/Default.h). */
export function usualChatter(nodes: number, preset: PresetName): { readonly [kind in keyof typeof USUAL_CHATTER]: number } {
  const { spreading, bandwidthKHz } = PRESETS[preset];
  const factor = 1 + (Math.max(0, nodes - 40) * 2 ** spreading) / (bandwidthKHz * 100);
  const { nodeInfoMs, positionMs, telemetryMs } = USUAL_CHATTER;
  return { nodeInfoMs: nodeInfoMs * factor, positionMs: positionMs * factor, telemetryMs: telemetryMs * factor };
}

const OUT_OF_THE_BOX: Omit<NodeSetup, "num" | "longName" | "shortName"> = {
  role: "client",
  hasKey: true,
  hopLimit: 3,
  memory: 100,
  nodeInfoMs: null,
  positionMs: null,
  telemetryMs: null,
};

export class SimMesh {
  readonly agenda: Agenda;
  readonly trace = new Trace();
  readonly weather: Weather;
  readonly air: Air;
  readonly nodes: readonly SimNode[];
  readonly options: MeshOptions;
  /** For whoever plays on this mesh: draws apart from those of the nodes. */
  readonly chance: Chance;

  constructor(options: MeshOptions) {
    const chance = new Chance(options.seed);
    const { landscape } = options;
    const preset = PRESETS[options.preset];
    this.options = options;
    this.agenda = new Agenda(options.startMs ?? 0);
    this.weather = { ...CLEAR, ...options.weather };
    this.chance = new Chance(chance.next32());
    const { agenda, trace, weather } = this;
    this.air = new Air({ agenda, preset, landscape, trace, chance: new Chance(chance.next32()), loss: () => weather.loss });
    const dutyPercent = DUTY_PERCENT[options.region ?? "US"] ?? 100;
    this.nodes = landscape.map((_, index) => {
      const setup = setupOf(index, options.nodes?.[index] ?? {});
      const own = new Chance(chance.next32());
      const node = new SimNode(setup, {
        index,
        agenda,
        air: this.air,
        chance: own,
        trace,
        weather,
        dutyPercent,
      });
      this.air.join(node);
      return node;
    });
  }

  now(): number {
    return this.agenda.now();
  }

  node(index: number): SimNode {
    return this.nodes[index]!;
  }

  /** All know all, as after a day of hearing each other. */
  acquaint(): void {
    for (const a of this.nodes) for (const b of this.nodes) if (a !== b) a.contacts.learn(b.num, b.user, this.now());
  }

  /** The weakest signal that this mesh's preset reads. */
  get weakestDb(): number {
    return weakestDb(this.air.preset);
  }

  run(forMs: number): void {
    this.agenda.advance(forMs);
  }

  /** As `run`, but lets promises that events have settled go on before the next event. */
  async runLetting(forMs: number): Promise<void> {
    const endMs = this.now() + forMs;
    while (this.agenda.step(endMs)) await settled();
    this.agenda.rest(endMs);
  }
}

// A turn of the event loop: every promise already settled has then run on, also through chains.
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

const FIRST_NUMBER = 0x10000001;

function setupOf(index: number, said: Partial<NodeSetup>): NodeSetup {
  const name = index.toString(36).padStart(4, "0");
  return { ...OUT_OF_THE_BOX, num: FIRST_NUMBER + index, longName: `Node ${name}`, shortName: name, ...said };
}
