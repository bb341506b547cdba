import { spawn } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { examine } from "../../../engine/app/commands/doctor.ts";
import { airtimeFinding, findingsOf } from "../../../engine/app/doctor/findings.ts";
import type { RadioFacts } from "../../../engine/radio/link.ts";
import { transportAt } from "../../../engine/radio/place.ts";
import { tcpTransport } from "../../../engine/radio/tcp.ts";
import { type RadioDoor, serialDoor, tcpDoor } from "../../support/radio-doors.ts";
import { TestRadio } from "../../support/test-radio.ts";

const SOUND: RadioFacts = {
  ...{ myNode: 0xa, longName: "Base", shortName: "b", publicKey: "k", firmware: "2.7.26.54e0d8d", region: "EU_868", preset: "LONG_FAST" },
  ...{ hopLimit: 3, txEnabled: true, channels: [{ index: 0, name: "", role: "primary", key: "public" }] },
  nodes: [{ node: 1, longName: "Ann", shortName: "a", publicKey: "k", hopsAway: 0, lastHeardMs: 1, role: "CLIENT" }],
};
const bad = (more: Partial<RadioFacts>): string[] =>
  findingsOf({ ...SOUND, ...more })
    .filter((finding) => finding.level !== "ok")
    .map((finding) => `${finding.level}: ${finding.text}`);

describe("what the doctor finds", () => {
  it("nothing wrong with a sound radio", () => expect(bad({})).toEqual([]));

  it.each([
    [{ region: "UNSET" }, /^bad: Its region is not set/],
    [{ txEnabled: false }, /^bad: Sending is switched off/],
    [{ firmware: "2.4.3.91d6612" }, /^bad: Firmware 2\.4\.3.* knows no keys/],
    [{ publicKey: null }, /^bad: It has no public key/],
    [{ nodes: [] }, /^warn: It knows no other node/],
    [{ preset: "LONG_MODERATE" }, /^warn: .*several seconds/],
    [{ channels: [] }, /^bad: It has no channel/],
    [{ nodes: Array.from({ length: 95 }, () => SOUND.nodes[0]!) }, /^warn: .*forget the oldest/],
  ] as const)("%j", (more, sentence) => {
    const found = bad(more as Partial<RadioFacts>);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(sentence);
  });

  it("a crowded channel", () => {
    expect(airtimeFinding(31, 2).level).toBe("warn");
    expect(airtimeFinding(11, 2).level).toBe("ok");
  });
});

describe("places of radios", () => {
  it.each([
    ["/dev/ttyUSB0", "/dev/ttyUSB0"],
    ["COM3", "COM3"],
    ["10.0.0.7", "10.0.0.7:4403"],
    ["radio.local:99", "radio.local:99"],
    ["[fe80::1]:4403", "fe80::1:4403"],
  ])("%s is %s", (written, place) => expect(transportAt(written)?.place).toBe(place));

  it.each(["", "a b", "host:0", "host:99999", "host:port"])("%j is none", (written) => expect(transportAt(written)).toBeNull());
});

describe("the doctor at a radio", () => {
  let radio: TestRadio;
  let door: RadioDoor;
  beforeEach(() => {
    radio = new TestRadio();
  });
  afterEach(() => door.dispose());

  it("on a serial line finds it sound, and lets go of it", async () => {
    door = await serialDoor(radio);
    const findings = await examine(door.transport);
    expect(findings.map((finding) => finding.level)).toEqual(Array(9).fill("ok"));
    expect(findings.at(-1)!.text).toBe("It answers heartbeats; its queue has room for 16 of 16 packets.");
  });

  it("where none is says why", async () => {
    door = await tcpDoor(radio);
    const [finding, ...rest] = await examine(tcpTransport("127.0.0.1", 1));
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      level: "bad",
      text: expect.stringMatching(/^No radio at 127\.0\.0\.1:1\. .*nothing listens there.*\)\.$/),
    });
  });

  it("from the command line ends well with 0, and with 1 when players could not play", async () => {
    door = await tcpDoor(radio);
    const sound = await run("doctor", "--port", door.transport.place);
    expect(sound.text).toMatch(/^ok {4}A Meshtastic radio answers at 127/);
    expect(sound.code).toBe(0);
    expect(await run("doctor", "--port", "127.0.0.1:1")).toMatchObject({ code: 1, text: expect.stringMatching(/^WRONG No radio/) });
    expect(await run("doctor", "--port", "no such place")).toMatchObject({ code: 2 });
  });
});

function run(...args: string[]): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve) => {
    const process_ = spawn(process.execPath, ["engine/app/bin/lore.js", ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    process_.stdout.on("data", (bytes: Buffer) => {
      text += bytes.toString();
    });
    process_.on("close", (code) => resolve({ code, text }));
  });
}
