// What a sysop reads of a served world: lines, metrics, exit codes.

import { describe, expect, it } from "vitest";
import { statusLines } from "../../../engine/app/status/lines.ts";
import { METRICS, renderMetrics } from "../../../engine/app/status/metrics.ts";
import type { RadioStatus, ServerStatus } from "../../../engine/app/status/server-status.ts";
import { socketPlace } from "../../../engine/app/status/socket-place.ts";

const NOW = 10_000_000_000;
const HOUR = 3_600_000;

const ROOF: RadioStatus = {
  link: {
    ...{ name: "roof", state: "ready", sinceMs: NOW - 3 * HOUR, tries: 0, nextTryAtMs: null },
    ...{ detail: "Node !0a0b0c0d on EU_868 LONG_FAST, knows 12 nodes.", counters: { frames: 40, "refused.busy": 1 } },
  },
  ...{ node: 0x0a0b0c0d, region: "EU_868", preset: "LONG_FAST", findings: [], dropped: 0 },
  airtime: { channelUtilization: 4.5, airUtilTx: 0.75, atMs: NOW },
  outbox: {
    ...{ radio: "roof", node: 0x0a0b0c0d, isUp: true, region: "EU_868", preset: "LONG_FAST", level: "normal", waiting: 3 },
    ...{ airtimeMs: 9_000, nodes: 12, trouble: null, heardMs: NOW },
    counters: { "out.row.life.acked.count": 100, "out.row.life.sent.count": 20, "out.row.life.expired.count": 2, "in.text": 5 },
  },
};
const WELL: ServerStatus = {
  ...{ nowMs: NOW, pid: 7, startedMs: NOW - 4 * HOUR, pack: "gullwick", db: "/x/gullwick.db", players: 4, entities: 900, unfinished: 0 },
  world: { isUp: true, sinceMs: NOW - 3 * HOUR, deaths: 0, lastDeath: null },
  telnet: { host: "127.0.0.1", port: 4000, connections: 2 },
  alarms: [],
  overlay: [],
  radios: [ROOF],
};
const read = (status: Partial<ServerStatus>): string[] => statusLines({ ...WELL, ...status }).map(({ level, text }) => `${level} ${text}`);
const readRadio = (radio: Partial<RadioStatus>): string[] => read({ radios: [{ ...ROOF, ...radio }] }).slice(2);
const link = (more: Partial<RadioStatus["link"]>): Partial<RadioStatus> => ({ link: { ...ROOF.link, ...more } });

describe("the lines of status", () => {
  it("are one for the world, the door, each radio and its outbox when all is well", () => {
    expect(read({})).toEqual([
      "ok world gullwick: up for 3 h. Players in the game: 4.",
      "ok telnet: open at 127.0.0.1:4000. Connections: 2.",
      "ok radio roof: ready for 3 h. Node !0a0b0c0d on EU_868 LONG_FAST, knows 12 nodes.",
      "ok outbox roof: level normal. Texts waiting: 3, delivered: 120, given up: 2. Channel in use 4.5 %, by us 0.8 %.",
    ]);
  });

  it("say that the world is away, and why it went", () => {
    const lastDeath = { why: "no answer within 1000 ms (turn)", atMs: NOW - 5_000 };
    expect(read({ world: { isUp: false, sinceMs: NOW - 5_000, deaths: 2, lastDeath }, players: null })[0]).toBe(
      "bad world gullwick: away for 5 s; it is being started again. Restarts: 2, the last 5 s ago: no answer within 1000 ms (turn).",
    );
    expect(read({ world: { isUp: true, sinceMs: NOW - 4_000, deaths: 2, lastDeath } })[0]).toMatch(
      /^warn world gullwick: up for 4 s\. .*Restarts: 2/,
    );
  });

  it("say what alarms there were in a day, the last of each kind, and are bad when the book does not add up", () => {
    const alarm = (hours: number, code: string, what: string) => ({ atMs: NOW - hours * HOUR, code, what });
    const alarms = [alarm(5, "E_FAUCET", "work: 900"), alarm(3, "E_FAUCET", "work: 620"), alarm(3, "E_LEDGER", "account 7")];
    expect(read({ alarms }).slice(2, 4)).toEqual([
      "warn alarm E_FAUCET, 3 h ago, 2 in a day: work: 620",
      "bad alarm E_LEDGER, 3 h ago: account 7",
    ]);
  });

  it("name the files that are read as they were edited in the game", () => {
    expect(read({ overlay: ["town/quay.lore", "town/east/mill.lore"] })[2]).toBe(
      "ok overlay: edited in the game, and not in the file: town/quay.lore, town/east/mill.lore (lore overlay list).",
    );
  });

  it("say that the world does not answer", () => {
    expect(read({ players: null, unfinished: 5 })[0]).toBe("bad world gullwick: up for 3 h, and does not answer; 5 inputs wait.");
  });

  it("say that a radio is not there, how often it was tried, and when next", () => {
    const detail = "/dev/ttyUSB0 is not there: the radio is not plugged in. Next try in 9 s.";
    expect(
      readRadio({
        ...link({ state: "waiting", sinceMs: NOW - 7_000, detail, tries: 4, nextTryAtMs: NOW + 2_000 }),
        airtime: null,
        outbox: null,
      }),
    ).toEqual(["bad radio roof: waiting for 7 s. /dev/ttyUSB0 is not there: the radio is not plugged in. Tries: 4. Next try in 2 s."]);
    expect(readRadio({ ...link({ state: "configuring", sinceMs: NOW - 2_000, detail: "Asking.", tries: 1 }), outbox: null })).toEqual([
      "warn radio roof: configuring for 2 s. Asking. Tries: 1.",
    ]);
  });

  it("say what the radio lacks, and what to do", () => {
    const findings = [{ level: "bad", text: "Its region is not set, so it never transmits: set it." }] as const;
    expect(readRadio({ findings })[1]).toBe("bad radio roof: Its region is not set, so it never transmits: set it.");
  });

  it("say that the channel is full, a node made trouble, texts were dropped", () => {
    const trouble = { kind: "rebind", node: 0x10, code: 35, error: "PKI_UNKNOWN_PUBKEY", atMs: NOW - 60_000 } as const;
    const lines = readRadio({ dropped: 3, outbox: { ...ROOF.outbox!, level: "queue", trouble } });
    expect(lines[1]).toBe("bad radio roof: 3 texts were dropped, for no world came for them.");
    expect(lines[2]).toMatch(/^warn outbox roof: level queue\./);
    expect(lines[3]).toBe("warn outbox roof: PKI_UNKNOWN_PUBKEY with node !00000010, 1 min ago.");
    expect(readRadio({ outbox: { ...ROOF.outbox!, trouble: { ...trouble, atMs: NOW - 2 * HOUR } } })).toHaveLength(2);
  });
});

