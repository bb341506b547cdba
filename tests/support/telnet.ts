// A telnet client for tests: sends lines, waits for text.

import type { Socket } from "node:net";
import { connect } from "node:net";

export class TelnetClient {
  readonly #socket: Socket;
  #text = "";
  #wake: (() => void)[] = [];
  closed = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (chunk) => {
      this.#text += chunk.toString("latin1");
      this.#stir();
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      this.closed = true;
      this.#stir();
    });
  }

  static open(port: number): Promise<TelnetClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1");
      const client = new TelnetClient(socket);
      socket.once("connect", () => resolve(client));
      socket.once("error", reject);
    });
  }

  line(text: string): void {
    this.#socket.write(`${text}\r\n`);
  }

  bytes(...bytes: number[]): void {
    this.#socket.write(Uint8Array.from(bytes));
  }

  /** Everything up to and with `text`, once it has come; what follows stays for the next call. */
  async until(text: string, withinMs = 5_000): Promise<string> {
    const end = performance.now() + withinMs;
    for (;;) {
      const at = this.#text.indexOf(text);
      if (at >= 0) {
        const before = this.#text.slice(0, at + text.length);
        this.#text = this.#text.slice(at + text.length);
        return before;
      }
      if (performance.now() > end || this.closed)
        throw new TypeError(`"${text}" did not come, but ${JSON.stringify(this.#text.slice(-2000))}`);
      await this.#stirred(end - performance.now());
    }
  }

  /** What has come and was not asked for yet. */
  get rest(): string {
    return this.#text;
  }

  async untilClosed(withinMs = 5_000): Promise<void> {
    const end = performance.now() + withinMs;
    while (!this.closed && performance.now() < end) await this.#stirred(end - performance.now());
    if (!this.closed) throw new TypeError("the connection is still open");
  }

  close(): void {
    this.#socket.destroy();
  }

  #stirred(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(1, withinMs));
      this.#wake.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #stir(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
