// Commands on a public channel: off unless the sysop names a sign, answered briefly, and never a deed. Everything else on a channel is not for us.

import { cutOnce } from "../../radio/compose/pages.ts";
import { BROADCAST, type MeshText } from "../../radio/link.ts";
import { plainLine } from "../line.ts";
import type { Play } from "../play.ts";
import type { Gateway } from "./gateway.ts";
import type { Post } from "./post.ts";
import type { MeshSettings } from "./settings.ts";
import type { DropReason, Sieve } from "./sieve.ts";

export interface PublicWordsParts {
  readonly play: Play;
  readonly post: Post;
  readonly sieve: Sieve;
  readonly settings: MeshSettings;
  nowMs(): number;
  /** By what the node says of itself. */
  isMachine(node: number): boolean;
  /** What Lore answers; null when it knows no such word. */
  answer(word: string): string | null;
}

/** The inbox's name for such texts: they are not done again after a restart, for then nobody waits for them. */
export const CHANNEL_ROWS = "channel:";
/** An answer that comes later than this answers nothing. */
const ANSWER_TTL_MS = 2 * 60_000;
/** The firmware signs what goes to all: 66 of a packet's bytes. */
export const PUBLIC_BYTES = 160;
const MOST_ASKERS = 2_000;

export class PublicWords {
  readonly #parts: PublicWordsParts;
  readonly #askedMs = new Map<number, number>();

  constructor(parts: PublicWordsParts) {
    this.#parts = parts;
  }

  /** Why a text on a channel is none of ours; null for a command. The same text again gets the same answer. */
  address(gateway: Gateway, text: MeshText): DropReason | null {
    const { settings, sieve } = this.#parts;
    const { publicPrefix, publicChannels } = settings;
    if (publicPrefix === null || !text.text.startsWith(publicPrefix)) return "channel";
    const names = [String(text.channel), gateway.channelName(text.channel)?.toLowerCase()];
    if (!publicChannels.some((one) => names.includes(one.toLowerCase()))) return "channel";
    return sieve.sender(text, gateway.node) ?? (this.#parts.isMachine(text.from) ? "bot" : null);
  }

  /** Does what may be done of it, once. */
  async take(gateway: Gateway, text: MeshText): Promise<DropReason | null> {
    const { sieve, settings, play, nowMs } = this.#parts;
    const reason = sieve.manners(text, null) ?? (this.#isEarly(text.from) ? "cooldown" : null);
    if (reason !== null) return reason;
    const word = plainLine(text.text.slice(settings.publicPrefix!.length)).toLowerCase();
    let outcome: DropReason | null = "copy";
    const packet = { source: CHANNEL_ROWS + text.from, packet: String(text.packetId), line: "", atMs: nowMs() };
    const job = (): void => {
      outcome = this.#answer(gateway, text, word) ? null : "unknown";
    };
    await play.once(packet, job, () => {});
    return outcome;
  }

  #answer(gateway: Gateway, { from, channel, hopsUsed }: MeshText, word: string): boolean {
    const { post, settings, answer, nowMs } = this.#parts;
    const text = answer(word);
    if (text === null) return false;
    this.#note(from);
    // On the channel only to who hears it without help of others; who is farther gets a message of their own.
    const isNear = hopsUsed !== null && hopsUsed <= settings.beaconHops;
    const to = settings.publicAnswer === "channel" && isNear ? BROADCAST : from;
    post.unasked({ radio: gateway.name, node: to, channel, text: cutOnce(text, PUBLIC_BYTES)[0] }, ANSWER_TTL_MS, nowMs());
    return true;
  }

  #isEarly(node: number): boolean {
    const { settings, nowMs } = this.#parts;
    return nowMs() < (this.#askedMs.get(node) ?? Number.NEGATIVE_INFINITY) + settings.publicCooldownSeconds * 1_000;
  }

  #note(node: number): void {
    this.#askedMs.delete(node);
    this.#askedMs.set(node, this.#parts.nowMs());
    if (this.#askedMs.size > MOST_ASKERS) this.#askedMs.delete(this.#askedMs.keys().next().value!);
  }
}
