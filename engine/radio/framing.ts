// The stream protocol between host and radio: 94 C3, a length of two bytes, a protobuf. Whatever stands between frames is log text or noise and is skipped.

const START_1 = 0x94;
const START_2 = 0xc3;
const HEADER_BYTES = 4;
/** The firmware's MAX_TO_FROM_RADIO_SIZE: no true frame is longer. */
export const MAX_FRAME_BYTES = 512;

/** Puts a protobuf into a frame; longer than `MAX_FRAME_BYTES` is the caller's mistake. */
export function frame(payload: Uint8Array): Uint8Array {
  const framed = new Uint8Array(HEADER_BYTES + payload.length);
  framed.set([START_1, START_2, payload.length >> 8, payload.length & 0xff]);
  framed.set(payload, HEADER_BYTES);
  return framed;
}

/** Finds frames in a stream of bytes cut anywhere. */
export class Deframer {
  #bytes: Uint8Array = new Uint8Array(0);
  #skipped = 0;
  readonly #accept: (payload: Uint8Array) => boolean;

  /** `accept` takes a payload, or says false when it is none: then its frame was a false one, and the search goes on inside it. */
  constructor(accept: (payload: Uint8Array) => boolean) {
    this.#accept = accept;
  }

  /** Bytes outside of frames so far. */
  get skippedBytes(): number {
    return this.#skipped;
  }

  /** A frame has begun and its end has not come. */
  get isMidFrame(): boolean {
    return this.#bytes.length > 0;
  }

  push(chunk: Uint8Array): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
    this.#scan();
  }

  /** Believes no longer in the frame that has begun: its other half was lost. */
  giveUp(): void {
    if (!this.isMidFrame) return;
    this.#skip(1);
    this.#scan();
  }

  #scan(): void {
    while (this.#bytes.length > 0) {
      const start = findStart(this.#bytes);
      if (start > 0) this.#skip(start);
      if (this.#bytes.length < HEADER_BYTES) return;
      const length = (this.#bytes[2]! << 8) | this.#bytes[3]!;
      if (length === 0 || length > MAX_FRAME_BYTES) {
        this.#skip(2);
        continue;
      }
      const end = HEADER_BYTES + length;
      if (this.#bytes.length < end) return;
      // A copy, for the payload outlives the buffer; the rest is set first, so that a throwing taker leaves us whole.
      const payload = this.#bytes.slice(HEADER_BYTES, end);
      const whole = this.#bytes;
      this.#bytes = whole.subarray(end);
      if (this.#accept(payload)) continue;
      this.#bytes = whole;
      this.#skip(2);
    }
  }

  #skip(count: number): void {
    this.#skipped += count;
    this.#bytes = this.#bytes.subarray(count);
  }
}

/** Where a frame begins or may begin: a lone 94 at the end may be half of a start. */
function findStart(bytes: Uint8Array): number {
  for (let at = bytes.indexOf(START_1); at >= 0; at = bytes.indexOf(START_1, at + 1))
    if (at + 1 === bytes.length || bytes[at + 1] === START_2) return at;
  return bytes.length;
}
