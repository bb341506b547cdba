// Keeping what was built in a try: shown beside what the world has become, then put into the world in one turn, each edit a version of its
// own. What others changed meanwhile is never written over unless exactly that was shown before.

import type { Wire } from "../../../dsl/wire.ts";
import { putTry } from "../../world/tries.ts";
import { ANY_VALUE, BOOL, entity, list, map, maybe, TEXT } from "../tables/types.ts";
import type { BuiltPack } from "../tries.ts";
import { isOutcome, itemsOf, listWire } from "../wires.ts";
import { mapOf, plainOf } from "./args.ts";
import { textOf } from "./build-place.ts";
import type { HostFunction, Turn } from "./record.ts";
import { endTry, type FoundTry, needTry, tries } from "./tries.ts";
import { type Change, changesIn, conflictMark } from "./try-changes.ts";

const OF = { name: "owner", label: "of", type: entity("player") };

export const KEEP_TRY: readonly HostFunction[] = [
  tries({
    name: "try_changes",
    doc: "What was built in a player's try: maps of `what` (a name in the pack), `builder` (whose pack), `how` (`new`, `changed` or `gone`), `against` (what others did to it in the world meanwhile: `changed`, `gone` or, to what it adds to, `outside`; empty when nothing) and `by` (who did).",
    params: [OF],
    result: list(map(ANY_VALUE)),
    cost: 500,
    run: (turn, [owner = null]) => {
      const found = needTry(turn, owner);
      const changes = typeof found === "string" ? found : changesIn(turn, found);
      return typeof changes === "string" ? changes : listWire(changes.map((one) => changeMap(turn, one)));
    },
  }),
  sourceIn("theirs_of", "How the world has what was changed under that name in a player's try", ({ plot }) => textOf(plot)),
  sourceIn("mine_of", "How a player's try has what was changed under that name in it", ({ built }) => built.text),
  tries({
    name: "conflicts_shown",
    doc: "Notes that what stands against keeping a player's try was told to them as it is now: only that may then be written over.",
    params: [OF],
    run: (turn, [owner = null]) => {
      const found = needTry(turn, owner);
      const changes = typeof found === "string" ? found : changesIn(turn, found);
      if (typeof found === "string" || typeof changes === "string") return changes as string;
      const spent = turn.effect();
      if (spent === null) putTry(turn.world, found.owner.id, { ...found.row, shown: conflictMark(turn, changes) });
      return spent;
    },
  }),
  tries({
    name: "keep_try",
    doc: "Puts what was built in a player's try into the world, but for the names in `without`, and ends the try. What others changed meanwhile is written over when `mine`, and only as it was last shown. Answers with maps of `builder`, `edits` (how many), `version` (the newest) and `authors`.",
    params: [OF, { name: "mine", label: "with", type: BOOL }, { name: "without", label: "from", type: maybe(list(TEXT)), optional: true }],
    result: list(map(ANY_VALUE)),
    cost: 1_000,
    reenters: true,
    run: (turn, [owner = null, mine = null, without = null]) => runKeep(turn, owner, mine === true, namesOf(turn, without)),
  }),
];

/** A function that gives a declaration's source, or nothing when that side has none of the name. */
function sourceIn(name: string, doc: string, side: (change: Change) => string): HostFunction {
  return tries({
    name,
    doc: `${doc}: its source, or nothing when there is none.`,
    params: [{ name: "what", type: TEXT }, OF],
    result: maybe(TEXT),
    cost: 500,
    run: (turn, [what = null, owner = null]) => {
      const found = needTry(turn, owner);
      const changes = typeof found === "string" ? found : changesIn(turn, found);
      if (typeof changes === "string") return changes;
      const one = changes.find((change) => change.name === plainOf(turn, what).toLowerCase());
      if (one === undefined) return turn.refuse("stdlib.fork.no_change", { what });
      const all = turn.bench!.language().declarations({ id: one.plot.pack, text: side(one) });
      const text = all.find((declaration) => declaration.name === one.name)?.text;
      return text === undefined ? null : `s${text}`;
    },
  });
}

