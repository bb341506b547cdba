// The scheduler of one radio: says what to hand over now and when to ask again. Pure but for its port; whoever owns it owns the clock.

import { byteLength } from "../compose/bytes.ts";
import { FRAME_BYTES, frameLimitBytes, MOST_BYTES } from "../compose/limit.ts";
import { BROADCAST, type OutPacket, type RefusedReason, TEXT_GAP_MS } from "../link.ts";
import { Budget } from "./budget.ts";
import { CURES } from "./cures.ts";
import { ebbMs } from "./ebb.ts";
import { routingError } from "./errors.ts";
import { arrive, depart, type Flight, letGo, miss, takeBack } from "./flight.ts";
import { type Packed, pack } from "./frame.ts";
import type { Level } from "./load.ts";
import { Meter } from "./meter.ts";
import { DIGEST_GAP_MS, Peer } from "./peer.ts";
import type { Address, OutboxParts } from "./port.ts";
import type { OutRow } from "./row.ts";
import { Rows } from "./rows.ts";
import { type Turn, turns } from "./turns.ts";

/** The firmware answers within 30 s and the link gives up soon after; past this nothing more is waited for. */
const ANSWER_MS = 120_000;
const FULL_MS = 5_000;
const DOWN_MS = 10_000;
/** So many frames can still be settled by a late ACK. */
const REMEMBERED = 256;

export interface Step {
  /** To be sent once what the port was given is durable. */
  readonly send: OutPacket | null;
  /** Ask again then, or after the next event; null when only an event can bring news. */
  readonly wakeMs: number | null;
}

export class Outbox {
  readonly #parts: OutboxParts;
  readonly #meter = new Meter();
  readonly #rows = new Rows(this.#meter);
  readonly #budget: Budget;
  readonly #peers = new Map<number, Peer>();
  /** Frames by packet id, oldest first; an id in here is never used again. */
  readonly #past = new Map<number, Flight>();
  readonly #lessons: { readonly node: number; readonly address: Address }[] = [];
  #flight: Flight | null = null;
  #isUp = true;
  #lastTextMs: number;
  #restUntilMs = Number.NEGATIVE_INFINITY;
  #fullUntilMs = Number.NEGATIVE_INFINITY;
  #served = 0;
  #ebbMs = Number.NEGATIVE_INFINITY;

