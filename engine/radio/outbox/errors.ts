// The firmware's routing errors by number: for each its name, whether the text can have been read, and what helps.

/**
 * `unsure`: may have been read, so it is told again only marked. `unread`: never left our radio, or the other could not read it, so it
 * goes again as it is, with a new id.
 */
export type Fate = "unsure" | "unread";

/**
 * `silence`: wait until the node is heard. `pace`: too soon after the last. `duty`: the region's hour is used up. `wait`: the radio is not able now.
 * `teach`: our radio has lost the key. `introduce`: the other has lost ours and is told by the firmware itself. `rebind`: the keys do not match
 * and a person must help. `shorten`: too long. `fault`: our own mistake; the node is left alone for long.
 */
export type Cure = "silence" | "pace" | "duty" | "wait" | "teach" | "introduce" | "rebind" | "shorten" | "fault";

export interface RoutingError {
  readonly name: string;
  readonly fate: Fate;
  readonly cure: Cure;
}

const error = (name: string, fate: Fate, cure: Cure): RoutingError => Object.freeze({ name, fate, cure });

/** Source: Routing.Error in meshtastic/protobufs mesh.proto; fates and cures as seen on the genuine firmware. */
export const ROUTING_ERRORS: Readonly<Record<number, RoutingError>> = Object.freeze({
  1: error("NO_ROUTE", "unsure", "silence"),
  2: error("GOT_NAK", "unsure", "silence"),
  3: error("TIMEOUT", "unsure", "silence"),
  4: error("NO_INTERFACE", "unread", "wait"),
  // Often false: the text arrived and its ACK is late.
  5: error("MAX_RETRANSMIT", "unsure", "silence"),
  // From the other node: it holds an old key of ours. From our own: there is no such channel.
  6: error("NO_CHANNEL", "unread", "rebind"),
  7: error("TOO_LARGE", "unread", "shorten"),
  8: error("NO_RESPONSE", "unsure", "silence"),
  9: error("DUTY_CYCLE_LIMIT", "unread", "duty"),
  32: error("BAD_REQUEST", "unread", "fault"),
  33: error("NOT_AUTHORIZED", "unread", "fault"),
  34: error("PKI_FAILED", "unread", "teach"),
  35: error("PKI_UNKNOWN_PUBKEY", "unread", "introduce"),
  36: error("ADMIN_BAD_SESSION_KEY", "unread", "fault"),
  37: error("ADMIN_PUBLIC_KEY_UNAUTHORIZED", "unread", "fault"),
  38: error("RATE_LIMIT_EXCEEDED", "unread", "pace"),
  39: error("PKI_SEND_FAIL_PUBLIC_KEY", "unread", "teach"),
});

/** A number from later firmware is taken for a loss that proves nothing. */
export function routingError(code: number): RoutingError {
  return ROUTING_ERRORS[code] ?? error(`ERROR_${code}`, "unsure", "silence");
}
