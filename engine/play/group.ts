// Group commit: lines that arrive together share one transaction, and nothing they said leaves before it is durable.
// Where the store can, the disk is waited for beside the turns of the next groups, and what was said leaves in the order of the groups.

import type { TurnResult } from "../script/facade.ts";
import type { PacketName } from "../world/inbox-port.ts";
import type { Change, Store } from "../world/port.ts";

/** One frame for one player, in the order it was said. */
export interface Delivery {
  readonly player: number;
  readonly text: string;
  /** An answer to the player's own line. Others' doings are frames of their own, and may be joined. */
  readonly reply: boolean;
  /** Said to all who were by: its loss is nobody's. */
  readonly ambient?: boolean;
  /** Where an answer belongs, when the player's connection has several places. */
  readonly place?: number | undefined;
}

/** What a job may do while its group is open. */
export interface Group {
  /** The packet whose job runs now; null when it came by none. */
  readonly packet: Packet | null;
  write(result: TurnResult): void;
  keep(changes: readonly Change[]): void;
  deliver(delivery: Delivery): void;
  /** Runs once the group is durable, after all deliveries. */
  after(done: () => void): void;
}

export type Job = (group: Group) => void;

/** An inbound packet, which is noted before its turn runs: a crash must not lose the count of its tries. */
export interface Packet extends PacketName {
  readonly line: string;
  readonly atMs: number;
}

export interface GroupEvents {
  /** Where what is said to a player now belongs. */
  place?(player: number): number | undefined;
  /** All is run and nothing is durable yet: what lasts of the deliveries is written now. */
  keep?(deliveries: readonly Delivery[]): void;
  /** The group is in the file, and later groups see it; what comes back is run once it is durable, and sends what was said. */
  deliver(deliveries: readonly Delivery[]): () => void;
  /** The store failed: the world in memory is ahead of the disk and must not go on. */
  failed(error: unknown): void;
  begin?(): void;
  /** The turns are run; only the disk is waited for. */
  saving?(): void;
}

/** Sees to it that a packet is done once; see `Inbox`. */
export interface PacketBook {
  /** Packets of a group that is about to begin. */
  note(packets: readonly Packet[]): void;
  /** Their jobs are run: writes what is done, in the open group. */
  keep(): void;
}

/** A group stays open so long at most, for its first line waits for its last. */
const GROUP_MS = 8;
const GROUP_JOBS = 256;

interface Waiting {
  readonly job: Job;
  readonly packet: Packet | null;
  readonly settle: () => void;
  /** It has a transaction of its own. */
  readonly alone: boolean;
}

interface Leaving {
  readonly number: number;
  readonly leave: () => void;
}

export class Groups {
  readonly #store: Store;
  readonly #events: GroupEvents;
  readonly #packets: PacketBook | null;
  #queue: Waiting[] = [];
  /** Of groups that are in the file and may not be on the disk yet, in order. */
  #leaving: Leaving[] = [];
  #committed = 0;
  #settling = false;
  #scheduled = false;
  #failed = false;

  constructor(store: Store, events: GroupEvents, packets: PacketBook | null = null) {
    this.#store = store;
    this.#events = events;
    this.#packets = packets;
  }

  /** Resolves when the job's group is durable and its output has left. */
  add(job: Job, packet: Packet | null = null): Promise<void> {
    return this.#add({ job, packet, alone: false });
  }

  /** The same, in a group that has no other job. */
  alone(job: Job): Promise<void> {
    return this.#add({ job, packet: null, alone: true });
  }

  /** Runs all that waits, now, and waits for the disk. */
  flush(): void {
    while ((this.#queue.length > 0 || this.#leaving.length > 0) && !this.#failed) {
      if (this.#queue.length > 0) this.#runGroup();
      this.#settleNow();
    }
  }

  #add(waiting: Omit<Waiting, "settle">): Promise<void> {
    return new Promise((settle) => {
      this.#queue.push({ ...waiting, settle });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#failed) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#queue.length === 0 || this.#failed) return;
      this.#runGroup();
      // Sockets get their turn between groups.
      if (this.#queue.length > 0) this.#schedule();
    });
  }

  #runGroup(): void {
    const batch = this.#nextBatch();
    const deliveries: Delivery[] = [];
    const afters: (() => void)[] = [];
    let ran = 0;
    try {
      this.#notePackets(batch);
      this.#events.begin?.();
      this.#store.begin();
      const group = this.#openGroup(deliveries, afters);
      const startMs = performance.now();
      for (const { job, packet } of batch) {
        group.packet = packet;
        job(group);
        ran++;
        if (performance.now() - startMs > GROUP_MS) break;
      }
      this.#events.keep?.(deliveries);
      this.#packets?.keep();
      this.#events.saving?.();
      // Into the file: where the store can, the disk comes later.
      (this.#store.late ?? this.#store).commit();
      this.#committed++;
    } catch (error) {
      this.#fail(error);
      return;
    }
    const done = this.#queue.splice(0, ran);
    const send = this.#events.deliver(deliveries);
    this.#leaving.push({
      number: this.#committed,
      leave: () => {
        send();
        for (const after of afters) after();
        for (const { settle } of done) settle();
      },
    });
    this.#settle();
  }

  // --------------------------------------------------------------- the disk

  /** One sync at a time, for all groups that are in the file when it begins. */
  #settle(): void {
    const { late } = this.#store;
    if (late === undefined) this.#leave(this.#committed);
    if (late === undefined || this.#settling || this.#leaving.length === 0 || this.#failed) return;
    this.#settling = true;
    const upTo = this.#committed;
    late.settle((error) => {
      this.#settling = false;
      if (this.#failed) return;
      if (error !== null) return this.#fail(error);
      this.#leave(upTo);
      this.#settle();
    });
  }

  #settleNow(): void {
    if (this.#leaving.length === 0) return;
    try {
      this.#store.late?.settleNow();
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#leave(this.#committed);
  }

  #leave(upTo: number): void {
    while (this.#leaving.length > 0 && this.#leaving[0]!.number <= upTo) this.#leaving.shift()!.leave();
  }

  // -------------------------------------------------------------- one group

  #nextBatch(): readonly Waiting[] {
    const batch = this.#queue.slice(0, GROUP_JOBS);
    const alone = batch.findIndex((waiting) => waiting.alone);
    return alone < 0 ? batch : batch.slice(0, Math.max(1, alone));
  }

  #notePackets(batch: readonly Waiting[]): void {
    const packets = batch.flatMap(({ packet }) => (packet === null ? [] : [packet]));
    if (packets.length > 0) this.#packets?.note(packets);
  }

  #openGroup(deliveries: Delivery[], afters: (() => void)[]): Group & { packet: Packet | null } {
    const store = this.#store;
    return {
      packet: null,
      write: (result) => store.writeTurn(result.row, result.changes, result.weight),
      keep: (changes) => {
        if (changes.length > 0) store.write(changes);
      },
      deliver: (delivery) => deliveries.push({ ...delivery, place: this.#events.place?.(delivery.player) }),
      after: (done) => afters.push(done),
    };
  }

  #fail(error: unknown): void {
    this.#failed = true;
    try {
      this.#store.rollback();
    } catch {
      // The store is gone; the first error tells more.
    }
    this.#events.failed(error);
  }
}
