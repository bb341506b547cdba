// What play knows of a connection: a place to put text, and who is behind it. Telnet, a terminal, a radio and a test fill it alike.

import type { Manner } from "../radio/compose/compose.ts";
import { FRAME_BYTES } from "../radio/compose/limit.ts";

/** How a connection wants its frames. */
export interface FrameShape {
  /**
   * Bytes of UTF-8 that one frame to this reader carries now. A frame is made for 200 bytes however much there is, for 215 if the player
   * asks (`frame 215`), and never for more.
   */
  readonly limitBytes: number;
  /** `brief`: the short words, and nothing that only may be said. For when the channel is busy. */
  readonly manner: Manner;
  /** Plain ASCII, unless the player asked for something else. */
  readonly ascii: boolean;
}

export const FRAME_SHAPE: FrameShape = { limitBytes: FRAME_BYTES, manner: "verbose", ascii: false };
/** The answer to the player's own line, what was said to this player, or what all saw who were by. */
export type Occasion = "reply" | "told" | "seen";

/** Where a session's output goes. Nothing is called before the turn that said it is durable. */
export interface Door {
  /** One frame, newlines inside. */
  send(text: string): void;
  /** Asked each time that something is put into frames for this connection, inside the turn's transaction; `FRAME_SHAPE` without it. */
  frame?(): FrameShape;
  /**
   * A door with a lasting queue of its own takes what turns say here, inside their transaction and in place of `send`; it leaves after the
   * commit. Nobody sits before it: what is only for an eye at the screen (taken over, goodbye) is not said to it.
   */
  keep?(text: string, occasion: Occasion, place?: number | undefined): void;
  /** Where the last line came from, for a door that has several places: the answer to it is kept with this, wherever the next line comes from. */
  place?(): number;
  /** A secret is about to be typed, or was. */
  hide?(hide: boolean): void;
  /** Who is behind the connection has changed; null: nobody. */
  known?(player: number | null): void;
  /** Play is done with this connection (`quit`, too many failures). */
  close(): void;
}

export interface Opening {
  readonly door: Door;
  /** For the log and for throttling: an address, a node. */
  readonly address: string;
  /** Trusted name: no password is asked, and a new one is made if need be (a local terminal, a transcript). */
  readonly as?: string;
  /** Entity of a player this connection was logged in as before the world restarted. */
  readonly player?: number | null;
}
