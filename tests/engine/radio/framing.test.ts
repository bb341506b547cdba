import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Deframer, frame, MAX_FRAME_BYTES } from "../../../engine/radio/framing.ts";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

function deframe(chunks: readonly Uint8Array[], accept: (payload: Uint8Array) => boolean = () => true): string[] {
  const got: string[] = [];
  const deframer = new Deframer((payload) => {
    const isFrame = accept(payload);
    if (isFrame) got.push(hex(payload));
    return isFrame;
  });
  for (const chunk of chunks) deframer.push(chunk);
  return got;
}

/** Cuts bytes at the given places, wherever they fall. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...at].map((from, index) => bytes.slice(from, at[index] ?? bytes.length));
}

// Payloads that are full of what could be taken for a start.
const nasty = fc.oneof(fc.constant(0x94), fc.constant(0xc3), fc.constant(0), fc.nat(255));
const payloads = fc.array(nasty, { minLength: 1, maxLength: MAX_FRAME_BYTES }).map((bytes) => Uint8Array.from(bytes));
const places = fc.array(fc.nat(5_000), { maxLength: 20 });

describe("the deframer", () => {
  it("finds every frame however the stream is cut, also with 94 C3 inside the payloads", () => {
    fc.assert(
      fc.property(fc.array(payloads, { maxLength: 8 }), places, (all, where) => {
        expect(deframe(cut(Buffer.concat(all.map(frame)), where))).toEqual(all.map(hex));
      }),
    );
  });

  it("finds every frame between log text and lone 94s", () => {
    const noise = fc.oneof(
      fc.string({ maxLength: 60 }).map((text) => Buffer.from(text)),
      fc.constantFrom(
        Uint8Array.of(0x94),
        Uint8Array.of(0x94, 0x94, 0x41),
        Uint8Array.of(0xc3),
        Uint8Array.of(0x94, 0xc3, 0, 0),
        Uint8Array.of(0x94, 0xc3, 2, 1),
      ),
    );
    // A lone C3 may not stand behind a lone 94: together they would be a start.
    const quiet = noise.map((bytes) => Buffer.concat([bytes, Uint8Array.of(0x0a)]));
    fc.assert(
      fc.property(fc.array(fc.tuple(quiet, payloads), { maxLength: 8 }), places, (parts, where) => {
        const stream = Buffer.concat(parts.flatMap(([before, payload]) => [before, frame(payload)]));
        expect(deframe(cut(stream, where))).toEqual(parts.map(([, payload]) => hex(payload)));
      }),
    );
  });

  it("loses nothing of what follows half a frame, when the taker can tell a false one", () => {
    const marked = fc.array(fc.nat(0x7f), { minLength: 3, maxLength: 60 }).map((bytes) => Uint8Array.from([0x55, bytes.length, ...bytes]));
    const isMarked = (payload: Uint8Array): boolean =>
      payload[0] === 0x55 && payload[1] === payload.length - 2 && payload.every((byte) => byte < 0x80);
    fc.assert(
      fc.property(marked, fc.nat(60), fc.array(marked, { minLength: 12, maxLength: 12 }), places, (lost, missing, rest, where) => {
        const whole = frame(lost);
        const half = whole.slice(0, Math.max(4, whole.length - 1 - (missing % lost.length)));
        const stream = Buffer.concat([half, ...rest.map(frame)]);
        expect(deframe(cut(stream, where), isMarked)).toEqual(rest.map(hex));
      }),
    );
  });

  it("never throws, never stands still and keeps no more than one frame, whatever comes", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 12 }), (chunks) => {
        const deframer = new Deframer((payload) => payload.length % 2 === 0);
        for (const chunk of chunks) deframer.push(chunk);
        for (let i = 0; i < 10_000 && deframer.isMidFrame; i++) deframer.giveUp();
        expect(deframer.isMidFrame).toBe(false);
        let found = false;
        const after = new Deframer(() => {
          found = true;
          return true;
        });
        after.push(frame(Uint8Array.of(1)));
        expect(found).toBe(true);
      }),
    );
  });

  it("gives up half a frame when told, and finds the whole one behind it", () => {
    const got: string[] = [];
    const deframer = new Deframer((payload) => got.push(hex(payload)) > 0);
    deframer.push(Buffer.concat([Uint8Array.of(0x94, 0xc3, 0x01, 0xff, 0x07), frame(Uint8Array.of(1, 2, 3))]));
    expect(got).toEqual([]);
    deframer.giveUp();
    expect(got).toEqual(["010203"]);
    expect(deframer.skippedBytes).toBe(5);
  });
});
