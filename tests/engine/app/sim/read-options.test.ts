import { describe, expect, test } from "vitest";
import { DEFAULT_SIM } from "../../../../engine/app/sim/options.ts";
import { readSimOptions } from "../../../../engine/app/sim/read-options.ts";

describe("the options of a simulation", () => {
  test("none of them gives the defaults", () => {
    expect(readSimOptions({})).toEqual(DEFAULT_SIM);
  });

  test("shares and times are read as they are typed", () => {
    const flags = { players: "20", loss: "10%", duplicates: "2.5%", reboot: "10m", restart: "90s", forget: "2h", seed: "11" };
    expect(readSimOptions(flags)).toMatchObject({
      players: 20,
      nodes: 21,
      loss: 0.1,
      duplicates: 0.025,
      rebootMs: 600_000,
      restartMs: 90_000,
      forgetMs: 7_200_000,
      seed: 11,
    });
  });

  test.each([
    [{ loss: "10" }, "--loss 10: must be a share from 0% to 90%"],
    [{ loss: "100%" }, "--loss 100%: must be a share"],
    [{ reboot: "10" }, "--reboot 10: must be a time of a minute or more: 90s, 10m, 2h"],
    [{ reboot: "5s" }, "--reboot 5s: must be a time of a minute or more"],
    [{ preset: "LongTurtle" }, "--preset LongTurtle: must be ShortTurbo, ShortFast"],
    [{ preset: "toString" }, "--preset toString: must be"],
    [{ region: "MARS" }, "--region MARS: must be US, EU_433"],
    [{ players: "0" }, "--players 0: must be a whole number from 1 to 999"],
    [{ players: "2.5" }, "--players 2.5: must be a whole number"],
    [{ players: "20", nodes: "12" }, "--nodes 12: must be a whole number from 21 to 1000"],
    [{ hours: "many" }, "--hours many: must be a number from 0.01 to 1000"],
    [{ hops: "8" }, "--hops 8: must be a whole number from 1 to 7"],
    [{ turnsPerDay: "0" }, "--turns-per-day 0: must be a number"],
    [{ seed: "-1" }, "--seed -1: must be a whole number"],
  ])("%o is refused", (flags, message) => {
    expect(() => readSimOptions(flags)).toThrow(message);
  });
});
