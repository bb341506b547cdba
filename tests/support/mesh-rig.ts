// A world with radios in one test: nodes write, the clock is held, every frame that leaves is read, acknowledged or lost as the test wishes,
// and the world may be closed, killed and opened again between any two steps.

import { join } from "node:path";
import { type Composition, compose } from "../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../engine/app/config.ts";
import { ROOT } from "../../engine/app/places.ts";
import { HeldClock } from "../../engine/base/clock.ts";
import type { Gateway } from "../../engine/play/mesh/gateway.ts";
import { DEFAULT_MESH_SETTINGS, type MeshSettings } from "../../engine/play/mesh/settings.ts";
import type { MeshNotice } from "../../engine/play/mesh/status.ts";
import {
  BROADCAST,
  type LinkEvent,
  type MeshText,
  type NodeFacts,
  type OutContact,
  type OutPacket,
  type OutText,
  type RadioFacts,
} from "../../engine/radio/link.ts";
import { openSqliteStore } from "../../engine/store/sqlite-store.ts";

export const OURS = 0x0a0b0c0d;
const START_MS = Date.UTC(2026, 4, 1, 8);

/** What becomes of a frame that is handed over. `lost` and `falseNak` are told by a NAK; of `silent` nothing is told. */
export type FrameFate = "ack" | "lost" | "falseNak" | "silent";

export interface Frame {
  readonly radio: string;
  readonly atMs: number;
  readonly node: number;
  readonly text: string;
  readonly packet: OutText;
  readonly arrived: boolean;
}

export interface RigOptions {
  /** A file; without it the world is forgotten with its store. */
  readonly path?: string;
  readonly pack?: string;
  readonly settings?: Partial<MeshSettings>;
  readonly radios?: readonly string[];
  readonly region?: string;
  /** What the radio knows of others when it is configured. */
  readonly nodes?: readonly NodeFacts[];
}

const CHANNELS = [
  { index: 0, name: "LongFast", role: "primary", key: "public" },
  { index: 1, name: "Games", role: "secondary", key: "private" },
] as const;

export const keyOf = (node: number): string => Buffer.alloc(32, node & 0xff).toString("base64");

export class MeshRig {
  readonly clock = new HeldClock(START_MS);
  readonly frames: Frame[] = [];
  readonly contacts: OutContact[] = [];
  readonly notices: MeshNotice[] = [];
  readonly fates: FrameFate[] = [];
  readonly #options: RigOptions;
  readonly #gateways = new Map<string, Gateway>();
  readonly #sent: { readonly radio: string; readonly packet: OutPacket }[] = [];
  readonly #refusals: number[] = [];
  #read = 0;
  #packetId = 7_000;
  world!: Composition;

  private constructor(options: RigOptions) {
    this.#options = options;
  }

  static async open(options: RigOptions = {}): Promise<MeshRig> {
    const rig = new MeshRig(options);
    await rig.#raise();
    return rig;
  }

  /** A world in which nothing has happened, not even its start: for the journal of another. */
  static async bare(options: RigOptions = {}): Promise<MeshRig> {
    const rig = new MeshRig(options);
    rig.world = await rig.#compose();
    return rig;
  }

  async #raise(radios = this.#options.radios ?? ["attic"]): Promise<void> {
    this.world = await this.#compose();
    await this.#settle(this.world.play.start());
    await this.#settle(this.world.mesh.start());
    for (const name of radios) {
      const gateway = this.world.mesh.radio(name, (packet) => this.#sent.push({ radio: name, packet }));
      this.#gateways.set(name, gateway);
      await gateway.event({ kind: "configured", radio: this.facts() });
      await gateway.event(statusOf(name));
    }
  }

