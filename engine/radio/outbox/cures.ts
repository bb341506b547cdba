// What is done about a NAK beside the rows: who is left alone, what the radio is taught, whom a person must help.

import type { Cure } from "./errors.ts";
import type { Flight } from "./flight.ts";
import type { Peer } from "./peer.ts";
import type { Trouble } from "./port.ts";

/** Teaching writes the radio's flash. */
const TEACH_GAP_MS = 3_600_000;
const AFTER_TEACHING_MS = 1_000;
/** The firmware sends its nodeinfo to whom it does not know; a text got through 17 s later. */
const INTRODUCED_MS = 20_000;
const HELD_MS = 10 * 60_000;
const LEAST_LIMIT_BYTES = 40;
const SHORTER_BYTES = 20;

export interface Ward {
  readonly peer: Peer;
  readonly flight: Flight;
  readonly hasKey: boolean;
  readonly isOurs: boolean;
  readonly nowMs: number;
  teach(): void;
  trouble(kind: Trouble["kind"]): void;
  /** Nothing leaves the radio until then. */
  rest(untilMs: number): void;
}

const hold = ({ peer, nowMs }: Ward, forMs: number): void => {
  peer.heldUntilMs = nowMs + forMs;
};

const giveUp = (ward: Ward, kind: Trouble["kind"]): void => {
  hold(ward, HELD_MS);
  ward.trouble(kind);
};

const teach = (ward: Ward): void => {
  if (!ward.hasKey || ward.nowMs < ward.peer.taughtMs + TEACH_GAP_MS) {
    giveUp(ward, "rebind");
    return;
  }
  ward.peer.taughtMs = ward.nowMs;
  ward.teach();
  hold(ward, AFTER_TEACHING_MS);
};

export const CURES: Readonly<Record<Cure, (ward: Ward) => void>> = {
  silence: ({ peer, flight, nowMs }) => peer.lose(flight.handedMs, nowMs),
  // The pace itself keeps the gap: it counts from the hand-over.
  pace: ({ rest, nowMs }) => rest(nowMs + 2_100),
  duty: ({ rest, nowMs, peer }) => rest(nowMs + Math.min(10, 2 ** (peer.refusals - 1)) * 60_000),
  wait: ({ rest, nowMs }) => rest(nowMs + 30_000),
  teach,
  introduce: (ward) => (ward.peer.refusals < 2 ? hold(ward, INTRODUCED_MS) : teach(ward)),
  rebind: (ward) => giveUp(ward, ward.isOurs ? "radio" : "rebind"),
  shorten: (ward) => {
    const { peer, flight } = ward;
    if (flight.bytes <= LEAST_LIMIT_BYTES) return giveUp(ward, "text");
    peer.limitBytes = Math.max(LEAST_LIMIT_BYTES, flight.bytes - SHORTER_BYTES);
  },
  fault: (ward) => giveUp(ward, "radio"),
};
