// The way between a transcript's players and the world: direct, over frames of bytes, or over a link that loses and repeats packets.
// Whatever the way does, the player must read the same.

import { FRAME_BYTES } from "../../radio/compose/limit.ts";

export type Way = "direct" | "frames" | "lossy";

/** Longest text that a radio hands over at all. */
const MAX_PACKET_BYTES = 233;

export interface Packetry {
  readonly id: number;
  readonly bytes: Uint8Array;
}

/** Tells a link what to lose: a fixed pattern, so that every run is the same. */
interface Weather {
  isLost(): boolean;
  isRepeated(): boolean;
}

function weatherOf(way: Way): Weather {
  if (way !== "lossy") return { isLost: () => false, isRepeated: () => false };
  let n = 0;
  return { isLost: () => ++n % 3 === 0, isRepeated: () => n % 2 === 0 };
}

/** One direction of a player's link: packets arrive at least once, the far end hears each once. */
export class Link {
  readonly #weather: Weather;
  readonly #arrive: (text: string, id: number) => void;
  readonly #heard = new Set<number>();
  readonly #dedup: boolean;
  #next = 1;
  #dropNext = false;

  /** `dedup`: false when the far end (the inbox) knows by itself what it has heard. */
  constructor(way: Way, dedup: boolean, arrive: (text: string, id: number) => void) {
    this.#weather = weatherOf(way);
    this.#dedup = dedup;
    this.#arrive = arrive;
  }

  /** The next packet is lost once. */
  dropNext(): void {
    this.#dropNext = true;
  }

  send(text: string): void {
    const packet: Packetry = { id: this.#next++, bytes: new TextEncoder().encode(text) };
    const lost = this.#dropNext || this.#weather.isLost();
    this.#dropNext = false;
    if (!lost) this.#hand(packet);
    // What was lost is sent again under the same id; what only lost its receipt arrives a second time.
    if (lost || this.#weather.isRepeated()) this.#hand(packet);
  }

  #hand(packet: Packetry): void {
    if (this.#dedup && this.#heard.has(packet.id)) return;
    this.#heard.add(packet.id);
    this.#arrive(new TextDecoder("utf-8", { fatal: true }).decode(packet.bytes), packet.id);
  }
}

/** Why a frame could not go by radio, or null when it could. */
export function frameFault(text: string): string | null {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > FRAME_BYTES) return `${bytes} bytes in one frame, ${FRAME_BYTES} at most`;
  return null;
}

/** Lines that no radio could carry in go directly. */
export function fitsPacket(line: string): boolean {
  return new TextEncoder().encode(line).length <= MAX_PACKET_BYTES;
}
