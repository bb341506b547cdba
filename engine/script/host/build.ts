// Editing what players build: each function changes one pack's source, and with it the world, in the turn that runs. Who may do
// what, and how much of it, is said by the library's verbs; what does not check never gets in.

import type { Edited } from "../../../dsl/index.ts";
import type { Wire } from "../../../dsl/wire.ts";
import type { EditRow } from "../../world/port.ts";
import { entityIdOf } from "../../world/world.ts";
import { ANY_VALUE, entity, list, maybe, NOTHING, NUMBER, TEXT } from "../tables/types.ts";
import { isOutcome, listWire } from "../wires.ts";
import { plainOf } from "./args.ts";
import { type Plot, pathOf, placesOf, plotOf, rememberBuilt, textOf, wireAt } from "./build-place.ts";
import type { HostFunction, Turn } from "./record.ts";

const WHAT = { name: "what", type: ANY_VALUE };
const OF = { name: "builder", label: "for", type: entity("player") };

const edits = (fn: Pick<HostFunction, "name" | "doc" | "params" | "run"> & Partial<Pick<HostFunction, "result">>): HostFunction => ({
  result: NOTHING,
  refuses: true,
  capability: "build",
  cost: 500,
  reenters: true,
  ...fn,
});

export const BUILD: readonly HostFunction[] = [
  edits({
    name: "declare",
    doc: "Puts declarations into a builder's pack as they are typed (`extend` of what is the pack's own becomes part of it; `here` and `it` are understood) and answers with what was touched.",
    params: [{ name: "lore", type: TEXT }, OF, { name: "verb", label: "as", type: maybe(TEXT), optional: true }],
    result: list(ANY_VALUE),
    run: (turn, [lore = null, builder = null, verb = null]) =>
      runDeclare(turn, plainOf(turn, lore), builder, verb === null ? "add" : plainOf(turn, verb)),
  }),
  edits({
    name: "undeclare",
    doc: "Takes a declaration out of a builder's pack with the exits that lead to it, or only its `part`: `on poke`, `north`, `desc`, a flag.",
    params: [WHAT, OF, { name: "part", type: maybe(TEXT), optional: true }],
    run: (turn, [what = null, builder = null, part = null]) =>
      runUndeclare(turn, what, builder, part === null ? null : plainOf(turn, part).toLowerCase()),
  }),
  edits({
    name: "retitle",
    doc: "Gives what a builder's pack declares another title.",
    params: [WHAT, { name: "title", label: "to", type: TEXT }, OF],
    run: (turn, [what = null, title = null, builder = null]) =>
      change(turn, builder, "rename", what, (plot, path) =>
        turn.bench!.language().retitle({ id: plot.pack, text: textOf(plot) }, path, literal(plainOf(turn, title))),
      ),
  }),
  edits({
    name: "begin_in",
    doc: "Where what a builder's pack declares is to begin: a path, `here`, or nothing for in no place. What stands somewhere already stays there.",
    params: [WHAT, { name: "place", label: "to", type: maybe(TEXT) }, OF],
    run: (turn, [what = null, place = null, builder = null]) =>
      change(turn, builder, "place", what, (plot, path) => {
        const into = place === null ? undefined : (pathOf(turn, plot, place) ?? plainOf(turn, place));
        return turn.bench!.language().replaceDeclared({ id: plot.pack, text: textOf(plot) }, path, into);
      }),
  }),
  edits({
    name: "replace_source",
    doc: "Another text for the whole of a builder's pack.",
    params: [{ name: "lore", type: TEXT }, OF],
    run: (turn, [lore = null, builder = null]) => {
      const plot = plotOf(turn, builder);
      if (typeof plot === "string") return plot;
      const { canonical } = turn.bench!.language();
      return keep(turn, plot, { verb: "import", message: "" }, canonical({ id: plot.pack, text: plainOf(turn, lore) }));
    },
  }),
  edits({
    name: "undo_edit",
    doc: "Undoes the last edit of a builder's pack that stands; the version that was undone, or nothing.",
    params: [OF],
    result: maybe(NUMBER),
    run: (turn, [builder = null]) => runUndo(turn, builder),
  }),
  edits({
    name: "redo_edit",
    doc: "Does again what was undone last, when nothing was edited since; the version that was done again, or nothing.",
    params: [OF],
    result: maybe(NUMBER),
    run: (turn, [builder = null]) => runRedo(turn, builder),
  }),
];

