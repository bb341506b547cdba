// The telnet door: sockets in, lines out. It caps, times out and slows down; what a line means is not its business.

import type { Server, Socket } from "node:net";
import { createServer } from "node:net";
import { EngineError } from "../../base/errors.ts";
import { HIDE_INPUT, LineReader, SHOW_INPUT } from "./line-reader.ts";

export interface TelnetLimits {
  readonly maxConnections: number;
  readonly maxPerAddress: number;
  readonly maxLineBytes: number;
  readonly idleMs: number;
  /** Lines of one connection that wait for their answer; past it the socket is not read. */
  readonly maxWaiting: number;
}

export const DEFAULT_TELNET_LIMITS: TelnetLimits = {
  maxConnections: 200,
  maxPerAddress: 20,
  maxLineBytes: 2_000,
  idleMs: 60 * 60_000,
  maxWaiting: 32,
};

/** Where a connection's events go; `id` names it for the life of the process. */
export interface Doorkeeper {
  opened(connection: TelnetConnection): void;
  line(connection: TelnetConnection, text: string): void;
  tooLong(connection: TelnetConnection): void;
  idle(connection: TelnetConnection): void;
  closed(connection: TelnetConnection): void;
  /** What to say to one who is turned away. */
  fullText(): string;
}

/** Output that nobody reads: past this a connection is dropped, for it would only grow. */
const MAX_UNSENT_BYTES = 1_000_000;

const KEEP_ALIVE_MS = 60_000;

export class TelnetConnection {
  readonly id: string;
  readonly address: string;
  readonly #socket: Socket;
  readonly #limits: TelnetLimits;
  #waiting = 0;
  #isDeaf = false;

  constructor(id: string, socket: Socket, limits: TelnetLimits, keeper: Doorkeeper) {
    this.id = id;
    this.address = socket.remoteAddress ?? "unknown";
    this.#socket = socket;
    this.#limits = limits;
    const reader = new LineReader(limits.maxLineBytes, {
      line: (text) => {
        this.#wait();
        keeper.line(this, text);
      },
      tooLong: () => keeper.tooLong(this),
      reply: (bytes) => this.#write(bytes),
    });
    socket.setNoDelay(true);
    // A dead line shows itself only to who sends.
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    // Typing counts, not what others say in the room.
    const idle = setTimeout(() => keeper.idle(this), limits.idleMs);
    socket.on("data", (chunk) => {
      idle.refresh();
      reader.push(chunk);
    });
    // A reset shows as an error first; the close that follows is what counts.
    socket.on("error", () => {});
    socket.on("close", () => {
      clearTimeout(idle);
      keeper.closed(this);
    });
  }

  send(text: string): void {
    this.#write(`${text.replaceAll("\n", "\r\n")}\r\n`);
  }

  hideInput(hide: boolean): void {
    this.#write(hide ? HIDE_INPUT : SHOW_INPUT);
  }

  /** One line of this connection has been answered. */
  answered(): void {
    this.#waiting--;
    if (this.#waiting < this.#limits.maxWaiting && !this.#isDeaf) this.#socket.resume();
  }

  /** What is typed from now on stays unread; what was read is still answered. */
  stopListening(): void {
    this.#isDeaf = true;
    this.#socket.pause();
  }

  close(): void {
    this.#socket.end();
    // Who does not hang up in turn is hung up on.
    setTimeout(() => this.#socket.destroy(), 2_000).unref();
  }

  #wait(): void {
    this.#waiting++;
    if (this.#waiting >= this.#limits.maxWaiting) this.#socket.pause();
  }

  #write(data: string | Uint8Array): void {
    if (this.#socket.destroyed || this.#socket.writableEnded) return;
    this.#socket.write(data);
    if (this.#socket.writableLength > MAX_UNSENT_BYTES) this.#socket.destroy();
  }
}

export class TelnetListener {
  readonly #server: Server;
  readonly #limits: TelnetLimits;
  readonly #keeper: Doorkeeper;
  readonly #open = new Set<TelnetConnection>();
  readonly #perAddress = new Map<string, number>();
  /** Tells this process's connections from those of an earlier one. */
  readonly #prefix: string;
  #count = 0;

  constructor(keeper: Doorkeeper, limits: TelnetLimits, prefix: string) {
    this.#keeper = keeper;
    this.#limits = limits;
    this.#prefix = prefix;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** Resolves with the port, which the system chooses when 0 is asked for. */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", (error) =>
        reject(new EngineError("E_LISTEN", { address: `${host}:${port}`, detail: error.message }, error)),
      );
      this.#server.listen(port, host, () => {
        const address = this.#server.address();
        resolve(typeof address === "object" && address !== null ? address.port : port);
      });
    });
  }

  get connections(): ReadonlySet<TelnetConnection> {
    return this.#open;
  }

  /** Nobody new comes in, and nothing more is read. */
  stopListening(): void {
    this.#server.close();
    for (const connection of this.#open) connection.stopListening();
  }

  close(): void {
    this.#server.close();
    for (const connection of this.#open) connection.close();
  }

  #accept(socket: Socket): void {
    const address = socket.remoteAddress ?? "unknown";
    const same = this.#perAddress.get(address) ?? 0;
    if (this.#open.size >= this.#limits.maxConnections || same >= this.#limits.maxPerAddress) {
      socket.on("error", () => {});
      socket.end(`${this.#keeper.fullText()}\r\n`);
      return;
    }
    this.#perAddress.set(address, same + 1);
    const connection = new TelnetConnection(`${this.#prefix}.${++this.#count}`, socket, this.#limits, {
      opened: (one) => this.#keeper.opened(one),
      line: (one, text) => this.#keeper.line(one, text),
      tooLong: (one) => this.#keeper.tooLong(one),
      idle: (one) => this.#keeper.idle(one),
      closed: (one) => this.#closed(one),
      fullText: () => this.#keeper.fullText(),
    });
    this.#open.add(connection);
    this.#keeper.opened(connection);
  }

  #closed(connection: TelnetConnection): void {
    this.#open.delete(connection);
    const left = (this.#perAddress.get(connection.address) ?? 1) - 1;
    if (left <= 0) this.#perAddress.delete(connection.address);
    else this.#perAddress.set(connection.address, left);
    this.#keeper.closed(connection);
  }
}
