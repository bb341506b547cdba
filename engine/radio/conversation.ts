// One connection with a radio, from its opening to its end: asks for the configuration, keeps the heart beating, and notices silence.

import { decodeFromRadio } from "./decode.ts";
import type { DeviceMessage } from "./device-message.ts";
import { Dump } from "./dump.ts";
import { encodeDisconnect, encodeHeartbeat, encodeWantConfig } from "./encode.ts";
import { Deframer, frame } from "./framing.ts";
import type { LinkSettings } from "./settings.ts";
import type { Timers } from "./timers.ts";
import type { Connection, Transport } from "./transport.ts";

/** The firmware keeps these nonces for partial dumps. */
const PARTIAL_NONCES = [69_420, 69_421];

export interface ConversationEvents {
  opened(): void;
  /** All that comes, also while the configuration does. */
  message(message: DeviceMessage, dump: Dump): void;
  configured(dump: Dump): void;
  /** The last event of all. */
  ended(why: string): void;
  count(name: string, by?: number): void;
}

export interface ConversationOptions {
  readonly transport: Transport;
  readonly timers: Timers;
  readonly settings: LinkSettings;
  readonly nonce: () => number;
}

export class Conversation {
  readonly #o: ConversationOptions;
  readonly #on: ConversationEvents;
  readonly #deframer = new Deframer((payload) => this.#frame(payload));
  readonly #connection: Connection;
  #dump = new Dump();
  #phase: "opening" | "configuring" | "ready" | "ended" = "opening";
  #nonce = 0;
  #configTries = 0;
  #lastFrameAtMs: number;
  #frames = 0;
  #bytes = 0;
  /** Why we end it ourselves; the transport's own reason comes too late to be of use. */
  #verdict: string | null = null;
  #cancelWatch: () => void;

  constructor(options: ConversationOptions, on: ConversationEvents) {
    this.#o = options;
    this.#on = on;
    this.#lastFrameAtMs = options.timers.now();
    const { transport, timers, settings } = options;
    this.#cancelWatch = timers.after(settings.openMs, () => this.end("Nothing answers there."));
    this.#connection = transport.connect({
      opened: () => this.#opened(),
      data: (bytes) => this.#data(bytes),
      closed: (why) => this.#closed(why),
    });
  }

  send(payload: Uint8Array): void {
    if (this.#phase === "ended" || this.#phase === "opening") return;
    this.#connection.write(frame(payload));
  }

  heartbeat(): void {
    this.#on.count("heartbeats");
    this.send(encodeHeartbeat());
  }

  end(why: string): void {
    if (this.#phase === "ended") return;
    this.#verdict ??= why;
    this.#connection.close();
  }

  /** Says good-bye, so that the radio frees its one place for a client at once. */
  leave(): void {
    this.send(encodeDisconnect());
    this.end("Closed.");
  }

  #opened(): void {
    if (this.#phase !== "opening") return;
    this.#phase = "configuring";
    this.#on.opened();
    this.#ask();
  }

  #ask(): void {
    const { nonce, timers, settings } = this.#o;
    this.#phase = "configuring";
    this.#dump = new Dump();
    this.#configTries++;
    do this.#nonce = nonce();
    while (PARTIAL_NONCES.includes(this.#nonce));
    this.#lastFrameAtMs = timers.now();
    this.send(encodeWantConfig(this.#nonce));
    this.#watch(settings.configPauseMs, () => this.#configPaused());
  }

  #configPaused(): void {
    const { settings, timers } = this.#o;
    const quietMs = timers.now() - this.#lastFrameAtMs;
    if (quietMs < settings.configPauseMs) {
      this.#watch(settings.configPauseMs - quietMs, () => this.#configPaused());
    } else if (this.#configTries < settings.configTries) {
      this.#on.count("configRetries");
      // A half frame may hold back all that has come since.
      this.#deframer.giveUp();
      if (this.#phase === "configuring") this.#ask();
    } else this.end(this.#explainSilence());
  }

  #explainSilence(): string {
    if (this.#frames > 0) return "The radio began to tell its configuration and stopped in the middle.";
    const { advice } = this.#o.transport;
    if (this.#bytes > 0) return `Something there sends ${this.#bytes} bytes that are no Meshtastic frames: ${advice}`;
    return `Something there takes our question and says nothing: ${advice}`;
  }

  #data(bytes: Uint8Array): void {
    if (this.#phase === "ended") return;
    this.#bytes += bytes.length;
    this.#on.count("bytesIn", bytes.length);
    const before = this.#deframer.skippedBytes;
    this.#deframer.push(bytes);
    this.#on.count("skippedBytes", this.#deframer.skippedBytes - before);
  }

  #frame(payload: Uint8Array): boolean {
    if (this.#phase === "ended") return true;
    const message = decodeFromRadio(payload);
    if (message === null) {
      this.#on.count("undecodable");
      return false;
    }
    this.#frames++;
    this.#on.count("frames");
    this.#lastFrameAtMs = this.#o.timers.now();
    this.#take(message);
    return true;
  }

  #take(message: DeviceMessage): void {
    if (this.#phase === "configuring") this.#dump.take(message);
    this.#on.message(message, this.#dump);
    if (message.t === "rebooted" && this.#phase !== "ended") {
      // What it told before is void, and without a question nothing comes.
      this.#configTries = 0;
      this.#ask();
    }
    if (message.t === "complete" && message.nonce === this.#nonce && this.#phase === "configuring") this.#complete();
  }

  #complete(): void {
    // A dump without its beginning belongs to a question of before a reboot.
    if (this.#dump.myNode === 0) return;
    this.#phase = "ready";
    this.#configTries = 0;
    this.#on.configured(this.#dump);
    this.#beat();
  }

  #beat(): void {
    if (this.#phase !== "ready") return;
    const { settings, timers } = this.#o;
    const quietMs = timers.now() - this.#lastFrameAtMs;
    if (quietMs >= settings.silenceMs) {
      this.#on.count("silences");
      this.end("The radio has fallen silent: it rebooted, or hangs.");
      return;
    }
    if (this.#deframer.isMidFrame && quietMs >= settings.halfFrameMs) {
      this.#on.count("halfFrames");
      this.#deframer.giveUp();
      if (this.#phase !== "ready") return;
    }
    this.heartbeat();
    this.#watch(Math.min(settings.heartbeatMs, settings.silenceMs - Math.min(quietMs, settings.silenceMs - 1)), () => this.#beat());
  }

  #watch(delayMs: number, run: () => void): void {
    this.#cancelWatch();
    this.#cancelWatch = this.#o.timers.after(delayMs, run);
  }

  #closed(why: string): void {
    if (this.#phase === "ended") return;
    this.#phase = "ended";
    this.#cancelWatch();
    this.#on.ended(this.#verdict ?? why);
  }
}
