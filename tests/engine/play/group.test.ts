import { describe, expect, it } from "vitest";
import { type Delivery, type GroupEvents, Groups } from "../../../engine/play/group.ts";
import type { LateCommit, Store } from "../../../engine/world/port.ts";

/** A store that only counts its transactions and can be told to fail. */
function countingStore(log: string[], fails = false): Store {
  const counting = {
    begin: () => log.push("begin"),
    commit: () => {
      if (fails) throw new TypeError("disk full");
      log.push("commit");
    },
    rollback: () => log.push("rollback"),
  };
  return counting as unknown as Store;
}

function makeGroups(fails = false) {
  const log: string[] = [];
  const groups = new Groups(countingStore(log, fails), told(log));
  return { log, groups };
}

function told(log: string[]): Pick<GroupEvents, "deliver" | "failed"> {
  return {
    deliver: (deliveries: readonly Delivery[]) => () => log.push(...deliveries.map(({ text }) => `say ${text}`)),
    failed: (error) => log.push(`failed ${(error as Error).message}`),
  };
}

/** A store whose disk is as slow as the test wants: `sync` ends the sync that runs. */
function lateGroups() {
  const log: string[] = [];
  let running: ((error: unknown) => void) | null = null;
  const sync = (error: unknown = null): void => {
    const done = running;
    running = null;
    log.push("synced");
    done!(error);
  };
  const late: LateCommit = {
    commit: () => log.push("commit"),
    settle: (done) => {
      log.push("sync");
      running = done;
    },
    settleNow: () => log.push("synced now"),
  };
  const groups = new Groups({ ...countingStore(log), late }, told(log));
  return { log, groups, sync, isSyncing: () => running !== null };
}

const say = (text: string) => (group: { deliver(delivery: Delivery): void }) => group.deliver({ player: 1, text, reply: true });

describe("group commit", () => {
  it("lines that come together share one transaction, and nothing leaves before it is durable", async () => {
    const { log, groups } = makeGroups();
    await Promise.all([groups.add(say("a")), groups.add(say("b"))]);
    expect(log).toEqual(["begin", "commit", "say a", "say b"]);
  });

  it("what fails to become durable is never said", () => {
    const { log, groups } = makeGroups(true);
    void groups.add(say("a"));
    groups.flush();
    expect(log).toEqual(["begin", "rollback", "failed disk full"]);
  });

  it("a job that is added while a group ends comes in the next", async () => {
    const { log, groups } = makeGroups();
    await groups.add((group) => group.after(() => void groups.add(say("later"))));
    groups.flush();
    expect(log).toEqual(["begin", "commit", "begin", "commit", "say later"]);
  });
});

describe("group commit beside the disk", () => {
  it("the next group runs while the disk is waited for, and nothing of either leaves before its own sync", async () => {
    const { log, groups, sync } = lateGroups();
    const first = groups.add(say("a"));
    await nextGroup();
    const second = groups.add(say("b"));
    await nextGroup();
    expect(log).toEqual(["begin", "commit", "sync", "begin", "commit"]);
    sync();
    await first;
    expect(log.slice(5)).toEqual(["synced", "say a", "sync"]);
    sync();
    await second;
    expect(log.slice(8)).toEqual(["synced", "say b"]);
  });

  it("one sync is enough for all groups that were in the file when it began", async () => {
    const { log, groups, sync } = lateGroups();
    for (const text of ["a", "b", "c"]) {
      void groups.add(say(text));
      await nextGroup();
    }
    sync();
    sync();
    expect(log.filter((entry) => /sy|say/.test(entry))).toEqual(["sync", "synced", "say a", "sync", "synced", "say b", "say c"]);
  });

  it("what a disk refuses is never said, and nothing runs any more", async () => {
    const { log, groups, sync, isSyncing } = lateGroups();
    void groups.add(say("a"));
    await nextGroup();
    void groups.add(say("b"));
    await nextGroup();
    sync(new TypeError("disk gone"));
    void groups.add(say("c"));
    await nextGroup();
    groups.flush();
    expect(log.slice(5)).toEqual(["synced", "rollback", "failed disk gone"]);
    expect(isSyncing()).toBe(false);
  });

  it("who cannot wait syncs at once, and the sync that ran says nothing twice", async () => {
    const { log, groups, sync } = lateGroups();
    void groups.add(say("a"));
    await nextGroup();
    void groups.add(say("b"));
    groups.flush();
    sync();
    expect(log.slice(3)).toEqual(["begin", "commit", "synced now", "say a", "say b", "synced"]);
  });
});

const nextGroup = () => new Promise((resolve) => setImmediate(resolve));
