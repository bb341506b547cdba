// The link to one true radio over any transport: connects, configures, hands over, and begins again for ever when the radio goes.

import type { Chance } from "../base/chance.ts";
import { Acks } from "./acks.ts";
import { backoffMs } from "./backoff.ts";
import { Conversation } from "./conversation.ts";
import { Counters } from "./counters.ts";
import type { Dump } from "./dump.ts";
import { encodePacket, flawOf } from "./encode.ts";
import type { Link, LinkEvent, LinkState, LinkStatus, OutPacket, RadioFacts, RefusedReason } from "./link.ts";
import { Reception } from "./reception.ts";
import { ackWaitMs, LINK_SETTINGS, type LinkSettings, relayedAckWaitMs } from "./settings.ts";
import { SYSTEM_TIMERS, type Timers } from "./timers.ts";
import type { Transport } from "./transport.ts";

export interface RadioLinkOptions {
  readonly name: string;
  readonly transport: Transport;
  readonly chance: Chance;
  readonly timers?: Timers;
  readonly settings?: Partial<LinkSettings>;
}

export class RadioLink implements Link {
  readonly name: string;
  readonly #transport: Transport;
  readonly #chance: Chance;
  readonly #timers: Timers;
  readonly #settings: LinkSettings;
  readonly #counters = new Counters();
  readonly #acks = new Acks((fate) => {
    this.#counters.add(fate.kind === "acked" && fate.late ? "lateAcked" : fate.kind);
    if (fate.kind === "relayed") this.#awaitAnswer(fate.packetId, relayedAckWaitMs(this.#settings, this.#radio!.preset));
    this.#emit(fate);
  });
  readonly #reception: Reception;
  #listen: (event: LinkEvent) => void = () => {};
  #conversation: Conversation | null = null;
  #radio: RadioFacts | null = null;
  #dump: Dump | null = null;
  #state: LinkState = "closed";
  #sinceMs: number;
  #detail = "Not opened.";
  #tries = 0;
  #nextTryAtMs: number | null = null;
  #lastTextAtMs = Number.NEGATIVE_INFINITY;
  #lastTextId = 0;
  #cancelRetry: () => void = () => {};
  readonly #answerWaits = new Set<() => void>();
  #closing: PromiseWithResolvers<void> | null = null;

  constructor(options: RadioLinkOptions) {
    this.name = options.name;
    this.#transport = options.transport;
    this.#chance = options.chance;
    this.#timers = options.timers ?? SYSTEM_TIMERS;
    this.#settings = { ...LINK_SETTINGS, ...options.settings };
    this.#sinceMs = this.#timers.now();
    this.#reception = new Reception({
      acks: this.#acks,
      now: () => this.#timers.now(),
      emit: (event) => this.#emit(event),
      count: (name) => this.#counters.add(name),
    });
  }

  open(listen: (event: LinkEvent) => void): void {
    if (this.#state !== "closed") return;
    this.#listen = listen;
    this.#tries = 0;
    this.#connect();
  }

  async close(): Promise<void> {
    if (this.#state === "closed") return;
    this.#cancelRetry();
    if (this.#closing !== null) return this.#closing.promise;
    const closing = Promise.withResolvers<void>();
    this.#closing = closing;
    if (this.#conversation === null) this.#finishClosing();
    else this.#conversation.leave();
    await closing.promise;
  }

  send(packet: OutPacket): void {
    const refusal = this.#refusalOf(packet);
    if (refusal !== null) {
      this.#counters.add(`refused.${refusal.reason}`);
      this.#emit({ kind: "refused", packetId: packet.packetId, ...refusal });
      return;
    }
    const nowMs = this.#timers.now();
    const isLocal = packet.kind === "contact";
    const { myNode } = this.#radio!;
    const wantAck = packet.kind === "contact" || packet.wantAck;
    if (!isLocal) {
      this.#lastTextAtMs = nowMs;
      this.#lastTextId = packet.packetId;
    }
    this.#acks.handed({ packetId: packet.packetId, to: isLocal ? myNode : packet.to, wantAck, handedAtMs: nowMs, isLocal });
    this.#counters.add("handed");
    this.#conversation!.send(encodePacket(packet, this.#radio!));
    this.#emit({ kind: "handed", packetId: packet.packetId });
    if (!wantAck) return;
    const waitMs = isLocal ? this.#settings.configPauseMs : ackWaitMs(this.#settings, this.#radio!.preset);
    this.#awaitAnswer(packet.packetId, waitMs);
  }

  status(): LinkStatus {
    return {
      name: this.name,
      state: this.#state,
      sinceMs: this.#sinceMs,
      detail: this.#detail,
      tries: this.#tries,
      nextTryAtMs: this.#nextTryAtMs,
      radio: this.#dump === null || this.#state !== "ready" ? this.#radio : this.#dump.facts(),
      counters: this.#counters.all(),
    };
  }

  #refusalOf(packet: OutPacket): { reason: RefusedReason; retryInMs: number | null } | null {
    const flaw = flawOf(packet);
    if (flaw !== null) return { reason: flaw, retryInMs: null };
    if (this.#state !== "ready") return { reason: "down", retryInMs: null };
    if (packet.kind === "contact") return null;
    if (this.#acks.outstanding !== null) return { reason: "busy", retryInMs: null };
    const earlyMs = this.#lastTextAtMs + this.#settings.textGapMs - this.#timers.now();
    if (earlyMs > 0) return { reason: "early", retryInMs: earlyMs };
    if (!this.#reception.isQueueFull) return null;
    // Its answer tells how the queue stands now.
    this.#conversation?.heartbeat();
    return { reason: "full", retryInMs: this.#settings.textGapMs };
  }

  #awaitAnswer(packetId: number, waitMs: number): void {
    const cancel = this.#timers.after(waitMs, () => {
      this.#answerWaits.delete(cancel);
      this.#acks.silent(packetId);
    });
    this.#answerWaits.add(cancel);
  }

  #connect(): void {
    this.#tries++;
    this.#nextTryAtMs = null;
    this.#counters.add("connects");
    this.#enter("opening", `Opening ${this.#transport.place}.`);
    const { chance, timers, settings, transport } = {
      chance: this.#chance,
      timers: this.#timers,
      settings: this.#settings,
      transport: this.#transport,
    };
    const nonce = (): number => chance.between(1, 0x7fff_ffff);
    this.#conversation = new Conversation(
      { transport, timers, settings, nonce },
      {
        opened: () => this.#enter("configuring", `Asking the radio at ${this.#transport.place} for its configuration.`),
        message: (message, dump) => {
          if (message.t === "rebooted") this.#rebooted();
          // The radio counts its 2 s from when it took the text, which on a slow way is later than we handed it.
          if (message.t === "queue" && message.packetId === this.#lastTextId && message.packetId !== 0)
            this.#lastTextAtMs = this.#timers.now();
          this.#reception.take(message, dump);
        },
        configured: (dump) => this.#configured(dump),
        ended: (why) => this.#ended(why),
        count: (name, by) => this.#counters.add(name, by),
      },
    );
  }

  #configured(dump: Dump): void {
    this.#dump = dump;
    this.#radio = dump.facts();
    this.#counters.add("configured");
    const { region, preset, myNode, nodes } = this.#radio;
    const mute =
      region === "UNSET" ? " Its region is not set: it cannot send." : this.#radio.txEnabled ? "" : " Sending is switched off in it.";
    const node = myNode.toString(16).padStart(8, "0");
    this.#enter("ready", `Node !${node} on ${region} ${preset}, knows ${nodes.length} nodes.${mute}`);
    this.#emit({ kind: "configured", radio: this.#radio });
  }

  /** On a serial line the connection lives on; what waited for an ACK waits in vain. */
  #rebooted(): void {
    if (this.#state !== "ready") return;
    // Whoever answers the bad news with a packet must hear that nothing can be sent.
    this.#state = "configuring";
    this.#acks.lost();
    this.#reception.restart();
    this.#enter("configuring", "The radio has rebooted; asking for its configuration again.");
  }

  #ended(why: string): void {
    const wasReady = this.#state === "ready";
    const wasOpen = this.#state !== "opening";
    const heldMs = this.#timers.now() - this.#sinceMs;
    this.#state = "waiting";
    this.#conversation = null;
    for (const cancel of this.#answerWaits) cancel();
    this.#answerWaits.clear();
    this.#reception.restart();
    if (wasReady) this.#counters.add("losses");
    this.#acks.lost();
    if (wasOpen) this.#emit({ kind: "lost", why });
    if (this.#closing !== null) {
      this.#finishClosing();
      return;
    }
    if (wasReady && heldMs >= this.#settings.steadyMs) this.#tries = 0;
    const waitMs = backoffMs(Math.max(1, this.#tries), this.#chance);
    this.#nextTryAtMs = this.#timers.now() + waitMs;
    this.#cancelRetry = this.#timers.after(waitMs, () => this.#connect());
    const short =
      wasReady && heldMs < this.#settings.steadyMs && this.#tries > 2
        ? " It ends soon each time: does another app use the radio? It serves one."
        : "";
    this.#enter("waiting", `${why}${short} Next try in ${Math.ceil(waitMs / 1_000)} s.`);
  }

  #finishClosing(): void {
    this.#nextTryAtMs = null;
    this.#enter("closed", "Closed.");
    const closing = this.#closing;
    this.#closing = null;
    this.#listen = () => {};
    closing?.resolve();
  }

  #enter(state: LinkState, detail: string): void {
    this.#state = state;
    this.#detail = detail;
    this.#sinceMs = this.#timers.now();
    this.#emit({ kind: "status", status: this.status() });
  }

  #emit(event: LinkEvent): void {
    try {
      this.#listen(event);
    } catch (error) {
      // A listener's bug must be loud, but may not leave a frame half taken.
      this.#counters.add("listenerFaults");
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
