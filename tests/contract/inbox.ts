// What every store must do so that each line is done exactly once.

import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { InboxRow } from "../../engine/world/inbox-port.ts";
import type { StoreUnderTest } from "./store.ts";

/** Begun for the first time. */
export const inboxRow = (packet: number | string, atMs = 5): InboxRow => ({
  ...{ source: "node:9", packet: String(packet), atMs, line: "look", tries: 1, state: "waiting" },
});

export function inboxContract(name: string, open: () => StoreUnderTest): void {
  describe(`the inbox of the ${name} store`, () => {
    let under: StoreUnderTest;
    beforeEach(() => {
      under = open();
    });
    afterEach(() => under.dispose());

    const known = (...rows: InboxRow[]): boolean[] => under.store.inbox.known(rows);

    it("keeps what was begun until it is done, and knows it from then on", () => {
      const [one, two] = [inboxRow(1), inboxRow(2)];
      under.store.inbox.begin([one, two]);
      expect(known(one, two)).toEqual([false, false]);
      under = under.reopen();
      expect(under.store.inbox.open()).toEqual([one, two]);
      under.store.begin();
      under.store.inbox.done([one]);
      under.store.commit();
      expect(under.store.inbox.open()).toEqual([two]);
      expect(known(one, two, inboxRow(3))).toEqual([true, false, false]);
      under = under.reopen();
      expect(under.store.inbox.open()).toEqual([two]);
      expect(known(one, two)).toEqual([true, false]);
    });

    it("tells packets of one number apart by their source", () => {
      const [one, other] = [inboxRow(1), { ...inboxRow(1), source: "player:1" }];
      under.store.inbox.begin([one, other]);
      under.store.inbox.done([one]);
      under.store.commit();
      expect(known(one, other)).toEqual([true, false]);
      expect(under.store.inbox.open()).toEqual([other]);
    });

    it("counts the tries from one life to the next", () => {
      under.store.inbox.begin([inboxRow(1)]);
      under = under.reopen();
      under.store.inbox.begin([{ ...inboxRow(1), tries: 2 }]);
      under = under.reopen();
      expect(under.store.inbox.open()).toEqual([{ ...inboxRow(1), tries: 2 }]);
      under = under.reopen();
      expect(under.store.inbox.open()).toEqual([{ ...inboxRow(1), tries: 2 }]);
    });

    it("takes back what was done in a group that is taken back, and no try", () => {
      under.store.inbox.begin([inboxRow(1), inboxRow(2)]);
      under.store.begin();
      under.store.inbox.done([inboxRow(1)]);
      under.store.inbox.aside(inboxRow(2));
      under.store.rollback();
      expect(known(inboxRow(1), inboxRow(2))).toEqual([false, false]);
      expect(under.store.inbox.open()).toEqual([inboxRow(1), inboxRow(2)]);
      under = under.reopen();
      expect(under.store.inbox.open()).toEqual([inboxRow(1), inboxRow(2)]);
    });

    it("sets a line aside without losing it", () => {
      const bomb: InboxRow = { ...inboxRow(1), line: "use bomb", tries: 2 };
      under.store.inbox.begin([bomb]);
      under = under.reopen();
      under.store.inbox.aside(bomb);
      under.store.commit();
      expect(under.store.inbox.open()).toEqual([{ ...bomb, state: "aside" }]);
      under = under.reopen();
      expect(under.store.inbox.open()).toEqual([{ ...bomb, state: "aside" }]);
      expect(known(bomb)).toEqual([true]);
    });

    it("forgets packets that were done long ago, but never the newest nor what is open", () => {
      const rows = [1, 2, 3, 4].map((n) => inboxRow(n, n * 1_000));
      under.store.inbox.begin(rows);
      under = under.reopen();
      under.store.inbox.done(rows.slice(1));
      under.store.commit();
      under.store.inbox.prune(10_000, 1);
      under.store.commit();
      under = under.reopen();
      expect(known(...rows)).toEqual([false, false, false, true]);
      expect(under.store.inbox.open()).toEqual([rows[0]]);
      under.store.inbox.prune(0, 0);
      under.store.commit();
      expect(known(rows[3]!)).toEqual([true]);
    });

    it("counts the newest by lines, whichever life began them", () => {
      const rows = Array.from({ length: 31 }, (_, n) => inboxRow(n));
      under.store.inbox.begin(rows.slice(0, 30));
      under = under.reopen();
      under.store.inbox.done(rows.slice(0, 30));
      under.store.commit();
      under.store.inbox.begin(rows.slice(30));
      under.store.inbox.done(rows.slice(30));
      under.store.commit();
      under.store.inbox.prune(10_000, 10);
      under.store.commit();
      under = under.reopen();
      expect(rows.filter((_, n) => known(...rows)[n]).map(({ packet }) => Number(packet))).toEqual([
        21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
      ]);
    });

    it("has nothing to do for nothing, and ends what was set aside when that is done", () => {
      const bomb: InboxRow = { ...inboxRow(1), tries: 2 };
      under.store.inbox.aside(bomb);
      under.store.commit();
      under.store.inbox.done([]);
      under.store.inbox.done(under.store.inbox.open());
      under.store.commit();
      expect(under.store.inbox.open()).toEqual([]);
    });
  });
}
