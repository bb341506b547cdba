// The numbers for Prometheus: one table from which the text, the page in the manual and its test are made. They are asked for rarely and kept
// elsewhere, so nothing is counted here.

import { metricsOf } from "../../radio/report.ts";
import { fates } from "./lines.ts";
import type { RadioStatus, ServerStatus } from "./server-status.ts";

/** A value and what tells it from its like. */
interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Metric {
  readonly name: string;
  readonly type: "gauge" | "counter";
  readonly help: string;
  readonly labels: readonly string[];
  /** What is not known now is left out. */
  readonly read: (status: ServerStatus) => readonly Sample[];
}

export const METRICS: readonly Metric[] = [
  gauge("loremesh_up", "1 while the world is up, 0 while it is away", ({ world }) => Number(world.isUp)),
  counter("loremesh_world_deaths_total", "how often the world died and was started again", ({ world }) => world.deaths),
  gauge("loremesh_world_since_seconds", "how long the world has been up, or away", ({ world, nowMs }) => (nowMs - world.sinceMs) / 1_000),
  gauge("loremesh_players", "players in the game", ({ players }) => players),
  gauge("loremesh_entities", "things, rooms and people in the world", ({ entities }) => entities),
  gauge("loremesh_alarms", "alarms of the last day, such as a faucet of money that runs wild", ({ alarms }) => alarms?.length ?? null),
  gauge("loremesh_telnet_connections", "open telnet connections", ({ telnet }) => telnet.connections),
  gauge("loremesh_unfinished", "lines and texts whose turn is not done", ({ unfinished }) => unfinished),
  each("loremesh_radio_state", "gauge", "1 for the state that the radio's link is in", ["state"], ({ link }) =>
    [...metricsOf(link)]
      .filter(([name]) => name.startsWith("state."))
      .map(([name, value]) => ({ labels: { state: name.slice(6) }, value })),
  ),
  each("loremesh_radio_tries", "gauge", "connections tried since the last that held for a minute", [], ({ link }) => [
    { value: link.tries },
  ]),
  each("loremesh_radio_events_total", "counter", "what the link has seen and done, by name", ["event"], ({ link }) => named(link.counters)),
  each(
    "loremesh_radio_channel_utilization_percent",
    "gauge",
    "how much the radio's channel is in use, by its own measure",
    [],
    ({ airtime }) => (airtime === null ? [] : [{ value: airtime.channelUtilization }]),
  ),
  each("loremesh_radio_air_util_tx_percent", "gauge", "how much of the last hour the radio itself was sending", [], ({ airtime }) =>
    airtime === null ? [] : [{ value: airtime.airUtilTx }],
  ),
  each("loremesh_radio_dropped_total", "counter", "texts dropped because no world came for them", [], ({ dropped }) => [
    { value: dropped },
  ]),
  each("loremesh_outbox_waiting", "gauge", "texts on their way", [], ({ outbox }) => (outbox === null ? [] : [{ value: outbox.waiting }])),
  each("loremesh_outbox_level", "gauge", "1 for how much may be sent now", ["level"], ({ outbox }) =>
    outbox === null ? [] : [{ labels: { level: outbox.level }, value: 1 }],
  ),
  each("loremesh_outbox_airtime_ms", "gauge", "airtime that may be spent at once", [], ({ outbox }) =>
    outbox === null ? [] : [{ value: outbox.airtimeMs }],
  ),
  each("loremesh_outbox_delivered_total", "counter", "texts that arrived, or were sent without asking", [], ({ outbox }) =>
    outbox === null ? [] : [{ value: fates(outbox.counters).delivered }],
  ),
  each("loremesh_outbox_given_up_total", "counter", "texts that grew too old before they arrived", [], ({ outbox }) =>
    outbox === null ? [] : [{ value: fates(outbox.counters).failed }],
  ),
  each(
    "loremesh_mesh_events_total",
    "counter",
    "what the world's side has seen (in.) and its outbox done (out.), by name; from the world's last start",
    ["event"],
    ({ outbox }) => (outbox === null ? [] : named(outbox.counters)),
  ),
];

/** Prometheus' text format, version 0.0.4. */
export function renderMetrics(status: ServerStatus): string {
  return METRICS.flatMap(({ name, type, help, read }) => {
    const lines = read(status).map(({ labels, value }) => `${name}${braced(labels)} ${value}`);
    return lines.length === 0 ? [] : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines];
  })
    .map((line) => `${line}\n`)
    .join("");
}

function gauge(name: string, help: string, read: (status: ServerStatus) => number | null): Metric {
  return { name, type: "gauge", help, labels: [], read: (status) => single(read(status)) };
}

function counter(name: string, help: string, read: (status: ServerStatus) => number): Metric {
  return { name, type: "counter", help, labels: [], read: (status) => single(read(status)) };
}

/** Of every radio. */
function each(
  name: string,
  type: Metric["type"],
  help: string,
  labels: readonly string[],
  read: (radio: RadioStatus) => readonly Sample[],
): Metric {
  return {
    name,
    type,
    help,
    labels: ["radio", ...labels],
    read: ({ radios }) =>
      radios.flatMap((radio) => read(radio).map((one) => ({ ...one, labels: { radio: radio.link.name, ...one.labels } }))),
  };
}

function single(value: number | null): readonly Sample[] {
  return value === null ? [] : [{ value }];
}

function named(counters: Readonly<Record<string, number>>): Sample[] {
  return Object.entries(counters).map(([event, value]) => ({ labels: { event }, value }));
}

function braced(labels: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/[\\"\n]/g, (one) => (one === "\n" ? "\\n" : `\\${one}`))}"`,
  );
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
}
