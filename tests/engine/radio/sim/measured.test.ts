import { describe, expect, test } from "vitest";
import { ACK_BYTES, airtimeMs, PRESETS, textPacketBytes } from "../../../../engine/radio/airtime.ts";
import { inALine } from "../../../../engine/radio/sim/landscape.ts";
import { Ledger } from "../../../../engine/radio/sim/ledger.ts";
import { HOUR, MINUTE, SECOND, scene } from "./support.ts";

// What was measured on the genuine firmware, and whether the simulation agrees.
describe("as measured on the genuine firmware", () => {
  test("200-byte messages one after the other carry about 62 bytes a second on LongFast", () => {
    const { mesh, phones } = scene(2);
    const doneAt: number[] = [];
    const [a] = phones;
    const write = (): void => {
      const id = a!.write(mesh.node(1).num, "x".repeat(200));
      const wait = (): void => {
        if (a!.message(id)!.state === "acked") {
          doneAt.push(mesh.now());
          write();
        } else mesh.agenda.after(10, wait);
      };
      wait();
    };
    write();
    mesh.run(20 * SECOND);
    const perMessageMs = (doneAt[4]! - doneAt[0]!) / 4;
    expect(200 / (perMessageMs / 1000)).toBeGreaterThan(56);
    expect(200 / (perMessageMs / 1000)).toBeLessThan(68);
  });

  test("with a fifth of all frames lost nearly all messages arrive, none twice, and of the few refusals many are false", () => {
    let arrived = 0;
    let refused = 0;
    let outruled = 0;
    for (let seed = 1; seed <= 5; seed++) {
      const { mesh, phones } = scene(2, { seed, weather: { loss: 0.2 } });
      for (let i = 0; i < 120; i++) mesh.agenda.at(i * 45 * SECOND, () => void phones[0]!.write(mesh.node(1).num, `message ${i}`));
      mesh.run(2 * HOUR);
      const { inbox } = phones[1]!;
      expect(new Set(inbox.map(({ id }) => id)).size).toBe(inbox.length);
      expect(inbox.map(({ text }) => Number(text.slice(8)))).toEqual(
        [...inbox.map(({ text }) => Number(text.slice(8)))].sort((x, y) => x - y),
      );
      arrived += inbox.length;
      const failed = phones[0]!.sent.filter(({ changes }) => changes.some(({ state }) => state === "failed"));
      refused += failed.length;
      outruled += failed.filter(({ id }) => inbox.some((read) => read.id === id)).length;
    }
    expect(arrived / 600).toBeGreaterThan(0.98);
    expect(refused / 600).toBeGreaterThan(0.003);
    expect(refused / 600).toBeLessThan(0.05);
    expect(outruled).toBeGreaterThan(0);
  });
});

describe("the ledger of the air", () => {
  test("knows a message's cost: its own frame, both ACKs, and every relay for the origin", () => {
    const near = scene(2);
    const ledger = new Ledger(near.mesh);
    near.phones[0]!.write(near.mesh.node(1).num, "x".repeat(100));
    near.mesh.run(MINUTE);
    const text = airtimeMs(PRESETS.LongFast, textPacketBytes(100, { pkc: true }));
    const ack = airtimeMs(PRESETS.LongFast, ACK_BYTES);
    expect(ledger.of(near.mesh.node(0).num).talkMs).toBeCloseTo(text + 2 * ack, 6);
    expect(ledger.talkShare(near.mesh.node(0).num)).toBeCloseTo((text + 2 * ack) / MINUTE, 6);
    const far = scene(inALine(3));
    const wide = new Ledger(far.mesh);
    far.phones[0]!.write(far.mesh.node(2).num, "x".repeat(100), { wantAck: false });
    far.mesh.run(MINUTE);
    expect(wide.of(far.mesh.node(0).num)).toMatchObject({ sentFrames: 1, causedFrames: 2 });
    expect(wide.of(far.mesh.node(1).num)).toMatchObject({ sentFrames: 1, causedFrames: 0 });
  });
});
