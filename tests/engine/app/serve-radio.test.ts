// `lore serve --config` as it is run: a world with radios on true lines and sockets, and telnet, at once. Whatever goes, play goes on.

import { createServer, type Server } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, test } from "vitest";
import { MeshPlayer } from "../../support/mesh-player.ts";
import { PackTree } from "../../support/pack-tree.ts";
import { type RadioDoor, serialDoor, tcpDoor } from "../../support/radio-doors.ts";
import { otherNode } from "../../support/radio-dump.ts";
import { lore, Served } from "../../support/served.ts";
import { TelnetClient } from "../../support/telnet.ts";
import { TestRadio } from "../../support/test-radio.ts";
import { untilSo } from "../../support/until.ts";

const PIER = fileURLToPath(new URL("pack", import.meta.url));
const LONG_MS = 240_000;
/** A world that is stopped here is not to be found hanging before the test has killed it. */
const PATIENCE_MS = 30_000;

/** One served world with its radios and players; each test has its own, and they run side by side, for they mostly wait. */
class Stage {
  readonly tree = new PackTree({ "x/.keep": "" });
  readonly roof: TestRadio;
  readonly hill: TestRadio;
  readonly roofDoor: RadioDoor;
  readonly hillDoor: RadioDoor;
  readonly ann: MeshPlayer;
  readonly bob: MeshPlayer;
  served!: Served;

  private constructor(roof: TestRadio, hill: TestRadio, roofDoor: RadioDoor, hillDoor: RadioDoor) {
    this.roof = roof;
    this.hill = hill;
    this.roofDoor = roofDoor;
    this.hillDoor = hillDoor;
    this.ann = new MeshPlayer(otherNode(0), roof);
    this.bob = new MeshPlayer(otherNode(1), hill);
  }

