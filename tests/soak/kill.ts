// The kill test: players at telnet and one by radio pour commands through the front into a world that is killed with SIGKILL again and
// again; at the end the database must hold every acknowledged command once, every text that the radio heard once, no other, and be sound.
//
//   node --no-node-snapshot tests/soak/kill.ts --rounds 200

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Config, DEFAULT_CONFIG, unhurried } from "../../engine/app/config.ts";
import { Front } from "../../engine/app/front/front.ts";
import { DEFAULT_PATIENCE } from "../../engine/app/front/supervisor.ts";
import { SILENT } from "../../engine/app/log.ts";
import { DEFAULT_TELNET_LIMITS } from "../../engine/app/telnet/listener.ts";
import { Chance } from "../../engine/base/chance.ts";
import { RadioLink } from "../../engine/radio/radio-link.ts";
import { loopbackDoor } from "../support/radio-doors.ts";
import { otherNode } from "../support/radio-dump.ts";
import { TestRadio } from "../support/test-radio.ts";
import { untilSo } from "../support/until.ts";
import { inspect } from "./inspect.ts";
import { Marker } from "./marker.ts";
import { RadioMarker } from "./radio-marker.ts";

const WORLD = fileURLToPath(new URL("../../engine/app/serve/world-main.ts", import.meta.url));
const PACK = fileURLToPath(new URL("pack", import.meta.url));

const CONFIG: Config = {
  ...unhurried(DEFAULT_CONFIG, 30_000, 60_000),
  // What the clock ends is not the same in a replay; what hangs is the front's to kill.
  grants: { soak: ["mint", "charge", "move others"] },
  log: { file: null, level: "silent" },
  radios: [{ name: "roof", serial: "/dev/null", baud: null, host: null, mostHops: null }],
  // Nobody types so fast; the more turns are open, the more there is to lose.
  mesh: { ...DEFAULT_CONFIG.mesh, nodePerMinute: 10_000, accountPerMinute: 10_000 },
};

export interface KillOptions {
  readonly rounds: number;
  readonly players: number;
  readonly seed: number;
  /** A kill comes at a random moment up to so long after the world is back. */
  readonly longestMs: number;
  tell?(line: string): void;
}

export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  /** Texts that the radio heard, each once or oftener. */
  readonly heard: number;
  /** Lines that happened to be under way at two deaths. */
  readonly setAside: number;
  /** What is wrong; empty when all is proven. */
  readonly wrong: readonly string[];
}

export async function runKillTest(options: KillOptions): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), "lore-kill-"));
  const db = join(folder, "soak.db");
  const radio = new TestRadio();
  const { transport } = await loopbackDoor(radio);
  const front = new Front({
    world: { module: WORLD, args: [JSON.stringify({ folder: PACK, db, config: CONFIG })] },
    radios: [{ link: new RadioLink({ name: "roof", transport, chance: new Chance(options.seed) }), mostHops: null }],
    patience: { ...DEFAULT_PATIENCE, backoffMs: [0, 0] },
    telnet: { ...DEFAULT_TELNET_LIMITS, maxPerAddress: 1_000, maxConnections: 1_000 },
    log: SILENT,
    prefix: `k${options.seed}`,
  });
  // A world that failed the test is worth a look.
  let isSound = true;
  try {
    const port = await front.open(0, "127.0.0.1");
    const markers = await Promise.all(Array.from({ length: options.players }, (_, i) => Marker.enter(port, `Marker${i}`)));
    await markers[0]!.say("fill", "Filled.\r\n");
    const byRadio = new RadioMarker("Marker9", radio, otherNode(0), new Chance(options.seed));
    await byRadio.enter();
    byRadio.start();
    for (const marker of markers) marker.start();
    const kills = await killAgainAndAgain(front, options);
    byRadio.finish();
    await Promise.all(markers.map((marker) => marker.finish()));
    await untilSo("all texts are done", () => front.unfinished === 0);
    for (const marker of markers) marker.close();
    await front.close();
    const report = { kills, ...(await inspect({ db, folder: PACK, markers, byRadio })) };
    isSound = report.wrong.length === 0;
    if (!isSound) options.tell?.(`the database is kept in ${folder}\n`);
    return report;
  } finally {
    await front.close();
    if (isSound) rmSync(folder, { recursive: true, force: true });
  }
}

async function killAgainAndAgain(front: Front, { rounds, seed, longestMs, tell }: KillOptions): Promise<number> {
  const chance = new Chance(seed);
  let kills = 0;
  for (let round = 0; round < rounds; round++) {
    await front.untilReady();
    await new Promise((resolve) => setTimeout(resolve, chance.between(0, longestMs)));
    const pid = front.worldPid;
    if (pid === undefined) continue;
    process.kill(pid, "SIGKILL");
    kills++;
    tell?.(`round ${round + 1} of ${rounds}`);
    await front.untilDead(pid);
  }
  await front.untilReady();
  return kills;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "200" },
      players: { type: "string", default: "8" },
      seed: { type: "string", default: "1" },
      longest: { type: "string", default: "400" },
    },
  });
  const report = await runKillTest({
    rounds: Number(values.rounds),
    players: Number(values.players),
    seed: Number(values.seed),
    longestMs: Number(values.longest),
    tell: (line) => process.stderr.write(`${line}\r`),
  });
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  process.exitCode = report.wrong.length === 0 ? 0 : 1;
}
