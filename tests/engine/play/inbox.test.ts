import { describe, expect, it } from "vitest";
import { Inbox } from "../../../engine/play/inbox.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";

const packet = (n: number) => ({ source: "player:1", packet: `p${n}`, line: "look", atMs: 0 });

function note(inbox: Inbox, store: ReturnType<typeof openMemoryStore>, n: number) {
  store.begin();
  inbox.note([packet(n)]);
  store.commit();
}

describe("the inbox", () => {
  it("runs a packet once, however often it comes", () => {
    const store = openMemoryStore();
    const inbox = new Inbox(store);
    note(inbox, store, 1);
    expect(inbox.admission(packet(1))).toBe("run");
    expect(inbox.admission(packet(1))).toBe("again");
    store.begin();
    inbox.done(packet(1));
    store.commit();
    inbox.endGroup();
    note(inbox, store, 1);
    expect(inbox.admission(packet(1))).toBe("again");
  });

  it("takes up what an earlier world left, and gives it up after two tries", () => {
    const store = openMemoryStore();
    const admissions = [1, 2, 3].map(() => {
      // Each round a world that dies before the packet is done.
      const inbox = new Inbox(store);
      note(inbox, store, 1);
      return inbox.admission(packet(1));
    });
    expect(admissions).toEqual(["run", "run", "aside"]);
    expect(new Inbox(store).left()).toEqual([]);
  });

  it("does not count a try for each group that had no time for a packet", () => {
    const store = openMemoryStore();
    const inbox = new Inbox(store);
    for (let group = 0; group < 5; group++) {
      note(inbox, store, 1);
      inbox.endGroup();
    }
    expect(inbox.admission(packet(1))).toBe("run");
    expect(store.inboxOpen().map((row) => row.tries)).toEqual([1]);
  });

  it("forgets what was done days ago, and knows the newest however late it is", () => {
    const store = openMemoryStore();
    const inbox = new Inbox(store);
    const day = 24 * 3_600_000;
    for (let n = 1; n <= 1_100; n++) {
      const one = { ...packet(n), atMs: n < 3 ? 0 : 3 * day };
      store.begin();
      inbox.note([one]);
      inbox.admission(one);
      inbox.done(one);
      store.commit();
      inbox.endGroup();
    }
    const isKnown = (n: number) => store.inboxAdd("player:1", `p${n}`, "look", 0) === undefined;
    store.begin();
    inbox.note([{ ...packet(2_000), atMs: 9 * day }]);
    expect([1, 2, 102, 1_100].map(isKnown)).toEqual([false, false, true, true]);
  });
});
