// Which texts are for us at all: everything else is counted by its reason and gets no answer, or one word at most.

import { BROADCAST, type MeshText } from "../../radio/link.ts";
import { banOf } from "../../world/radios.ts";
import type { World } from "../../world/world.ts";
import type { Bots } from "./bots.ts";
import { Rates } from "./rates.ts";
import type { MeshSettings } from "./settings.ts";

/** Why a text is dropped. */
export type DropReason =
  | "echo"
  | "other"
  | "channel"
  | "mqtt"
  | "ignored"
  | "banned"
  | "empty"
  | "long"
  | "bot"
  | "found"
  | "rate"
  | "slow"
  | "cooldown"
  | "unknown"
  | "copy";

/** No packet of the firmware carries more text. */
const MOST_BYTES = 240;

export interface SieveParts {
  readonly world: World;
  readonly settings: MeshSettings;
  readonly bots: Bots;
  nowMs(): number;
}

export class Sieve {
  readonly #parts: SieveParts;
  readonly #ignored: ReadonlySet<number>;
  readonly #nodes: Rates;
  readonly #accounts: Rates;

  constructor(parts: SieveParts) {
    this.#parts = parts;
    this.#ignored = new Set(parts.settings.ignore);
    this.#nodes = new Rates(parts.settings.nodePerMinute);
    this.#accounts = new Rates(parts.settings.accountPerMinute);
  }

  /** Null for a text that is for us, whoever sent it. The same text again gets the same answer. */
  address(text: MeshText, ours: number | null): DropReason | null {
    if (text.from === ours) return "echo";
    if (text.to === BROADCAST) return "channel";
    return text.to === ours ? this.sender(text, ours) : "other";
  }

  /** The same without a look at whom it is for. */
  sender(text: MeshText, ours: number | null): DropReason | null {
    const { settings, world, nowMs } = this.#parts;
    if (text.from === ours) return "echo";
    if (text.viaMqtt && !settings.mqtt) return "mqtt";
    if (this.#ignored.has(text.from)) return "ignored";
    if (banOf(world, `node ${text.from}`, nowMs()) !== undefined) return "banned";
    if (text.text.trim() === "") return "empty";
    if (settings.botPrefixes.some((prefix) => text.text.startsWith(prefix))) return "bot";
    return text.bytes > MOST_BYTES ? "long" : null;
  }

  /** Null for what may be done; asked once for each text. `found`: a machine, from now on; `slow`: too fast, and to be told so once. */
  manners(text: MeshText, player: number | null): DropReason | null {
    const { world, bots, nowMs } = this.#parts;
    if (player !== null && banOf(world, `player ${player}`, nowMs()) !== undefined) return "banned";
    const habit = bots.heard(text.from, text.text, nowMs());
    if (habit !== "person") return habit === "found" ? "found" : "bot";
    const rate = this.#nodes.take(text.from, nowMs());
    const verdict = rate === "pass" && player !== null ? this.#accounts.take(player, nowMs()) : rate;
    return verdict === "pass" ? null : verdict === "warn" ? "slow" : "rate";
  }
}
