// The inbox of the store that forgets.

import { type InboxRow, type InboxStore, nameOf, type PacketName } from "../world/inbox-port.ts";
import { Shelf } from "./shelf.ts";

interface Kept extends Omit<InboxRow, "state"> {
  readonly n: number;
  readonly state: InboxRow["state"] | "done";
}

export class MemoryInbox implements InboxStore {
  readonly #rows: Shelf<string, Kept>;
  readonly #inGroup: () => void;
  #last = 0;

  /** `inGroup` opens a group where none is. */
  constructor(onUndo: (undo: () => void) => void, inGroup: () => void) {
    this.#rows = new Shelf(onUndo);
    this.#inGroup = inGroup;
  }

  open(): InboxRow[] {
    const rows = [...this.#rows.map.values()].sort((a, b) => a.n - b.n);
    return rows.flatMap(({ n: _, state, ...row }) => (state === "done" ? [] : [{ ...row, state }]));
  }

  known(names: readonly PacketName[]): boolean[] {
    return names.map((name) => (this.#rows.map.get(nameOf(name))?.state ?? "waiting") !== "waiting");
  }

  begin(rows: readonly InboxRow[]): void {
    // No group takes it back.
    for (const row of rows) this.#rows.map.set(nameOf(row), { ...row, n: this.#numberOf(row) });
  }

  done(rows: readonly InboxRow[]): void {
    for (const row of rows) this.#end({ ...row, line: "", n: this.#numberOf(row), state: "done" });
  }

  aside(row: InboxRow): void {
    this.#end({ ...row, n: this.#numberOf(row), state: "aside" });
  }

  prune(beforeMs: number, keep: number): void {
    this.#inGroup();
    for (const [name, { n, atMs, state }] of this.#rows.map)
      if (state === "done" && atMs < beforeMs && n <= this.#last - keep) this.#rows.put(name, undefined);
  }

  #end(kept: Kept): void {
    this.#inGroup();
    this.#rows.put(nameOf(kept), kept);
  }

  #numberOf(name: PacketName): number {
    return this.#rows.map.get(nameOf(name))?.n ?? ++this.#last;
  }
}
