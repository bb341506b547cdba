// What a host function says that it changes at most is all that a script has to read anew after it.

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Wire } from "../../../dsl/wire.ts";
import { HOST_FUNCTIONS } from "../../../engine/script/host/index.ts";
import { HostTurn } from "../../../engine/script/host-turn.ts";
import { peekProp, setProp } from "../../../engine/script/props.ts";
import { ALL_CAPABILITIES } from "../../../engine/script/tables/capabilities.ts";
import { KINDS } from "../../../engine/script/tables/kinds.ts";
import type { TurnState } from "../../../engine/script/turn-state.ts";
import { Game } from "./support/game.ts";
import { TOWN } from "./support/harbor.ts";

let game: Game;
beforeAll(() => {
  game = new Game(TOWN);
  game.join("ann", "square");
  game.join("bob", "tower");
  game.run("create coin in ann times 7; create rope in square times 2; mint 30 to ann; mint 30 to bob");
});
afterAll(() => game.close());

const someone = fc.constantFrom("ann", "bob").map((name) => (): Wire => game.player(name).wire);
const somewhere = fc.constantFrom("square", "tower").map((key) => (): Wire => game.the(key).wire);
const model = fc.constantFrom<Wire>("@town.coin", "@town.rope", "@town.anvil", "@town.flat").map((wire) => (): Wire => wire);
const sum = fc.integer({ min: 0, max: 40 }).map((n) => (): Wire => `$${n}`);
const times = fc.integer({ min: 1, max: 5 }).map((n) => (): Wire => n);
const text = fc.constant((): Wire => "sTide!");

const moved = fc.oneof(
  someone,
  fc.nat().map((n) => (): Wire => {
    const things = [...game.world.all()].filter(({ definition }) => definition.isA("core.thing"));
    return things[n % things.length]!.wire;
  }),
);

/** Right arguments for each function that says what it changes. */
const ARGS: Readonly<Record<string, readonly fc.Arbitrary<() => Wire>[]>> = {
  say: [text, fc.oneof(someone, somewhere)],
  pay: [sum, someone, someone],
  mint: [sum, someone],
  burn: [sum, someone],
  move: [moved, fc.oneof(someone, somewhere), fc.option(times, { nil: () => null })],
  create: [model, fc.oneof(someone, somewhere), times],
};

const TELLING = HOST_FUNCTIONS.filter(({ touches }) => touches !== undefined);

test("there is a case for each function that says what it changes", () => {
  expect(TELLING.map(({ name }) => name).sort()).toEqual(Object.keys(ARGS).sort());
});

describe("nothing else reads otherwise after", () => {
  for (const fn of TELLING) {
    test(fn.name, () => {
      let done = 0;
      fc.assert(
        fc.property(fc.tuple(...ARGS[fn.name]!), (made) => {
          game.tries(game.player("ann").wire, { owner: null, capabilities: new Set(ALL_CAPABILITIES) }, (state) => {
            const before = readAll(state);
            const { fuel } = state;
            const args = made.map((make) => make());
            const answer = fn.run(new HostTurn(state), args);
            if (state.fuel !== fuel) return;
            if (typeof answer !== "string" || !answer.startsWith("!")) done++;
            const after = readAll(state);
            const otherwise = [...before].filter(([key, wire]) => after.get(key) !== wire);
            const untold = otherwise.filter(([key]) => !fn.touches!.includes(key.split(" ")[1]!));
            expect(untold).toEqual([]);
          });
        }),
        { numRuns: 60 },
      );
      expect(done).toBeGreaterThan(5);
    });
  }
});

test("a write changes the property that is written, and a title with the name", () => {
  let done = 0;
  const yes = fc.boolean().map((is) => (): Wire => is);
  // One for each sort of property, so that most writes are done.
  const values = fc.record({ money: sum, number: times, text, entity: fc.oneof(someone, somewhere), model, bool: yes });
  fc.assert(
    fc.property(fc.nat(), fc.nat(), values, (at, slotAt, made) => {
      game.tries(game.player("ann").wire, { owner: null, capabilities: new Set(ALL_CAPABILITIES) }, (state) => {
        const all = [...game.world.all()];
        const entity = all[at % all.length]!;
        const names = [...entity.definition.slots.keys()];
        const name = names[slotAt % names.length]!;
        const value = (made as Partial<Record<string, () => Wire>>)[entity.definition.slots.get(name)!.type.t] ?? made.text;
        const before = readAll(state);
        if (setProp(state, entity.wire, name, value()) === null) done++;
        const after = readAll(state);
        const otherwise = [...before].filter(([key, wire]) => after.get(key) !== wire).map(([key]) => key.split(" ")[1]!);
        const bare = name.slice(name.indexOf(".") + 1);
        expect(otherwise.filter((one) => one.slice(one.indexOf(".") + 1) !== bare && !(bare === "name" && one === "title"))).toEqual([]);
      });
    }),
    { numRuns: 400 },
  );
  expect(done).toBeGreaterThan(100);
});

const NAMES = new Set(KINDS.flatMap(({ props }) => props.map(({ name }) => name)));

/** What can be kept of each entity's properties: what only code can tell is asked for each time. */
function readAll(turn: TurnState): ReadonlyMap<string, Wire> {
  const read = new Map<string, Wire>();
  for (const entity of [...turn.core.world.all()]) {
    for (const name of new Set([...NAMES, ...entity.definition.slots.keys()])) {
      const wire = peekProp(turn, entity.wire, name);
      if (wire !== undefined) read.set(`${entity.wire} ${name}`, wire);
    }
  }
  return read;
}
