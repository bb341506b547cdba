// Bytes of one telnet connection made into lines: negotiation taken out, characters put together again, long lines refused.

import { StringDecoder } from "node:string_decoder";

const IAC = 255;
const DONT = 254;
const DO = 253;
const WONT = 252;
const WILL = 251;
const SB = 250;
const SE = 240;
const ECHO = 1;

export interface LineEvents {
  line(text: string): void;
  /** A line was longer than allowed; all of it is thrown away. */
  tooLong(): void;
  /** Bytes that the other side's negotiation is to be answered with. */
  reply(bytes: Uint8Array): void;
}

type State = "text" | "command" | "option" | "sub" | "sub-command";

export class LineReader {
  readonly #maxBytes: number;
  readonly #events: LineEvents;
  #decoder = new StringDecoder("utf8");
  #state: State = "text";
  #verb = 0;
  #line = "";
  #bytes = 0;
  #skipping = false;
  #lastWasReturn = false;

  constructor(maxBytes: number, events: LineEvents) {
    this.#maxBytes = maxBytes;
    this.#events = events;
  }

  push(chunk: Uint8Array): void {
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (this.#state === "text" && byte !== IAC && byte !== 10 && byte !== 13) continue;
      if (this.#state === "text") this.#text(chunk.subarray(from, i));
      this.#special(byte);
      from = i + 1;
    }
    if (this.#state === "text") this.#text(chunk.subarray(from));
  }

  #special(byte: number): void {
    switch (this.#state) {
      case "text":
        if (byte === IAC) this.#state = "command";
        else this.#endOfLine(byte);
        return;
      case "command":
        this.#state = this.#command(byte);
        return;
      case "option":
        this.#state = "text";
        this.#answer(byte);
        return;
      case "sub":
        if (byte === IAC) this.#state = "sub-command";
        return;
      case "sub-command":
        this.#state = byte === SE ? "text" : "sub";
        return;
    }
  }

  /** A doubled 255 is a byte of text by the protocol, but never a part of UTF-8: dropped like the one-byte commands. */
  #command(byte: number): State {
    if (byte === SB) return "sub";
    if (byte < WILL || byte > DONT) return "text";
    this.#verb = byte;
    return "option";
  }

  /** Every offer is declined but echo, which is the door's own way to hide a password. */
  #answer(option: number): void {
    if (option === ECHO) return;
    if (this.#verb === DO) this.#events.reply(Uint8Array.of(IAC, WONT, option));
    else if (this.#verb === WILL) this.#events.reply(Uint8Array.of(IAC, DONT, option));
  }

  #endOfLine(byte: number): void {
    // CR LF, CR NUL and a lone LF or CR all end one line.
    const half = byte === 10 && this.#lastWasReturn;
    this.#lastWasReturn = byte === 13;
    if (half) return;
    this.#append(this.#decoder.end());
    const line = this.#line;
    const skipped = this.#skipping;
    this.#line = "";
    this.#bytes = 0;
    this.#skipping = false;
    if (skipped) this.#events.tooLong();
    else this.#events.line(line);
  }

  #text(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#lastWasReturn = false;
    this.#bytes += bytes.length;
    if (this.#bytes > this.#maxBytes) {
      this.#skipping = true;
      this.#line = "";
      this.#decoder = new StringDecoder("utf8");
    }
    if (!this.#skipping) this.#append(this.#decoder.write(bytes));
  }

  /** A client that sends each key as it is typed sends its corrections too. */
  #append(text: string): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the keys in question.
    if (!/[\u0000\b\u007f]/.test(text)) {
      this.#line += text;
      return;
    }
    for (const char of text) {
      if (char === "\b" || char === "\u007f") this.#line = [...this.#line].slice(0, -1).join("");
      else if (char !== "\0") this.#line += char;
    }
  }
}

/** Says that this side echoes from now on (it does not): the other side stops to, and what is typed stays unseen. */
export const HIDE_INPUT = Uint8Array.of(IAC, WILL, ECHO);
export const SHOW_INPUT = Uint8Array.of(IAC, WONT, ECHO);
