// The lines of `lore status`: one for the world, one for the door, and for each radio its link, its outbox and what is wrong with it.

import type { LinkState } from "../../radio/link.ts";
import { spanOf, statusLineOf } from "../../radio/report.ts";
import type { Finding } from "../doctor/findings.ts";
import { nodeName } from "../settings/ways.ts";
import type { RadioStatus, ServerStatus } from "./server-status.ts";

/** `waiting` is for the sysop to look at; what is on its way may yet arrive. */
const LEVELS: Readonly<Record<LinkState, Finding["level"]>> = {
  ready: "ok",
  opening: "warn",
  configuring: "warn",
  waiting: "bad",
  closed: "bad",
};
/** A loss is news for so long. */
const NEWS_MS = 3_600_000;

export function statusLines(status: ServerStatus): Finding[] {
  return [
    worldLine(status),
    doorLine(status),
    ...alarmLines(status),
    ...overlayLines(status),
    ...status.radios.flatMap((radio) => radioLines(radio, status.nowMs)),
  ];
}

function worldLine({ world, players, nowMs, pack, unfinished }: ServerStatus): Finding {
  const since = spanOf(nowMs - world.sinceMs);
  const last =
    world.lastDeath === null
      ? ""
      : ` Restarts: ${world.deaths}, the last ${spanOf(nowMs - world.lastDeath.atMs)} ago: ${world.lastDeath.why}.`;
  if (!world.isUp) return { level: "bad", text: `world ${pack}: away for ${since}; it is being started again.${last}` };
  if (players === null)
    return { level: "bad", text: `world ${pack}: up for ${since}, and does not answer; ${unfinished} inputs wait.${last}` };
  const isNews = world.lastDeath !== null && nowMs - world.lastDeath.atMs < NEWS_MS;
  return { level: isNews ? "warn" : "ok", text: `world ${pack}: up for ${since}. Players in the game: ${players}.${last}` };
}

function doorLine({ telnet }: ServerStatus): Finding {
  return { level: "ok", text: `telnet: open at ${telnet.host}:${telnet.port}. Connections: ${telnet.connections}.` };
}

/** The last of each code, with how many there were. */
function alarmLines({ alarms, nowMs }: ServerStatus): Finding[] {
  const byCode = Object.groupBy(alarms ?? [], ({ code }) => code);
  return Object.entries(byCode).map(([code, raised = []]) => {
    const { atMs, what } = raised.at(-1)!;
    const often = raised.length === 1 ? "" : `, ${raised.length} in a day`;
    return { level: code === "E_LEDGER" ? "bad" : "warn", text: `alarm ${code}, ${spanOf(nowMs - atMs)} ago${often}: ${what}` };
  });
}

function overlayLines({ overlay }: ServerStatus): Finding[] {
  if (overlay.length === 0) return [];
  return [{ level: "ok", text: `overlay: edited in the game, and not in the file: ${overlay.join(", ")} (lore overlay list).` }];
}

function radioLines(radio: RadioStatus, nowMs: number): Finding[] {
  const { link, findings, dropped } = radio;
  // The detail says when it tries again as of then; what counts is now.
  const detail = link.detail.replace(/ Next try in \d+ s\.$/, "");
  const state: Finding = { level: LEVELS[link.state], text: `radio ${statusLineOf({ ...link, detail }, nowMs)}${triesOf(radio, nowMs)}` };
  const lost: Finding[] =
    dropped === 0 ? [] : [{ level: "bad", text: `radio ${link.name}: ${dropped} texts were dropped, for no world came for them.` }];
  return [
    state,
    ...findings.map(({ level, text }) => ({ level, text: `radio ${link.name}: ${text}` })),
    ...lost,
    ...outboxLines(radio, nowMs),
  ];
}

function triesOf({ link }: RadioStatus, nowMs: number): string {
  if (link.state === "ready") return "";
  const next = link.nextTryAtMs === null ? "" : ` Next try in ${spanOf(Math.max(0, link.nextTryAtMs - nowMs))}.`;
  return ` Tries: ${link.tries}.${next}`;
}

function outboxLines({ link, outbox, airtime }: RadioStatus, nowMs: number): Finding[] {
  if (outbox === null) return [];
  const { level, waiting, counters, trouble } = outbox;
  const used =
    airtime === null ? "" : ` Channel in use ${airtime.channelUtilization.toFixed(1)} %, by us ${airtime.airUtilTx.toFixed(1)} %.`;
  const { delivered, failed } = fates(counters);
  const said = `outbox ${link.name}: level ${level}. Texts waiting: ${waiting}, delivered: ${delivered}, given up: ${failed}.${used}`;
  const lines: Finding[] = [{ level: level === "normal" ? "ok" : "warn", text: said }];
  if (trouble !== null && nowMs - trouble.atMs < NEWS_MS)
    lines.push({
      level: "warn",
      text: `outbox ${link.name}: ${trouble.error} with node ${nodeName(trouble.node)}, ${spanOf(nowMs - trouble.atMs)} ago.`,
    });
  return lines;
}

/** Texts by how they ended: the outbox counts each row's life by its last state. */
export function fates(counters: Readonly<Record<string, number>>): { readonly delivered: number; readonly failed: number } {
  const ended = (state: string): number => counters[`out.row.life.${state}.count`] ?? 0;
  return { delivered: ended("acked") + ended("sent"), failed: ended("expired") };
}
