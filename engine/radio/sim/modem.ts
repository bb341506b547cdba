// One node's access to the channel: a queue by priority, a random wait before each sending, and never over a signal it can hear.
// After RadioLibInterface and MeshPacketQueue of the firmware.

import type { Chance } from "../../base/chance.ts";
import { symbolMs } from "../airtime.ts";
import type { Agenda } from "./agenda.ts";
import type { Air } from "./air.ts";
import type { Frame } from "./frame.ts";
import type { AirMeter } from "./meter.ts";
import type { Trace } from "./trace.ts";

/** `client` relays unless another did, `router` relays early and always, `mute` never. */
export type Role = "client" | "router" | "mute";

/** Packets that wait at most (MAX_TX_QUEUE in src/mesh/RadioInterface.h). */
export const QUEUE_LENGTH = 16;
// Contention window exponents (CWmin, CWmax in src/mesh/RadioInterface.h), and the signals they span (getCWsize).
const WINDOW_MIN = 3;
const WINDOW_MAX = 8;
const WEAKEST_DB = -20;
const STRONGEST_DB = 10;
// Propagation, turnaround and processing; the detection takes 2.5 symbols (computeSlotTimeMsec).
const SLOT_OVERHEAD_MS = 7.6;
const SLOT_SYMBOLS = 2.5;
// Time to build, process and answer a packet, found by trial (PROCESSING_TIME_MSEC).
const PROCESSING_MS = 4_500;

interface Waiting {
  readonly frame: Frame;
  /** How strongly a relayed frame came in; null for our own. */
  readonly heardDb: number | null;
}

export interface ModemOptions {
  readonly index: number;
  readonly num: number;
  readonly role: Role;
  readonly agenda: Agenda;
  readonly air: Air;
  readonly meter: AirMeter;
  readonly chance: Chance;
  readonly trace: Trace;
}

export class Modem {
  readonly #o: ModemOptions;
  readonly #slotMs: number;
  #queue: Waiting[] = [];
  #wake: (() => void) | null = null;

  constructor(options: ModemOptions) {
    this.#o = options;
    this.#slotMs = Math.floor(SLOT_SYMBOLS * symbolMs(options.air.preset) + SLOT_OVERHEAD_MS);
  }

  get free(): number {
    return QUEUE_LENGTH - this.#queue.length;
  }

  /** False when there is no room, nor anything less important to put out. */
  enqueue(frame: Frame, heardDb: number | null): boolean {
    if (this.#queue.length >= QUEUE_LENGTH && !this.#makeRoom(frame)) {
      this.#note("dropped", frame);
      return false;
    }
    const rank = rankOf(frame, heardDb);
    const at = this.#queue.findIndex((other) => rankOf(other.frame, other.heardDb) < rank);
    this.#queue.splice(at < 0 ? this.#queue.length : at, 0, { frame, heardDb });
    this.#arm();
    return true;
  }

  has(from: number, id: number): boolean {
    return this.#queue.some(({ frame }) => frame.from === from && frame.id === id);
  }

  /** Takes back what has not been sent yet. */
  cancel(from: number, id: number): boolean {
    const at = this.#queue.findIndex(({ frame }) => frame.from === from && frame.id === id);
    if (at < 0) return false;
    this.#note("spared", this.#queue[at]!.frame);
    this.#queue.splice(at, 1);
    return true;
  }

  /** How long to wait for an ACK before sending again (getRetransmissionMsec). */
  retryMs(airMs: number): number {
    const slots = 2 ** this.#window() + 2 * WINDOW_MAX + 2 ** Math.floor((WINDOW_MAX + WINDOW_MIN) / 2);
    return 2 * airMs + slots * this.#slotMs + PROCESSING_MS;
  }

  /** Forgets all that waits, as a reboot does. */
  clear(): void {
    this.#queue = [];
    this.#wake?.();
    this.#wake = null;
  }

  #makeRoom(frame: Frame): boolean {
    const last = this.#queue.at(-1)!;
    if (last.frame.priority >= frame.priority) return false;
    this.#note("dropped", last.frame);
    this.#queue.pop();
    return true;
  }

  // A wait once begun is not begun anew by what joins the queue meanwhile.
  #arm(): void {
    const first = this.#queue[0];
    if (first === undefined || this.#wake !== null) return;
    this.#wake = this.#o.agenda.after(this.#delayMs(first), () => {
      this.#wake = null;
      this.#trySend();
    });
  }

  #trySend(): void {
    const { air, index, agenda, meter } = this.#o;
    if (this.#queue.length === 0) return;
    if (air.isBusyAt(index)) {
      this.#arm();
      return;
    }
    const { frame } = this.#queue.shift()!;
    air.send(index, frame, (airMs) => {
      meter.sent(agenda.now(), airMs);
      this.#arm();
    });
  }

  #delayMs({ heardDb }: Waiting): number {
    if (heardDb === null) return this.#draw(2 ** this.#window()) * this.#slotMs;
    // The weaker it came in, the further out we are and the sooner we relay; routers go before all others.
    const window = scale(heardDb, WEAKEST_DB, STRONGEST_DB);
    if (this.#o.role === "router") return this.#draw(2 * window) * this.#slotMs;
    return (2 * WINDOW_MAX + this.#draw(2 ** window)) * this.#slotMs;
  }

  #window(): number {
    return scale(this.#o.meter.channelPercent(this.#o.agenda.now()), 0, 100);
  }

  #draw(below: number): number {
    return Math.floor(this.#o.chance.fraction() * below);
  }

  #note(what: "dropped" | "spared", frame: Frame): void {
    this.#o.trace.note(this.#o.agenda.now(), what, this.#o.num, frame);
  }
}

function scale(value: number, low: number, high: number): number {
  const share = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return WINDOW_MIN + Math.floor(share * (WINDOW_MAX - WINDOW_MIN));
}

// Equally important frames that are already under way go before our own.
function rankOf(frame: Frame, heardDb: number | null): number {
  return 2 * frame.priority + (heardDb === null ? 0 : 1);
}
