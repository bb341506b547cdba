// The numbers by which a radio says why a packet failed, with the firmware's names (`meshtastic.Routing.Error`).

const NAMES: Readonly<Record<number, string>> = {
  0: "NONE",
  1: "NO_ROUTE",
  2: "GOT_NAK",
  3: "TIMEOUT",
  4: "NO_INTERFACE",
  5: "MAX_RETRANSMIT",
  6: "NO_CHANNEL",
  7: "TOO_LARGE",
  8: "NO_RESPONSE",
  9: "DUTY_CYCLE_LIMIT",
  32: "BAD_REQUEST",
  33: "NOT_AUTHORIZED",
  34: "PKI_FAILED",
  35: "PKI_UNKNOWN_PUBKEY",
  36: "ADMIN_BAD_SESSION_KEY",
  37: "ADMIN_PUBLIC_KEY_UNAUTHORIZED",
  38: "RATE_LIMIT_EXCEEDED",
  39: "PKI_SEND_FAIL_PUBLIC_KEY",
};

export const ROUTING_ERRORS = {
  none: 0,
  noInterface: 4,
  maxRetransmit: 5,
  noChannel: 6,
  tooLarge: 7,
  dutyCycleLimit: 9,
  pkiFailed: 34,
  pkiUnknownPubkey: 35,
  rateLimitExceeded: 38,
  pkiSendFailPublicKey: 39,
} as const;

/** The firmware's name, or `ERROR_n` for a number of a newer firmware. */
export function routingErrorName(code: number): string {
  return NAMES[code] ?? `ERROR_${code}`;
}

/** What a queue status tells of its packet as a routing error, or null when it tells nothing final. */
export function errorOfQueueResult(result: number): number | null {
  // Above 31 the firmware's own error numbers (MeshTypes.h) stand here, not routing errors: 33 no interface, 34 sending is off.
  // 32 comes with a full queue, and the packet was sent all the same.
  if (result === 33 || result === 34) return ROUTING_ERRORS.noInterface;
  return (result > 0 && result < 32) || result === ROUTING_ERRORS.pkiSendFailPublicKey ? result : null;
}
