// Small meshes for the tests of the simulation, and a look at what happened on their air.

import type { Landscape } from "../../../../engine/radio/sim/landscape.ts";
import { oneRoom } from "../../../../engine/radio/sim/landscape.ts";
import { type MeshOptions, SimMesh } from "../../../../engine/radio/sim/mesh.ts";
import { Phone, type PhoneOptions } from "../../../../engine/radio/sim/phone.ts";
import type { Happening, TraceEvent } from "../../../../engine/radio/sim/trace.ts";

export interface Scene {
  readonly mesh: SimMesh;
  readonly phones: readonly Phone[];
  readonly events: readonly TraceEvent[];
}

/** A phone at every node, all acquainted, everything written down. */
export function scene(landscape: Landscape | number, options: Partial<MeshOptions> = {}, phone: PhoneOptions = {}): Scene {
  const places = typeof landscape === "number" ? oneRoom(landscape) : landscape;
  const mesh = new SimMesh({ seed: 7, preset: "LongFast", landscape: places, ...options });
  const events: TraceEvent[] = [];
  mesh.trace.watch((event) => events.push(event));
  mesh.acquaint();
  return { mesh, phones: mesh.nodes.map((node) => new Phone(mesh, node, phone)), events };
}

export function happened(events: readonly TraceEvent[], what: Happening, node?: number): TraceEvent[] {
  return events.filter((event) => event.what === what && (node === undefined || event.node === node));
}

/** When the nodes begin to send, in order, with what. */
export function sendings(events: readonly TraceEvent[]): string[] {
  return happened(events, "sent").map(({ node, frame }) => `${node & 0xff}:${frame.body.kind}`);
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
