import { beforeEach, describe, expect, it } from "vitest";
import { Inbox } from "../../../engine/play/inbox.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";
import type { Store } from "../../../engine/world/port.ts";

const packet = (n: number) => ({ source: "player:1", packet: `p${n}`, line: "look", atMs: 0 });

let store: Store;
beforeEach(() => {
  store = openMemoryStore();
});

function group<T>(inbox: Inbox, job: () => T): T {
  store.begin();
  const result = job();
  inbox.keep();
  store.commit();
  return result;
}

describe("the inbox", () => {
  it("runs a packet once, however often it comes", () => {
    const inbox = new Inbox(store.inbox);
    const [first, copy, late, last] = [0, 1, 2, 3].map((atMs) => ({ ...packet(1), atMs }));
    inbox.note([first!, copy!]);
    expect(store.inbox.open()).toMatchObject([{ packet: "p1", atMs: 0, tries: 1 }]);
    group(inbox, () => {
      expect(inbox.admission(first!)).toBe("run");
      inbox.done(first!);
      expect(inbox.admission(copy!)).toBe("again");
    });
    inbox.note([late!]);
    expect(group(inbox, () => inbox.admission(late!))).toBe("again");
    const next = new Inbox(store.inbox);
    next.note([last!]);
    expect(group(next, () => next.admission(last!))).toBe("again");
  });

  it("takes up what an earlier world left, and gives it up after two tries", () => {
    const admissions = [1, 2, 3, 4].map(() => {
      // Each round a world that dies before the packet is done.
      const inbox = new Inbox(store.inbox);
      const again = packet(1);
      inbox.note([again]);
      return group(inbox, () => inbox.admission(again));
    });
    expect(admissions).toEqual(["run", "run", "aside", "again"]);
    expect(new Inbox(store.inbox).left()).toEqual([]);
    expect(store.inbox.open()).toMatchObject([{ packet: "p1", line: "look", tries: 2, state: "aside" }]);
  });

  it("does not count a try for each group that had no time for a packet", () => {
    const inbox = new Inbox(store.inbox);
    const [one, copy] = [packet(1), packet(1)];
    for (let n = 0; n < 5; n++) {
      inbox.note([one, copy]);
      group(inbox, () => {});
    }
    expect(group(inbox, () => [inbox.admission(one), inbox.admission(copy)])).toEqual(["run", "again"]);
    expect(store.inbox.open().map((row) => row.tries)).toEqual([1]);
  });

  it("forgets what was done days ago, and knows the newest however late it is", () => {
    const inbox = new Inbox(store.inbox);
    const day = 24 * 3_600_000;
    const run = (one: ReturnType<typeof packet>): void => {
      inbox.note([one]);
      group(inbox, () => {
        inbox.admission(one);
        inbox.done(one);
      });
    };
    for (let n = 1; n <= 1_100; n++) run({ ...packet(n), atMs: n < 3 ? 0 : 3 * day });
    run({ ...packet(2_000), atMs: 9 * day });
    expect(store.inbox.known([1, 2, 102, 1_100].map(packet))).toEqual([false, false, true, true]);
  });
});
