// The tables that the surface is made of: complete, and saying the same as what runs.

import { expect, test } from "vitest";
import { HOST_FUNCTIONS } from "../../../engine/script/host/index.ts";
import { surfaceOf } from "../../../engine/script/surface.ts";
import { ALL_CAPABILITIES, isCapability } from "../../../engine/script/tables/capabilities.ts";
import { DIRECTIONS, OPPOSITES } from "../../../engine/script/tables/directions.ts";
import { CORE_DEFAULTS } from "../../../engine/script/tables/kinds.ts";
import { Game } from "./support/game.ts";
import { ROOMS } from "./support/rooms.ts";

const SURFACE = surfaceOf(HOST_FUNCTIONS);

test("kinds stand after what they derive from, and each has a doc line", () => {
  const seen = new Set<string>();
  for (const kind of SURFACE.kinds) {
    for (const parent of kind.parents) expect(seen).toContain(parent);
    seen.add(`core.${kind.name}`);
    for (const { name, doc } of [{ name: kind.name, doc: kind.doc }, ...kind.props]) expect(doc, name).not.toBe("");
  }
});

test("no kind has a property twice", () => {
  for (const { name, props } of SURFACE.kinds) expect(new Set(props.map((prop) => prop.name)).size, name).toBe(props.length);
});

test("defaults name kinds and properties that are there", () => {
  for (const path of Object.keys(CORE_DEFAULTS)) {
    const [kind, prop] = path.split(".");
    const found = SURFACE.kinds
      .filter((one) => one.name === kind || one.name === "thing" || one.name === "entity")
      .flatMap((one) => one.props);
    expect(
      found.map((one) => one.name),
      path,
    ).toContain(prop);
  }
});

test("every direction has a way back", () => {
  for (const [word = ""] of DIRECTIONS) expect(OPPOSITES[OPPOSITES[word] ?? ""], word).toBe(word);
});

test("functions name capabilities of the closed list", () => {
  for (const { name, capability } of SURFACE.functions) if (capability !== undefined) expect(isCapability(capability), name).toBe(true);
  expect(ALL_CAPABILITIES).toHaveLength(16);
});

test("every property of every core kind can be read from one of it", () => {
  const game = new Game(`${ROOMS}
    thing all_in_one "all in one" in hall is fixture, container, light, account; end
    area flat "Flat": room den "Den": exit out to hall; end; end
    room cellar "Cellar": exit up to hall through hatch; end
    thing hatch "hatch" is door; end`);
  game.join("ann", "hall");
  game.run("create flat");
  const samples = new Map([...game.world.all()].flatMap((entity) => entity.definition.kinds.map((kind) => [kind, entity.wire] as const)));
  samples.set("core.exit", `%${game.the("cellar").id}:up`);
  const turn = game.script.openTurn({ kind: "run", actor: null, input: "" });
  for (const kind of SURFACE.kinds) {
    const wire = samples.get(`core.${kind.name}`);
    expect(wire, kind.name).toBeDefined();
    for (const { name } of kind.props) expect(String(turn.get(wire!, name)), `${kind.name}.${name}`).not.toMatch(/^!/);
  }
  turn.abandon();
});

test("what is read only cannot be written", () => {
  const game = new Game(ROOMS);
  game.join("ann", "hall");
  for (const line of ["ann.online = true", "hall.things = []", "clerk.start_room = hall"]) {
    expect(game.run(line), line).not.toMatchObject({ kind: "done" });
  }
});