  #compose(): Promise<Composition> {
    const { path = ":memory:", pack = "tests/packs/parlour", settings = {} } = this.#options;
    return compose({
      folder: join(ROOT, pack),
      store: openSqliteStore({ path }),
      // A busy machine must not fail a test by its clock.
      config: { ...DEFAULT_CONFIG, budget: { ...DEFAULT_CONFIG.budget, wallMs: 10_000 } },
      clock: this.clock,
      seed: 11,
      trusting: true,
      mesh: { ...DEFAULT_MESH_SETTINGS, ...settings },
      meshNotice: (notice) => this.notices.push(notice),
      failed: (error) => {
        throw error;
      },
    });
  }

  /** What the radio tells of itself. */
  facts(): RadioFacts {
    const { region = "US" } = this.#options;
    return {
      ...{ myNode: OURS, longName: "Loremesh", shortName: "LM", publicKey: keyOf(OURS), firmware: "2.7.26", region, preset: "LONG_FAST" },
      ...{ hopLimit: 3, txEnabled: true, channels: CHANNELS, nodes: this.#options.nodes ?? [] },
    };
  }

  gateway(name = "attic"): Gateway {
    return this.#gateways.get(name)!;
  }

  /** The link of a radio goes, or is back. */
  async link(radio: string, isUp: boolean): Promise<void> {
    await this.gateway(radio).event(statusOf(radio, isUp ? "ready" : "waiting"));
  }

  /** Another packet than a text. */
  async heard(node: number, radio: string): Promise<void> {
    await this.#settle(this.gateway(radio).event({ kind: "heard", node, atMs: this.clock.now(), hopsUsed: 1 }));
  }

  /** The radio tells of a node's names. */
  names(node: number, longName: string, shortName = "", more: Partial<NodeFacts> = {}): Promise<void> {
    const facts = { node, longName, shortName, publicKey: keyOf(node), hopsAway: 1, lastHeardMs: null, role: "CLIENT", ...more };
    return this.gateway().event({ kind: "nodeInfo", node: facts });
  }

  /** A text of a node, by every radio that hears it. The packet, to send it again. */
  async hear(node: number, text: string, more: Partial<MeshText> = {}, radios: readonly string[] = ["attic"]): Promise<MeshText> {
    const packet = this.textOf(node, text, more);
    for (const radio of radios) await this.tell({ kind: "text", text: packet }, radio);
    return packet;
  }

  /** Texts that come so close after each other that they share a group. */
  async hearTogether(...texts: readonly (readonly [node: number, text: string, radio: string])[]): Promise<void> {
    for (const [node, , radio] of texts) await this.heard(node, radio);
    const done = texts.map(([node, text, radio]) => this.gateway(radio).event({ kind: "text", text: this.textOf(node, text) }));
    this.world.play.flush();
    await Promise.all(done);
  }

  /** A text that a node sends to all on a channel. */
  async calls(node: number, text: string, more: Partial<MeshText> = {}, radios?: readonly string[]): Promise<MeshText> {
    return this.hear(node, text, { to: BROADCAST, pki: false, publicKey: null, wantAck: false, ...more }, radios);
  }

  textOf(node: number, text: string, more: Partial<MeshText> = {}): MeshText {
    return {
      ...{ from: node, to: OURS, channel: 0, packetId: ++this.#packetId, text, bytes: Buffer.byteLength(text), pki: true },
      ...{ publicKey: keyOf(node), hopsUsed: 1, replyTo: null, wantAck: true, viaMqtt: false, snr: 6, rxTimeMs: this.clock.now() },
      ...more,
    };
  }

  async tell(event: LinkEvent, radio = "attic"): Promise<void> {
    if (event.kind === "text") {
      const { from, hopsUsed } = event.text;
      await this.gateway(radio).event({ kind: "heard", node: from, atMs: this.clock.now(), hopsUsed });
    }
    await this.#settle(this.gateway(radio).event(event));
  }

  async #settle(done: Promise<unknown>): Promise<void> {
    this.world.play.flush();
    await done;
    this.world.play.flush();
  }

  /** Lets time pass; what is due leaves and meets its fate. */
  async pass(ms = 30_000): Promise<void> {
    const endMs = this.clock.now() + ms;
    for (let steps = 0; steps < 2_000; steps++) {
      this.#handOver();
      await this.#settle(this.world.play.tick());
      await this.#settle(this.world.mesh.tick());
      const dueMs = Math.min(
        this.world.play.nextDueMs(),
        this.world.mesh.nextDueMs(),
        ...[...this.#gateways.values()].map((one) => one.nextDueMs()),
      );
      if (dueMs > endMs) break;
      this.clock.set(Math.max(dueMs, this.clock.now()));
    }
    this.clock.set(Math.max(endMs, this.clock.now()));
  }

  #handOver(): void {
    for (const gateway of this.#gateways.values()) gateway.tick();
    for (const { radio, packet } of this.#sent.splice(0)) this.#meet(radio, packet);
  }

  #meet(radio: string, packet: OutPacket): void {
    const { packetId } = packet;
    const gateway = this.gateway(radio);
    void gateway.event({ kind: "handed", packetId });
    if (packet.kind === "contact") {
      this.contacts.push(packet);
      return;
    }
    const code = this.#refusals.shift();
    if (code !== undefined) {
      void gateway.event({ kind: "nacked", packetId, by: OURS, code, error: "" });
      return;
    }
    const fate = this.fates.shift() ?? "ack";
    this.frames.push({ radio, atMs: this.clock.now(), node: packet.to, text: packet.text, packet, arrived: fate !== "lost" });
    if (!packet.wantAck || fate === "silent") return;
    this.clock.advance(fate === "ack" ? 1_600 : 30_000);
    if (fate === "ack") void gateway.event({ kind: "acked", packetId, by: packet.to, tookMs: 1_600, late: false });
    else void gateway.event({ kind: "nacked", packetId, by: OURS, code: 5, error: "MAX_RETRANSMIT" });
  }

  /** Our own radio will not send the next text, for the reason of that number. */
  refuseNext(code: number): void {
    this.#refusals.push(code);
  }

  /** What has arrived at a node since the last look, one text a frame; of all nodes the look moves on. */
  read(node: number): string[] {
    const fresh = this.frames.slice(this.#read).filter((frame) => frame.node === node && frame.arrived);
    this.#read = this.frames.length;
    return fresh.map(({ text }) => text);
  }

  /** Writes, waits and reads: a line of a transcript. */
  async say(node: number, text: string, more: Partial<MeshText> = {}): Promise<string> {
    this.#read = this.frames.length;
    await this.hear(node, text, more);
    await this.pass();
    return this.read(node).join(" | ");
  }

  /** The process dies between two steps, and another takes up its file, with those radios. */
  async kill(radios?: readonly string[]): Promise<void> {
    if (radios !== undefined) this.#gateways.clear();
    this.#sent.length = 0;
    this.world.script.close();
    this.world.units.close();
    this.world.store.close();
    await this.#raise(radios);
  }

  close(): void {
    this.world.close();
  }
}

function statusOf(name: string, state: "ready" | "waiting" = "ready"): LinkEvent {
  const status = { name, state, sinceMs: 0, detail: "Ready.", tries: 0, nextTryAtMs: null, radio: null, counters: {} } as const;
  return { kind: "status", status };
}
