// One radio's way into play: takes what its link tells, and hands it what is due. It reads the clock and never sets one.

import type { LinkEvent, MeshText, NodeFacts, OutPacket, RadioFacts } from "../../radio/link.ts";
import type { Level } from "../../radio/outbox/load.ts";
import { Outbox } from "../../radio/outbox/outbox.ts";
import type { Address, Trouble } from "../../radio/outbox/port.ts";
import type { OutRow } from "../../radio/outbox/row.ts";
import type { Store } from "../../world/port.ts";
import type { Bots } from "./bots.ts";
import type { Directory } from "./directory.ts";
import { dutyCycleOf, presetOf } from "./region.ts";
import type { MeshSettings } from "./settings.ts";
import type { GatewayStatus } from "./status.ts";
import { StorePort, waitingAt } from "./store-port.ts";

/** What the mesh does for each of its radios. */
export interface GatewayParts {
  readonly name: string;
  readonly store: Store;
  readonly settings: MeshSettings;
  readonly directory: Directory;
  readonly bots: Bots;
  /** Never throws; the answer comes as an event. */
  send(packet: OutPacket): void;
  nowMs(): number;
  packetId(): number;
  /** A text of another node: resolves when it needs no repeat. */
  text(gateway: Gateway, text: MeshText): Promise<void>;
  /** Any packet of another node. */
  heard(gateway: Gateway, node: number, atMs: number): void;
  /** A node has told of itself; or the radio knew it already. */
  learned(gateway: Gateway, facts: NodeFacts): void;
  found(nodes: readonly NodeFacts[]): void;
  /** An ACK may be of a text that another radio has by now. */
  acked(gateway: Gateway, packetId: number): void;
  /** Marks what may have been read before. */
  missed(texts: readonly string[]): string;
  /** Ends an answer that had to wait for its asker's airtime. */
  late(): string;
  trouble(gateway: Gateway, trouble: Trouble): void;
  failed(error: unknown): void;
}

/** How the last text to a node ended, for who asks. */
export type Fate = "arrived" | "unsure";

type EventOf<K extends LinkEvent["kind"]> = Extract<LinkEvent, { kind: K }>;

/** States of rows that only tell of what is over are written this late at most. */
const FLUSH_MS = 1_000;
const MOST_FATES = 1_000;

export class Gateway {
  readonly name: string;
  readonly #parts: GatewayParts;
  readonly #port: StorePort;
  readonly #counters = new Map<string, number>();
  readonly #fates = new Map<number, Fate>();
  #outbox: Outbox | null = null;
  #radio: RadioFacts | null = null;
  #isUp = false;
  #downMs: number | null = null;
  #isOpen = true;
  #wakeMs = Number.POSITIVE_INFINITY;
  #dirtyMs = Number.POSITIVE_INFINITY;
  #trouble: GatewayStatus["trouble"] = null;
  #heardMs: number | null = null;
  /** Of who waits for what is gathered to be written. */
  #written: PromiseWithResolvers<void> | null = null;

  constructor(parts: GatewayParts) {
    this.name = parts.name;
    this.#parts = parts;
    this.#port = new StorePort(parts.store, parts.name);
  }

  /** Our own node; null until the radio has told of itself. */
  get node(): number | null {
    return this.#radio?.myNode ?? null;
  }

  // ------------------------------------------------------------------ events

