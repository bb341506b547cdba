// Between how a sysop writes a value and how the engine holds it.

import type { Way } from "./setting.ts";

const MINUTE_MS = 60_000;

/** Minutes and hours in the file are milliseconds in the engine, rounded: what is printed is read again as the same. */
export const MINUTES: Way = inUnits(MINUTE_MS);
export const HOURS: Way = inUnits(60 * MINUTE_MS);

function inUnits(unitMs: number): Way {
  return { read: (units) => Math.round(Number(units) * unitMs), write: (ms) => Number(ms) / unitMs };
}

/** Nodes as the Meshtastic apps show them, `!0a0b0c0d`, are numbers in the engine. */
export const NODES: Way = {
  read: (names) => (names as readonly string[]).map((name) => Number.parseInt(name.slice(1), 16)),
  write: (nodes) => (nodes as readonly number[]).map(nodeName),
};

export function nodeName(node: number): string {
  return `!${node.toString(16).padStart(8, "0")}`;
}
