// What a node does with packets, its own and others': floods by rule, answers with ACKs, tries again, unseals.
// After Router, FloodingRouter, NextHopRouter and ReliableRouter of the firmware. A next hop is a whole number here and a byte there, so two
// nodes are never taken for each other.

import { BROADCAST } from "../link.ts";
import type { Agenda } from "./agenda.ts";
import type { Contacts } from "./contacts.ts";
import { type Body, type Frame, frameOf, hopsUsed, ROUTING } from "./frame.ts";
import { type Heard, History } from "./history.ts";
import type { AirMeter } from "./meter.ts";
import type { Modem, Role } from "./modem.ts";
import { RELAY_TRIES, Retries } from "./retries.ts";
import type { Trace } from "./trace.ts";

export interface RouterOptions {
  readonly num: number;
  readonly role: Role;
  readonly agenda: Agenda;
  readonly modem: Modem;
  readonly meter: AirMeter;
  readonly contacts: Contacts;
  readonly trace: Trace;
  /** Milliseconds on air of a frame. */
  readonly airMs: (frame: Frame) => number;
  /** The node's own setting, 3 as it comes. */
  readonly hopLimit: number;
  /** Percent of an hour that the region lets a node send. */
  readonly dutyPercent: number;
  /** Our own key, as it is now. */
  readonly key: () => string | null;
  readonly newId: () => number;
  /** A packet for us or for all, unsealed. */
  readonly deliver: (frame: Frame, db: number) => void;
  /** An answer to one of our packets, from afar or from this node itself. */
  readonly answer: (requestId: number, error: number, by: number) => void;
  /** We could not be read: tell the other our key. */
  readonly introduce: (to: number) => void;
}

/** ERRNO_UNKNOWN of the firmware: no room in the queue. */
export const RESULT_FULL = 32;

/** Packets remembered: twice the node memory, but at least this many (PACKETHISTORY_MAX in the firmware's src/mesh/PacketHistory.cpp). */
const HISTORY = 200;

type Opened = "read" | "unknownKey" | "wrongKey";

export class Router {
  readonly #o: RouterOptions;
  readonly #history = new History(HISTORY);
  readonly #retries: Retries;