  /** Takes one event of the link. Of a text it resolves once the text needs no repeat: its turn is done and durable, or it was dropped and counted. */
  async event(event: LinkEvent): Promise<void> {
    if (!this.#isOpen) return;
    const pending = (this.#takers[event.kind] as (event: LinkEvent) => Promise<void> | undefined)(event);
    this.#wake();
    await pending;
  }

  readonly #takers: { readonly [K in LinkEvent["kind"]]: (event: EventOf<K>) => Promise<void> | void } = {
    status: ({ status }) => {
      this.#isUp = status.state === "ready";
      this.#downMs = this.#isUp ? null : (this.#downMs ?? this.#now());
      if (status.radio !== null && this.#radio === null) this.#configure(status.radio);
      this.#outbox?.ready(this.#isUp);
    },
    configured: ({ radio }) => this.#configure(radio),
    lost: () => this.count("lost"),
    rebooted: () => this.count("rebooted"),
    text: ({ text }) => this.#parts.text(this, text),
    heard: ({ node, atMs, hopsUsed }) => {
      this.#heardMs = atMs;
      this.#outbox?.heard(node, hopsUsed, atMs);
      this.#parts.heard(this, node, atMs);
    },
    nodeInfo: ({ node }) => {
      this.#parts.directory.learn(node);
      this.#parts.learned(this, node);
    },
    handed: ({ packetId }) => this.#outbox?.handed(packetId, this.#now()),
    refused: ({ packetId, reason, retryInMs }) => this.#outbox?.refused(packetId, reason, retryInMs, this.#now()),
    relayed: () => this.count("relayed"),
    acked: ({ packetId, by }) => {
      this.#fated(by, "arrived");
      this.#outbox?.acked(packetId, this.#now());
      this.#parts.acked(this, packetId);
    },
    nacked: ({ packetId, code, by }) => this.#outbox?.nacked(packetId, code, by === this.node, this.#now()),
    unsure: ({ packetId, reason }) => this.#outbox?.unsure(packetId, reason, this.#now()),
    queue: ({ free }) => this.#outbox?.queueStatus(free, this.#now()),
    airtime: ({ channelUtilization, airUtilTx }) => this.#outbox?.telemetry(channelUtilization, airUtilTx, this.#now()),
    notice: () => this.count("notice"),
  };

  #configure(radio: RadioFacts): void {
    const before = this.#radio;
    this.#radio = radio;
    for (const node of radio.nodes) this.#parts.directory.learn(node);
    this.#parts.found(radio.nodes);
    if (this.#outbox === null || before?.preset !== radio.preset || before.region !== radio.region) this.#openOutbox(radio);
    for (const { node, hopsAway, lastHeardMs } of radio.nodes)
      if (lastHeardMs !== null) this.#outbox!.heard(node, hopsAway, Math.min(lastHeardMs, this.#now()));
  }

  /** Takes up the rows that wait for this radio; also anew, when it has another preset by now. */
  #openOutbox({ preset, region }: RadioFacts): void {
    const { settings, packetId, missed, late, trouble, directory } = this.#parts;
    this.#port.flush();
    const parts = {
      ...{ port: this.#port, preset: presetOf(preset), dutyCycle: settings.dutyCycle ?? dutyCycleOf(region) },
      ...{ frameBytes: settings.frameBytes, broadcastHops: Math.min(1, settings.beaconHops), packetId, missed, late },
      address: (node: number) => this.#address(node),
      trouble: (told: Trouble) => {
        this.#trouble = { ...told, atMs: this.#now() };
        trouble(this, told);
      },
    };
    this.#outbox = new Outbox(parts, this.#now());
    this.#outbox.ready(this.#isUp);
    for (const { node, hops, heardMs } of directory.records()) this.#outbox.heard(node, hops, heardMs);
  }

  /** A node is answered as it last wrote: sealed to its key, or open on its channel. One that never wrote: as its radio tells. */
  #address(node: number): Address {
    const { directory } = this.#parts;
    const record = directory.record(node);
    const facts = directory.facts(node);
    const known = record ?? { longName: facts?.longName ?? "", shortName: facts?.shortName ?? "", key: facts?.publicKey ?? null };
    const names = { longName: known.longName, shortName: known.shortName };
    return known.key === null ? names : { ...names, publicKey: known.key };
  }

  #fated(node: number, fate: Fate): void {
    this.#fates.delete(node);
    this.#fates.set(node, fate);
    if (this.#fates.size > MOST_FATES) this.#fates.delete(this.#fates.keys().next().value!);
  }

  // ------------------------------------------------------------------ outbox

  /** A row that is durable. */
  add(row: OutRow): void {
    this.#outbox?.add(row);
    this.#wake();
  }

  /** Gives up what waits for a node, also what this radio has not taken up from the disk yet; with `all` also what is out. The caller writes it elsewhere. */
  release(node: number, what: "waiting" | "all" = "waiting"): readonly OutRow[] {
    if (this.#outbox === null) return waitingAt(this.#parts.store, this.name, node);
    const rows = this.#outbox.release(node, what);
    this.#port.forget(rows.map(({ id }) => id));
    return rows;
  }

  /** Another radio heard that this packet arrived. */
  settle(packetId: number): void {
    this.#outbox?.acked(packetId, this.#now());
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  channelName(index: number): string | undefined {
    return this.#radio?.channels.find((channel) => channel.index === index)?.name;
  }

  /** Radios with the same word for this share a channel. */
  get air(): string {
    const { region = "", preset = "" } = this.#radio ?? {};
    return [region, preset, this.channelName(0) ?? ""].join(" ");
  }

  /** Since when the link is known to be down; null while it is up, or has not said yet. */
  get downMs(): number | null {
    return this.#downMs;
  }

  /** A player asks for what they missed. */
  more(node: number): void {
    if (this.#outbox?.more(node) === true) this.#wake();
  }

  /** What is known of the last text to a node, and how many wait to be told again. */
  delivery(node: number): { readonly fate: Fate | null; readonly missed: number } {
    return { fate: this.#fates.get(node) ?? null, missed: this.#outbox?.missed(node) ?? 0 };
  }

  /** How full the channel is. */
  level(): Level {
    return this.#outbox?.level(this.#now()) ?? "normal";
  }

  /** When `tick` is to be called at the latest; infinity when only an event brings news. It may come nearer with each event and each turn. */
  nextDueMs(): number {
    return Math.min(this.#wakeMs, this.#dirtyMs);
  }

  /** Hands over what is due now. A state is durable before the packet that it speaks of leaves. */
  tick(): void {
    if (!this.#isOpen) return;
    const nowMs = this.#now();
    try {
      const step = this.#outbox?.step(nowMs) ?? { send: null, wakeMs: null };
      this.#wakeMs = step.wakeMs ?? Number.POSITIVE_INFINITY;
      if (step.send !== null || this.#dirtyMs <= nowMs) this.#port.flush();
      if (!this.#port.isDirty) this.#tellWritten();
      this.#dirtyMs = this.#port.isDirty ? Math.min(this.#dirtyMs, nowMs + FLUSH_MS) : Number.POSITIVE_INFINITY;
      if (step.send !== null) this.#send(step.send);
    } catch (error) {
      this.#isOpen = false;
      this.#parts.failed(error);
    }
  }

  /** Resolves once all that the events so far have changed is on the disk: about a second after, or with the next packet. */
  written(): Promise<void> {
    if (!this.#port.isDirty) return Promise.resolve();
    this.#written ??= Promise.withResolvers();
    return this.#written.promise;
  }

  #tellWritten(): void {
    this.#written?.resolve();
    this.#written = null;
  }

  #send(packet: OutPacket): void {
    if (packet.kind === "text") {
      this.#parts.bots.sent(packet.to, packet.text, this.#now());
      this.#fated(packet.to, "unsure");
    }
    this.#parts.send(packet);
  }

  /** Writes what is gathered into the open group. */
  write(): void {
    if (this.#port.isDirty) this.#port.write();
  }

  #wake(): void {
    this.#wakeMs = Math.min(this.#wakeMs, this.#now());
  }

  // ------------------------------------------------------------------ status

  count(name: string): void {
    const key = `in.${name}`;
    this.#counters.set(key, (this.#counters.get(key) ?? 0) + 1);
  }

  status(): GatewayStatus {
    const nowMs = this.#now();
    const outbox = this.#outbox;
    const out = Object.entries(outbox?.counters() ?? {}).map(([name, value]) => [`out.${name}`, value] as const);
    return {
      radio: this.name,
      node: this.node,
      isUp: this.#isUp,
      region: this.#radio?.region ?? null,
      preset: this.#radio?.preset ?? null,
      level: this.level(),
      waiting: outbox?.waiting() ?? this.#parts.store.outbox.of(this.name).length,
      airtimeMs: Math.round(outbox?.airtime(0, nowMs).radioMs ?? 0),
      nodes: this.#parts.directory.size,
      counters: Object.fromEntries([...this.#counters, ...out]),
      trouble: this.#trouble,
      heardMs: this.#heardMs,
    };
  }

  /** The radio is taken away; what waits for it stays on disk. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#port.flush();
    this.#tellWritten();
  }

  #now(): number {
    return this.#parts.nowMs();
  }
}
