import { describe, expect, test } from "vitest";
import type { LinkEvent, OutText } from "../../../../engine/radio/link.ts";
import { BROADCAST } from "../../../../engine/radio/link.ts";
import { oneRoom } from "../../../../engine/radio/sim/landscape.ts";
import { SimMesh } from "../../../../engine/radio/sim/mesh.ts";
import { Phone } from "../../../../engine/radio/sim/phone.ts";
import { simLink, type WireKind } from "../../../../engine/radio/sim/sim-link.ts";
import { HOUR, MINUTE, SECOND } from "./support.ts";

/** The genuine link at node 0 of a small mesh, a phone at node 1. */
function linked(options: { wire?: WireKind; region?: string; duplicates?: number; nodes?: number } = {}) {
  const { wire = "tcp", region = "EU_868", duplicates = 0, nodes = 2 } = options;
  const mesh = new SimMesh({
    seed: 5,
    preset: "LongFast",
    region,
    landscape: oneRoom(nodes),
    weather: { duplicates },
    startMs: 1_700_000_000_000,
  });
  mesh.acquaint();
  const link = simLink(mesh, mesh.node(0), { wire });
  const events: LinkEvent[] = [];
  link.open((event) => events.push(event));
  mesh.run(SECOND);
  const phone = new Phone(mesh, mesh.node(1));
  const of = <K extends LinkEvent["kind"]>(kind: K): Extract<LinkEvent, { kind: K }>[] =>
    events.filter((event): event is Extract<LinkEvent, { kind: K }> => event.kind === kind);
  const send = (packetId: number, text: string, more: Partial<OutText> = {}): void =>
    link.send({
      kind: "text",
      packetId,
      to: mesh.node(1).num,
      channel: 0,
      text,
      wantAck: true,
      publicKey: mesh.node(1).user.publicKey!,
      ...more,
    });
  return { mesh, link, events, phone, of, send };
}

describe("the link to a simulated radio", () => {
  test("configures itself: node, key, region, preset, channels, nodes known", () => {
    const { mesh, link, of } = linked({ nodes: 5 });
    const [configured] = of("configured");
    expect(configured!.radio).toMatchObject({
      myNode: mesh.node(0).num,
      region: "EU_868",
      preset: "LONG_FAST",
      hopLimit: 3,
      txEnabled: true,
    });
    expect(configured!.radio.publicKey).toBe(mesh.node(0).user.publicKey);
    expect(configured!.radio.nodes.map(({ publicKey }) => publicKey)).toEqual(mesh.nodes.slice(1).map(({ user }) => user.publicKey));
    expect(configured!.radio.channels[0]).toMatchObject({ role: "primary", key: "public" });
    expect(link.status().state).toBe("ready");
  });

  test("a text there and one back, each with key, hops and ACK", () => {
    const { mesh, phone, of, send } = linked();
    const id = phone.write(mesh.node(0).num, "look");
    mesh.run(20 * SECOND);
    expect(phone.message(id)!.state).toBe("acked");
    expect(of("text").map(({ text }) => text)).toMatchObject([
      {
        from: mesh.node(1).num,
        packetId: id,
        text: "look",
        bytes: 4,
        pki: true,
        publicKey: mesh.node(1).user.publicKey,
        hopsUsed: 0,
        viaMqtt: false,
      },
    ]);
    send(77, "A dusty square.", { replyTo: id });
    mesh.run(20 * SECOND);
    expect(phone.inbox.map(({ text, replyTo }) => [text, replyTo])).toEqual([["A dusty square.", id]]);
    expect(of("handed").map(({ packetId }) => packetId)).toEqual([77]);
    expect(of("acked")).toMatchObject([{ packetId: 77, by: mesh.node(1).num, late: false }]);
  });

  test("a peer that is off: one NAK after about 30 s; unknown to the radio: one at once, mended by a contact", () => {
    const { mesh, link, of, send } = linked();
    mesh.node(1).setPower(false);
    send(1, "hello");
    mesh.run(MINUTE);
    expect(of("nacked")).toMatchObject([{ packetId: 1, code: 5, error: "MAX_RETRANSMIT" }]);
    mesh.node(1).setPower(true);
    const { num, user } = mesh.node(1);
    mesh.node(0).contacts.forget(num);
    send(2, "hello");
    mesh.run(SECOND);
    expect(of("nacked").at(-1)).toMatchObject({ packetId: 2, code: 39 });
    link.send({ kind: "contact", packetId: 3, node: num, publicKey: user.publicKey!, longName: user.longName, shortName: user.shortName });
    mesh.run(5 * SECOND);
    send(4, "hello");
    mesh.run(20 * SECOND);
    expect(of("acked").map(({ packetId }) => packetId)).toEqual([3, 4]);
  });

  test("a reboot over TCP is found out by silence, over serial told; both end in a working link", () => {
    for (const wire of ["tcp", "serial"] as const) {
      const { mesh, link, of, send, phone } = linked({ wire });
      mesh.run(MINUTE);
      mesh.node(0).reboot();
      mesh.run(3 * MINUTE);
      expect(link.status().state).toBe("ready");
      expect(of("configured")).toHaveLength(2);
      expect([of("lost").length, of("rebooted").length]).toEqual(wire === "tcp" ? [1, 0] : [0, 1]);
      send(9, "back again");
      mesh.run(20 * SECOND);
      expect(phone.inbox).toHaveLength(1);
    }
  });

  test("what was on its way when the radio died is unsure", () => {
    const { mesh, of, send } = linked();
    mesh.node(1).setPower(false);
    send(1, "hello");
    mesh.run(5 * SECOND);
    mesh.node(0).crash();
    mesh.run(2 * MINUTE);
    expect(of("unsure")).toMatchObject([{ packetId: 1, reason: "lost" }]);
  });

  test("a radio that is off is waited for", () => {
    const mesh = new SimMesh({ seed: 5, preset: "LongFast", landscape: oneRoom(1) });
    mesh.node(0).setPower(false);
    const link = simLink(mesh, mesh.node(0));
    link.open(() => {});
    mesh.run(5 * SECOND);
    expect(link.status().state).toBe("waiting");
    mesh.node(0).setPower(true);
    mesh.run(2 * MINUTE);
    expect(link.status().state).toBe("ready");
  });

  test("a second host shuts out the first, and good-bye frees the place", async () => {
    const { mesh, link, of } = linked();
    const other = simLink(mesh, mesh.node(0), { name: "other" });
    other.open(() => {});
    mesh.run(100);
    expect(of("lost")).toMatchObject([{ why: "The radio closed the connection." }]);
    await Promise.all([link.close(), other.close()]);
    expect([link.status().state, other.status().state]).toEqual(["closed", "closed"]);
  });

  test("duplicates come through as duplicates, broadcasts as broadcasts", () => {
    const { mesh, phone, of } = linked({ duplicates: 1 });
    const id = phone.call("anybody?");
    mesh.run(MINUTE);
    expect(of("text").map(({ text }) => [text.packetId, text.to, text.pki])).toEqual([
      [id, BROADCAST, false],
      [id, BROADCAST, false],
    ]);
  });

  test("telemetry of the radio's own arrives as airtime, hour after hour", () => {
    const { mesh, of } = linked();
    mesh.run(HOUR);
    expect(of("airtime").length).toBeGreaterThan(55);
    expect(of("lost")).toEqual([]);
  });
});
