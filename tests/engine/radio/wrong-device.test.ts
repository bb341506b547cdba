// What stands in the place of a radio and is none: the sysop is told what it looks like, and the link goes on trying.

import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { Chance } from "../../../engine/base/chance.ts";
import { RadioLink } from "../../../engine/radio/radio-link.ts";
import { serialTransport } from "../../../engine/radio/serial.ts";
import { tcpTransport } from "../../../engine/radio/tcp.ts";
import type { Transport } from "../../../engine/radio/transport.ts";
import { LinkProbe } from "../../support/link-probe.ts";
import { serialDoor } from "../../support/radio-doors.ts";
import { TestRadio } from "../../support/test-radio.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function complaint(transport: Transport): Promise<string> {
  const settings = { configPauseMs: 60, configTries: 2, openMs: 1_000 };
  const probe = new LinkProbe(new RadioLink({ name: "wrong", transport, chance: new Chance(1), settings }));
  cleanups.push(() => probe.link.close());
  probe.open();
  return (await probe.until("status", (event) => event.status.state === "waiting")).status.detail;
}

function served(answer: string): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      if (answer !== "") socket.write(answer);
    });
    cleanups.push(() => server.close());
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}

it("a service that speaks something else", async () => {
  expect(await complaint(tcpTransport("127.0.0.1", await served("SSH-2.0-OpenSSH_9.2\r\n")))).toMatch(
    /sends 21 bytes that are no Meshtastic frames/,
  );
});

it("a service that says nothing", async () => {
  expect(await complaint(tcpTransport("127.0.0.1", await served("")))).toMatch(/takes our question and says nothing/);
});

it("a port where nothing listens", async () => {
  expect(await complaint(tcpTransport("127.0.0.1", 1))).toMatch(/nothing listens there.*ECONNREFUSED/);
});

it("a serial line that is not there", async () => {
  expect(await complaint(serialTransport("/dev/serial/by-id/usb-None"))).toMatch(/is not there: the radio is not plugged in/);
});

it("a file that is no serial line", async () => {
  const path = join(mkdtempSync(join(tmpdir(), "lore-file-")), "radio");
  writeFileSync(path, "not a line");
  expect(await complaint(serialTransport(path))).toMatch(/is no serial line/);
});

it("another device on the serial line, as a GPS", async () => {
  const radio = new TestRadio();
  radio.silent = true;
  const door = await serialDoor(radio);
  cleanups.push(() => door.dispose());
  const gps = setInterval(() => radio.raw(Buffer.from("$GPGGA,120000,4807.038,N\r\n")), 20);
  cleanups.push(() => clearInterval(gps));
  expect(await complaint(door.transport)).toMatch(/no Meshtastic frames: it may be another device/);
});
