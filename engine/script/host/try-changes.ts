// What was built in a try beside what the world has become meanwhile: what of it is other, what both changed, and what keeping it makes
// of a builder's pack. Nothing is written here.

import { Digest } from "../../base/digest.ts";
import type { EditRow } from "../../world/port.ts";
import type { BuiltPack } from "../tries.ts";
import { type Plot, plotOf, textOf } from "./build-place.ts";
import type { Turn } from "./record.ts";
import type { FoundTry } from "./tries.ts";

/** One declaration that was changed in a try. */
export interface Change {
  readonly built: BuiltPack;
  readonly plot: Plot;
  readonly name: string;
  readonly how: "new" | "changed" | "gone";
  /** What stands against it: others changed it (or what it adds to) in the world, or nothing does. */
  readonly against: "changed" | "gone" | "outside" | null;
  /** Who changed it in the world last, where that is known. */
  readonly by: EditRow | undefined;
}

/** All that was built in a try, in the order of its packs. A fault's wire when a builder is no more. */
export function changesIn(turn: Turn, found: FoundTry): readonly Change[] | string {
  const changes: Change[] = [];
  for (const built of found.tries.built(found.row.name)) {
    const plot = plotOf(turn, `#${built.owner}`);
    if (typeof plot === "string") return plot;
    changes.push(...changesOf(turn, found, built, plot));
  }
  return changes;
}

function changesOf(turn: Turn, { row, tries }: FoundTry, built: BuiltPack, plot: Plot): readonly Change[] {
  const { changedNames, conflictsOf, declarations } = turn.bench!.language();
  const sides = { pack: plot.pack, base: built.base, mine: built.text, theirs: textOf(plot) };
  const all = (text: string) => new Map(declarations({ id: plot.pack, text }).map((one) => [one.name, one]));
  const [before, after, now] = [all(sides.base), all(sides.mine), all(sides.theirs)];
  const conflicts = new Set(conflictsOf(sides));
  const since = turn.edits(plot.pack, 0, 50).filter(({ version }) => version > built.baseVersion);
  return changedNames(sides).map((name): Change => {
    const how = !before.has(name) ? "new" : after.has(name) ? "changed" : "gone";
    const target = after.get(name)?.target;
    const isOutside = target !== undefined && tries.changedOutside(row.name, target);
    const against = conflicts.has(name) ? (now.has(name) ? "changed" : "gone") : isOutside ? "outside" : null;
    return {
      built,
      plot,
      name,
      how,
      against,
      by: conflicts.has(name) ? (since.find(({ message }) => message === name) ?? since[0]) : undefined,
    };
  });
}

/** Names what stands against keeping a try, exactly as it is now: another name as soon as anybody changes anything of it. */
export function conflictMark(turn: Turn, changes: readonly Change[]): string {
  const digest = new Digest();
  const { declarations } = turn.bench!.language();
  for (const { plot, name, against } of changes) {
    if (against === null) continue;
    const text = declarations({ id: plot.pack, text: textOf(plot) }).find((one) => one.name === name)?.text ?? "";
    for (const part of [plot.pack, name, against, text]) digest.add(part);
    if (against === "outside") digest.add(turn.world.definitions.codeVersion);
  }
  return digest.hex();
}
