// Deeds that were told and are not there: looked for in a world opened anew from the store when the play is over.

import { asEntityId } from "../../base/ids.ts";
import type { Entity } from "../../world/entity.ts";
import type { TurnRow } from "../../world/port.ts";
import type { World } from "../../world/world.ts";
import { MARK_WORD } from "./people/person.ts";
import { readFrame } from "./people/reading.ts";
import type { Outcome, Truth } from "./truth.ts";

export interface EffectsParts {
  readonly truth: Truth;
  readonly outcomes: readonly Outcome[];
  /** All turns, as the store has them. */
  readonly journal: readonly TurnRow[];
  /** What the world held in memory when the play ended; see `photograph`. */
  readonly living: ReadonlyMap<number, string>;
  readonly reopened: World;
}

/** How many effects are missing; each is counted where it is found first. */
export function effectsLost(parts: EffectsParts): number {
  return missingTurns(parts) + missingMarks(parts) + missingPlaces(parts) + missingState(parts);
}

/** Every entity with all that play has changed about it, as one text each. */
export function photograph(world: World): Map<number, string> {
  return new Map([...world.all()].map((entity) => [entity.id, portrait(entity)]));
}

function portrait({ key, place, arrival, count, owner, state, each }: Entity): string {
  const whose = [...each].map(([slot, values]) => [slot, [...values].toSorted(byName)]);
  return JSON.stringify([key, place?.id ?? 0, arrival, count, owner, [...state].toSorted(byName), whose.toSorted(byName)]);
}

/** A packet was done, in the same commit as its turns: they are in the journal, or the commit was not whole. */
function missingTurns({ outcomes, journal }: EffectsParts): number {
  const kept = new Set(journal.map(({ id }) => id));
  return outcomes.flatMap(({ deeds }) => deeds).filter(({ turns }) => turns.some(({ id }) => !kept.has(id))).length;
}

/** Marks count upward: the world has the last one that its player read of, or a later one that its player typed. */
function missingMarks({ truth, outcomes, reopened }: EffectsParts): number {
  let missing = 0;
  for (const [person, player] of truth.players) {
    const marks = outcomes.filter((outcome) => outcome.person === person && outcome.meant.mark !== null);
    // What a newcomer sends before there is a name is answered by the door, and no deed.
    const isTold = ({ answer, meant }: Outcome): boolean => answer?.turns.some(({ input }) => input === meant.line) ?? false;
    const told = Math.max(0, ...marks.filter(isTold).map(({ meant }) => meant.mark!));
    const typed = Math.max(0, ...marks.map(({ meant }) => meant.mark!));
    const kept = markOf(reopened.entity(asEntityId(player)));
    if (kept < told || kept > typed) missing++;
  }
  return missing;
}

function markOf(player: Entity | undefined): number {
  const wires = [...(player?.state.values() ?? [])].map(String);
  return Number(wires.flatMap((wire) => new RegExp(`"s?${MARK_WORD}","ssay (\\d+)"`).exec(wire)?.[1] ?? []).at(-1) ?? 0);
}

/** Whose last deed of all showed a place stands there. */
function missingPlaces({ truth, outcomes, reopened }: EffectsParts): number {
  let missing = 0;
  for (const [person, player] of truth.players) {
    const deeds = outcomes.filter((outcome) => outcome.person === person).flatMap((outcome) => outcome.deeds);
    const last = deeds.toSorted((a, b) => a.atMs - b.atMs || a.packet - b.packet).at(-1);
    const title = last?.replies.map(({ text }) => readFrame(text).title).findLast((one) => one !== null) ?? null;
    const place = reopened.entity(asEntityId(player))?.place;
    if (title !== null && place !== undefined && place !== null && reopened.constant(place, "name") !== `s${title}`) missing++;
  }
  return missing;
}

/** What the living world held and the reopened one does not, and the other way round. */
function missingState({ living, reopened }: EffectsParts): number {
  const again = photograph(reopened);
  const changed = [...living].filter(([id, portrait]) => again.get(id) !== portrait).length;
  return changed + [...again.keys()].filter((id) => !living.has(id)).length;
}

function byName([a]: readonly unknown[], [b]: readonly unknown[]): number {
  return String(a) < String(b) ? -1 : 1;
}
