// Builders' packs in the turn's journal: the edit for ever, and what the pack is now. Definitions that follow from it are put in
// place by `exchange`, in the same turn.

import type { EditRow, SourceRow } from "./port.ts";
import type { World } from "./world.ts";

export function putSource(world: World, row: SourceRow, edit: Omit<EditRow, "pack" | "turn" | "atMs">): void {
  const { journal } = world;
  const { sources } = world.cells;
  const before = sources.get(row.pack);
  const made: EditRow = { ...edit, pack: row.pack, turn: journal.turn, atMs: journal.atMs };
  sources.set(row.pack, row);
  journal.step(
    `v${row.pack} ${row.version}`,
    () => {
      if (before === undefined) sources.delete(row.pack);
      else sources.set(row.pack, before);
    },
    () => ({ t: "edit", row: made }),
  );
  journal.step(
    `s${row.pack}`,
    () => {},
    () => ({ t: "source", row: sources.get(row.pack) ?? row }),
  );
}