  static async raise(onTestFinished: (end: () => Promise<void>) => void): Promise<Stage> {
    const roof = new TestRadio({ node: 0x0a0b0c0d });
    const hill = new TestRadio({ node: 0x0a0b0c0e });
    const stage = new Stage(roof, hill, await tcpDoor(roof), await serialDoor(hill));
    onTestFinished(() => stage.#end());
    return stage;
  }

  async open(more = ""): Promise<number> {
    this.tree.write({ "lore.toml": this.#settings(more) });
    this.served = new Served("--config", this.tree.at("lore.toml"));
    return this.served.open();
  }

  async ready(radio: string, times = 1): Promise<void> {
    await untilSo(`radio ${radio} is ready`, () => this.served.said(`radio ${radio}: ready`).length >= times);
  }

  status(...more: readonly string[]): Promise<{ readonly code: number | null; readonly out: string }> {
    return lore("status", "--config", this.tree.at("lore.toml"), ...more);
  }

  #settings(more: string): string {
    return `
world = "${PIER}"
db = "${this.tree.at("pier.db")}"
[telnet]
port = 0
[metrics]
port = 0
[supervision]
drain_ms = 20_000
turn_ms = ${PATIENCE_MS}
[[radio]]
name = "roof"
host = "${this.roofDoor.transport.place}"
[[radio]]
name = "hill"
serial = "${this.hillDoor.transport.place}"
${more}`;
  }

  async #end(): Promise<void> {
    await this.served.end();
    await this.roofDoor.dispose();
    await this.hillDoor.dispose();
    this.tree.remove();
  }
}

async function enter(port: number, name: string): Promise<TelnetClient> {
  const client = await TelnetClient.open(port);
  for (const [asked, answer] of [
    ["known?", name],
    ["Y or another", "y"],
    ["password", "tulip-seven"],
    ["again", "tulip-seven"],
  ] as const) {
    await client.until(asked);
    client.line(answer);
  }
  await client.until("Welcome");
  return client;
}

describe.concurrent("a world with two radios and telnet", () => {
  test(
    "answers each by one sealed frame, and they hear one another",
    async ({ expect, onTestFinished }) => {
      const stage = await Stage.raise(onTestFinished);
      const { roof, hill, ann, bob } = stage;
      const port = await stage.open();
      await Promise.all([stage.ready("roof"), stage.ready("hill")]);
      await Promise.all([ann.join("Ann"), bob.join("Bob")]);
      const cara = await enter(port, "Cara");
      const unread = ann.frames.length;
      // Latin-1, and half a character: nobody's command.
      for (const bytes of [
        [0x66, 0xfc, 0x72],
        [0x73, 0xe2, 0x82],
      ])
        roof.hear(roof.text(ann.node, Uint8Array.from(bytes)));
      await Promise.all([ann.ask("step", "Step 1."), bob.ask("step", "Step 1.")]);
      cara.line("step");
      await cara.until("Step 1.");
      cara.line("say hello");
      await Promise.all([ann.until("hello"), bob.until("hello")]);
      for (const player of [ann, bob]) {
        expect(player.frames.filter((frame) => frame.includes("Step"))).toHaveLength(1);
        for (const packet of player.packets) expect(packet.pkiEncrypted).toBe(true);
        for (const frame of player.frames) expect(Buffer.byteLength(frame)).toBeLessThanOrEqual(200);
      }
      expect([...roof.throttled, ...hill.throttled]).toEqual([]);
      expect(ann.frames.slice(unread).filter((frame) => !/Step|hello/.test(frame))).toEqual([]);
      const { radios } = JSON.parse((await stage.status("--json")).out) as { radios: { link: { counters: Record<string, number> } }[] };
      expect(radios[0]!.link.counters["dropped.notUtf8"]).toBe(2);
      const { code, out } = await stage.status();
      expect(out).toMatch(/^ok {4}world pack: up for .* Players in the game: 3\./);
      expect(out).toMatch(/^ok {4}radio roof: ready for .* Node !0a0b0c0d on EU_868 LONG_FAST/m);
      expect(out).toMatch(/^ok {4}radio hill: ready for /m);
      expect(out).toMatch(/^ok {4}outbox hill: level normal\. .*delivered: \d/m);
      expect(code).toBe(0);
    },
    LONG_MS,
  );

  test(
    "does a deed once and answers it once, though the world dies between hearing and answering, and right after it",
    async ({ expect, onTestFinished }) => {
      const stage = await Stage.raise(onTestFinished);
      const { roof, ann } = stage;
      await stage.open();
      await stage.ready("roof");
      await ann.join("Ann");
      const first = stage.served.worldPid;
      process.kill(first, "SIGSTOP");
      const heard = ann.say("step");
      await untilSo(
        "the front has it",
        async () => (JSON.parse((await stage.status("--json")).out) as { unfinished: number }).unfinished > 0,
      );
      process.kill(first, "SIGKILL");
      await ann.until("Step 1.");
      const second = stage.served.worldPid;
      expect(second).not.toBe(first);
      // The air brings the packet again.
      roof.hear(heard);
      ann.say("step");
      await ann.until("Step 2.");
      process.kill(second, "SIGKILL");
      roof.hear(heard);
      await ann.ask("step", "Step 3.");
      expect(ann.frames.filter((frame) => frame.startsWith("Step 1."))).toHaveLength(1);
      expect(roof.connections).toBe(1);
    },
    LONG_MS,
  );

  test(
    "goes on after a pulled cable, a dropped connection and a reboot, and says meanwhile what is the matter",
    async ({ expect, onTestFinished }) => {
      const stage = await Stage.raise(onTestFinished);
      const { roof, hill, roofDoor, hillDoor, ann, bob } = stage;
      const wrong = await somethingElse();
      await stage.open(`[[radio]]\nname = "odd"\nhost = "${wrong.place}"`);
      await Promise.all([stage.ready("roof"), stage.ready("hill")]);
      await Promise.all([ann.join("Ann"), bob.join("Bob")]);

      // On a busy machine it may have waited for its radio at the start, too.
      const waits = stage.served.said("radio hill: waiting").length;
      await hillDoor.unplug();
      await untilSo("the log says so", () => stage.served.said("radio hill: waiting").length > waits);
      const [away] = await Promise.all([stage.status(), ann.ask("step", "Step 1.")]);
      await hillDoor.plug();
      expect(away.code).toBe(1);
      expect(away.out).toMatch(/^WRONG radio hill: waiting for .*(unplugged|not there)/m);
      bob.say("step");
      await bob.until("Step 1.");

      await roofDoor.unplug();
      await untilSo("the radio sees the cut", () => !roof.isAttached);
      await roofDoor.plug();
      await ann.ask("step", "Step 2.");

      const times = stage.served.said("radio hill: ready").length;
      hill.reboot("tells");
      await stage.ready("hill", times + 1);
      await bob.ask("step", "Step 2.");

      await untilSo("the odd one is found out", async () => /radio odd: .*no Meshtastic frames/.test((await stage.status()).out), 60_000);
      wrong.server.close();
    },
    LONG_MS,
  );

  test(
    "at SIGTERM under load takes no new lines, finishes what runs, and ends with 0; nothing is done twice afterwards",
    async ({ expect, onTestFinished }) => {
      const stage = await Stage.raise(onTestFinished);
      const { roof, ann, bob } = stage;
      const port = await stage.open();
      await Promise.all([stage.ready("roof"), stage.ready("hill")]);
      await Promise.all([ann.join("Ann"), bob.join("Bob")]);
      const cara = await enter(port, "Cara");
      const steps = ann.say("step; step; step");
      bob.say("step");
      for (let i = 0; i < 30; i++) cara.line("step");
      await cara.until("Step 1.");
      stage.served.child.kill("SIGTERM");
      expect(await stage.served.exit).toBe(0);
      expect(stage.served.said("drained")[0]).toMatchObject({ unfinished: 0 });
      expect(roof.isAttached).toBe(false);
      expect(stage.served.said("radio hill: closed")).toHaveLength(1);
      await cara.untilClosed();
      const told = Math.max(...[...cara.rest.matchAll(/Step (\d+)\./g)].map(([, n]) => Number(n)), 1);

      const again = await stage.open();
      await Promise.all([stage.ready("roof"), stage.ready("hill")]);
      roof.hear(steps);
      await ann.ask("step", "Step 4.");
      await bob.ask("step", "Step 2.");
      const back = await TelnetClient.open(again);
      for (const [asked, answer] of [
        ["known?", "Cara"],
        ["Password", "tulip-seven"],
      ] as const) {
        await back.until(asked);
        back.line(answer);
      }
      await back.until("Welcome");
      back.line("step");
      await back.until(`Step ${told + 1}.`);
    },
    LONG_MS,
  );
});

/** What listens where a radio should be and is none. */
function somethingElse(): Promise<{ readonly server: Server; readonly place: string }> {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.write("SSH-2.0-OpenSSH_9.2\r\n");
    });
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve({ server, place: `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}` });
    });
  });
}
