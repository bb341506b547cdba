// One radio as the front has it: its link, and what the world must not miss of it. A text or the fate of a packet is kept until a
// world says that it is done, and given again to the next one; of all else a new world is told how it stands now.

import type { Link, LinkEvent, LinkStatus, OutPacket } from "../../radio/link.ts";
import { logLineOf } from "../../radio/report.ts";
import { findingsOf } from "../doctor/findings.ts";
import type { Logger } from "../log.ts";
import type { ToWorld } from "./messages.ts";

export interface RadioPostOptions {
  readonly link: Link;
  /** No packet leaves with more hops; null leaves it to the world and the radio. */
  readonly mostHops: number | null;
  readonly log: Logger;
  /** To the world, if there is one. */
  tell(message: ToWorld): void;
}

/** Hours of a busy mesh; a world that stays away longer has lost its sysop too. */
const MOST_KEPT = 2_000;
const MOST_HEARD = 300;

const KEPT: ReadonlySet<LinkEvent["kind"]> = new Set(["text", "handed", "refused", "acked", "nacked", "unsure"]);
type Heard = Extract<LinkEvent, { kind: "heard" }>;
export type AirtimeNow = Extract<LinkEvent, { kind: "airtime" }>;

export class RadioPost {
  readonly #o: RadioPostOptions;
  readonly #kept = new Map<number, LinkEvent>();
  /** When each node was heard last: who is near cannot be asked of the radio. */
  readonly #heard = new Map<number, Heard>();
  /** Handed over, and no answer yet. */
  readonly #outstanding = new Set<number>();
  #airtime: AirtimeNow | null = null;
  #seq = 0;
  #dropped = 0;

  constructor(options: RadioPostOptions) {
    this.#o = options;
  }

  get name(): string {
    return this.#o.link.name;
  }

  /** Texts whose turn is not done. */
  get unfinished(): number {
    return [...this.#kept.values()].filter(({ kind }) => kind === "text").length;
  }

  get isSending(): boolean {
    return this.#outstanding.size > 0;
  }

  get airtime(): AirtimeNow | null {
    return this.#airtime;
  }

  /** Texts lost because no world came for them. */
  get dropped(): number {
    return this.#dropped;
  }

  status(): LinkStatus {
    return this.#o.link.status();
  }

  open(): void {
    this.#o.link.open((event) => this.#event(event));
  }

  /** What was under way is told before it resolves. */
  close(): Promise<void> {
    return this.#o.link.close();
  }

  send(packet: OutPacket): void {
    const { link, mostHops } = this.#o;
    if (packet.kind === "text" && packet.wantAck) this.#outstanding.add(packet.packetId);
    if (mostHops === null || packet.kind !== "text") link.send(packet);
    else link.send({ ...packet, hopLimit: Math.min(mostHops, packet.hopLimit ?? link.status().radio?.hopLimit ?? mostHops) });
  }

  done(seq: number): void {
    this.#kept.delete(seq);
  }

  /** Tells a new world how the radio stands, who was heard, and then what no world has finished. */
  resume(): void {
    const status = this.status();
    this.#tell(null, { kind: "status", status });
    if (status.state === "ready" && status.radio !== null) this.#tell(null, { kind: "configured", radio: status.radio });
    if (this.#airtime !== null) this.#tell(null, this.#airtime);
    for (const heard of this.#heard.values()) this.#tell(null, heard);
    for (const [seq, event] of this.#kept) this.#tell(seq, event);
  }

  #event(event: LinkEvent): void {
    this.#log(event);
    this.#note(event);
    if (!KEPT.has(event.kind)) {
      this.#tell(null, event);
      return;
    }
    const seq = ++this.#seq;
    this.#kept.set(seq, event);
    this.#bound();
    this.#tell(seq, event);
  }

  #note(event: LinkEvent): void {
    if (event.kind === "airtime") this.#airtime = event;
    if (event.kind === "refused" || event.kind === "acked" || event.kind === "nacked" || event.kind === "unsure")
      this.#outstanding.delete(event.packetId);
    if (event.kind !== "heard") return;
    this.#heard.delete(event.node);
    this.#heard.set(event.node, event);
    for (const node of this.#heard.keys()) if (this.#heard.size > MOST_HEARD) this.#heard.delete(node);
  }

  /** Memory is the front's only store: past a bound the oldest goes, and the sysop reads of it. */
  #bound(): void {
    for (const [seq, event] of this.#kept) {
      if (this.#kept.size <= MOST_KEPT) return;
      this.#kept.delete(seq);
      if (event.kind !== "text") continue;
      this.#dropped++;
      this.#o.log.warn(
        { radio: this.name, from: event.text.from, dropped: this.#dropped },
        `radio ${this.name}: a text is dropped, no world came for it`,
      );
    }
  }

  #tell(seq: number | null, event: LinkEvent): void {
    this.#o.tell({ t: "radio", radio: this.name, seq, event });
  }

  #log(event: LinkEvent): void {
    const { log } = this.#o;
    const line = logLineOf(this.name, event);
    if (line !== null) log[line.level]({ radio: this.name, ...(event.kind === "status" && { state: event.status.state }) }, line.text);
    if (event.kind !== "configured") return;
    for (const { level, text } of findingsOf(event.radio))
      if (level !== "ok") log.warn({ radio: this.name, finding: level }, `radio ${this.name}: ${text}`);
  }
}
