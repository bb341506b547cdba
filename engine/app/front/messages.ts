// What front and world say to each other over IPC: plain data, in lists, so that a burst costs one message. The front speaks
// of connections and packets only; who is behind one is the world's to know.

/** Names a connection for as long as the front lives; never used twice. */
export type ConnectionId = string;

export type ToWorld =
  /** `player` is what an earlier world told of this connection, when it is taken up again after a restart. */
  | { readonly t: "open"; readonly connection: ConnectionId; readonly address: string; readonly player: number | null }
  | { readonly t: "line"; readonly connection: ConnectionId; readonly packet: string; readonly line: string; readonly atMs: number }
  /** A line that was longer than any door takes; the line itself is gone. */
  | { readonly t: "long"; readonly connection: ConnectionId }
  /** Nobody typed for too long: say so and hang up. */
  | { readonly t: "idle"; readonly connection: ConnectionId }
  | { readonly t: "close"; readonly connection: ConnectionId }
  /** All connections and lines of before are said again: what else waits in the inbox has lost its connection. */
  | { readonly t: "resumed" }
  | { readonly t: "ping" }
  | { readonly t: "stop" };

export type FromWorld =
  | { readonly t: "ready"; readonly phrases: Phrases }
  /** Turns are being run from now on: the front's patience starts here. */
  | { readonly t: "begin" }
  /** The turns are run and the disk is waited for, which may be slow where turns may not. */
  | { readonly t: "saving" }
  /** Nothing more to do for now. */
  | { readonly t: "rest" }
  | { readonly t: "text"; readonly connection: ConnectionId; readonly text: string }
  | { readonly t: "hide"; readonly connection: ConnectionId; readonly hide: boolean }
  | { readonly t: "player"; readonly connection: ConnectionId; readonly player: number | null }
  /** The line is done and durable; it need not be sent again. */
  | { readonly t: "done"; readonly packet: string }
  | { readonly t: "close"; readonly connection: ConnectionId }
  | { readonly t: "pong" };

/** The few texts a front needs when it has no world to ask; they come from Lore like all others. */
export interface Phrases {
  /** Too many connections. */
  readonly full: string;
  /** The world is away and will be back. */
  readonly away: string;
}
