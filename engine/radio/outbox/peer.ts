// What the outbox remembers of one node: when it was heard, what went wrong with it, and until when it is left alone.

/** A node that was not heard for so long is taken for gone: telemetry comes every half hour from a node at rest. */
const SILENT_AFTER_MS = 2 * 3_600_000;
/** Nothing but answers goes to a node that lost a text, until this is over; doubled by each further loss. */
const PUSH_GAP_MS = 10 * 60_000;
const MOST_PUSH_GAP_MS = 3_600_000;
/** Two digests that nobody asked for are at least so far apart; */
export const DIGEST_GAP_MS = 10 * 60_000;
/** less when the last has arrived: the way is open now, and more waits. */
const NEXT_DIGEST_GAP_MS = 60_000;
/** Who has asked something within this looks at the screen; for others room chatter waits until it can ride with a text that they want. */
const ATTENTIVE_MS = 5 * 60_000;
/** Who plays on gets with the next answer what they missed: only who has asked nothing for so long gets a frame of its own for it. */
const PLAYS_ON_MS = 30 * 60_000;
const LATE_WORD_GAP_MS = 10 * 60_000;
const MOST_HOPS = 7;
const MOST_MARGIN = 2;

export class Peer {
  heardMs = Number.NEGATIVE_INFINITY;
  /** It has to be heard after this to count as there. */
  lostMs = Number.NEGATIVE_INFINITY;
  hops: number | null = null;
  /** When the last answer to it was made. */
  askedMs = Number.NEGATIVE_INFINITY;
  /** Losses since the last ACK. */
  losses = 0;
  /** Texts that the other side or our radio would not take, since the last ACK. */
  refusals = 0;
  heldUntilMs = Number.NEGATIVE_INFINITY;
  pushAtMs = Number.NEGATIVE_INFINITY;
  digestAtMs = Number.NEGATIVE_INFINITY;
  /** The player has asked for what they missed. */
  wantsMissed = false;
  taughtMs = Number.NEGATIVE_INFINITY;
  /** An answer waits because its asker has used up their airtime, and has not been told so. */
  isKept = false;
  lateToldMs = Number.NEGATIVE_INFINITY;
  /** Lower than usual when the radio found a frame too large. */
  limitBytes: number | null = null;
  /** The hand-over that served it last: whoever waits longest comes first. */
  served = 0;

  hear(atMs: number, hopsUsed: number | null): void {
    this.heardMs = Math.max(this.heardMs, atMs);
    if (hopsUsed !== null) this.hops = hopsUsed;
  }

  /** An answer cannot go now for want of the player's own airtime: worth a word, but not with each. */
  keep(nowMs: number): void {
    if (nowMs >= this.lateToldMs + LATE_WORD_GAP_MS) this.isKept = true;
  }

  /** The word about it has gone. */
  toldLate(nowMs: number): void {
    this.isKept = false;
    this.lateToldMs = nowMs;
  }

  isAttentive(nowMs: number): boolean {
    return nowMs < this.askedMs + ATTENTIVE_MS;
  }

  /** When what was missed is worth a frame of its own. */
  missedAtMs(): number {
    const playsUntilMs = this.wantsMissed ? Number.NEGATIVE_INFINITY : this.askedMs + PLAYS_ON_MS;
    return Math.max(this.digestAtMs, this.pushAtMs, playsUntilMs);
  }

  isSilent(nowMs: number): boolean {
    return this.heardMs <= this.lostMs || this.heardMs <= nowMs - SILENT_AFTER_MS;
  }

  lose(handedMs: number, nowMs: number): void {
    this.lostMs = Math.max(this.lostMs, handedMs);
    this.losses++;
    this.pushAtMs = nowMs + Math.min(MOST_PUSH_GAP_MS, PUSH_GAP_MS * 2 ** (this.losses - 1));
  }

  reached(nowMs: number): void {
    this.hear(nowMs, null);
    this.losses = 0;
    this.refusals = 0;
    this.pushAtMs = Number.NEGATIVE_INFINITY;
    this.digestAtMs = Math.min(this.digestAtMs, nowMs + NEXT_DIGEST_GAP_MS);
  }

  /** As far as the request came, and a little further after a loss; undefined leaves it to the radio. 0 with an ACK would be rewritten. */
  hopLimit(wantAck: boolean): number | undefined {
    if (this.hops === null) return undefined;
    return Math.min(MOST_HOPS, Math.max(wantAck ? 1 : 0, this.hops + Math.min(MOST_MARGIN, this.losses)));
  }
}
