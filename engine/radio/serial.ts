// A radio on a USB or UART line. The path under /dev/serial/by-id names the device, not the socket it is plugged into, so it survives replugging.

import { readdirSync } from "node:fs";
import type { SerialPort } from "serialport";
import type { Connection, Transport, TransportEvents } from "./transport.ts";

const BAUD = 115_200;
/** Wakes a sleeping radio and ends whatever half frame its parser waits for, as the official clients do. */
const WAKE_UP = new Uint8Array(32).fill(0xc3);
const BY_ID = "/dev/serial/by-id";

export function serialTransport(path: string, baudRate: number = BAUD): Transport {
  return {
    place: path,
    advice: `it may be another device, a radio in its boot loader, or one whose serial API is off; ${knownPaths(path)}`,
    connect: (on) => connectSerial(path, baudRate, on),
  };
}

/** The serial devices of this machine by their lasting names; empty when there are none. */
export function serialPaths(): string[] {
  try {
    return readdirSync(BY_ID)
      .sort()
      .map((name) => `${BY_ID}/${name}`);
  } catch {
    return [];
  }
}

function connectSerial(path: string, baudRate: number, on: TransportEvents): Connection {
  let port: SerialPort | null = null;
  let state: "opening" | "open" | "closed" = "opening";
  const end = (why: string): void => {
    if (state === "closed") return;
    state = "closed";
    on.closed(why);
  };
  const failed = (error: Error): void => end(explain(path, error));
  const start = (Port: typeof SerialPort): void => {
    if (state === "closed") return;
    // A hang-up at closing resets many boards.
    port = new Port({ path, baudRate, autoOpen: false, hupcl: false });
    port.on("error", failed);
    port.on("data", (bytes: Uint8Array) => on.data(bytes));
    port.on("close", (error: Error | null) => end(error === null ? `${path} was closed.` : `${path} was unplugged.`));
    port.open((error) => {
      if (error !== null) failed(error);
      else if (state === "closed") shut(port);
      else {
        state = "open";
        port?.write(WAKE_UP);
        on.opened();
      }
    });
  };
  // Loaded only when a serial radio is configured: it is a native library.
  import("serialport").then(({ SerialPort: Port }) => start(Port), failed).catch(failed);
  return {
    write(bytes) {
      if (state === "open" && port?.isOpen === true) port.write(bytes);
    },
    close() {
      const opened = port?.isOpen === true ? port : null;
      if (opened === null) queueMicrotask(() => end("Closed."));
      // The last words go out before the line is shut; a device that takes none is shut all the same.
      else {
        const shutNow = setTimeout(() => shut(opened), 300);
        opened.drain(() => {
          clearTimeout(shutNow);
          shut(opened);
        });
      }
    },
  };
}

function shut(port: SerialPort | null): void {
  if (port?.isOpen === true) port.close(() => {});
}

function explain(path: string, error: Error): string {
  const said = error.message;
  if (/No such file|ENOENT|cannot find/i.test(said))
    return `${path} is not there: the radio is not plugged in, or has another name; ${knownPaths(path)}`;
  if (/Permission denied|EACCES/i.test(said)) return `${path} may not be opened: add the user to the group dialout, and log in anew.`;
  if (/lock|busy|EBUSY/i.test(said)) return `${path} is in use by another program.`;
  if (/not a tty|Inappropriate|ENOTTY|Unknown error|Invalid argument|not a serial/i.test(said))
    return `${path} is no serial line: ${said}; ${knownPaths(path)}`;
  return `${path} cannot be used: ${said}.`;
}

function knownPaths(but: string): string {
  const paths = serialPaths().filter((path) => path !== but);
  return paths.length === 0 ? "no other serial device is plugged in." : `this machine has ${paths.join(", ")}.`;
}
