// What front and world say to each other over IPC: plain data, in lists, so that a burst costs one message. The front speaks
// of connections and packets only; who is behind one is the world's to know.

import type { GatewayStatus } from "../../play/mesh/status.ts";
import type { LinkEvent, OutPacket } from "../../radio/link.ts";
import type { Alarm } from "../economy/alarms.ts";
import type { ReloadOrder, ReloadOutcome } from "../reload/order.ts";

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
  /** What a radio's link tells. With a `seq` it comes again, also to the next world, until `radioDone` names it. */
  | { readonly t: "radio"; readonly radio: string; readonly seq: number | null; readonly event: LinkEvent }
  /** How do you do? Answered by `facts`. */
  | { readonly t: "ask"; readonly ask: number }
  /** Other packs, please. Answered by `reloaded`. */
  | { readonly t: "reload"; readonly ask: number; readonly order: ReloadOrder }
  /** All connections, lines and radios of before are said again: what else waits in the inbox has lost its connection. */
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
  | { readonly t: "radioDone"; readonly radio: string; readonly seq: number }
  /** To be handed to that radio; the answer comes as an event. */
  | { readonly t: "send"; readonly radio: string; readonly packet: OutPacket }
  | { readonly t: "facts"; readonly ask: number; readonly facts: WorldFacts }
  | { readonly t: "reloaded"; readonly ask: number; readonly outcome: ReloadOutcome }
  | { readonly t: "pong" };

/** How the world stands, for the sysop. */
export interface WorldFacts {
  /** Players in the game, by whatever door. */
  readonly players: number;
  readonly entities: number;
  /** Of the last day, oldest first. */
  readonly alarms: readonly Alarm[];
  readonly radios: readonly RadioWorldFacts[];
}

export interface RadioWorldFacts {
  readonly gateway: GatewayStatus;
  /** How soon it has something to do; null when only an event brings news. */
  readonly dueInMs: number | null;
}

/** The few texts a front needs when it has no world to ask; they come from Lore like all others. */
export interface Phrases {
  /** Too many connections. */
  readonly full: string;
  /** The world is away and will be back. */
  readonly away: string;
}
