import { afterEach, describe, expect, test } from "vitest";
import type { SwapOutcome } from "../../../engine/script/facade.ts";
import { findUnsound, snapshot } from "../../../engine/world/soundness.ts";
import { Game, MINUTE } from "./support/game.ts";

let game: Game;
afterEach(() => game.close());

function open(source: string, sqlite = false): void {
  game = new Game(source, { sqlite });
  game.join("ann", "square");
}

function reportOf(outcome: SwapOutcome) {
  return "report" in outcome ? outcome.report : expect.fail(`refused: ${outcome.fault.message}`);
}

function faultOf(outcome: SwapOutcome) {
  return "fault" in outcome ? outcome.fault : expect.fail("it was not refused");
}

const said = (word: string): string => {
  game.does("ann", word);
  return game.read["ann"] ?? "";
};

const SQUARE = 'room square "Square": desc: "Wide."; end\n';

describe("what waits goes on", () => {
  const BELL = (words: string, more = ""): string => `${SQUARE}${more}
command "bell"
  let n = 3
  after 2 minutes
    say "${words} {n}" to actor
  end
end
command "name"
  ask actor "Name it?" as reply
    say "${words}: {reply}."
  end
end
`;

  test("in the new code, where its place is still there", () => {
    open(BELL("Old"));
    game.does("ann", "bell");
    game.does("ann", "name");
    expect(reportOf(game.swap(BELL("New"))).onOldCode).toBe(0);
    expect(game.answers("ann", "Rex")).toMatchObject({ kind: "done" });
    expect(game.read["ann"]).toBe("New: Rex.");
    expect(game.wait(2 * MINUTE)).toEqual([{ name: "ann", text: "New 3" }]);
  });

  test("in the old code to its end, where its place is gone, through a restart and another reload", () => {
    open(BELL("Old"), true);
    game.does("ann", "bell");
    game.does("ann", "name");
    expect(reportOf(game.swap(SQUARE)).onOldCode).toBe(2);
    game.restart();
    game.come("ann");
    game.reload(`${SQUARE}command "wave": say "Hi."; end`);
    game.answers("ann", "Rex");
    expect(game.read["ann"]).toBe("Old: Rex.");
    expect(game.wait(2 * MINUTE)).toEqual([{ name: "ann", text: "Old 3" }]);
    game.reload(SQUARE);
    expect(game.world.dataOf("retired code").size).toBe(0);
  });

  test("never with values of another place", () => {
    const two = (first: string, second: string): string => `${SQUARE}command "bell"
  let a = "a"
  let b = "b"
  after 1 minute: say "${first}" to actor; end
  after 1 minute: say "${second}" to actor; end
end`;
    open(two("{a} one", "{b} two"));
    game.does("ann", "bell");
    game.reload(`${SQUARE}command "bell"
  let b = "b"
  after 1 minute: say "{b} new" to actor; end
end`);
    expect(game.wait(MINUTE).map(({ text }) => text)).toEqual(["a one", "b two"]);
  });

  test("a clock keeps its beat, and one that is new begins its own", () => {
    const clocks = (words: string): string => `${SQUARE}${words}`;
    open(clocks('extend square\n  every 10 minutes always: say "Tick." to self; end\nend'));
    game.wait(6 * MINUTE);
    game.reload(
      clocks(
        'extend square\n  every 10 minutes always: say "Tock." to self; end\n  every 15 minutes always: say "Boom." to self; end\nend',
      ),
    );
    expect(game.wait(4 * MINUTE).map(({ text }) => text)).toEqual(["Tock."]);
    expect(game.wait(11 * MINUTE).map(({ text }) => text)).toEqual(["Tock.", "Boom."]);
  });
});

