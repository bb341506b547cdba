import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Wire } from "../../../dsl/wire.ts";
import { HOST_FUNCTIONS } from "../../../engine/script/host/index.ts";
import { HostTurn } from "../../../engine/script/host-turn.ts";
import { ALL_CAPABILITIES, type Capability } from "../../../engine/script/tables/capabilities.ts";
import { findUnsound } from "../../../engine/world/soundness.ts";
import { Game } from "./support/game.ts";
import { TOWN } from "./support/harbor.ts";

let game: Game;
beforeAll(() => {
  game = new Game(TOWN);
  game.join("ann", "square");
  game.join("bob", "tower");
  game.run("create coin in ann times 7; create rope in square times 2; mint 30 to ann");
});
afterAll(() => game.close());

/** Anything an isolate could send: right, wrong, stale, and of the wrong kind. */
const wires: fc.Arbitrary<Wire> = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map((n) => `#${n}`),
  fc.constantFrom<Wire>(
    "@town.coin",
    "@town.anvil",
    "@town.flat",
    "@town.nobody",
    "kcore.thing",
    "ktown.nothing",
    ">north",
    ">down",
    ">sideways",
  ),
  fc.constantFrom<Wire>(
    "%1:north",
    "%1:down",
    "%99:up",
    "%x",
    "$5",
    "$-3",
    "$1e400",
    "d1000",
    "d-1",
    "t0",
    "m1",
    "m9",
    "mlast",
    "rtown.post:1",
    "#",
    "#-1",
    "#1.5",
  ),
  fc.constantFrom<Wire>(null, true, false, 0, 1, -1, 2.5, 1e300, "s", "s__proto__", "sann"),
  fc.constantFrom<Wire>(
    'j["l"]',
    'j["l","#1","#2",["l"]]',
    'j["m","a",1]',
    'j["r","town.none","x",1]',
    'j["x","hi ",["the","is",1,"#1",null]]',
  ),
  fc.string().map((text) => `s${text}`),
);

const callers: fc.Arbitrary<{ owner: Wire; capabilities: ReadonlySet<Capability> }> = fc.record({
  owner: fc.constantFrom<Wire>(null, "#1", "#2"),
  capabilities: fc.subarray([...ALL_CAPABILITIES]).map((some) => new Set(some)),
});

function call(name: string, args: readonly Wire[], caller: { owner: Wire; capabilities: ReadonlySet<Capability> }, actor: Wire): Wire {
  const fn = HOST_FUNCTIONS.find((one) => one.name === name)!;
  return game.tries(actor, caller, (state) => fn.run(new HostTurn(state), args));
}

describe.each(HOST_FUNCTIONS.map(({ name, params }) => [name, params.length] as const))("%s", (name, count) => {
  test("answers wild arguments with a wire, throws at nobody and leaves the world sound", () => {
    fc.assert(
      fc.property(fc.array(wires, { minLength: count, maxLength: count }), callers, fc.boolean(), (args, caller, acting) => {
        const answer = call(name, args, caller, acting ? game.player("ann").wire : null);
        expect(["string", "number", "boolean", "object"]).toContain(typeof answer);
        if (typeof answer === "object") expect(answer).toBeNull();
        if (typeof answer === "string") expect(answer).not.toMatch(/undefined|NaN|\[object/);
        expect(game.player("ann").contents.reduce((sum, one) => sum + one.count, 0)).toBe(7);
      }),
      { numRuns: 150 },
    );
    expect(findUnsound(game.world)).toEqual([]);
  });
});
