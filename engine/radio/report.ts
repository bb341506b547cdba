// A link's state in the three forms a sysop meets: a line in the log, numbers for the metrics, a line of `lore status`.

import type { LinkEvent, LinkState, LinkStatus } from "./link.ts";

export interface LogLine {
  readonly level: "info" | "warn";
  readonly text: string;
}

const STATES: readonly LinkState[] = ["closed", "opening", "configuring", "ready", "waiting"];

/** What the log should say of an event; null for what happens all the time. */
export function logLineOf(name: string, event: LinkEvent): LogLine | null {
  if (event.kind === "status")
    return {
      level: event.status.state === "waiting" ? "warn" : "info",
      text: `radio ${name}: ${event.status.state}. ${event.status.detail}`,
    };
  if (event.kind === "rebooted") return { level: "warn", text: `radio ${name}: it has rebooted.` };
  if (event.kind === "notice") return { level: "warn", text: `radio ${name} says: ${event.text}` };
  if (event.kind === "nacked") return { level: "info", text: `radio ${name}: packet ${event.packetId} failed, ${event.error}.` };
  return null;
}

/** One number a state (1 for the one it is in), and each counter. */
export function metricsOf(status: Pick<LinkStatus, "state" | "tries" | "counters">): ReadonlyMap<string, number> {
  const metrics = new Map<string, number>(STATES.map((state) => [`state.${state}`, state === status.state ? 1 : 0]));
  metrics.set("tries", status.tries);
  for (const [name, value] of Object.entries(status.counters)) metrics.set(name, value);
  return metrics;
}

/** `base: ready for 3 h. Node !0a0b0c0d on EU_868 LONG_FAST, knows 12 nodes.` */
export function statusLineOf(status: Pick<LinkStatus, "name" | "state" | "sinceMs" | "detail">, nowMs: number): string {
  return `${status.name}: ${status.state} for ${spanOf(nowMs - status.sinceMs)}. ${status.detail}`;
}

/** A span of time as a person says it. */
export function spanOf(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return `${Math.floor(ms / 1_000)} s`;
  if (minutes < 120) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1_440)} days`;
}
