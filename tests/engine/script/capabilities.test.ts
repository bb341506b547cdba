import { afterEach, describe, expect, test } from "vitest";
import { HOST_FUNCTIONS } from "../../../engine/script/host/index.ts";
import type { Capability } from "../../../engine/script/tables/capabilities.ts";
import { ALL_CAPABILITIES } from "../../../engine/script/tables/capabilities.ts";
import { Game } from "./support/game.ts";
import { TOWN } from "./support/harbor.ts";

// One deed for each capability that a host function asks for: what a pack without it must not do, and what it can with it.
interface Deed {
  readonly fn: string;
  readonly capability: Capability;
  readonly word: string;
  slots(game: Game): Record<string, string | number>;
  /** How it goes with the capability: `done`, or refused for another reason. */
  readonly ends?: "refused";
  /** Makes the world ready. */
  before?(game: Game): void;
}

/** Functions for builders, as the library's verbs call them. */
const BUILDING: readonly (readonly [fn: string, call: string])[] = [
  ["declare", 'declare("thing lamp: end", for: who)'],
  ["undeclare", 'undeclare("lamp", for: who)'],
  ["retitle", 'retitle("lamp", to: "Lamp", for: who)'],
  ["begin_in", 'begin_in("lamp", to: nothing, for: who)'],
  ["replace_source", 'replace_source("thing lamp: end", for: who)'],
  ["undo_edit", "undo_edit(for: who)"],
  ["redo_edit", "redo_edit(for: who)"],
  ["source_of", 'source_of("lamp", for: who)'],
  ["whole_source", "whole_source(for: who)"],
  ["built_named", 'built_named("lamp", for: who)'],
  ["built_path", 'built_path("lamp", for: who)'],
  ["free_name", 'free_name("Lamp", for: who)'],
  ["builder_of", "builder_of(who)"],
  ["built_by", "built_by(for: who)"],
  ["edits", "edits(for: who)"],
  ["blame", 'blame("lamp", for: who)'],
  ["built_one", 'built_one("lamp", for: who)'],
  ["dry_run", 'dry_run(who, as: "poke", for: who)'],
  ["edited_now", "edited_now(for: who)"],
  ["used_today", "used_today(for: who)"],
  ["traced_run", 'traced_run(who, as: "poke", for: who)'],
  ["traced_line", 'traced_line("look", for: who)'],
  ["switch_off", 'switch_off("staff", for: who)'],
  ["switch_on", "switch_on(for: who)"],
  ["switched_off", "switched_off(for: who)"],
  ["script_faults", "script_faults(for: who)"],
  ["check_script", 'check_script("lamp", with: "stop", as: "on poke", for: who)'],
];

/** Of private copies: here there are none, and each refuses; those with a value end the run by it. */
const TRYING: readonly (readonly [fn: string, call: string])[] = [
  ["open_try", "if open_try(): stop; end"],
  ["try_of", "let x = try_of(of: who)"],
  ["tries", "let x = tries()"],
  ["enter_try", "if enter_try(of: who): stop; end"],
  ["leave_try", "if leave_try(who): stop; end"],
  ["open_try_to", "if open_try_to(who): stop; end"],
  ["close_try_to", "if close_try_to(who): stop; end"],
  ["drop_try", "if drop_try(of: who): stop; end"],
  ["try_changes", "let x = try_changes(of: who)"],
  ["mine_of", 'let x = mine_of("lamp", of: who)'],
  ["theirs_of", 'let x = theirs_of("lamp", of: who)'],
  ["conflicts_shown", "if conflicts_shown(of: who): stop; end"],
  ["keep_try", "let x = keep_try(of: who, with: true)"],
];

/** Of packs of files: here there are none. */
const LIVE: readonly (readonly [fn: string, call: string])[] = [
  ["live_source", 'let x = live_source("lamp")'],
  ["live_declare", 'if live_declare("lamp", "desc: 1"): stop; end'],
  ["live_remove", 'if live_remove("lamp", "desc"): stop; end'],
  ["live_retitle", 'if live_retitle("lamp", to: "Lamp"): stop; end'],
];

/** What is taken out must have been put in. */
const prepared = (fn: string): string =>
  ["undeclare", "retitle", "begin_in", "check_script"].includes(fn) ? 'let y = declare("thing lamp: end", for: who); ' : "";

const who = (game: Game, name: string): string => game.player(name).wire;

