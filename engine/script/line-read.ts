// What a player's line comes to, between who reads lines and who runs commands.

import type { Wire } from "../../dsl/wire.ts";
import type { Command } from "../world/definition.ts";

/** A command with all its slots filled; `self` is the entity it was found on, null for a pack's own command. */
export interface CommandCall {
  readonly command: Command;
  readonly self: Wire;
  /** The word typed. */
  readonly verb: string;
  /** In the order of `command.def.slots`, null where nothing was bound. */
  readonly args: readonly Wire[];
  /** One of several that `all` named, and not the last: `hurried` in scripts. */
  readonly more?: boolean;
}

/** What a line comes to: commands to run, or why there are none, as the player reads it. */
export type LineRead = { readonly calls: readonly CommandCall[] } | { readonly why: string };
