// Who counts what became of a simulated play finds what is wrong: a count that is always nought would prove nothing.

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type EffectsParts, effectsLost, photograph } from "../../../../engine/app/sim/effects.ts";
import type { Person } from "../../../../engine/app/sim/people/person.ts";
import { Truth } from "../../../../engine/app/sim/truth.ts";
import { asTurnId } from "../../../../engine/base/ids.ts";
import type { InboxRow } from "../../../../engine/world/inbox-port.ts";
import type { OutboxRow, TurnRow } from "../../../../engine/world/port.ts";
import { MeshRig } from "../../../support/mesh-rig.ts";

const BO = 0x11;

let rig: MeshRig;
beforeEach(async () => {
  rig = await MeshRig.open();
  await rig.say(BO, "hi");
  await rig.say(BO, "Bo");
});
afterEach(() => rig.close());

const journal = (): readonly TurnRow[] => rig.world.store.turns(asTurnId(0), 1_000);

interface Phone {
  readonly inbox: { readonly id: number; readonly text: string; readonly atMs: number }[];
  readonly meant: { readonly line: string; readonly atMs: number; readonly packets: number[]; readonly mark: number | null }[];
}

/** A person of whom there is a phone and nothing else, and what the world did for them. */
function watched() {
  const phone: Phone = { inbox: [], meant: [] };
  const message = (packet: number): object | undefined => (phone.meant.some(({ packets }) => packets.includes(packet)) ? {} : undefined);
  const person = { node: { num: BO }, phone: { message, inbox: phone.inbox }, meant: phone.meant } as unknown as Person;
  const truth = new Truth([person]);
  const done = (packet: number, turns: readonly TurnRow[], texts: readonly OutboxRow[] = []): void =>
    truth.committed({ turns, done: [{ packet: String(packet), atMs: packet } as InboxRow], texts });
  /** Types a line, and lets the world do it; what it says is read as `reads`, or as nothing. */
  const play = async (line: string, mark: number | null = null, reads: string | null = null): Promise<number> => {
    const before = journal().length;
    const { packetId } = await rig.hear(BO, line);
    await rig.pass();
    phone.meant.push({ line, atMs: 0, packets: [packetId], mark });
    const row = { id: packetId, to: BO, priority: "reply", text: reads ?? "" } as unknown as OutboxRow;
    if (reads !== null) {
      truth.departing([row]);
      truth.sent({ kind: "text", packetId: packetId + 50_000, to: BO, channel: 0, text: reads, wantAck: true });
      phone.inbox.push({ id: packetId + 50_000, text: reads, atMs: 1 });
    }
    done(packetId, journal().slice(before), reads === null ? [] : [row]);
    return packetId;
  };
  const lost = (more: Partial<EffectsParts> = {}): number => {
    const world = rig.world.world;
    return effectsLost({ truth, outcomes: truth.outcomes(), journal: journal(), living: photograph(world), reopened: world, ...more });
  };
  return { truth, phone, done, play, lost };
}

describe("what was done twice", () => {
  test("is a packet of two commits", async () => {
    const { truth, done, play } = watched();
    const packet = await play("inventory");
    expect(truth.executedTwice(journal())).toBe(0);
    done(packet, []);
    expect(truth.executedTwice(journal())).toBe(1);
  });

  test("is a command that stands in the journal oftener than it was typed", async () => {
    const { truth, play } = watched();
    await play("n;s");
    await play("inventory");
    expect(truth.executedTwice(journal())).toBe(0);
    await rig.say(BO, "inventory");
    expect(truth.executedTwice(journal())).toBe(1);
  });
});

describe("what was told and is lost", () => {
  test("is nothing in a sound world", async () => {
    const { play, lost } = watched();
    await play("alias tally say 1", 1, "TALLY now says: say 1");
    await play("n", null, "Attic. Exits: south.\nDust.");
    expect(lost()).toBe(0);
  });

  test("is a turn that is not in the journal", async () => {
    const { play, lost } = watched();
    await play("look");
    expect(lost({ journal: journal().slice(0, -1) })).toBe(1);
  });

  test("is a number that was answered and is not in the world", async () => {
    const { phone, play, lost } = watched();
    await play("alias tally say 1", 1, "TALLY now says: say 1");
    phone.meant[0] = { ...phone.meant[0]!, mark: 2 };
    expect(lost()).toBe(1);
  });

  test("is a player who stands elsewhere than they read", async () => {
    const { play, lost } = watched();
    await play("look", null, "Attic. Exits: south.\nDust.");
    expect(lost()).toBe(1);
  });

  test("is whatever differs between the world in memory and the one that was opened anew", async () => {
    const { play, lost } = watched();
    await play("look");
    const living = photograph(rig.world.world);
    expect(lost({ living })).toBe(0);
    await rig.say(BO, "take brass key");
    expect(lost({ living })).toBeGreaterThan(0);
  });
});
