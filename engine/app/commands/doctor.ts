// `lore doctor`: connects to one radio as the engine would, and says what it found and what to do about it.

import { Chance } from "../../base/chance.ts";
import { SYSTEM_CLOCK } from "../../base/clock.ts";
import { EngineError } from "../../base/errors.ts";
import type { LinkEvent } from "../../radio/link.ts";
import { transportAt } from "../../radio/place.ts";
import { RadioLink } from "../../radio/radio-link.ts";
import { serialPaths } from "../../radio/serial.ts";
import type { Transport } from "../../radio/transport.ts";
import { airtimeFinding, type Finding, findingsOf } from "../doctor/findings.ts";
import { showFinding } from "../doctor/show.ts";

export interface DoctorFlags {
  readonly port?: string;
  readonly json?: boolean;
}

/** A hasty look: who waits at a keyboard wants the reason, not another try. */
const HASTE = { configPauseMs: 4_000, configTries: 2, openMs: 8_000 };
const HEARTBEAT_WAIT_MS = 3_000;

/** Exit code 1 when something keeps players from playing. */
export async function doctor(flags: DoctorFlags): Promise<void> {
  const findings = flags.port === undefined ? withoutPort() : await examine(transportFor(flags.port));
  if (flags.json === true) process.stdout.write(`${JSON.stringify(findings)}\n`);
  else for (const finding of findings) process.stdout.write(showFinding(finding));
  if (findings.some((finding) => finding.level === "bad")) process.exitCode = 1;
}

/** Connects once and reports; what fails is a finding, never an error. */
export async function examine(transport: Transport): Promise<Finding[]> {
  const link = new RadioLink({ name: "doctor", transport, chance: new Chance(SYSTEM_CLOCK.now()), settings: HASTE });
  const events: LinkEvent[] = [];
  const findings = await new Promise<Finding[]>((resolve) => {
    const whole = (): void => resolve(report(transport, events));
    link.open((event) => {
      events.push(event);
      if (event.kind === "status" && event.status.state === "waiting") whole();
      // The answer to the first heartbeat is the last that is waited for.
      if (event.kind === "configured") setTimeout(whole, HEARTBEAT_WAIT_MS);
      if (event.kind === "queue" && events.some((one) => one.kind === "configured")) whole();
    });
  });
  await link.close();
  return findings;
}

function report(transport: Transport, events: readonly LinkEvent[]): Finding[] {
  const configured = events.find((event) => event.kind === "configured");
  const lost = events.find((event) => event.kind === "status" && event.status.state === "waiting");
  if (configured === undefined) {
    const why = lost?.kind === "status" ? lost.status.detail.replace(/ Next try in \d+ s\.$/, "") : "Nothing came.";
    return [{ level: "bad", text: `No radio at ${transport.place}. ${why}` }];
  }
  const airtime = events.findLast((event) => event.kind === "airtime");
  const queue = events.findLast((event) => event.kind === "queue");
  return [
    { level: "ok", text: `A Meshtastic radio answers at ${transport.place}.` },
    ...findingsOf(configured.radio),
    ...(airtime === undefined ? [] : [airtimeFinding(airtime.channelUtilization, airtime.airUtilTx)]),
    heartbeatFinding(queue, lost !== undefined),
  ];
}

function heartbeatFinding(queue: Extract<LinkEvent, { kind: "queue" }> | undefined, isLost: boolean): Finding {
  if (isLost) return { level: "warn", text: "It cut the connection right after: does another app use it? It serves one at a time." };
  if (queue === undefined)
    return { level: "warn", text: "It does not answer heartbeats: a hang will be noticed late. Newer firmware does." };
  if (queue.free === 0)
    return { level: "warn", text: `Its queue of ${queue.max} packets is full: it cannot send as fast as it is asked to.` };
  return { level: "ok", text: `It answers heartbeats; its queue has room for ${queue.free} of ${queue.max} packets.` };
}

function transportFor(port: string): Transport {
  const transport = transportAt(port);
  if (transport !== null) return transport;
  throw new EngineError("E_USAGE", {
    detail: `"${port}" is no place of a radio: give a serial device (/dev/serial/by-id/...) or HOST[:PORT].`,
  });
}

function withoutPort(): Finding[] {
  const paths = serialPaths();
  if (paths.length === 0)
    return [{ level: "bad", text: "No serial device is plugged in. For a radio on the network: lore doctor --port HOST" }];
  return paths.map((path) => ({ level: "ok", text: `Plugged in: ${path}. To test it: lore doctor --port ${path}` }));
}
