// The radio's side towards its host: what it takes, refuses, forgets and tells. After PhoneAPI and MeshService of the firmware,
// and what was measured on it. One host at a time; nothing is told before the host has asked for the configuration.

import type { Chance } from "../../base/chance.ts";
import { textLimitBytes } from "../airtime.ts";
import { BROADCAST } from "../link.ts";
import type { Agenda } from "./agenda.ts";
import { type Draft, type Frame, frameOf, ROUTING, type User } from "./frame.ts";
import type { Weather } from "./weather.ts";

export type HostEvent =
  | { readonly kind: "packet"; readonly frame: Frame; readonly db: number }
  /** `to` is 0 when the host had not said who it is: then it may not know that this is for it. */
  | { readonly kind: "answer"; readonly requestId: number; readonly error: number; readonly by: number; readonly to: number }
  | { readonly kind: "queue"; readonly free: number; readonly max: number; readonly packetId: number; readonly result: number }
  | { readonly kind: "telemetry"; readonly channelUtilization: number; readonly airUtilTx: number }
  | { readonly kind: "notice"; readonly text: string; readonly packetId: number }
  /** The radio closes the door: silence for too long, another host, or a reboot over a link that notices. */
  | { readonly kind: "closed"; readonly why: string };

export interface HostText {
  readonly id: number;
  readonly to: number;
  readonly text: string;
  readonly wantAck: boolean;
  readonly hopLimit?: number;
  readonly channel?: number;
  readonly replyTo?: number;
  /** The key that the host means; the radio's own must be the same. */
  readonly publicKey?: string;
  /** The sender has put our own number into the packet: refusals then reach it. */
  readonly saysFrom: boolean;
}

export interface HostPortOptions {
  readonly num: number;
  readonly agenda: Agenda;
  readonly chance: Chance;
  readonly weather: Weather;
  readonly hopLimit: number;
  readonly send: (frame: Frame) => number;
  readonly keys: () => { readonly own: string | null; readonly of: (num: number) => string | null };
  readonly addContact: (num: number, user: User) => void;
  readonly queue: () => { readonly free: number; readonly max: number };
  readonly silenceMs: () => number;
  readonly usage: () => { readonly channelUtilization: number; readonly airUtilTx: number };
  readonly delivered: (frame: Frame) => void;
}

/** A second text within this time vanishes (TWO_SECONDS_MS in the firmware's src/mesh/PhoneAPI.cpp). */
export const TEXT_THROTTLE_MS = 2_000;
/** A host that says nothing for so long is shut out (measured). */
export const HOST_SILENCE_MS = 15 * 60_000;
// Ids of the host's packets that the radio remembers (recentToRadioPacketIds in the firmware's src/mesh/PhoneAPI.h).
const REMEMBERED_IDS = 20;
// What the radio keeps for a host that is away (MAX_RX_TOPHONE in the firmware's src/mesh/mesh-pb-constants.h).
const KEPT_EVENTS = 32;
/** A text longer than this is not even understood (DATA_PAYLOAD_LEN of the Meshtastic protobufs): no answer at all. */
const LONGEST_PAYLOAD_BYTES = 233;
// Device telemetry to the host (src/modules/Telemetry/DeviceTelemetry.h).
const TELEMETRY_MS = 60_000;
const HELD_BACK_MS = { low: 500, high: 6_000 };

export class HostPort {
  readonly #o: HostPortOptions;
  #listen: ((event: HostEvent) => void) | null = null;
  #isConfigured = false;
  #kept: HostEvent[] = [];
  #recentIds: number[] = [];
  #saysFrom = new Set<number>();
  #lastTextMs = -Infinity;
  #violations = 0;
  #stopTelemetry = (): void => {};
  #stopWatch = (): void => {};

  constructor(options: HostPortOptions) {
    this.#o = options;
  }

  /** Texts that came too soon after the last. */
  get throttleViolations(): number {
    return this.#violations;
  }

  /** A host comes; one that was there is shut out. */
  attach(listen: (event: HostEvent) => void): void {
    this.detach("another host");
    this.#listen = listen;
    this.#hearHost();
  }

  /** The host has asked for, and been told, all there is: from now on packets come, first those that were kept. */
  configured(): void {
    this.#hearHost();
    this.#isConfigured = true;
    const kept = this.#kept;
    this.#kept = [];
    for (const event of kept) this.#tell(event);
    this.#telemetry();
  }

  detach(why: string): void {
    const listen = this.#listen;
    this.#listen = null;
    this.#isConfigured = false;
    this.#stopTelemetry();
    this.#stopWatch();
    listen?.({ kind: "closed", why });
  }

  heartbeat(): void {
    this.#hearHost();
    this.#tellQueue(0, 0);
  }

