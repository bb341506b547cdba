import { describe, expect, test } from "vitest";
import { Contacts } from "../../../../engine/radio/sim/contacts.ts";
import { ROUTING } from "../../../../engine/radio/sim/frame.ts";
import { oneRoom } from "../../../../engine/radio/sim/landscape.ts";
import { SimMesh } from "../../../../engine/radio/sim/mesh.ts";
import { HOUR, MINUTE, SECOND, scene } from "./support.ts";

const user = (publicKey: string | null) => ({ longName: "Ann", shortName: "ann", publicKey });

describe("keys", () => {
  test("a stranger cannot be written to: refused at once, nothing on air", () => {
    const { mesh, phones, events } = scene(2);
    mesh.node(0).contacts.forget(mesh.node(1).num);
    const id = phones[0]!.write(mesh.node(1).num, "hello");
    mesh.run(MINUTE);
    expect(phones[0]!.message(id)).toMatchObject({ state: "failed", error: ROUTING.PKI_SEND_FAIL_PUBLIC_KEY });
    expect(events).toEqual([]);
  });

  test("add_contact mends that, at the price of a flash write", () => {
    const { mesh, phones } = scene(2);
    const other = mesh.node(1);
    mesh.node(0).contacts.forget(other.num);
    mesh.node(0).host.addContact(other.num, other.user);
    const id = phones[0]!.write(other.num, "hello");
    mesh.run(MINUTE);
    expect(phones[0]!.message(id)!.state).toBe("acked");
    expect(mesh.node(0).contacts.flashWrites).toBe(1);
  });

  test("a peer that has forgotten our key says so, is told it again, and reads a second message 17 s later", () => {
    const { mesh, phones } = scene(2);
    mesh.node(1).contacts.forget(mesh.node(0).num);
    const first = phones[0]!.write(mesh.node(1).num, "hello");
    mesh.run(17 * SECOND);
    expect(phones[0]!.message(first)).toMatchObject({ state: "failed", error: ROUTING.PKI_UNKNOWN_PUBKEY });
    const second = phones[0]!.write(mesh.node(1).num, "hello again");
    mesh.run(MINUTE);
    expect(phones[0]!.message(second)!.state).toBe("acked");
    expect(phones[1]!.inbox.map(({ text }) => text)).toEqual(["hello again"]);
  });

  test("a peer that holds an old key of ours answers NO_CHANNEL, and does not mend by hearing of us", () => {
    const { mesh, phones } = scene(2);
    mesh.node(0).rekey();
    for (let i = 0; i < 2; i++) {
      const id = phones[0]!.write(mesh.node(1).num, "hello");
      mesh.run(MINUTE);
      expect(phones[0]!.message(id)).toMatchObject({ state: "failed", error: ROUTING.NO_CHANNEL });
      mesh.node(0).introduce();
      mesh.run(MINUTE);
    }
    mesh.node(1).host.addContact(mesh.node(0).num, mesh.node(0).user);
    const id = phones[0]!.write(mesh.node(1).num, "hello");
    mesh.run(MINUTE);
    expect(phones[0]!.message(id)!.state).toBe("acked");
  });

  test("a node without keys writes under the channel's key", () => {
    const { mesh, phones, events } = scene(2, { nodes: [{ hasKey: false }] });
    phones[0]!.write(mesh.node(1).num, "hello");
    mesh.run(MINUTE);
    expect(phones[1]!.inbox).toHaveLength(1);
    expect(events[0]!.frame.seal).toBeNull();
  });

  test("nodes become acquainted by their own broadcasts", () => {
    const nodes = Array.from({ length: 3 }, () => ({ nodeInfoMs: HOUR }));
    const mesh = new SimMesh({ seed: 2, preset: "LongFast", landscape: oneRoom(3), nodes });
    mesh.run(2 * HOUR);
    expect(mesh.node(0).contacts.keyOf(mesh.node(2).num)).toBe(mesh.node(2).user.publicKey);
  });
});

describe("a node's memory", () => {
  test("is bounded: the keyless go first, then whoever was silent longest, never a favorite", () => {
    const contacts = new Contacts(3);
    contacts.add(1, user("k1"), 0);
    contacts.learn(2, user("k2"), 10);
    contacts.heard(3, 30, 0);
    contacts.learn(4, user("k4"), 40);
    expect(contacts.all().map(({ num }) => num)).toEqual([1, 2, 4]);
    contacts.heard(5, 50, 1);
    expect(contacts.all().map(({ num }) => num)).toEqual([1, 4, 5]);
    expect(contacts.evicted).toBe(2);
  });

  test("on a lively mesh a radio forgets a player's key, and a message to them fails", () => {
    const { mesh, phones } = scene(130, { nodes: [{ memory: 100 }] });
    const { contacts } = mesh.node(0);
    expect(contacts.all()).toHaveLength(100);
    expect(contacts.evicted).toBe(29);
    const forgotten = mesh.nodes.find(({ num }) => num !== mesh.node(0).num && contacts.keyOf(num) === null)!;
    const id = phones[0]!.write(forgotten.num, "the tide bell rings");
    mesh.run(SECOND);
    expect(phones[0]!.message(id)!.error).toBe(ROUTING.PKI_SEND_FAIL_PUBLIC_KEY);
  });
});
