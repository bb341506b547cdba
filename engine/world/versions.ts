// What code a world ran on, since when and why: every set of packs that was ever put in place, with their sources, for ever.

/** One pack of a version: its digest names its content. */
export interface VersionPack {
  readonly pack: string;
  /** As its manifest says. */
  readonly version: string;
  readonly digest: string;
  /** Of a pack that no other of the world requires, where it lies: it was promoted. */
  readonly beside?: string;
  /** Files that an overlay had as they were edited in the game. */
  readonly overlay?: readonly string[];
}

/** The newest is the one in force. */
export interface VersionRow {
  readonly id: number;
  readonly atMs: number;
  /** A player's name, or who at the machine. */
  readonly who: string;
  /** How it came: `start reload rollback canary`, with the version it brought back where there is one. */
  readonly why: string;
  /** Names all code, builders' packs included: what the journal's rows carry. */
  readonly code: string;
  /** Dependencies first; the world's own last. */
  readonly packs: readonly VersionPack[];
}

export interface VersionStore {
  /** Inside the open group. `contents` by digest; what is known already is not written again. */
  add(row: Omit<VersionRow, "id">, contents: ReadonlyMap<string, Uint8Array>): VersionRow;
  get(id: number): VersionRow | undefined;
  /** Newest first. */
  list(limit: number): VersionRow[];
  content(digest: string): Uint8Array | undefined;
}
