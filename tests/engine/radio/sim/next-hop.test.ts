import { describe, expect, test } from "vitest";
import { fromPairs } from "../../../../engine/radio/sim/landscape.ts";
import type { SimMesh } from "../../../../engine/radio/sim/mesh.ts";
import type { Phone } from "../../../../engine/radio/sim/phone.ts";
import { happened, MINUTE, scene } from "./support.ts";

// 0 and 3 hear each other by way of 1 and of 2, which hear each other too.
const DIAMOND = fromPairs(4, [
  { a: 0, b: 1, db: 5 },
  { a: 0, b: 2, db: 5 },
  { a: 1, b: 3, db: 5 },
  { a: 2, b: 3, db: 5 },
  { a: 1, b: 2, db: 5 },
]);

/** A way is known once an ACK comes back by somebody who was heard to relay the text: with two relays that is chance. */
function talkUntilKnown(mesh: SimMesh, from: Phone, to: Phone): number {
  for (let i = 0; i < 20; i++) {
    from.write(to.node.num, `text ${i}`);
    mesh.run(2 * MINUTE);
    const hop = from.node.contacts.nextHop(to.node.num, mesh.now());
    if (hop !== null) return hop;
  }
  throw new Error("No next hop was ever learned.");
}

describe("the next hop", () => {
  test("who has heard an ACK straight asks nobody to relay, and nobody stands by to", () => {
    const { mesh, phones } = scene(5);
    const [from, to] = [phones[0]!, phones[1]!];
    const exchange = (text: string): number => {
      const before = mesh.trace.count("spared");
      from.write(to.node.num, text);
      mesh.run(MINUTE);
      return mesh.trace.count("spared") - before;
    };
    expect(exchange("first")).toBeGreaterThan(0);
    expect(from.node.contacts.nextHop(to.node.num, mesh.now())).toBe(to.node.num);
    expect(to.node.contacts.nextHop(from.node.num, mesh.now())).toBe(from.node.num);
    expect(exchange("second")).toBe(0);
    expect(to.inbox.map(({ text }) => text)).toEqual(["first", "second"]);
  });

  test("whoever brought the ACK is asked the next time, and the others keep still", () => {
    const { mesh, phones, events } = scene(DIAMOND);
    const [from, to] = [phones[0]!, phones[3]!];
    const hop = talkUntilKnown(mesh, from, to);
    from.write(to.node.num, "three");
    mesh.run(2 * MINUTE);
    expect([phones[1]!.node.num, phones[2]!.node.num]).toContain(hop);
    const last = happened(events, "sent").filter(({ frame }) => frame.body.kind === "text" && frame.body.text === "three");
    expect(last.filter(({ node }) => node !== from.node.num).map(({ node }) => node)).toEqual([hop]);
  });

  test("when whoever was asked is gone, the last try is for all, and it arrives another way", () => {
    const { mesh, phones } = scene(DIAMOND);
    const [from, to] = [phones[0]!, phones[3]!];
    const hop = talkUntilKnown(mesh, from, to);
    phones.find(({ node }) => node.num === hop)!.node.setPower(false);
    const id = from.write(to.node.num, "three");
    mesh.run(2 * MINUTE);
    expect(to.inbox.at(-1)!.text).toBe("three");
    expect(from.message(id)!.state).toBe("acked");
  });
});