function namesOf(turn: Turn, wire: Wire): ReadonlySet<string> {
  return new Set((wire === null ? [] : itemsOf(wire)).map((one) => plainOf(turn, one).toLowerCase()));
}

function changeMap(turn: Turn, { plot, name, how, against, by }: Change): Wire {
  return mapOf([
    ["what", `s${name}`],
    ["builder", plot.owner.wire],
    ["how", `s${how}`],
    ["against", `s${against ?? ""}`],
    ["by", by === undefined ? "s" : `s${turn.world.account(by.author)?.name ?? by.authorName}`],
  ]);
}

function runKeep(turn: Turn, owner: Wire, mine: boolean, without: ReadonlySet<string>): Wire {
  const found = needTry(turn, owner);
  const all = typeof found === "string" ? found : changesIn(turn, found);
  if (typeof found === "string" || typeof all === "string") return all as string;
  const isKnown = (name: string): boolean => found.tries.isRecord === true || all.some((one) => one.name === name);
  const unknown = [...without].find((name) => !isKnown(name));
  if (unknown !== undefined) return turn.refuse("stdlib.fork.no_change", { what: `s${unknown}` });
  const changes = all.filter(({ name }) => !without.has(name));
  if (changes.length === 0) return turn.refuse("stdlib.fork.nothing_left");
  if (changes.some(({ against }) => against !== null)) {
    if (!mine) return turn.refuse("stdlib.fork.against");
    if (found.row.shown !== conflictMark(turn, all)) return turn.refuse("stdlib.fork.against_again");
  }
  const kept: Wire[] = [];
  for (const built of new Set(changes.map((one) => one.built))) {
    const done = keepPack(turn, built, changes);
    if (isOutcome(done)) return done;
    if (done !== null) kept.push(done);
  }
  return endTry(turn, found as FoundTry) ?? listWire(kept);
}

/** Null when the world has it all as it is. */
function keepPack(turn: Turn, built: BuiltPack, changes: readonly Change[]): Wire {
  const ours = changes.filter((one) => one.built === built);
  const { plot } = ours[0]!;
  const names = new Set(ours.map(({ name }) => name));
  const { withMine } = turn.bench!.language();
  const theirs = textOf(plot);
  const steps: { readonly edit: BuiltPack["edits"][number]; readonly text: string }[] = [];
  for (const edit of built.edits) {
    const made = withMine({ pack: plot.pack, base: built.base, mine: edit.text, theirs }, namesIn(turn, built, edit.text, names));
    // Two changes that cannot stand in one text on the way: the next ones are looked at, and the last must.
    if ("diagnostics" in made && edit !== built.edits.at(-1)) continue;
    if ("diagnostics" in made)
      return turn.refuse("stdlib.build.wrong", { problem: `s${turn.bench!.language().renderShort(made.diagnostics[0]!)}` });
    if (made.text !== (steps.at(-1)?.text ?? theirs)) steps.push({ edit, text: made.text });
  }
  const last = steps.at(-1);
  if (last === undefined) return null;
  const spent = turn.effect();
  if (spent !== null) return spent;
  const [final, ...earlier] = steps.map(asEdit).reverse();
  const failed = turn.rebuild(plot.pack, { ...final!, owner: plot.owner.id, earlier: earlier.reverse() });
  if (failed !== null) return failed;
  const authors = new Set(steps.map(({ edit }) => edit.row.author));
  return mapOf([
    ["builder", plot.owner.wire],
    ["edits", steps.length],
    ["version", turn.world.source(plot.pack)?.version ?? 0],
    ["authors", listWire([...authors].flatMap((id) => turn.world.entity(id)?.wire ?? []))],
  ]);
}

/** Of the names that are kept, those that this step already has otherwise than the base: the others are the world's until their turn comes. */
function namesIn(turn: Turn, { pack, base }: BuiltPack, text: string, names: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(
    turn
      .bench!.language()
      .changedNames({ pack, base, mine: text })
      .filter((name) => names.has(name)),
  );
}

function asEdit({ edit: { row }, text }: { readonly edit: BuiltPack["edits"][number]; readonly text: string }) {
  return { author: row.author, authorName: row.authorName, verb: row.verb, message: row.message, text };
}
