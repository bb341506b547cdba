// Doors to a test radio: a true TCP socket, a true PTY pair, and a pipe in process. Each can be pulled out and put back.

import { type ChildProcessByStdio, spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { loopbackTransport } from "../../engine/radio/loopback.ts";
import { serialTransport } from "../../engine/radio/serial.ts";
import { tcpTransport } from "../../engine/radio/tcp.ts";
import type { Transport } from "../../engine/radio/transport.ts";
import type { TestRadio } from "./test-radio.ts";

export interface RadioDoor {
  readonly transport: Transport;
  /** Out: the connection ends and no other can be made. */
  unplug(): Promise<void>;
  plug(): Promise<void>;
  dispose(): Promise<void>;
}

export async function loopbackDoor(radio: TestRadio): Promise<RadioDoor> {
  let isIn = true;
  let cut: () => void = () => {};
  const transport = loopbackTransport("loopback", (line) => {
    if (!isIn) return null;
    cut = () => line.close();
    return radio.attach(line);
  });
  const unplug = async (): Promise<void> => {
    isIn = false;
    cut();
  };
  const plug = async (): Promise<void> => {
    isIn = true;
  };
  return { transport, unplug, plug, dispose: unplug };
}

export async function tcpDoor(radio: TestRadio): Promise<RadioDoor> {
  const sockets = new Set<Socket>();
  const serve = (port: number): Promise<Server> =>
    new Promise((resolve, reject) => {
      const server = createServer({ noDelay: true }, (socket) => attachSocket(radio, sockets, socket));
      server.on("error", reject);
      server.listen(port, "127.0.0.1", () => resolve(server));
    });
  let server = await serve(0);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const unplug = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.resetAndDestroy();
      server.close(() => resolve());
    });
  const plug = async (): Promise<void> => {
    server = await serve(port);
  };
  return { transport: tcpTransport("127.0.0.1", port), unplug, plug, dispose: unplug };
}

function attachSocket(radio: TestRadio, sockets: Set<Socket>, socket: Socket): void {
  sockets.add(socket);
  const peer = radio.attach({ write: (bytes) => void (socket.writable && socket.write(bytes)), close: () => socket.end() });
  socket.on("data", (bytes) => peer.data(bytes));
  socket.on("error", () => {});
  socket.on("close", () => {
    sockets.delete(socket);
    peer.closed();
  });
}

type PtyProcess = ChildProcessByStdio<Writable, Readable, null>;

/** A PTY pair by util-linux's `script`, which every Debian has; the path is a link, as those below /dev/serial/by-id are. */
export async function serialDoor(radio: TestRadio): Promise<RadioDoor> {
  const folder = mkdtempSync(join(tmpdir(), "lore-serial-"));
  const path = join(folder, "usb-Test_Radio-if00");
  let pty: PtyProcess | null = null;
  const plug = async (): Promise<void> => {
    const opened = await openPty(radio);
    pty = opened.process;
    symlinkSync(opened.path, path);
  };
  const unplug = async (): Promise<void> => {
    const old = pty;
    if (old === null) return;
    pty = null;
    unlinkSync(path);
    await new Promise((resolve) => {
      old.on("close", resolve);
      old.kill("SIGKILL");
    });
  };
  await plug();
  const dispose = async (): Promise<void> => {
    await unplug();
    rmSync(folder, { recursive: true, force: true });
  };
  return { transport: serialTransport(path), unplug, plug, dispose };
}

function openPty(radio: TestRadio): Promise<{ process: PtyProcess; path: string }> {
  // The shell inside holds the far end open, so that a host which closes it does not end the pair.
  const process = spawn("script", ["-qfec", "stty raw -echo; tty; exec sleep 600", "/dev/null"], { stdio: ["pipe", "pipe", "inherit"] });
  process.stdin.on("error", () => {});
  return new Promise((resolve, reject) => {
    process.on("error", reject);
    let said = "";
    const hello = (bytes: Buffer): void => {
      said += bytes.toString("latin1");
      const path = /(\/dev\/pts\/\d+)\r?\n/.exec(said)?.[1];
      if (path === undefined) return;
      process.stdout.off("data", hello);
      const peer = radio.attach({ write: (bytes) => void (process.stdin.writable && process.stdin.write(bytes)), close: () => {} });
      process.stdout.on("data", (chunk: Buffer) => peer.data(chunk));
      process.on("close", () => peer.closed());
      resolve({ process, path });
    };
    process.stdout.on("data", hello);
  });
}
