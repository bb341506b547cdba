import { describe, expect, it } from "vitest";
import { type Delivery, Groups } from "../../../engine/play/group.ts";
import type { Store } from "../../../engine/world/port.ts";

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
  const groups = new Groups(countingStore(log, fails), {
    deliver: (deliveries: readonly Delivery[]) => log.push(...deliveries.map(({ text }) => `say ${text}`)),
    failed: (error) => log.push(`failed ${(error as Error).message}`),
  });
  return { log, groups };
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
