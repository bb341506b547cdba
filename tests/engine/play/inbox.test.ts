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
  inbox.endGroup();
  return result;
}

describe("the inbox", () => {
  it("runs a packet once, however often it comes", () => {
    const inbox = new Inbox(store.inbox);
    inbox.note([packet(1), packet(1)]);
    group(inbox, () => {
      expect(inbox.admission(packet(1))).toBe("run");
      inbox.done(packet(1));
      expect(inbox.admission(packet(1))).toBe("again");
    });
    inbox.note([packet(1)]);
    expect(group(inbox, () => inbox.admission(packet(1)))).toBe("again");
    expect(group(new Inbox(store.inbox), () => inbox.admission(packet(1)))).toBe("again");
  });

  it("takes up what an earlier world left, and gives it up after two tries", () => {
    const admissions = [1, 2, 3, 4].map(() => {
      // Each round a world that dies before the packet is done.
      const inbox = new Inbox(store.inbox);
      inbox.note([packet(1)]);
      return group(inbox, () => inbox.admission(packet(1)));
    });
    expect(admissions).toEqual(["run", "run", "aside", "again"]);
    expect(new Inbox(store.inbox).left()).toEqual([]);
    expect(store.inbox.open()).toMatchObject([{ packet: "p1", line: "look", tries: 2, state: "aside" }]);
  });

  it("does not count a try for each group that had no time for a packet", () => {
    const inbox = new Inbox(store.inbox);
    for (let n = 0; n < 5; n++) {
      inbox.note([packet(1)]);
      group(inbox, () => {});
    }
    expect(group(inbox, () => inbox.admission(packet(1)))).toBe("run");
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