describe("state", () => {
  const BOX = `${SQUARE}thing box "box" in square is container: desc: "Deep."; end\nthing gem "gem": desc: "Red."; end\n`;

  test("of what lost its definition waits with all that is in it, and comes back with it", () => {
    open(BOX, true);
    game.run("create gem in town.square");
    game.run("for each g in town.square.things where g is gem: for each b in town.square.things where b is box: move g to b; end; end");
    const before = JSON.stringify(snapshot(game.world));
    const report = reportOf(game.swap(SQUARE));
    expect(report.lost).toEqual({ "town.box": 1, "town.gem": 1 });
    expect(findUnsound(game.world)).toEqual([]);
    game.restart();
    expect(reportOf(game.swap(BOX))).toMatchObject({ lost: {}, back: 2, born: 0 });
    expect(findUnsound(game.world)).toEqual([]);
    const { entities } = snapshot(game.world) as { entities: unknown };
    expect(entities).toEqual((JSON.parse(before) as { entities: unknown }).entities);
  });

  test("that its property does not take any more is set aside, and back when it fits again", () => {
    const coat = (prop: string): string =>
      `${SQUARE}thing coat "coat" in square is fixture: ${prop}; end\ncommand "dye": coat.hue = "red"; end`;
    open(coat('prop hue: text = "gray"').replace("end\ncommand", 'end\ncommand "hue": say coat.hue; end\ncommand'));
    game.does("ann", "dye");
    const report = reportOf(
      game.swap(`${SQUARE}thing coat "coat" in square is fixture: prop hue: number = 7; end\ncommand "hue": say "{coat.hue}"; end`),
    );
    expect(report.asideCount).toBe(1);
    expect(report.aside).toEqual(["town.coat.hue: red"]);
    expect(said("hue")).toBe("7");
    game.reload(coat('prop hue: text = "gray"').replace("end\ncommand", 'end\ncommand "hue": say coat.hue; end\ncommand'));
    expect(said("hue")).toBe("red");
  });
});

describe("migrate", () => {
  const COAT = (prop: string, more = ""): string => `${SQUARE}thing coat "coat" in square is fixture: ${prop}; end\n${more}`;
  const OLD = COAT('prop hue: text = "gray"', 'command "dye": coat.hue = "red"; end');

  test("makes new state out of what was, also of what has another type now", () => {
    open(OLD);
    game.does("ann", "dye");
    const next = COAT(
      "prop hue: number = 0",
      'migrate from "1.0"\n  if old(coat, "hue") is "red": coat.hue = 16; end\nend\ncommand "hue": say "{coat.hue}"; end',
    );
    expect(reportOf(game.swap(next)).migrations).toBe(1);
    expect(said("hue")).toBe("16");
  });

  test.each([
    ["fails", "coat.hue = 1 div 0", { kind: "range" }],
    ["says that it will not", 'deny "Too many coats."', { kind: "denied", message: "Too many coats." }],
    ["never ends", "while true: coat.hue += 1; end", { kind: "time" }],
  ])("that %s leaves the world as it was, and says where", (_what, body, expected) => {
    open(OLD, true);
    game.does("ann", "dye");
    const before = snapshot(game.world);
    const fault = faultOf(game.swap(COAT("prop hue: number = 0", `migrate from "1.0"\n  coat.hue = 5\n  ${body}\nend`)));
    expect(fault).toMatchObject({ ...expected, pack: "town", file: "town.lore" });
    expect(snapshot(game.world)).toEqual(before);
    game.restart();
    game.reload(`${OLD}\ncommand "hue": say coat.hue; end`);
    game.come("ann");
    expect(said("hue")).toBe("red");
  });

  test("is tried without leaving a trace", () => {
    open(OLD, true);
    game.does("ann", "dye");
    const before = snapshot(game.world);
    const outcome = game.swap(COAT("prop hue: number = 0", 'migrate from "1.0": coat.hue = 5; end\nthing hat "hat" in square: end'), true);
    expect(outcome).toMatchObject({ result: null, report: { born: 1, asideCount: 1, migrations: 1 } });
    expect(snapshot(game.world)).toEqual(before);
  });

  test("alone may look at what was", () => {
    open(COAT('prop hue: text = "gray"', 'command "past": let was = old(coat, "hue"); end'));
    expect(game.does("ann", "past")).toMatchObject({ kind: "fault", report: { kind: "denied" } });
  });
});

test("a `create` that fails refuses the whole, and nothing of it was there", () => {
  open(SQUARE, true);
  const before = snapshot(game.world);
  const fault = faultOf(game.swap(`${SQUARE}thing bomb "bomb" in square\n  on create: self.weight = 1 div 0; end\nend`));
  expect(fault).toMatchObject({ kind: "range", line: 3 });
  expect(snapshot(game.world)).toEqual(before);
});
