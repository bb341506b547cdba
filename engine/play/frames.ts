// What is said becomes frames, as each reader's connection carries them and as the reader likes them. The one place where play composes.

import type { Part } from "../base/parts.ts";
import { toAscii } from "../radio/compose/ascii.ts";
import { byteLength } from "../radio/compose/bytes.ts";
import { compose } from "../radio/compose/compose.ts";
import { FRAME_BYTES, LEAST_BYTES, MOST_BYTES } from "../radio/compose/limit.ts";
import { cutOnce, paginate } from "../radio/compose/pages.ts";
import type { Output } from "../script/facade.ts";
import type { Entity } from "../world/entity.ts";
import type { World } from "../world/world.ts";
import { type Door, FRAME_SHAPE, type FrameShape } from "./door.ts";
import type { Group } from "./group.ts";
import type { Notebook } from "./notebook.ts";

export interface FramesParts {
  readonly world: World;
  readonly notebook: Notebook;
  /** The connection a player has now. */
  door(player: number): Door | undefined;
  /** Whether what all who are by may see or hear is not for this player now. */
  isAway(player: number): boolean;
}

export class Frames {
  readonly #parts: FramesParts;

  constructor(parts: FramesParts) {
    this.#parts = parts;
  }

  /** The answer to a player's line: its first page leaves, the rest waits behind `more`. So does all that a brief one did not say. */
  reply(group: Group, player: Entity, parts: readonly Part[]): void {
    if (parts.length === 0) return;
    const shape = this.shape(player);
    const [first, ...rest] = compose(parts, shape);
    if (first === undefined || first === "") return;
    const pages = shape.manner === "brief" ? [...rest, ...unsaid(first, compose(parts, { ...shape, manner: "verbose" }))] : rest;
    if (pages.length > 0) this.#parts.notebook.keep(player.id, { pages });
    group.deliver({ player: player.id, text: first, reply: true });
  }

  /** What others or the clock did. All of it that must be read leaves at once; the rest waits behind `more`, after what waits already. */
  unasked(group: Group, player: Entity, { parts, ambient }: Pick<Output, "parts" | "ambient">): void {
    if (ambient && this.#parts.isAway(player.id)) return;
    const shape = this.shape(player);
    const pages = compose(parts, shape);
    const musts = parts.filter(({ weight }) => weight === "must");
    const leave = pages.length > 1 && compose(musts, shape).length > 1 ? pages.length : 1;
    for (const text of pages.slice(0, leave)) if (text !== "") group.deliver({ player: player.id, text, reply: false, ambient });
    const rest = pages.slice(leave);
    if (rest.length === 0) return;
    this.#parts.notebook.keep(player.id, { pages: [...this.#parts.notebook.of(player.id).pages, ...rest] });
    group.keep(this.#parts.notebook.takeChanges());
  }

  /** The next page that waits; undefined when none does. One that was cut for a longer frame is cut again. */
  more(group: Group, player: Entity): boolean {
    const [next, ...pages] = this.#parts.notebook.of(player.id).pages;
    if (next === undefined) return false;
    const { limitBytes } = this.shape(player);
    const [text, rest] = byteLength(next) > limitBytes ? cutOnce(next, limitBytes) : [next, ""];
    this.#parts.notebook.keep(player.id, { pages: rest === "" ? pages : [rest, ...pages] });
    group.deliver({ player: player.id, text, reply: true });
    return true;
  }

  /** A text of the engine's own, outside of any turn: greetings, questions for a name. */
  plain(door: Door, text: string): readonly string[] {
    const { limitBytes, ascii } = door.frame?.() ?? FRAME_SHAPE;
    return paginate(ascii ? toAscii(text) : text, Math.min(limitBytes, MOST_BYTES));
  }

  /** What the connection carries, as far as the player has not asked for something else. */
  shape(player: Entity): FrameShape {
    const door = this.#parts.door(player.id)?.frame?.() ?? FRAME_SHAPE;
    const asked = this.#setting(player, "frame");
    const ascii = this.#setting(player, "ascii");
    const bytes = Math.min(typeof asked === "number" ? asked : FRAME_BYTES, door.limitBytes, MOST_BYTES);
    return {
      limitBytes: Math.max(LEAST_BYTES, Math.floor(bytes)),
      manner: door.manner === "brief" || this.#setting(player, "brief") === true ? "brief" : "verbose",
      ascii: typeof ascii === "boolean" ? ascii : door.ascii,
    };
  }

  /** A property that the library gives to players; a world without the library has none. */
  #setting(player: Entity, name: "frame" | "ascii" | "brief"): unknown {
    return this.#parts.world.constant(player, name);
  }
}

/** The whole reply, unless the short one was all of it. */
function unsaid(short: string, whole: readonly string[]): readonly string[] {
  return whole.length === 1 && whole[0] === short ? [] : whole;
}
