import { expect, test } from "vitest";
import type { ToWorld } from "../../../engine/app/front/messages.ts";
import { RadioPost } from "../../../engine/app/front/radio-post.ts";
import type { Logger } from "../../../engine/app/log.ts";
import type { Link, LinkEvent } from "../../../engine/radio/link.ts";

const NODE = 0x10000000;

/** A link that tells what the test makes it tell. */
function post() {
  const wire = { tell: (_event: LinkEvent): void => {} };
  const status = {
    name: "roof",
    state: "ready",
    sinceMs: 0,
    detail: "Ready.",
    tries: 0,
    nextTryAtMs: null,
    radio: null,
    counters: {},
  } as const;
  const link: Link = {
    name: "roof",
    open: (listen) => void Object.assign(wire, { tell: listen }),
    close: async () => {},
    send: () => {},
    status: () => status,
  };
  const warnings: string[] = [];
  const note = (_facts: object, text: string): void => void warnings.push(text);
  const log = { info: () => {}, warn: note, error: note } as unknown as Logger;
  const told: ToWorld[] = [];
  const radio = new RadioPost({ link, mostHops: null, log, tell: (message) => void told.push(message) });
  radio.open();
  const hear = (n: number): void =>
    wire.tell({
      kind: "text",
      text: {
        ...{ from: NODE, to: 1, channel: 0, packetId: n, text: `t${n}`, bytes: 5, pki: true, publicKey: null, hopsUsed: 0, replyTo: null },
        ...{ wantAck: true, viaMqtt: false, snr: 1, rxTimeMs: 0 },
      },
    });
  const again = (): number[] => {
    told.length = 0;
    radio.resume();
    return told.flatMap((message) => (message.t === "radio" && message.event.kind === "text" ? [message.event.text.packetId] : []));
  };
  return { radio, hear, told, warnings, again };
}

test("what no world has done is told again to the next, in order, until it is done", () => {
  const { radio, hear, told, again } = post();
  for (const n of [1, 2, 3]) hear(n);
  const second = told.find((message) => message.t === "radio" && message.event.kind === "text" && message.event.text.packetId === 2);
  radio.done(second?.t === "radio" ? second.seq! : 0);
  expect(again()).toEqual([1, 3]);
  expect(again()).toEqual([1, 3]);
});

test("past 2,000 texts without a world the oldest go, each counted and told to the sysop", () => {
  const { radio, hear, warnings, again } = post();
  for (let n = 1; n <= 2_003; n++) hear(n);
  expect(radio.dropped).toBe(3);
  expect(radio.unfinished).toBe(2_000);
  expect(warnings).toEqual(Array(3).fill("radio roof: a text is dropped, no world came for it"));
  expect([again()[0], again().at(-1)]).toEqual([4, 2_003]);
});
