// An edit of a builder's pack inside a turn: the new text is checked, and with the row of the edit its definitions, its code and
// what it places for the first time come into the world together. Whatever undoes the turn undoes all of it.

import type { Wire } from "../../dsl/wire.ts";
import type { EntityId } from "../base/ids.ts";
import type { Entity } from "../world/entity.ts";
import { exchange } from "../world/load.ts";
import { everythingIn } from "../world/moves.ts";
import type { SourceRow } from "../world/port.ts";
import { versionBefore } from "../world/promoted.ts";
import { putSource } from "../world/sources.ts";
import { matchClocks } from "./clocks.ts";
import { nameOfPlayer } from "./core-props.ts";
import { raiseAlone } from "./moves.ts";
import { forgetBroken } from "./tell-builders.ts";
import { refuseWith } from "./texts.ts";
import type { TurnState } from "./turn-state.ts";
import { faultWire } from "./wires.ts";
import type { SourceEdit } from "./workbench.ts";

/** A pack that is longer is refused: it is compiled whole at every edit. */
export const MOST_SOURCE_BYTES = 64_000;

/** What goes out of the world must not take anybody or anything else with it. */
function holdsOthers(lost: Entity, pack: string): boolean {
  return everythingIn(lost).some(({ definition }) => definition.pack !== pack);
}

function nameOf(turn: TurnState, id: EntityId): string {
  const player = turn.core.world.entity(id);
  return player === undefined ? "" : String(nameOfPlayer(turn.core, player)).slice(1);
}

/** Every step as a version of its own, each upon the one before. */
function putEdits(turn: TurnState, pack: string, before: SourceRow, { earlier = [], back, owner, ...last }: SourceEdit): void {
  const { world, bench } = turn.core;
  let row = before;
  for (const step of [...earlier, last]) {
    const change = bench!.language().lineChange(row.text, step.text);
    if (change === null && (step !== last || back === undefined)) continue;
    const version = row.version + 1;
    const { of, top } = step === last && back !== undefined ? back : { of: 0, top: version };
    const base = row.top;
    row = { pack, owner, version, top, text: step.text };
    putSource(world, row, {
      ...{ version, author: step.author, authorName: step.authorName ?? nameOf(turn, step.author), verb: step.verb, message: step.message },
      ...{ of, base, ...(change ?? { line: 0, before: "", after: "" }) },
    });
  }
}

/** Null when it is done or nothing is to be done, else why not. */
export function rebuild(turn: TurnState, pack: string, edit: SourceEdit): Wire {
  const { world, bench } = turn.core;
  if (bench === null) return faultWire("missing", "nothing can be built here");
  const before: SourceRow = world.source(pack) ?? { pack, owner: edit.owner, version: versionBefore(world, edit.owner), top: 0, text: "" };
  const change = bench.language().lineChange(before.text, edit.text);
  if (change === null && edit.back === undefined) return null;
  if (Buffer.byteLength(edit.text) > MOST_SOURCE_BYTES) return refuseWith(turn, "stdlib.build.too_long", { most: MOST_SOURCE_BYTES });
  if (!turn.textsBefore.has(pack)) turn.textsBefore.set(pack, before.text);
  const made = bench.compile(pack, edit.text);
  if ("problem" in made) return refuseWith(turn, "stdlib.build.wrong", { problem: `s${made.problem}` });
  putEdits(turn, pack, before, edit);
  forgetBroken(world, pack);
  const old = world.definitions.packs.get(pack);
  turn.core.define(pack, made.pack);
  world.journal.step("", () => turn.core.define(pack, old));
  const { born, lost, changed = [] } = exchange(world, world.definitions.with(pack, made.pack), pack);
  const held = lost.find((one) => holdsOthers(one, pack));
  if (held !== undefined) return refuseWith(turn, "stdlib.build.not_empty", { place: `s${held.definition.title}` });
  for (const entity of born) {
    const fault = raiseAlone(turn, "create", entity, []);
    if (fault !== null) return fault;
  }
  matchClocks(world, turn.nowMs, turn.core.zoneMs, new Set([...changed, ...born]));
  return null;
}
