// A store that tells what each commit made durable, and whose process can be made to die in the middle of one. What a simulation says of
// the world comes from here: from what is on disk, not from what anybody believes. Everything else goes through as it is.

import { EngineError } from "../../base/errors.ts";
import type { InboxRow, InboxStore } from "../../world/inbox-port.ts";
import type { OutboxRow, OutboxStore, Store, TurnRow } from "../../world/port.ts";

/** What one commit made durable. */
export interface Committed {
  readonly turns: readonly TurnRow[];
  /** Packets whose turn was done. */
  readonly done: readonly InboxRow[];
  /** Texts for the radio. */
  readonly texts: readonly OutboxRow[];
}

export interface WatchedStore {
  readonly store: Store;
  /** The next commit fails, and so does all that comes after it. */
  die(): void;
  readonly isDying: boolean;
}

export interface StoreWatch {
  committed(what: Committed): void;
  /** These are about to leave in one frame. */
  departing(rows: readonly OutboxRow[]): void;
}

export function watchStore(inner: Store, watch: StoreWatch): WatchedStore {
  const watcher = new Watcher(inner, watch);
  return {
    store: throughTo(inner, watcher.overrides),
    die: () => watcher.die(),
    get isDying() {
      return watcher.isDying;
    },
  };
}

class Watcher {
  readonly #inner: Store;
  readonly #watch: StoreWatch;
  isDying = false;
  #turns: TurnRow[] = [];
  #done: InboxRow[] = [];
  #texts: OutboxRow[] = [];

  constructor(inner: Store, watch: StoreWatch) {
    this.#inner = inner;
    this.#watch = watch;
    const inbox = throughTo(inner.inbox, this.#inbox(inner.inbox));
    this.overrides = { ...this.#writes, inbox, outbox: throughTo(inner.outbox, this.#outbox(inner.outbox)) };
  }

  readonly overrides: Partial<Store>;

  readonly #writes: Partial<Store> = {
    commit: () => this.#commit(),
    // Time is simulated, and no disk may have a say in what comes when.
    late: undefined,
    rollback: () => {
      this.#take();
      this.#inner.rollback();
    },
    writeTurn: (turn, changes, weight) => {
      this.#inner.writeTurn(turn, changes, weight);
      this.#turns.push(turn);
    },
  };

  #inbox(inner: InboxStore): Partial<InboxStore> {
    return {
      done: (rows) => {
        inner.done(rows);
        this.#done.push(...rows);
      },
    };
  }

  #outbox(inner: OutboxStore): Partial<OutboxStore> {
    return {
      add: (row) => {
        const added = inner.add(row);
        this.#texts.push(added);
        return added;
      },
      save: (rows) => {
        inner.save(rows);
        this.#watch.departing(rows.filter(({ state }) => state === "handed" || state === "folded"));
      },
    };
  }

  die(): void {
    this.isDying = true;
  }

  #commit(): void {
    if (this.isDying) throw new EngineError("E_STORE_WRITE", { detail: "The simulated process died here." });
    this.#inner.commit();
    const what = this.#take();
    if (what.turns.length + what.done.length + what.texts.length > 0) this.#watch.committed(what);
  }

  #take(): Committed {
    const what = { turns: this.#turns, done: this.#done, texts: this.#texts };
    this.#turns = [];
    this.#done = [];
    this.#texts = [];
    return what;
  }
}

/** The same object but for some of its members. Methods are bound to the true one, which keeps what it knows in private fields. */
function throughTo<T extends object>(inner: T, overrides: Partial<T>): T {
  return new Proxy(inner, {
    get(target, name) {
      if (Object.hasOwn(overrides, name)) return overrides[name as keyof T];
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
