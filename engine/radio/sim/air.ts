// The one channel that all share: signals overlap, spoil each other or not, and fade. A node reads one signal at a time and none while it sends.

import type { Chance } from "../../base/chance.ts";
import { airtimeMs, type Preset, preambleMs, symbolMs } from "../airtime.ts";
import type { Agenda } from "./agenda.ts";
import type { Frame } from "./frame.ts";
import { type Landscape, SOFT_EDGE_DB, weakestDb } from "./landscape.ts";
import type { Trace } from "./trace.ts";

/** What the air tells a node. */
export interface Listener {
  readonly num: number;
  /** A whole frame came in. */
  receive(frame: Frame, db: number): void;
  /** A signal was on the air here for so long, readable or not. */
  overhear(airMs: number): void;
}

interface Signal {
  readonly from: number;
  readonly frame: Frame;
  readonly startMs: number;
  isBroken: boolean;
}

interface Heard {
  readonly signal: Signal;
  readonly db: number;
}

interface Ear {
  readonly listener: Listener;
  /** All signals here now, also those too weak to be read. */
  readonly present: Heard[];
  reading: Heard | null;
  isSpoilt: boolean;
  /** Another signal was there too, and too weak to matter. */
  isContested: boolean;
  sending: Signal | null;
  isOff: boolean;
}

/** A LoRa receiver reads the stronger of two equal signals when it is this much stronger (same spreading; 6 dB is the usual figure for LoRa, measurements give 1 to 6). */
export const CAPTURE_DB = 6;
// What is this far below the limit does no harm either.
const HARMLESS_DB = 10;
// Channel activity detection of the SX126x needs two symbols and a half (computeSlotTimeMsec in src/mesh/RadioInterface.cpp).
const DETECTION_SYMBOLS = 2.5;

export interface AirOptions {
  readonly agenda: Agenda;
  readonly preset: Preset;
  readonly landscape: Landscape;
  readonly chance: Chance;
  readonly trace: Trace;
  /** The share of whole frames that the weather takes, 0 to 1. */
  readonly loss: () => number;
}

export class Air {
  readonly preset: Preset;
  readonly #o: AirOptions;
  readonly #ears: Ear[] = [];
  readonly #around: (readonly { readonly to: number; readonly db: number }[])[];
  readonly #weakest: number;
  readonly #lockMs: number;
  readonly #detectMs: number;
  #busyMs = 0;
  #signals = 0;
  #busySinceMs = 0;

  constructor(options: AirOptions) {
    this.#o = options;
    this.preset = options.preset;
    this.#weakest = weakestDb(options.preset);
    this.#lockMs = preambleMs(options.preset);
    this.#detectMs = DETECTION_SYMBOLS * symbolMs(options.preset);
    this.#around = options.landscape.map((row) => row.map((db, to) => ({ to, db })).filter(({ db }) => db >= this.#weakest - HARMLESS_DB));
  }

  /** Adds the node of the next index of the landscape. */
  join(listener: Listener): void {
    this.#ears.push({ listener, present: [], reading: null, isSpoilt: false, isContested: false, sending: null, isOff: false });
  }

  /** Milliseconds in which at least one node was sending. */
  get busyMs(): number {
    return this.#busyMs + (this.#signals > 0 ? this.#o.agenda.now() - this.#busySinceMs : 0);
  }

  /** Can the node notice a signal now? What has only just begun cannot be noticed yet. */
  isBusyAt(index: number): boolean {
    const ear = this.#ears[index]!;
    const latest = this.#o.agenda.now() - this.#detectMs;
    return ear.sending !== null || ear.present.some(({ signal, db }) => db >= this.#weakest && signal.startMs <= latest);
  }

  /** Sends; `sent` is called when it is over. */
  send(index: number, frame: Frame, sent: (airMs: number) => void): void {
    const { agenda, trace } = this.#o;
    const ear = this.#ears[index]!;
    const signal: Signal = { from: index, frame, startMs: agenda.now(), isBroken: false };
    if (ear.reading !== null) trace.note(agenda.now(), "missed", ear.listener.num, ear.reading.signal.frame);
    ear.reading = null;
    ear.sending = signal;
    if (this.#signals++ === 0) this.#busySinceMs = agenda.now();
    trace.note(agenda.now(), "sent", ear.listener.num, frame);
    for (const { to, db } of this.#around[index]!) this.#begin(this.#ears[to]!, { signal, db });
    const airMs = airtimeMs(this.preset, frame.bytes);
    agenda.after(airMs, () => {
      if (ear.sending === signal) ear.sending = null;
      if (--this.#signals === 0) this.#busyMs += agenda.now() - this.#busySinceMs;
      for (const { to } of this.#around[index]!) this.#end(this.#ears[to]!, signal, airMs);
      if (!signal.isBroken) sent(airMs);
    });
  }

  /** A node without power neither reads nor goes on sending. */
  setPower(index: number, isOn: boolean): void {
    const ear = this.#ears[index]!;
    ear.isOff = !isOn;
    ear.reading = null;
    if (!isOn && ear.sending !== null) {
      ear.sending.isBroken = true;
      ear.sending = null;
    }
  }

  #begin(ear: Ear, heard: Heard): void {
    const { reading } = ear;
    ear.present.push(heard);
    if (ear.isOff) return;
    if (ear.sending !== null) this.#note("missed", ear, heard);
    else if (reading === null) this.#read(ear, heard);
    else if (heard.db - reading.db >= CAPTURE_DB && this.#o.agenda.now() - reading.signal.startMs < this.#lockMs) {
      // Still within the first one's preamble the receiver moves over to the stronger signal.
      this.#note("collided", ear, reading);
      this.#read(ear, heard);
    } else {
      if (reading.db - heard.db < CAPTURE_DB) ear.isSpoilt = true;
      ear.isContested = true;
      this.#note("missed", ear, heard);
    }
  }

  #read(ear: Ear, heard: Heard): void {
    if (heard.db <= this.#weakest - SOFT_EDGE_DB) return;
    const others = ear.present.filter((other) => other !== heard);
    ear.reading = heard;
    ear.isContested = others.length > 0;
    ear.isSpoilt = others.some((other) => heard.db - other.db < CAPTURE_DB);
  }

  #end(ear: Ear, signal: Signal, airMs: number): void {
    const at = ear.present.findIndex((heard) => heard.signal === signal);
    const heard = ear.present[at]!;
    ear.present.splice(at, 1);
    if (ear.isOff) return;
    if (heard.db >= this.#weakest) ear.listener.overhear(airMs);
    if (ear.reading !== heard) return;
    ear.reading = null;
    if (ear.isSpoilt) this.#note("collided", ear, heard);
    else if (signal.isBroken || !this.#isStrongEnough(heard.db)) this.#note("faded", ear, heard);
    else if (this.#o.chance.fraction() < this.#o.loss()) this.#note("lost", ear, heard);
    else {
      if (ear.isContested) this.#note("captured", ear, heard);
      this.#note("received", ear, heard);
      ear.listener.receive(signal.frame, heard.db);
    }
  }

  #isStrongEnough(db: number): boolean {
    const margin = db - this.#weakest;
    if (margin >= SOFT_EDGE_DB) return true;
    return this.#o.chance.fraction() < (margin + SOFT_EDGE_DB) / (2 * SOFT_EDGE_DB);
  }

  #note(what: "missed" | "collided" | "captured" | "received" | "faded" | "lost", ear: Ear, heard: Heard): void {
    this.#o.trace.note(this.#o.agenda.now(), what, ear.listener.num, heard.signal.frame);
  }
}
