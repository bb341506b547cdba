import { describe, expect, test } from "vitest";
import { ACK_BYTES, airtimeMs, PRESETS, type PresetName, textLimitBytes, textPacketBytes } from "../../../engine/radio/airtime.ts";

const SIZES = [20, 60, 100, 140, 200, 220];

/** The table of the mesh design: a text of so many bytes as a PKC message, then an ACK, in whole milliseconds. */
const TABLE: readonly [PresetName, readonly number[], number][] = [
  ["ShortTurbo", [28, 43, 57, 73, 94, 102], 19],
  ["ShortFast", [55, 86, 114, 145, 189, 204], 38],
  ["MediumFast", [191, 283, 365, 467, 601, 642], 130],
  ["LongFast", [641, 969, 1255, 1542, 1993, 2157], 477],
  ["LongModerate", [2036, 3215, 4395, 5575, 7410, 7934], 1380],
];

describe("airtime", () => {
  test.each(TABLE)("%s takes the milliseconds of the design's table", (name, texts, ack) => {
    const p = PRESETS[name];
    expect(SIZES.map((bytes) => Math.round(airtimeMs(p, textPacketBytes(bytes, { pkc: true }))))).toEqual(texts);
    expect(Math.round(airtimeMs(p, ACK_BYTES))).toBe(ack);
  });

  test("the longest text of each way of travelling is the one measured", () => {
    expect(textLimitBytes({ pkc: true })).toBe(220);
    expect(textLimitBytes({ pkc: true, reply: true })).toBe(215);
    expect(textLimitBytes({ pkc: false })).toBe(232);
    expect(textLimitBytes({ pkc: false, reply: true })).toBe(227);
  });

  test("on LongFast a message costs about 1.45 s and 7.5 ms a byte, all three frames counted", () => {
    const p = PRESETS.LongFast;
    const three = (bytes: number): number => airtimeMs(p, textPacketBytes(bytes, { pkc: true })) + 2 * airtimeMs(p, ACK_BYTES);
    const perByte = (three(200) - three(20)) / 180;
    expect(perByte).toBeCloseTo(7.5, 1);
    expect(three(20) - 20 * perByte).toBeCloseTo(1450, -2);
  });
});
