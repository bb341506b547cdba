import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { ROOT } from "../../../engine/app/places.ts";
import { makeStage } from "../../../engine/app/stage.ts";
import { HeldClock } from "../../../engine/base/clock.ts";
import { asTurnId } from "../../../engine/base/ids.ts";
import { openMemoryStore } from "../../../engine/store/memory-store.ts";

// A world of the parlour, and guests at its door: connections as telnet would make them.

const STAGE = makeStage({ parlour: join(ROOT, "tests/packs/parlour") });
const clock = new HeldClock(1_000_000);
const store = openMemoryStore();
const raised = await STAGE.raise({ pack: "parlour", store, clock, nextSeed: () => undefined, seed: 1 });
const { play } = raised;
await play.start();
afterAll(() => raised.close());

function guest(as?: string) {
  const said: string[] = [];
  const hidden: boolean[] = [];
  const state = { open: true };
  const door = {
    send: (text: string) => said.push(text),
    hide: (hide: boolean) => hidden.push(hide),
    close: () => {
      state.open = false;
    },
  };
  const session = play.open({ door, address: "10.0.0.1", ...(as === undefined ? {} : { as }) });
  const type = async (...lines: string[]) => {
    said.length = 0;
    for (const line of lines) await play.line(session, line);
    return said.join("\n");
  };
  return { said, hidden, state, session, type, leave: () => play.close(session) };
}

it("a newcomer makes a player, stands in the first room, and finds the way back in by the password", async () => {
  const first = guest();
  expect(first.said[0]).toContain("what name");
  const text = await first.type("Dora", "y", "open sesame", "open sesame", "look");
  expect(text).toContain("Welcome, Dora");
  expect(text).toContain("Parlour");
  expect(first.hidden).toEqual([true, false]);
  await first.leave();

  const second = guest();
  expect(await second.type("dora", "open sesame")).toContain("Welcome back, Dora");
  expect(await second.type("look")).toContain("Parlour");
  await second.leave();
});

it("no password stands in the journal", () => {
  const rows = JSON.stringify(store.turns(asTurnId(0), 1_000));
  expect(rows).toContain("create Dora");
  expect(rows).not.toContain("sesame");
});

it("a line typed while the player is still on the way in is not lost", async () => {
  const early = guest("eve");
  const answer = await early.type("look");
  expect(answer).toContain("Parlour");
  await early.leave();
});

it("who connects a second time takes over, and the first connection is closed", async () => {
  const first = guest("fay");
  await first.type("look");
  const second = guest("fay");
  await second.type("look");
  expect(first.state.open).toBe(false);
  expect(second.said.join()).toContain("Parlour");
  await second.leave();
});

it("QUIT closes the connection after its answer has left", async () => {
  const gil = guest("gil");
  expect(await gil.type("quit")).toContain("Goodbye");
  await new Promise((resolve) => setImmediate(resolve));
  expect(gil.state.open).toBe(false);
});

it("what others do reaches a player as frames of its own, what comes together as one", async () => {
  const hal = guest("hal");
  const ivy = guest("ivy");
  await hal.type("look");
  await ivy.type("look");
  hal.said.length = 0;
  await ivy.type("say one;say two");
  await ivy.type("'a", "'b");
  expect(hal.said).toEqual(["Ivy says: one;say two", "Ivy says: a", "Ivy says: b"]);
  hal.said.length = 0;
  await Promise.all([play.line(ivy.session, "'c"), play.line(ivy.session, "'d")]);
  expect(hal.said).toEqual(["Ivy says: c\nIvy says: d"]);
  await hal.leave();
  await ivy.leave();
});

it("a packet that comes twice is answered once", async () => {
  const jon = guest("jon");
  await jon.type("look");
  jon.said.length = 0;
  await Promise.all([play.line(jon.session, "'hi", "p1"), play.line(jon.session, "'hi", "p1")]);
  await play.line(jon.session, "'hi", "p1");
  expect(jon.said).toEqual(["You say: hi"]);
  await jon.leave();
});
