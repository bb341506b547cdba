// Tries as a replay has them: their copies are gone, but what was kept of one stands in the journal's world as edits of the turn that
// kept it.

import { redoChange } from "../../../dsl/index.ts";
import type { BuiltPack, Tries } from "../../script/tries.ts";
import type { EditRow, SourceRow, Store } from "../../world/port.ts";
import type { World } from "../../world/world.ts";

/** One turn never makes more. */
const MOST_EDITS = 10_000;

export class RecordedTries implements Tries {
  readonly isInside = false;
  readonly isRecord = true;
  readonly most: number;
  readonly #journal: Store;
  readonly #sources: readonly SourceRow[];
  /** The turn that runs again. */
  turn = 0;
  /** Where it does. */
  world: World | null = null;

  constructor(journal: Store, most: number) {
    this.#journal = journal;
    this.most = most;
    this.#sources = journal.load().sources;
  }

  state(): "ready" {
    return "ready";
  }

  touchedMs(): number {
    return 0;
  }

  changedOutside(): boolean {
    return false;
  }

  isStale(): boolean {
    return false;
  }

  /** What the turn kept, upon what the world has: nothing of it is against anything. */
  built(): readonly BuiltPack[] {
    return this.#sources.flatMap(({ pack }) => this.#keptOf(pack) ?? []);
  }

  #keptOf(pack: string): BuiltPack | null {
    const rows = this.#journal.edits(pack, 0, MOST_EDITS).filter(({ turn }) => turn === this.turn);
    const source = this.world?.source(pack);
    const owner = source?.owner ?? this.#sources.find((one) => one.pack === pack)!.owner;
    const base = source?.text ?? "";
    const edits: { row: EditRow; text: string }[] = [];
    for (const row of rows.toReversed()) {
      const text = redoChange(edits.at(-1)?.text ?? base, row);
      if (text === null || text === undefined) return null;
      edits.push({ row, text });
    }
    const last = edits.at(-1);
    return last === undefined ? null : { pack, owner, base, baseVersion: source?.version ?? 0, text: last.text, edits };
  }
}
