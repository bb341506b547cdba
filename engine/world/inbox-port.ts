// What the world needs of its store to do each inbound line exactly once.

/** Door and address it came by, and which of their packets it is: together they say whether it was seen before. */
export interface PacketName {
  readonly source: string;
  readonly packet: string;
}

/** As one text. */
export function nameOf({ source, packet }: PacketName): string {
  return `${source}\n${packet}`;
}

/** An inbound line, kept from the beginning of its turn until it is done. */
export interface InboxRow extends PacketName {
  readonly atMs: number;
  readonly line: string;
  /** How often its turn was begun. */
  readonly tries: number;
  readonly state: "waiting" | "aside";
}

/** Lines on their way in. */
export interface InboxStore {
  /** What was begun and is not done, and what was set aside; oldest first. */
  open(): InboxRow[];
  /** Which of them were done or set aside, as far as that is still known. */
  known(names: readonly PacketName[]): boolean[];
  /**
   * Turns of these are about to run, with this try counted in `tries`. Outside of any group: when it returns they outlive the process,
   * whatever becomes of it, though not a power cut.
   */
  begin(rows: readonly InboxRow[]): void;
  /** In the open group, like all that follows. */
  done(rows: readonly InboxRow[]): void;
  /** Sets a line aside that killed the world: it is kept, never run. */
  aside(row: InboxRow): void;
  /**
   * Forgets what was done before that time, but never the newest `keep`: a clock that was set forward must not make old packets new.
   * In a group that has done nothing yet.
   */
  prune(beforeMs: number, keep: number): void;
}
