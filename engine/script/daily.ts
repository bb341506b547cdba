// What the scripts of one builder may do in a day: rows written, messages said, time on the air. It is counted in the world's data, so
// that no restart forgets it and what is undone is not counted. How much it may be is said by the library.

import type { Wire } from "../../dsl/wire.ts";
import type { EntityId } from "../base/ids.ts";
import { airtimeMs, PRESETS, type PresetName, textPacketBytes } from "../radio/airtime.ts";
import { FRAME_BYTES } from "../radio/compose/limit.ts";
import type { World } from "../world/world.ts";
import { type PackCode, STATEMENTS_UNIT } from "./core.ts";
import { callNamed } from "./functions.ts";
import { refuseWith } from "./texts.ts";
import type { DailyBook, TurnState } from "./turn-state.ts";
import { unpaid } from "./unpaid.ts";
import { fieldOf, isOutcome } from "./wires.ts";

/** By pack: the day, and what was used of it. */
const SPACE = "daily";
const DAY_MS = 86_400_000;

export interface Used {
  readonly rows: number;
  readonly messages: number;
  /** In ms. */
  readonly airtime: number;
}

const NOTHING: Used = { rows: 0, messages: 0, airtime: 0 };

interface Quota extends Used {
  readonly preset: PresetName;
}

/** Days begin at midnight of the world's own clock. */
export function usedOn(world: World, pack: string, atMs: number): Used {
  const text = world.data(SPACE, pack);
  if (text === undefined) return NOTHING;
  const [day, rows, messages, airtime] = JSON.parse(text) as [number, number, number, number];
  return day === dayOf(atMs) ? { rows, messages, airtime } : NOTHING;
}

/** `atMs` by the world's own clock. */
function dayOf(atMs: number): number {
  return Math.floor(atMs / DAY_MS);
}

export class Daily implements DailyBook {
  readonly #turn: TurnState;
  readonly #quotas = new Map<string, Quota | null>();
  /** Bytes that this turn's scripts of a pack have said to a reader: what goes into one frame is one packet. */
  readonly #bytes = new Map<string, number>();
  /** By pack: what was used up in this turn. */
  readonly #over = new Map<string, keyof Used>();

  constructor(turn: TurnState) {
    this.#turn = turn;
  }

  row(): Wire {
    const pack = this.#pack();
    return pack === undefined ? null : this.#use(pack, { rows: 1 });
  }

  message(player: EntityId, text: string): Wire {
    const pack = this.#pack();
    const quota = pack === undefined ? null : this.#quotaOf(pack);
    if (pack === undefined || quota === null) return null;
    const key = `${pack.id} ${player}`;
    const before = this.#bytes.get(key) ?? 0;
    const after = before + Buffer.byteLength(text);
    const over = this.#use(pack, { messages: 1, airtime: onAir(quota.preset, after) - onAir(quota.preset, before) });
    if (over === null) this.#bytes.set(key, after);
    return over;
  }

  /** At the end of the turn: a builder is told once a day of what is used up. */
  tell(): void {
    for (const [pack, what] of this.#over) {
      const owner = this.#turn.core.packs.get(pack)?.caller.owner;
      const key = `${pack} ${what}`;
      const day = String(dayOf(this.#nowMs()));
      const { world } = this.#turn.core;
      if (owner === undefined || world.data("daily told", key) === day) continue;
      world.journal.setData("daily told", key, day);
      const named = [["whose", owner] as const, ["what", `s${what}`] as const];
      unpaid(this.#turn, () => callNamed(this.#turn, "stdlib.daily_used_up", named));
    }
  }

  #use(pack: PackCode, more: Partial<Used>): Wire {
    const quota = this.#quotaOf(pack);
    if (quota === null) return null;
    const { world } = this.#turn.core;
    const used = usedOn(world, pack.id, this.#nowMs());
    const then = {
      rows: used.rows + (more.rows ?? 0),
      messages: used.messages + (more.messages ?? 0),
      airtime: used.airtime + (more.airtime ?? 0),
    };
    for (const what of ["rows", "messages", "airtime"] as const) {
      if (more[what] === undefined || then[what] <= quota[what]) continue;
      if (!this.#turn.rehearsing) this.#over.set(pack.id, what);
      const most = what === "airtime" ? `d${quota.airtime}` : quota[what];
      return refuseWith(this.#turn, "stdlib.build.daily", { whose: pack.caller.owner, what: `s${what}`, most });
    }
    world.journal.setData(SPACE, pack.id, JSON.stringify([dayOf(this.#nowMs()), then.rows, then.messages, Math.round(then.airtime)]));
    return null;
  }

  /** The builder's whose script works now, be it through the library; what is typed with `run` is no script. */
  #pack(): PackCode | undefined {
    const { owner, unit } = this.#turn.frame.caller;
    return owner === null || unit === STATEMENTS_UNIT ? undefined : this.#turn.core.packs.get(unit);
  }

  #nowMs(): number {
    return this.#turn.nowMs + this.#turn.core.zoneMs;
  }

  /** Null in a world that has no builders. */
  #quotaOf(pack: PackCode): Quota | null {
    let quota = this.#quotas.get(pack.id);
    if (quota === undefined) {
      // While it is asked for nothing is counted, or it would ask for itself.
      this.#quotas.set(pack.id, null);
      quota = this.#asked(pack.caller.owner);
      this.#quotas.set(pack.id, quota);
    }
    return quota;
  }

  #asked(owner: Wire): Quota | null {
    if (this.#turn.core.world.definitions.function(ASKED) === undefined) return null;
    const answer = unpaid(this.#turn, () => callNamed(this.#turn, ASKED, [["whose", owner]]));
    if (isOutcome(answer)) return null;
    const number = (name: string): number => Number(fieldOf(answer, name) ?? 0);
    const [airtime, preset] = [String(fieldOf(answer, "airtime")), String(fieldOf(answer, "preset")).slice(1)];
    return {
      rows: number("rows"),
      messages: number("messages"),
      airtime: Number(airtime.slice(1)),
      preset: preset in PRESETS ? (preset as PresetName) : "LongFast",
    };
  }
}

const ASKED = "stdlib.daily_quota";

/** Milliseconds on air of so many bytes of text to one reader, in as few packets as they need. */
function onAir(preset: PresetName, bytes: number): number {
  const packet = (textBytes: number): number => airtimeMs(PRESETS[preset], textPacketBytes(textBytes, { pkc: true }));
  const rest = bytes % FRAME_BYTES;
  return Math.floor(bytes / FRAME_BYTES) * packet(FRAME_BYTES) + (rest === 0 ? 0 : packet(rest));
}
