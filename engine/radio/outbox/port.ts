// What the outbox needs from outside: a place for its rows, the way to a node, the words of a fold, and ids for packets.

import type { Preset } from "../airtime.ts";
import type { OutRow } from "./row.ts";

/** Airtime that was set aside for one hand-over. */
export interface Spent {
  readonly atMs: number;
  readonly airMs: number;
}

/**
 * Where rows last. A turn writes its new rows itself, in its own transaction, and tells `Outbox.add` once they are durable. What the outbox
 * writes must be durable before the packet of the same step leaves: a row that says `queued` has never been on air.
 */
export interface OutboxPort {
  load(): { readonly rows: readonly OutRow[]; readonly spent: readonly Spent[] };
  /** Rows that have ended may be forgotten. */
  save(rows: readonly OutRow[]): void;
  spend(spent: Spent): void;
}

/** What is known of a node beside what is heard of it. */
export interface Address {
  /** With it the text travels sealed. */
  readonly publicKey?: string;
  readonly longName: string;
  readonly shortName: string;
}

/** Something a person should be told; `code` is the firmware's number. */
export interface Trouble {
  readonly kind: "rebind" | "radio" | "text";
  readonly node: number;
  readonly code: number;
  readonly error: string;
}

export interface OutboxParts {
  readonly port: OutboxPort;
  readonly preset: Preset;
  /** Share of a rolling hour that the region allows us to send: 0.1 for EU_868, 1 where there is no rule. */
  readonly dutyCycle: number;
  address(node: number): Address;
  /** Marks texts that may have been read before: "while you were out of reach: …". Must grow with what it is given. */
  missed(texts: readonly string[]): string;
  /** What an answer ends with that had to wait because its asker had used up their airtime; without it nothing. */
  late?(): string;
  /** 1 to 2^32-1 by chance; the outbox asks again when it gets one it has used. */
  packetId(): number;
  /** How far what goes to a channel travels; without it as far as the radio's own setting. */
  readonly broadcastHops?: number;
  /** Longest frame that is made by merging; 200 without it, never more than 215. */
  readonly frameBytes?: number;
  /** How long nothing is sent after a packet that came over so many hops, in ms; `ebb.ts` without it. */
  ebbMs?(preset: Preset, hopsUsed: number | null): number;
  trouble?(trouble: Trouble): void;
}
