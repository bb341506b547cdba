// A journal row run again: the same kind of turn from the same input and seed. Whether it comes to the same digest is the caller's to ask.

import { EngineError } from "../base/errors.ts";
import type { Script, TurnKind, TurnResult } from "../script/facade.ts";
import { wasLoaded } from "../script/loaded.ts";
import type { Entity } from "../world/entity.ts";
import type { TurnRow } from "../world/port.ts";
import type { World } from "../world/world.ts";
import type { Accounts } from "./accounts.ts";
import { bookAlarm } from "./alarms.ts";
import type { Commands } from "./commands.ts";
import type { RadioTurns } from "./mesh/radio-turns.ts";

export interface ReplayParts {
  readonly world: World;
  readonly script: Script;
  readonly accounts: Accounts;
  readonly radios: RadioTurns;
  readonly commands: Commands;
  /** Who is connected at this point of the journal. */
  readonly online: Set<number>;
}

/** The clock must stand at the row's time already. One row gives one turn. */
export function replayRow(parts: ReplayParts, row: TurnRow): readonly TurnResult[] {
  const { script, online } = parts;
  switch (row.kind as TurnKind) {
    case "start": {
      const isLoaded = wasLoaded(row.input);
      if (isLoaded) online.clear();
      const started = script.startAgain(isLoaded, row.seed);
      return "fault" in started || started.result === null ? [] : [started.result];
    }
    case "resume": {
      const player = playerOf(parts, row);
      online.add(player.id);
      return [script.resume(player.wire, row.seed)];
    }
    case "connect": {
      const player = playerOf(parts, row);
      online.add(player.id);
      return [script.connect(player.wire, row.seed)];
    }
    case "disconnect": {
      const player = playerOf(parts, row);
      const result = script.disconnect(player.wire, row.seed);
      online.delete(player.id);
      return [result];
    }
    case "idle":
      return [script.idle(playerOf(parts, row).wire, Number(row.input), row.seed)];
    case "timer":
    case "after":
    case "timeout":
      return [script.runDue({ key: row.input, dueMs: row.atMs }, row.seed)];
    case "alarm":
      return [bookAlarm(script, row.input, { seed: row.seed })];
    case "account":
      return [parts.radios.replay(row.input, row.atMs) ?? parts.accounts.replay(row.input, row.atMs)];
    case "command":
    case "answer":
    case "choice":
    case "run":
      return [parts.commands.replay(playerOf(parts, row), row.kind as TurnKind, row.input, row.seed)];
    default:
      throw new EngineError("E_REPLAY", { detail: `turn ${row.id} is of the kind ${row.kind}, which play cannot run again` });
  }
}

function playerOf({ world }: ReplayParts, row: TurnRow): Entity {
  const player = world.entity(row.actor);
  if (player === undefined)
    throw new EngineError("E_REPLAY", { detail: `turn ${row.id}: player ${row.actor} does not exist at this point` });
  return player;
}
