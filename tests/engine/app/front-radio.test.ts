// The front's radios with a toy world in a real process: a radio outlives whatever the world does, and the next world is told what it must know.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Front } from "../../../engine/app/front/front.ts";
import { DEFAULT_PATIENCE, type Patience } from "../../../engine/app/front/supervisor.ts";
import { SILENT } from "../../../engine/app/log.ts";
import { DEFAULT_TELNET_LIMITS } from "../../../engine/app/telnet/listener.ts";
import { Chance } from "../../../engine/base/chance.ts";
import { RadioLink } from "../../../engine/radio/radio-link.ts";
import { type RadioDoor, tcpDoor } from "../../support/radio-doors.ts";
import { otherNode } from "../../support/radio-dump.ts";
import { TestRadio } from "../../support/test-radio.ts";
import { untilSo } from "../../support/until.ts";

const WORLD = fileURLToPath(new URL("child/radio-world.ts", import.meta.url));
const PEER = otherNode(0);

let folder: string;
let radio: TestRadio;
let door: RadioDoor;
let front: Front;

async function open(patience: Partial<Patience> = {}, mostHops: number | null = null): Promise<void> {
  const link = new RadioLink({ name: "roof", transport: door.transport, chance: new Chance(5), settings: { textGapMs: 20, steadyMs: 10 } });
  front = new Front({
    world: { module: WORLD, args: [folder] },
    patience: { ...DEFAULT_PATIENCE, turnMs: 1_000, drainMs: 3_000, ...patience },
    telnet: DEFAULT_TELNET_LIMITS,
    radios: [{ link, mostHops }],
    log: SILENT,
    prefix: "t",
  });
  await front.open(0, "127.0.0.1");
}

/** What a world was told, in order. */
function told(pid?: number): string[] {
  const path = join(folder, "told");
  const lines = existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
  return lines.filter((line) => pid === undefined || line.startsWith(`${pid} `)).map((line) => line.replace(/^\d+ /, ""));
}

const answers = (): string[] =>
  radio.taken.map(({ payloadVariant }) =>
    payloadVariant.case === "decoded" ? new TextDecoder().decode(payloadVariant.value.payload) : "",
  );

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "front-radio-"));
  radio = new TestRadio({ throttleMs: 10 });
  door = await tcpDoor(radio);
});

afterEach(async () => {
  await front.close();
  await door.dispose();
  rmSync(folder, { recursive: true });
});

async function ready(): Promise<void> {
  await untilSo("the world knows the radio", () => told().includes("roof configured"));
}

describe("a radio outlives its world", () => {
  test("a text is answered once, and its fate told", async () => {
    await open();
    await ready();
    radio.hear(radio.text(PEER, "hello"));
    await untilSo("the ACK", () => told().some((line) => line.includes("acked")));
    expect(answers()).toEqual(["You said hello."]);
    await untilSo("nothing is kept", () => front.unfinished === 0);
  });

  test("the next world is told how it stands before it is told what is not done", async () => {
    await open();
    await ready();
    const first = front.worldPid!;
    radio.hear(radio.text(PEER, "die before"));
    await untilSo("the answer", () => answers().includes("You said die before."));
    const second = front.worldPid!;
    expect(second).not.toBe(first);
    const lines = told(second);
    expect(lines.slice(0, 2)).toEqual(["roof status ready", "roof configured"]);
    expect(lines.indexOf("roof heard")).toBeLessThan(lines.indexOf("roof text #1"));
    expect(lines.indexOf("roof text #1")).toBeLessThan(lines.indexOf("resumed"));
    expect(radio.connections).toBe(1);
  });

  test("a text whose answer left before the world died is told again, and not answered again", async () => {
    await open();
    await ready();
    const first = front.worldPid!;
    radio.hear(radio.text(PEER, "die after"));
    await front.untilDead(first);
    await front.untilReady();
    radio.hear(radio.text(PEER, "hello"));
    await untilSo("the second answer", () => answers().includes("You said hello."));
    expect(answers()).toEqual(["You said die after.", "You said hello."]);
  });

  test("the fate of a packet that the dead world sent is told to the next", async () => {
    writeFileSync(join(folder, "forgetful"), "");
    await open();
    await ready();
    radio.hear(radio.text(PEER, "hello"));
    await untilSo("the ACK", () => told().some((line) => line.includes("acked")));
    const first = front.worldPid!;
    process.kill(first, "SIGKILL");
    await front.untilDead(first);
    await front.untilReady();
    const second = front.worldPid!;
    await untilSo("the ACK again", () => told(second).some((line) => line.includes("acked #")));
    expect(told(second).filter((line) => line.includes("text"))).toEqual([]);
    expect(answers()).toHaveLength(1);
  });

  test("a text that comes while no world is there is kept for the next", async () => {
    await open({ backoffMs: [400, 400] });
    await ready();
    const first = front.worldPid!;
    process.kill(first, "SIGKILL");
    await front.untilDead(first);
    radio.hear(radio.text(PEER, "anybody?"));
    await untilSo("the answer", () => answers().includes("You said anybody?."));
    expect(radio.connections).toBe(1);
  });

  test("no packet leaves with more hops than the sysop allows", async () => {
    await open({}, 1);
    await ready();
    radio.hear(radio.text(PEER, "hello"));
    await untilSo("the answer", () => radio.taken.length === 1);
    expect(radio.taken[0]!.hopLimit).toBe(1);
  });
});

describe("the end in good order", () => {
  test("waits for the answer to what is under way", async () => {
    await open();
    await ready();
    radio.fates.push("silent");
    radio.hear(radio.text(PEER, "hello"));
    await untilSo("the packet", () => radio.taken.length === 1);
    const ended = front.drain();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(told().join()).not.toContain("status closed");
    radio.hear(radio.routing(radio.taken[0]!.id, PEER, 0));
    await ended;
    const lines = told();
    expect(lines.findIndex((line) => line.includes("acked"))).toBeLessThan(lines.indexOf("roof status closed"));
    expect(radio.isAttached).toBe(false);
  });

  test("does not wait for ever, and tells the world that the fate is unknown", async () => {
    await open({ drainMs: 200 });
    await ready();
    radio.fates.push("silent");
    radio.hear(radio.text(PEER, "hello"));
    await untilSo("the packet", () => radio.taken.length === 1);
    await front.drain();
    expect(told().some((line) => line.includes("unsure"))).toBe(true);
    expect(told().at(-1)).toBe("roof status closed");
  });

  test("of a front whose world is away comes at once", async () => {
    await open({ backoffMs: [10_000, 10_000] });
    await ready();
    const pid = front.worldPid!;
    process.kill(pid, "SIGKILL");
    await front.untilDead(pid);
    await front.drain();
    expect(front.worldPid).toBeUndefined();
  });
});