describe("the metrics", () => {
  const SAMPLE = /^([a-z_]+)(?:\{((?:[a-z]+="[^"\n]*",?)*)\})? (-?[\d.e+]+)$/;
  const lines = renderMetrics(WELL).trimEnd().split("\n");

  it("are in the form that Prometheus reads, each with its help and type before it", () => {
    const known = new Map<string, string>();
    for (const line of lines) {
      const type = /^# TYPE (\S+) (gauge|counter)$/.exec(line);
      if (type !== null) known.set(type[1]!, type[2]!);
      if (line.startsWith("#")) continue;
      expect(line).toMatch(SAMPLE);
      expect(known.has(SAMPLE.exec(line)![1]!), line).toBe(true);
    }
    expect([...known.keys()].toSorted()).toEqual(METRICS.map(({ name }) => name).toSorted());
  });

  it("hold what the status holds, with the labels that the table names", () => {
    expect(lines).toContain('loremesh_radio_state{radio="roof",state="ready"} 1');
    expect(lines).toContain('loremesh_radio_state{radio="roof",state="waiting"} 0');
    expect(lines).toContain('loremesh_radio_events_total{radio="roof",event="refused.busy"} 1');
    expect(lines).toContain('loremesh_outbox_delivered_total{radio="roof"} 120');
    for (const line of lines.filter((one) => !one.startsWith("#"))) {
      const [, name, labels = ""] = SAMPLE.exec(line)!;
      expect([...labels.matchAll(/([a-z]+)=/g)].map(([, label]) => label)).toEqual(METRICS.find((one) => one.name === name)!.labels);
    }
  });

  it("leave out what is not known, and each has a name that says its kind", () => {
    const away = renderMetrics({ ...WELL, players: null, radios: [{ ...ROOF, outbox: null, airtime: null }] });
    expect(away).not.toMatch(/loremesh_players|loremesh_outbox|null|NaN/);
    for (const { name, type } of METRICS) expect(name.endsWith("_total"), name).toBe(type === "counter");
  });

  it("cannot be broken by a name", () => {
    const odd = { ...ROOF, link: { ...ROOF.link, counters: { 'a"b\\c\nd': 1 } } };
    expect(renderMetrics({ ...WELL, radios: [odd] })).toContain('event="a\\"b\\\\c\\nd"} 1\n');
  });
});

describe("where a server is asked", () => {
  it("is beside its database, and elsewhere when the path is too long for a socket", () => {
    expect(socketPlace("/var/lib/lore/town.db")).toBe("/var/lib/lore/town.db.sock");
    const long = `/var/lib/${"x".repeat(120)}/town.db`;
    expect(socketPlace(long)).toMatch(/lore-[0-9a-f]{16}\.sock$/);
    expect(socketPlace(long)).toBe(socketPlace(long));
    expect(socketPlace(long)).not.toBe(socketPlace(`${long}2`));
  });
});