  constructor(options: RouterOptions) {
    this.#o = options;
    this.#retries = new Retries({
      agenda: options.agenda,
      waitMs: (frame) => options.modem.retryMs(options.airMs(frame)),
      again: (frame, isLast) => {
        this.#note("retried", frame);
        // Whoever was asked has not done it: the last try is for all.
        if (isLast) options.contacts.hopFailed(frame.to);
        this.#transmit({ ...frame, nextHop: isLast ? null : this.#nextHop(frame.to) });
      },
      giveUp: (frame) => {
        if (frame.from !== options.num) return;
        this.#note("gaveUp", frame);
        options.answer(frame.id, ROUTING.MAX_RETRANSMIT, options.num);
      },
    });
  }

  /** Sends a frame of our own; the answer is the firmware's result: 0, 9 (duty cycle) or 32 (queue full, yet tried again when an ACK is wanted). */
  send(frame: Frame): number {
    if (frame.wantAck) this.#retries.start(frame);
    return this.#transmit({ ...frame, nextHop: this.#nextHop(frame.to) });
  }

  receive(frame: Frame, db: number): void {
    const { num, contacts, agenda } = this.#o;
    if (frame.from === num) {
      this.#hearOwn(frame);
      return;
    }
    this.#retries.postpone(this.#o.airMs(frame), null);
    contacts.heard(frame.from, agenda.now(), hopsUsed(frame));
    const before = this.#history.get(frame.from, frame.id);
    if (before !== undefined) {
      this.#hearAgain(frame, before, db);
      return;
    }
    this.#history.add(frame);
    this.#learnHop(frame);
    if (frame.to === num) this.#takeIn(frame, db);
    else this.#passOn(frame, db);
  }

  clear(): void {
    this.#history.clear();
    this.#retries.clear();
  }

  #transmit(frame: Frame): number {
    const { modem, num } = this.#o;
    this.#retries.postpone(this.#o.airMs(frame), frame);
    this.#history.add({ ...frame, relayedBy: num });
    if (this.#isSilenced()) {
      this.#note("silenced", frame);
      this.#retries.stop(frame.from, frame.id);
      if (frame.from === num) this.#o.answer(frame.id, ROUTING.DUTY_CYCLE_LIMIT, num);
      return ROUTING.DUTY_CYCLE_LIMIT;
    }
    return modem.enqueue(frame, null) ? 0 : RESULT_FULL;
  }

  // Somebody repeats what we sent: as good as an ACK for the retries, though nobody knows whether it arrived.
  #hearOwn(frame: Frame): void {
    const { num, modem } = this.#o;
    this.#history.add(frame);
    if (this.#retries.stop(num, frame.id)) {
      modem.cancel(num, frame.id);
      this.#o.answer(frame.id, ROUTING.NONE, num);
    }
    this.#retries.postpone(this.#o.airMs(frame), null);
  }

  #hearAgain(frame: Frame, before: Heard, db: number): void {
    const { num, modem, role } = this.#o;
    this.#note("duplicate", frame);
    const isFallback = isFallbackToFlooding(frame, before, num);
    this.#history.add(frame);
    this.#retries.stop(frame.from, frame.id);
    if (isFallback) {
      if (!modem.has(frame.from, frame.id)) this.#relay(frame, db);
      return;
    }
    if (hopsUsed(frame) > 0) {
      // Another has relayed it: we need not, unless we are there for that or were asked to.
      if (role !== "router" && before.nextHop !== num) modem.cancel(frame.from, frame.id);
      return;
    }
    // The origin itself tries again: it has heard neither relay nor ACK.
    if (modem.has(frame.from, frame.id)) return;
    if (!this.#relay(frame, db) && frame.to === num && frame.wantAck) this.#acknowledge(frame, ROUTING.NONE, 0, false);
  }

  #passOn(frame: Frame, db: number): void {
    const { body } = frame;
    // The answer has been given: what it answers need not be relayed any more.
    if (body.kind === "routing") {
      this.#retries.stop(frame.to, body.requestId);
      this.#o.modem.cancel(frame.to, body.requestId);
    }
    this.#relay(frame, db);
    if (frame.to === BROADCAST) this.#o.deliver(frame, db);
  }

  #relay(frame: Frame, db: number): boolean {
    const { num, role, modem } = this.#o;
    if (frame.to === num || frame.from === num || frame.hopLimit === 0 || role === "mute") return false;
    if (frame.nextHop !== null && frame.nextHop !== num) return false;
    if (this.#isSilenced()) {
      this.#note("silenced", frame);
      return false;
    }
    const nextHop = frame.nextHop === null ? null : this.#nextHop(frame.to);
    const relayed: Frame = { ...frame, hopLimit: frame.hopLimit - 1, relayedBy: num, nextHop };
    this.#history.add(relayed);
    if (nextHop !== null && (relayed.hopLimit > 0 || relayed.wantAck)) this.#retries.start(relayed, RELAY_TRIES);
    return modem.enqueue(relayed, db);
  }

  #nextHop(to: number): number | null {
    return to === BROADCAST ? null : this.#o.contacts.nextHop(to, this.#o.agenda.now());
  }

  // An answer came back by somebody who had carried the question, or straight to us who alone had sent it: that is the way there
  // (sniffReceived in the firmware's src/mesh/NextHopRouter.cpp).
  #learnHop({ from, to, body, relayedBy, hopStart, hopLimit }: Frame): void {
    if (body.kind !== "routing") return;
    const { num, contacts, agenda } = this.#o;
    const asked = this.#history.get(to, body.requestId);
    if (!asked?.relayers.has(num)) return;
    const isSole = asked.relayers.size === 1;
    if (asked.relayers.has(relayedBy) || (hopStart === hopLimit && isSole)) contacts.learnHop(from, relayedBy, agenda.now());
  }

  #takeIn(frame: Frame, db: number): void {
    const { body } = frame;
    const opened = this.#open(frame);
    if (frame.wantAck) this.#answerFor(frame, opened);
    if (opened !== "read") return;
    if (body.kind === "routing") this.#takeAnswer(frame, body);
    else this.#o.deliver(frame, db);
  }

  #takeAnswer(frame: Frame, body: Body & { kind: "routing" }): void {
    this.#retries.stop(this.#o.num, body.requestId);
    this.#o.modem.cancel(this.#o.num, body.requestId);
    if (body.error === ROUTING.NONE) this.#o.contacts.hopConfirmed(frame.from, this.#o.agenda.now());
    if (body.error === ROUTING.PKI_UNKNOWN_PUBKEY) this.#o.introduce(frame.from);
    this.#o.answer(body.requestId, body.error, frame.from);
  }

  #answerFor(frame: Frame, opened: Opened): void {
    const hops = this.#hopsBack(frame);
    if (opened === "unknownKey") this.#acknowledge(frame, ROUTING.PKI_UNKNOWN_PUBKEY, hops, false);
    else if (opened === "wrongKey") this.#acknowledge(frame, ROUTING.NO_CHANNEL, hops, false);
    // A text's ACK wants an ACK itself, so that it is not lost for good (shouldSuccessAckWithWantAck in src/mesh/ReliableRouter.cpp).
    else if (frame.body.kind === "text") this.#acknowledge(frame, ROUTING.NONE, hops, true);
    // The ACK of an ACK goes one hop: from further away a relay has already stopped the other's tries.
    else if (frame.body.kind === "routing" && hopsUsed(frame) === 0) this.#acknowledge(frame, ROUTING.NONE, 0, false);
  }

  #acknowledge(frame: Frame, error: number, hopLimit: number, wantAck: boolean): void {
    const body: Body = { kind: "routing", requestId: frame.id, error };
    const { num, newId } = this.#o;
    this.send(frameOf({ from: num, to: frame.from, id: newId(), channel: 0, hopLimit, wantAck, seal: null, body }));
  }

  // getHopLimitForResponse in the firmware's src/modules/RoutingModule.cpp: as many as it took and two more.
  #hopsBack(frame: Frame): number {
    const used = hopsUsed(frame);
    return Math.max(used, Math.min(used + 2, this.#o.hopLimit));
  }

  #open(frame: Frame): Opened {
    if (frame.seal === null) return "read";
    const known = this.#o.contacts.keyOf(frame.from);
    if (known === null) return "unknownKey";
    return known === frame.seal.by && this.#o.key() === frame.seal.to ? "read" : "wrongKey";
  }

  #isSilenced(): boolean {
    const { meter, agenda, dutyPercent } = this.#o;
    return dutyPercent < 100 && meter.ownPercent(agenda.now()) > dutyPercent;
  }

  #note(what: "duplicate" | "silenced" | "retried" | "gaveUp", frame: Frame): void {
    this.#o.trace.note(this.#o.agenda.now(), what, this.#o.num, frame);
  }
}

// Whoever sent it with a next hop in mind sends it again for all: neither we nor that next hop have relayed it
// (wasSeenRecently in the firmware's src/mesh/PacketHistory.cpp).
function isFallbackToFlooding(frame: Frame, before: Heard, num: number): boolean {
  const { relayers, nextHop } = before;
  if (nextHop === null || nextHop === num || frame.nextHop !== null) return false;
  return relayers.has(frame.relayedBy) && !relayers.has(num) && !relayers.has(nextHop);
}