  /** Answered by this radio itself when the host gives an id. */
  addContact(num: number, user: User, id = 0): void {
    this.#hearHost();
    this.#o.addContact(num, user);
    if (id === 0) return;
    this.#saysFrom.add(id);
    this.answer(id, ROUTING.NONE, this.#o.num);
  }

  submit(text: HostText): void {
    this.#hearHost();
    const bytes = Buffer.byteLength(text.text);
    if (bytes > LONGEST_PAYLOAD_BYTES || this.#isRepeat(text.id)) return;
    if (text.saysFrom) this.#saysFrom.add(text.id);
    const { agenda, num } = this.#o;
    if (agenda.now() - this.#lastTextMs < TEXT_THROTTLE_MS) {
      this.#violations++;
      this.#tellQueue(text.id, 0);
      this.answer(text.id, ROUTING.RATE_LIMIT_EXCEEDED, num);
      return;
    }
    this.#lastTextMs = agenda.now();
    this.#tellQueue(text.id, this.#send(text, bytes));
  }

  /** What became of a packet of ours, told by another node or by this one. */
  answer(requestId: number, error: number, by: number): void {
    const { num } = this.#o;
    const to = by !== num || this.#saysFrom.has(requestId) ? num : 0;
    if (error === ROUTING.DUTY_CYCLE_LIMIT && by === num) this.#noticeOfSilence(requestId);
    this.#tell({ kind: "answer", requestId, error, by, to });
  }

  /** A packet for the host; weather may bring it late, or twice. */
  deliver(frame: Frame, db: number): void {
    const { chance, weather, agenda } = this.#o;
    const tell = (): void => {
      if (this.#isConfigured) this.#o.delivered(frame);
      this.#tell({ kind: "packet", frame, db });
    };
    const heldMs = chance.fraction() < weather.reordering ? chance.between(HELD_BACK_MS.low, HELD_BACK_MS.high) : 0;
    if (heldMs === 0) tell();
    else agenda.after(heldMs, tell);
    if (chance.fraction() < weather.duplicates) agenda.after(heldMs + chance.between(1, HELD_BACK_MS.high), tell);
  }

  /** All but what is in flash is gone. */
  reboot(isNoticed: boolean): void {
    this.#recentIds = [];
    this.#saysFrom.clear();
    this.#kept = [];
    this.#lastTextMs = -Infinity;
    if (isNoticed) {
      this.detach("reboot");
      return;
    }
    // The host is not told: it writes into the void until it notices the silence.
    this.#isConfigured = false;
    this.#stopTelemetry();
    this.#stopWatch();
    this.#listen = null;
  }

  #send(text: HostText, bytes: number): number {
    const { num, hopLimit, keys } = this.#o;
    const isBroadcast = text.to === BROADCAST;
    const { own, of } = keys();
    const key = isBroadcast ? null : of(text.to);
    const pkc = key !== null && own !== null;
    if (!isBroadcast && own !== null && key === null) return this.#refuse(text.id, ROUTING.PKI_SEND_FAIL_PUBLIC_KEY);
    // perhapsEncode in src/mesh/Router.cpp: "client public key differs".
    if (pkc && text.publicKey !== undefined && text.publicKey !== key) return this.#refuse(text.id, ROUTING.PKI_FAILED);
    if ((text.channel ?? 0) !== 0) return this.#refuse(text.id, ROUTING.NO_CHANNEL);
    if (bytes > textLimitBytes({ pkc, reply: text.replyTo !== undefined })) return this.#refuse(text.id, ROUTING.TOO_LARGE);
    // No hops at all and yet an ACK is taken for "no preference" (Router::sendLocal).
    const hops = text.hopLimit === undefined || (text.hopLimit === 0 && text.wantAck) ? hopLimit : text.hopLimit;
    const draft: Draft = {
      from: num,
      to: text.to,
      id: text.id,
      channel: 0,
      hopLimit: hops,
      wantAck: text.wantAck,
      seal: pkc ? { by: own, to: key } : null,
      body: { kind: "text", text: text.text, replyTo: text.replyTo ?? null },
    };
    return this.#o.send(frameOf(draft));
  }

  #refuse(id: number, error: number): number {
    this.answer(id, error, this.#o.num);
    return error;
  }

  #noticeOfSilence(packetId: number): void {
    const minutes = Math.ceil(this.#o.silenceMs() / 60_000);
    this.#tell({ kind: "notice", text: `Duty cycle limit exceeded. You can send again in ${minutes} mins`, packetId });
  }

  #isRepeat(id: number): boolean {
    if (this.#recentIds.includes(id)) return true;
    this.#recentIds.push(id);
    if (this.#recentIds.length > REMEMBERED_IDS) this.#recentIds.shift();
    return false;
  }

  #tellQueue(packetId: number, result: number): void {
    this.#tell({ kind: "queue", ...this.#o.queue(), packetId, result });
  }

  #telemetry(): void {
    this.#stopTelemetry();
    this.#stopTelemetry = this.#o.agenda.after(TELEMETRY_MS, () => {
      this.#tell({ kind: "telemetry", ...this.#o.usage() });
      this.#telemetry();
    });
  }

  #hearHost(): void {
    const { agenda } = this.#o;
    this.#stopWatch();
    if (this.#listen !== null) this.#stopWatch = agenda.after(HOST_SILENCE_MS, () => this.detach("silence"));
  }

  #tell(event: HostEvent): void {
    if (this.#listen !== null && this.#isConfigured) this.#listen(event);
    else if (event.kind === "packet" || event.kind === "answer") {
      this.#kept.push(event);
      if (this.#kept.length > KEPT_EVENTS) this.#kept.shift();
    }
  }
}