  /** Takes up what an earlier life left: what was out then may have been read, so it is told again only marked. */
  constructor(parts: OutboxParts, nowMs: number) {
    this.#parts = parts;
    const { rows, spent } = parts.port.load();
    this.#budget = new Budget(parts.preset, parts.dutyCycle, spent, nowMs);
    this.#lastTextMs = nowMs;
    for (const row of rows) if (this.#rows.add(row)) this.#takeUp(row, nowMs);
    this.#save();
  }

  /** A row that a turn has written and that is durable. */
  add(row: OutRow): void {
    if (!this.#rows.add(row)) return;
    this.#meter.add(`added.${row.priority}`);
    const peer = this.#peer(row.to);
    if (row.priority === "reply") peer.askedMs = Math.max(peer.askedMs, row.madeMs);
  }

  /** What to do now; at most one text is out at a time. */
  step(nowMs: number): Step {
    const expiryMs = this.#rows.expire(nowMs);
    this.#giveUpWaiting(nowMs);
    const step = this.#next(nowMs);
    this.#save();
    const wakeMs = Math.min(step.wakeMs ?? Number.POSITIVE_INFINITY, expiryMs);
    return { send: step.send, wakeMs: wakeMs === Number.POSITIVE_INFINITY ? null : Math.max(wakeMs, nowMs + 1) };
  }

  // ------------------------------------------------------------ of the packet

  /** The radio has the bytes: all that is ever known of a text that wants no ACK. */
  handed(packetId: number, nowMs: number): void {
    if (this.#flight?.packetId !== packetId) return;
    this.#lastTextMs = nowMs;
    if (!this.#flight.wantAck) letGo(this.#rows, this.#land(nowMs, this.#flight.reservation.cost.onceMs), nowMs);
    this.#save();
  }

  /** Nothing was sent. */
  refused(packetId: number, reason: RefusedReason, retryInMs: number | null, nowMs: number): void {
    if (this.#flight?.packetId !== packetId) return;
    this.#meter.add(`refused.${reason}`);
    const flight = this.#land(nowMs, 0);
    takeBack(this.#rows, flight, nowMs);
    if (reason === "size" || reason === "unsound") this.#cure(flight, reason === "size" ? 7 : 32, true, nowMs);
    else if (reason === "full") this.#fullUntilMs = nowMs + (retryInMs ?? FULL_MS);
    else this.#rest(nowMs + (retryInMs ?? (reason === "down" ? DOWN_MS : TEXT_GAP_MS)));
    this.#save();
  }

  /** Also when it comes after a NAK, or twice. */
  acked(packetId: number, nowMs: number): void {
    const flight = this.#past.get(packetId);
    if (flight === undefined) this.#ackedBefore(packetId, nowMs);
    else {
      const isLate = this.#flight !== flight;
      if (!isLate) this.#land(nowMs, this.#budget.usedMs(flight.reservation.cost, nowMs - flight.handedMs));
      if (arrive(this.#rows, flight, nowMs) > 0) this.#meter.time(isLate ? "ackedLate" : "acked", nowMs - flight.handedMs);
      this.#peer(flight.to).reached(nowMs);
    }
    this.#save();
  }

  /** `isOurs`: our own radio says so, not the other. */
  nacked(packetId: number, code: number, isOurs: boolean, nowMs: number): void {
    const flight = this.#flight;
    if (flight?.packetId !== packetId) return;
    const { name, fate } = routingError(code);
    this.#meter.time(`nacked.${name}`, nowMs - flight.handedMs);
    const { cost } = flight.reservation;
    const unsentMs = isOurs ? 0 : this.#budget.usedMs(cost, nowMs - flight.handedMs);
    this.#land(nowMs, fate === "unsure" ? cost.worstMs : unsentMs);
    if (fate === "unsure") miss(this.#rows, flight, nowMs);
    else takeBack(this.#rows, flight, nowMs);
    this.#cure(flight, code, isOurs, nowMs);
    this.#save();
  }

  /** No answer will come. After a lost connection the node is not to blame. */
  unsure(packetId: number, reason: "silence" | "lost", nowMs: number): void {
    const flight = this.#flight;
    if (flight?.packetId !== packetId) return;
    this.#meter.add(`unsure.${reason}`);
    this.#land(nowMs, flight.reservation.cost.worstMs);
    miss(this.#rows, flight, nowMs);
    if (reason === "silence" && flight.wantAck) this.#peer(flight.to).lose(flight.handedMs, nowMs);
    this.#save();
  }

  // ------------------------------------------------------------- of the radio

  /** Whether the link can send. What was out when it went is told by `unsure`. */
  ready(isUp: boolean): void {
    this.#isUp = isUp;
  }

  /** The radio's own queue. A packet that found it full may be sent all the same: only its ACK or NAK tells. */
  queueStatus(free: number, nowMs: number): void {
    this.#fullUntilMs = free > 0 ? Number.NEGATIVE_INFINITY : nowMs + FULL_MS;
    if (free === 0) this.#meter.add("full");
  }

  /** The radio's own measures, in percent: of the channel's last minute, and of its own sending in the last hour. */
  telemetry(channelPercent: number, ownPercent: number, nowMs: number): void {
    this.#budget.measure(nowMs, channelPercent, ownPercent);
  }

  /** Any packet of that node, before the command that it may carry; also what the radio's NodeDB says, with its time. */
  heard(node: number, hopsUsed: number | null, atMs: number): void {
    this.#peer(node).hear(atMs, hopsUsed);
    this.#ebbMs = Math.max(this.#ebbMs, atMs + (this.#parts.ebbMs ?? ebbMs)(this.#parts.preset, hopsUsed));
  }

  // ------------------------------------------------------------ for the asker

  /** A player asks for what is left of a digest; false when there is nothing. */
  more(node: number): boolean {
    const peer = this.#peer(node);
    peer.digestAtMs = Number.NEGATIVE_INFINITY;
    peer.pushAtMs = Number.NEGATIVE_INFINITY;
    peer.wantsMissed = true;
    return this.missed(node) > 0;
  }

  /** Gives up what waits for a node: whoever takes it keeps it from now on. With `all` also what is out, which may have been read. */
  release(node: number, what: "waiting" | "all" = "waiting"): readonly OutRow[] {
    return this.#rows.release(node, what);
  }

  /** How many texts wait to be told again. */
  missed(node: number): number {
    return this.#rows.of(node).filter(({ state }) => state === "nacked").length;
  }

  /** How brief the replies should be that are made now. */
  level(nowMs: number): Level {
    return this.#budget.rule(nowMs).level;
  }

  waiting(): number {
    return this.#rows.all().length;
  }

  counters(): Readonly<Record<string, number>> {
    return this.#meter.counters();
  }

  /** What may be spent now, in ms of airtime. */
  airtime(node: number, nowMs: number): { readonly radioMs: number; readonly playerMs: number } {
    return this.#budget.levels(node, nowMs);
  }

  // ------------------------------------------------------------------ inside

  #takeUp(row: OutRow, nowMs: number): void {
    if (row.state === "nacked") this.#peer(row.to).lostMs = Math.max(this.#peer(row.to).lostMs, row.stateMs);
    if (row.state === "folded") this.#rows.move(row, "nacked", nowMs);
    if (row.state === "handed") this.#rows.move(row, row.wantAck ? "nacked" : "sent", nowMs);
  }

  #giveUpWaiting(nowMs: number): void {
    const flight = this.#flight;
    if (flight !== null && nowMs >= flight.handedMs + ANSWER_MS) this.unsure(flight.packetId, "silence", nowMs);
  }

  #next(nowMs: number): Step {
    if (!this.#isUp) return { send: null, wakeMs: null };
    if (this.#flight !== null) return { send: null, wakeMs: this.#flight.handedMs + ANSWER_MS };
    const lesson = this.#lessons.shift();
    if (lesson !== undefined) return { send: this.#contact(lesson.node, lesson.address), wakeMs: nowMs };
    const freeMs = Math.max(this.#lastTextMs + TEXT_GAP_MS, this.#restUntilMs, this.#fullUntilMs, this.#ebbMs);
    if (freeMs > nowMs) return { send: null, wakeMs: this.#rows.nodes().next().done ? null : freeMs };
    return this.#choose(nowMs);
  }

  #choose(nowMs: number): Step {
    const rule = this.#budget.rule(nowMs);
    // A level that holds something back ends when its measure is old.
    let wakeMs = rule.level === "normal" ? Number.POSITIVE_INFINITY : this.#budget.ruleEndsMs();
    for (const turn of turns(this.#rows, rule, (node) => this.#peer(node), BROADCAST, nowMs)) {
      wakeMs = Math.min(wakeMs, turn.readyAtMs > nowMs ? turn.readyAtMs : Number.POSITIVE_INFINITY);
      if (turn.readyAtMs > nowMs) continue;
      const { packed, flight, cost } = this.#prepare(turn, nowMs);
      const radioAtMs = this.#budget.radioFreeAtMs(nowMs, cost.worstMs);
      // Nobody smaller overtakes, or a large frame would never find its airtime.
      if (radioAtMs > nowMs) return { send: null, wakeMs: Math.min(wakeMs, radioAtMs) };
      const playerAtMs = this.#budget.playerFreeAtMs(nowMs, turn.node, cost.worstMs);
      if (playerAtMs <= nowMs) return this.#handOver(turn, packed, flight(), nowMs);
      if (turn.fresh.some(({ priority }) => priority === "reply")) this.#peer(turn.node).keep(nowMs);
      wakeMs = Math.min(wakeMs, playerAtMs);
    }
    return { send: null, wakeMs };
  }

  #prepare(turn: Turn, nowMs: number) {
    const { publicKey } = this.#parts.address(turn.node);
    const travel = { pkc: publicKey !== undefined };
    const { limitBytes, isKept } = this.#peer(turn.node);
    const packed = pack(turn.fresh, turn.missed, {
      limitBytes: limitBytes ?? frameLimitBytes(travel, this.#parts.frameBytes ?? FRAME_BYTES),
      mostBytes: limitBytes ?? frameLimitBytes(travel, MOST_BYTES),
      missed: (texts) => this.#parts.missed(texts),
      last: isKept ? (this.#parts.late?.() ?? "") : "",
    });
    const broadcast = turn.node === BROADCAST;
    const wantAck = !broadcast && (packed.again.length > 0 || packed.fresh.some(({ row }) => row.wantAck));
    const bytes = byteLength(packed.text);
    const cost = this.#budget.cost(bytes, { ...travel, wantAck, broadcast });
    const flight = (): Flight => {
      const { fresh, again } = packed;
      const reservation = this.#budget.reserve(nowMs, turn.node, cost);
      return { packetId: this.#freshId(), to: turn.node, bytes, wantAck, fresh, again, handedMs: nowMs, reservation };
    };
    return { packed, flight, cost };
  }

  #handOver(turn: Turn, packed: Packed, flight: Flight, nowMs: number): Step {
    const { packetId, to, wantAck, fresh, again } = flight;
    const peer = this.#peer(to);
    this.#flight = flight;
    if (packed.hasLast) peer.toldLate(nowMs);
    this.#remember(flight);
    this.#lastTextMs = nowMs;
    peer.served = ++this.#served;
    if (again.length > 0 && !fresh.some(({ row }) => row.priority === "reply")) {
      peer.digestAtMs = nowMs + DIGEST_GAP_MS;
      peer.wantsMissed = false;
    }
    depart(this.#rows, flight);
    this.#parts.port.spend({ atMs: nowMs, airMs: flight.reservation.cost.worstMs });
    this.#count(flight);
    const { publicKey } = this.#parts.address(to);
    const hopLimit = to === BROADCAST ? this.#parts.broadcastHops : peer.hopLimit(wantAck);
    const way = { ...(publicKey === undefined ? {} : { publicKey }), ...(hopLimit === undefined ? {} : { hopLimit }) };
    const channel = publicKey === undefined ? (turn.fresh[0]?.channel ?? turn.missed[0]?.channel ?? 0) : 0;
    return { send: { kind: "text", packetId, to, channel, text: packed.text, wantAck, ...way }, wakeMs: nowMs + ANSWER_MS };
  }

  #count({ bytes, fresh, again }: Flight): void {
    this.#meter.add("frames");
    this.#meter.add("bytes", bytes);
    if (again.length > 0) this.#meter.add(fresh.length > 0 ? "folds" : "digests");
    if (fresh.length > 1) this.#meter.add("merged", fresh.length - 1);
  }

  /** The radio is free again; what its frame did not use of its airtime comes back. */
  #land(nowMs: number, usedMs: number): Flight {
    const flight = this.#flight!;
    this.#flight = null;
    this.#budget.radioFreeAtMs(nowMs, 0);
    this.#budget.settle(flight.reservation, usedMs);
    this.#meter.add("airMs", usedMs);
    return flight;
  }

  #cure(flight: Flight, code: number, isOurs: boolean, nowMs: number): void {
    const { name, cure } = routingError(code);
    const { to: node } = flight;
    const peer = this.#peer(node);
    const address = this.#parts.address(node);
    peer.refusals++;
    CURES[cure]({
      peer,
      flight,
      hasKey: address.publicKey !== undefined,
      isOurs,
      nowMs,
      teach: () => this.#lessons.push({ node, address }),
      trouble: (kind) => this.#parts.trouble?.({ kind, node, code, error: name }),
      rest: (untilMs) => this.#rest(untilMs),
    });
  }

  #contact(node: number, { publicKey, longName, shortName }: Address): OutPacket {
    this.#meter.add("contacts");
    return { kind: "contact", packetId: this.#freshId(), node, publicKey: publicKey ?? "", longName, shortName };
  }

  /** An ACK of a packet of an earlier life. */
  #ackedBefore(packetId: number, nowMs: number): void {
    for (const row of this.#rows.all()) {
      if (row.packetId !== packetId) continue;
      this.#rows.move(row, "acked", nowMs);
      this.#peer(row.to).reached(nowMs);
    }
  }

  #freshId(): number {
    for (;;) {
      const id = this.#parts.packetId();
      if (id >= 1 && id <= 0xffffffff && !this.#past.has(id)) return id;
    }
  }

  #remember(flight: Flight): void {
    this.#past.set(flight.packetId, flight);
    for (const id of this.#past.keys()) {
      if (this.#past.size <= REMEMBERED) break;
      this.#past.delete(id);
    }
  }

  #rest(untilMs: number): void {
    this.#restUntilMs = Math.max(this.#restUntilMs, untilMs);
  }

  #peer(node: number): Peer {
    let peer = this.#peers.get(node);
    if (peer === undefined) {
      peer = new Peer();
      this.#peers.set(node, peer);
    }
    return peer;
  }

  #save(): void {
    const changed = this.#rows.takeChanged();
    if (changed.length > 0) this.#parts.port.save(changed);
  }
}
