// A radio on the network, or the firmware's own simulator: TCP, by custom on port 4403. The radio serves one client and drops the old for a new.

import { connect as connectSocket } from "node:net";
import type { Connection, Transport, TransportEvents } from "./transport.ts";

export const RADIO_PORT = 4403;

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there; is the radio's network on, and is this its address",
  ENOTFOUND: "no machine has that name",
  EAI_AGAIN: "the name cannot be looked up now",
  EHOSTUNREACH: "there is no way to that address",
  ENETUNREACH: "there is no way to that network",
  ETIMEDOUT: "it does not answer",
  ECONNRESET: "the radio cut it",
  EPIPE: "the radio cut it",
};

export function tcpTransport(host: string, port: number = RADIO_PORT): Transport {
  const place = `${host}:${port}`;
  return {
    place,
    advice: "it may be no Meshtastic radio, or one that is busy with another app.",
    connect: (on) => connectTcp({ host, port, place }, on),
  };
}

function connectTcp({ host, port, place }: { host: string; port: number; place: string }, on: TransportEvents): Connection {
  const socket = connectSocket({ host, port, noDelay: true });
  let why = `The connection to ${place} was closed by the radio.`;
  socket.on("connect", () => on.opened());
  socket.on("data", (bytes) => on.data(bytes));
  socket.on("error", (error: NodeJS.ErrnoException) => {
    why = `No connection to ${place}: ${REASONS[error.code ?? ""] ?? error.message} (${error.code ?? "no code"}).`;
  });
  // A radio that says good-bye has nothing more to take.
  socket.on("end", () => socket.destroy());
  socket.on("close", () => on.closed(why));
  return {
    write(bytes) {
      if (!socket.destroyed && socket.writable) socket.write(bytes);
    },
    close() {
      // What was written still goes out, and a far end that takes nothing cannot hold us.
      if (socket.connecting) socket.destroy();
      else socket.destroySoon();
      setTimeout(() => socket.destroy(), 500).unref();
    },
  };
}
