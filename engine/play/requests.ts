// What a turn asks of connections (`quit`, `password`, `radio code`, `reload`): only they can do it, and a radio answers within the turn.

import type { Wire } from "../../dsl/wire.ts";
import type { TurnResult } from "../script/facade.ts";
import type { Group } from "./group.ts";
import type { Session, Sessions } from "./session.ts";

/** A player asks of a radio; `whom`: for whom, mostly themselves. */
export interface RadioQuestion {
  readonly player: number;
  readonly what: "radio code" | "radio status";
  readonly whom: number;
}

export interface RequestParts {
  readonly sessions: Sessions;
  phrase(text: string): string;
  asked(group: Group, question: RadioQuestion): void;
  askPassword(session: Session): void;
  /** Once the turn is durable. `to`: an earlier version, 0 for the one before; null reads the files. */
  reload: ((player: number, to: number | null) => void) | null;
  /** An edit of a pack's file, as JSON; once the turn is durable. */
  live: ((player: number, change: string) => void) | null;
  /** A rate as it was typed: what another currency would make of the money. */
  convert: ((player: number, rate: string) => void) | null;
  hangUp(session: Session): void;
}

/** In the open group; what closes or opens a dialogue happens once the turn is durable. */
export function settleRequests(parts: RequestParts, group: Group, result: TurnResult): void {
  const { sessions, phrase, asked, askPassword, hangUp, reload, live, convert } = parts;
  for (const { player, what, whom } of result.requests) {
    const id = idOf(player);
    const session = sessions.of(id);
    if (what === "radio code" || what === "radio status") asked(group, { player: id, what, whom: idOf(whom) });
    else if (what === "reload") {
      if (reload === null) group.deliver({ player: id, text: phrase("stdlib.reload.nobody"), reply: true });
      else group.after(() => reload(id, typeof whom === "number" ? whom : null));
    } else if (what === "live") {
      if (live === null) group.deliver({ player: id, text: phrase("stdlib.reload.nobody"), reply: true });
      else group.after(() => live(id, String(whom).slice(1)));
    } else if (what === "convert") {
      if (convert === null) group.deliver({ player: id, text: phrase("stdlib.convert.nobody"), reply: true });
      else group.after(() => convert(id, String(whom).slice(1)));
    } else if (what.startsWith("try ")) group.deliver({ player: id, text: phrase("stdlib.fork.nobody"), reply: true });
    else if (what === "password" && session?.door.keep !== undefined)
      group.deliver({ player: id, text: phrase("stdlib.mesh.no_password"), reply: true });
    else if (session !== undefined) group.after(() => (what === "disconnect" ? hangUp(session) : askPassword(session)));
  }
}

function idOf(wire: Wire): number {
  return Number(String(wire).slice(1));
}