function runDeclare(turn: Turn, lore: string, builder: Wire, verb: string): Wire {
  const plot = plotOf(turn, builder);
  if (typeof plot === "string") return plot;
  if (turn.bench === null) return turn.fault("missing", "nothing can be built here");
  const made = turn.bench.language().typeInto({ id: plot.pack, text: textOf(plot) }, lore, placesOf(turn, plot));
  const about = "touched" in made ? (made.touched.at(-1) ?? lore.slice(0, 60)) : "";
  const kept = keep(turn, plot, { verb, message: about }, made);
  if (isOutcome(kept) || !("touched" in made)) return kept;
  const last = made.touched.filter((path) => turn.world.definitions.definition(`${plot.pack}.${path}`) !== undefined).at(-1);
  if (last !== undefined) rememberBuilt(turn, last);
  return listWire(made.touched.map((path) => wireAt(turn, plot, path)).filter((wire) => wire !== null));
}

function runUndeclare(turn: Turn, what: Wire, builder: Wire, part: string | null): Wire {
  return change(turn, builder, "remove", what, (plot, path) => {
    const { removeDeclared, removePart, show } = turn.bench!.language();
    const pack = { id: plot.pack, text: textOf(plot) };
    if (part === null) return removeDeclared(pack, path);
    if (show(pack, path) === undefined) return undefined;
    return removePart(pack, path, part) ?? { refused: turn.refuse("stdlib.build.no_part", { what: `s${path}`, part: `s${part}` }) };
  });
}

/** An edit of something that must be there. */
function change(turn: Turn, builder: Wire, verb: string, what: Wire, run: (plot: Plot, path: string) => Changed): Wire {
  const plot = plotOf(turn, builder);
  if (typeof plot === "string") return plot;
  if (turn.bench === null) return turn.fault("missing", "nothing can be built here");
  const path = pathOf(turn, plot, what);
  const made = path === undefined ? undefined : run(plot, path);
  if (path === undefined || made === undefined) return turn.refuse("stdlib.build.not_there", { what });
  if ("refused" in made) return made.refused;
  return keep(turn, plot, { verb, message: path }, made);
}

type Changed = Edited | { readonly refused: Wire } | undefined;

function keep(turn: Turn, plot: Plot, said: { readonly verb: string; readonly message: string }, made: Edited): Wire {
  if ("diagnostics" in made) {
    const wrong = made.diagnostics.find(({ severity }) => severity === "error") ?? made.diagnostics[0]!;
    return turn.refuse("stdlib.build.wrong", { problem: `s${turn.bench!.language().renderShort(wrong)}` });
  }
  const spent = turn.effect();
  return spent ?? turn.rebuild(plot.pack, { owner: plot.owner.id, author: entityIdOf(turn.actor), text: made.text, ...said });
}

/** A text as Lore writes it. */
export function literal(text: string): string {
  return `"${text.replace(/[\\"]/g, "\\$&").replaceAll("{", "{{").replaceAll("\n", "\\n")}"`;
}

// ------------------------------------------------------------------ undo, redo

function runUndo(turn: Turn, builder: Wire): Wire {
  const plot = plotOf(turn, builder);
  if (typeof plot === "string") return plot;
  const top = plot.source?.top ?? 0;
  const edit = top === 0 ? undefined : rowOf(turn, plot, top);
  if (edit === undefined) return null;
  const text = turn.bench!.language().undoChange(textOf(plot), edit);
  return moved(turn, plot, "undo", { of: edit.version, top: edit.base }, text);
}

function runRedo(turn: Turn, builder: Wire): Wire {
  const plot = plotOf(turn, builder);
  if (typeof plot === "string") return plot;
  const edit = undone(turn, plot);
  if (edit === undefined) return null;
  const text = turn.bench!.language().redoChange(textOf(plot), edit);
  return moved(turn, plot, "redo", { of: edit.version, top: edit.version }, text);
}

function moved(turn: Turn, plot: Plot, verb: string, back: { readonly of: number; readonly top: number }, text: string | undefined): Wire {
  if (text === undefined) return turn.fault("missing", `version ${back.of} does not fit any more`);
  const spent = turn.effect();
  if (spent !== null) return spent;
  const wrong = turn.rebuild(plot.pack, { owner: plot.owner.id, author: entityIdOf(turn.actor), text, verb, message: "", back });
  return wrong ?? back.of;
}

function rowOf(turn: Turn, plot: Plot, version: number): EditRow | undefined {
  return turn.edits(plot.pack, version + 1, 1).find((row) => row.version === version);
}

/** What a redo would do again: the newest undo that was not itself done again, with no other edit after it. */
function undone(turn: Turn, plot: Plot): EditRow | undefined {
  let redone = 0;
  let before = 0;
  for (let rows = turn.edits(plot.pack, before, 50); rows.length > 0; rows = turn.edits(plot.pack, before, 50)) {
    for (const row of rows) {
      if (row.verb === "redo") redone++;
      else if (row.verb !== "undo") return undefined;
      else if (redone === 0) return rowOf(turn, plot, row.of);
      else redone--;
      before = row.version;
    }
  }
  return undefined;
}