const DEEDS: readonly Deed[] = [
  { fn: "say", capability: "speak far", word: "tell", slots: (game) => ({ who: who(game, "cid"), words: "sPsst" }) },
  { fn: "say", capability: "broadcast", word: "all", slots: () => ({ words: "sTide!" }) },
  {
    fn: "say",
    capability: "notify",
    word: "tell",
    slots: (game) => ({ who: who(game, "bob"), words: "sLater" }),
    before: (game) => game.leave("bob"),
  },
  { fn: "move", capability: "move others", word: "shove", slots: (game) => ({ who: who(game, "bob"), place: game.the("market").wire }) },
  { fn: "rescue", capability: "move others", word: "fetch", slots: (game) => ({ who: who(game, "bob"), place: game.the("market").wire }) },
  { fn: "destroy", capability: "move others", word: "smash", slots: (game) => ({ who: who(game, "bob") }), before: giveRope },
  { fn: "take", capability: "move others", word: "steal", slots: (game) => ({ who: who(game, "bob") }), before: giveRope },
  { fn: "copy", capability: "move others", word: "double", slots: (game) => ({ who: who(game, "bob") }), before: giveRope },
  { fn: "create", capability: "make areas", word: "build", slots: () => ({}) },
  {
    fn: "pay",
    capability: "charge",
    word: "rob",
    slots: (game) => ({ who: who(game, "bob"), sum: "$1" }),
    before: (game) => game.run("mint 5 to bob"),
  },
  { fn: "mint", capability: "mint", word: "mint", slots: () => ({ sum: "$1" }) },
  { fn: "ban", capability: "ban", word: "shut", slots: () => ({}) },
  { fn: "unban", capability: "ban", word: "admit", slots: () => ({}), before: (game) => game.run('ban "!0a0b0c0d"') },
  { fn: "bans", capability: "ban", word: "shut_out", slots: () => ({}) },
  { fn: "radios", capability: "read accounts", word: "tune", slots: (game) => ({ who: who(game, "bob") }) },
  { fn: "radio_code_for", capability: "let in", word: "rescue", slots: (game) => ({ who: who(game, "bob") }) },
  { fn: "burn", capability: "mint", word: "burn", slots: () => ({ sum: "$1" }), before: (game) => game.run("mint 5 to ann") },
  { fn: "reverse", capability: "reverse", word: "undo", slots: () => ({ n: 1 }), before: (game) => game.run("mint 5 to ann") },
  { fn: "statement", capability: "read accounts", word: "pry", slots: (game) => ({ who: who(game, "bob") }) },
  { fn: "history", capability: "read accounts", word: "trace", slots: () => ({}) },
  { fn: "economy", capability: "read accounts", word: "report", slots: () => ({}) },
  ...LIVE.map(([fn]): Deed => ({ fn, capability: "reload", word: `do_${fn}`, slots: (game) => ({ who: who(game, "ann") }) })),
  ...TRYING.map(([fn, call]): Deed => {
    const ends = call.startsWith("let") && fn !== "tries" ? { ends: "refused" as const } : {};
    return { fn, capability: "build", word: `do_${fn}`, slots: (game) => ({ who: who(game, "ann") }), ...ends };
  }),
  ...BUILDING.map(([fn]): Deed => ({ fn, capability: "build", word: `do_${fn}`, slots: (game) => ({ who: who(game, "ann") }) })),
  { fn: "reload_packs", capability: "reload", word: "renew", slots: () => ({}) },
  { fn: "payment", capability: "read accounts", word: "sides", slots: () => ({}) },
  { fn: "supply", capability: "read accounts", word: "supply", slots: () => ({}) },
  { fn: "try_conversion", capability: "read accounts", word: "count_anew", slots: () => ({}) },
  { fn: "richest", capability: "read accounts", word: "rich", slots: () => ({}) },
];

function giveRope(game: Game): void {
  game.run("create rope in bob");
}

const SOURCE = `
${TOWN}
${BUILDING.map(([fn, call]) => `command "do_${fn} <who: player>": ${prepared(fn)}${["undeclare", "retitle", "replace_source"].includes(fn) ? call : `let x = ${call}`}; end`).join("\n")}
${[...LIVE, ...TRYING].map(([fn, call]) => `command "do_${fn} <who: player>": ${call}; end`).join("\n")}
command "steal <who: player>"
  let x = take(rope, from: who)
  move x to actor
end
command "undo <n: number>": let sum = reverse(n); end
command "pry <who: player>": say "{count of statement(of: who)}"; end
command "trace": say "{count of history(7)}"; end
command "renew": reload_packs(); end
command "report": say "{count of economy()}"; end
command "sides": say "{count of payment(1)}"; end
command "supply": say "{supply()}"; end
command "count_anew": try_conversion("1:100"); end
command "rich": say "{count of richest()}"; end
command "shut": say ban("!0a0b0c0d"); end
command "admit": say unban("!0a0b0c0d"); end
command "shut_out": say "{count of bans()}"; end
command "tune <who: player>": say "{count of radios(who)}"; end
command "rescue <who: player>": radio_code_for who; end
command "double <who: player>"
  for each x in who.things: copy x in actor; end
end
command "smash <who: player>"
  for each x in who.things: destroy x; end
end
`;

let game: Game;
afterEach(() => game.close());

function open(capabilities: readonly Capability[]): Game {
  game = new Game(SOURCE, { capabilities: { town: capabilities } });
  for (const [name, room] of Object.entries({ ann: "square", bob: "square", cid: "tower", dan: "tower" })) game.join(name, room);
  return game;
}

describe.each(DEEDS)("$fn asks for the capability $capability", ({ capability, word, slots, before, ends = "done" }) => {
  test("without it the call is a fault that names it, and nothing is changed", () => {
    open(ALL_CAPABILITIES.filter((one) => one !== capability && !(capability === "broadcast" && one === "speak far")));
    before?.(game);
    const outcome = game.does("ann", word, slots(game));
    expect(outcome).toMatchObject({
      kind: "fault",
      report: { kind: "denied", message: expect.stringContaining(`"${capability}"`) as string },
    });
    expect(game.last.changes.filter(({ t }) => t !== "counters")).toEqual([]);
    expect(Object.keys(game.read)).toEqual(["ann"]);
  });

  test("with it the call goes through", () => {
    open([capability]);
    before?.(game);
    expect(game.does("ann", word, slots(game)).kind).toBe(ends);
  });
});

test("every capability that a host table names is proven above, and no other", () => {
  open([]);
  const named = HOST_FUNCTIONS.flatMap((fn) =>
    [...(fn.capability === undefined ? [] : [fn.capability]), ...(fn.needs ?? []).map((need) => need.capability)].map(
      (one) => `${fn.name}: ${one}`,
    ),
  );
  expect(DEEDS.map(({ fn, capability }) => `${fn}: ${capability}`).sort()).toEqual(named.sort());
});
