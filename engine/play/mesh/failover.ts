// Several radios, one player: what waits for a node lies with the radio that heard it last. Only what is not in a frame that is out moves, in
// the same transaction that says where the node is now, so that no text is in two places and none in doubt twice.

import type { OutRow } from "../../radio/outbox/row.ts";
import type { Store } from "../../world/port.ts";
import type { Group } from "../group.ts";
import type { Directory } from "./directory.ts";
import type { Gateway } from "./gateway.ts";
import type { Held } from "./held.ts";
import { waitingAt } from "./store-port.ts";

export interface FailoverParts {
  readonly store: Store;
  readonly directory: Directory;
  readonly held: Held;
  readonly gateways: ReadonlyMap<string, Gateway>;
  run(job: (group: Group) => void): Promise<void>;
  nowMs(): number;
}

/** A radio that comes back within this keeps what waits for it: a cable that was touched, a reboot. */
const DOWN_MS = 60_000;

export class Failover {
  readonly #parts: FailoverParts;

  constructor(parts: FailoverParts) {
    this.#parts = parts;
  }

  /** The node has written to this radio: before its record says so, in the open group. */
  wrote(group: Group, node: number, radio: string): void {
    const { gateways, store, directory } = this.#parts;
    const before = directory.record(node)?.radio;
    const rows: OutRow[] = [];
    for (const [name, gateway] of gateways) if (name !== radio) rows.push(...gateway.release(node));
    // A radio that the sysop took away.
    if (before !== undefined && before !== "" && !gateways.has(before)) rows.push(...waitingAt(store, before, node));
    if (rows.length === 0) return;
    store.outbox.save(rows.map((row) => ({ ...row, radio })));
    group.after(() => {
      for (const row of rows) gateways.get(radio)?.add(row);
    });
  }

  /** The node bears another key now: what waits for it leaves every radio and is kept for its player. In the open group. */
  estranged(node: number, player: number): void {
    const { gateways, store, directory, held } = this.#parts;
    const names = new Set([...gateways.keys(), directory.record(node)?.radio ?? ""]);
    for (const name of names) held.hold(gateways.get(name)?.release(node, "all") ?? waitingAt(store, name, node), player);
  }

  /** A node was heard, whatever it sent: when its own radio is down for long, this one answers from now on. Who came open is answered on a channel, which only its own radio may know. */
  heard(gateway: Gateway, node: number, atMs: number): void {
    const record = this.#parts.directory.record(node);
    if (record === undefined || record.key === null || record.radio === gateway.name || !this.#isLeft(record.radio, atMs)) return;
    void this.#parts.run((group) => {
      const { directory, nowMs } = this.#parts;
      const { radio } = directory.record(node) ?? record;
      if (radio === gateway.name || !this.#isLeft(radio, atMs)) return;
      this.wrote(group, node, gateway.name);
      directory.put(node, { radio: gateway.name });
      group.keep(directory.takeChanges(nowMs()));
    });
  }

  /** Heard elsewhere well after that radio went; a world that has just started does not know yet. */
  #isLeft(radio: string, atMs: number): boolean {
    const gateway = this.#parts.gateways.get(radio);
    if (gateway === undefined) return radio !== "";
    return gateway.downMs !== null && atMs > gateway.downMs + DOWN_MS;
  }
}
