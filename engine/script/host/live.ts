// Edits of what packs of files declare, made in the game: each is worked out here upon the file as it was read, and written once the
// turn is over. Who may do it is said by the library's verbs.

import type { Edited } from "../../../dsl/index.ts";
import type { Wire } from "../../../dsl/wire.ts";
import { roomOf } from "../../world/contents.ts";
import type { Definition } from "../../world/definition.ts";
import { ANY_VALUE, map, maybe, NOTHING, TEXT } from "../tables/types.ts";
import type { LiveChange, Workbench } from "../workbench.ts";
import { mapOf, plainOf } from "./args.ts";
import { literal } from "./build.ts";
import type { HostFunction, Turn } from "./record.ts";

const WHAT = { name: "what", type: ANY_VALUE };
const PART = { name: "part", type: TEXT };

const edits = (fn: Pick<HostFunction, "name" | "doc" | "params" | "run">): HostFunction => ({
  result: NOTHING,
  refuses: true,
  capability: "reload",
  needsActor: true,
  cost: 500,
  ...fn,
});

export const LIVE: readonly HostFunction[] = [
  {
    name: "live_source",
    doc: "How a pack of files declares something that goes by a word (`here` too) or is an entity: a map of `pack`, `file`, `path`, `text` and `overlaid` (whether it lies there otherwise); nothing when none does.",
    params: [WHAT],
    result: maybe(map(ANY_VALUE)),
    capability: "reload",
    cost: 200,
    run: (turn, [what = null]) => {
      const found = siteOf(turn, what);
      if (found === undefined) return null;
      const { pack, path, file, canonical, isOverlaid } = found;
      const text = turn.bench!.language().show({ id: pack, text: canonical }, path)?.text ?? "";
      return mapOf([
        ["pack", `s${pack}`],
        ["file", `s${file}`],
        ["path", `s${path}`],
        ["text", `s${text}`],
        ["overlaid", isOverlaid],
      ]);
    },
  },
  edits({
    name: "live_declare",
    doc: "Puts members into what a pack of files declares, as `extend` does for a builder's; whoever types it reads what became of it.",
    params: [WHAT, { name: "lore", type: TEXT }],
    run: (turn, [what = null, lore = null]) =>
      change(turn, what, (pack, path) =>
        turn.bench!.language().typeInto(pack, `extend ${path}: ${plainOf(turn, lore)}`, new Map([["here", path]])),
      ),
  }),
  edits({
    name: "live_remove",
    doc: "Takes a part out of what a pack of files declares: `on poke`, `north`, `desc`, a flag.",
    params: [WHAT, PART],
    run: (turn, [what = null, part = null]) => {
      const word = plainOf(turn, part).toLowerCase();
      return change(turn, what, (pack, path) => {
        const { removePart } = turn.bench!.language();
        for (const name of [word, `on ${word}`, `before ${word}`]) {
          const made = removePart(pack, path, name);
          if (made !== undefined) return made;
        }
        return { refused: turn.refuse("stdlib.live.no_part", { what: `s${path}`, part: `s${word}` }) };
      });
    },
  }),
  edits({
    name: "live_retitle",
    doc: "Gives what a pack of files declares another title.",
    params: [WHAT, { name: "title", label: "to", type: TEXT }],
    run: (turn, [what = null, title = null]) =>
      change(turn, what, (pack, path) => turn.bench!.language().retitle(pack, path, literal(plainOf(turn, title)))),
  }),
];

interface Site {
  readonly pack: string;
  readonly path: string;
  /** As it lies in the pack. */
  readonly file: string;
  readonly original: string;
  readonly canonical: string;
  readonly isOverlaid: boolean;
}

/** Where it is declared, when that is in a pack of files. */
function siteOf(turn: Turn, what: Wire): Site | undefined {
  const { bench } = turn;
  const definition = bench === null ? undefined : meant(turn, what, bench);
  if (bench === null || definition === undefined) return undefined;
  const { pack, id } = definition;
  const path = id.slice(pack.length + 1);
  const found = bench.fileOf(pack, path);
  if (found === undefined) return undefined;
  const read = bench.language().canonical({ id: pack, text: found.text });
  return "text" in read
    ? { pack, path, file: found.name, original: found.text, canonical: read.text, isOverlaid: found.isOverlaid }
    : undefined;
}

/** By an entity, `here`, an id, else by name or title: what is near comes first, and of what is far only what is alone in that. */
function meant(turn: Turn, what: Wire, bench: Workbench): Definition | undefined {
  const { world } = turn;
  const isOurs = (one: Definition | undefined): one is Definition =>
    one !== undefined && bench.isLoaded(one.pack) && world.source(one.pack) === undefined && one.pack !== "core";
  const room = world.ofWire(turn.room());
  const word = typeof what === "string" && what.startsWith("s") ? what.slice(1).trim().toLowerCase() : null;
  if (word === null) return only([world.definitionOf(what)].filter(isOurs));
  if (word === "here") return only([room === undefined ? undefined : roomOf(room)?.definition].filter(isOurs));
  const goesBy = ({ id, name, title }: Definition): boolean =>
    id === word ||
    id.endsWith(`.${word}`) ||
    name === word ||
    title.toLowerCase() === word ||
    title.toLowerCase().split(/\s+/).includes(word);
  const actor = world.ofWire(turn.actor);
  const near = [...(actor?.contents ?? []), ...(room?.contents ?? [])].map(({ definition }) => definition).filter(isOurs);
  const all = [...world.definitions.all()].filter(isOurs);
  return (
    near.find(goesBy) ?? all.find(({ id }) => id === word) ?? only(all.filter(({ name }) => name === word)) ?? only(all.filter(goesBy))
  );
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

type Made = Edited | { readonly refused: Wire } | undefined;

function change(turn: Turn, what: Wire, edit: (pack: { readonly id: string; readonly text: string }, path: string) => Made): Wire {
  const site = siteOf(turn, what);
  if (site === undefined) return turn.refuse("stdlib.live.not_there", { what });
  const { pack, path, file, original, canonical } = site;
  const { keepLayout, renderShort, show } = turn.bench!.language();
  const made = edit({ id: pack, text: canonical }, path);
  if (made === undefined) return turn.refuse("stdlib.live.not_there", { what });
  if ("refused" in made) return made.refused;
  if ("diagnostics" in made) return turn.refuse("stdlib.build.wrong", { problem: `s${renderShort(made.diagnostics[0]!)}` });
  if (made.text === canonical) return turn.refuse("stdlib.live.same", { what: `s${path}` });
  const spent = turn.effect();
  if (spent !== null) return spent;
  const textIn = (text: string): string => show({ id: pack, text }, path)?.text ?? "";
  const done: LiveChange = {
    ...{ pack, path, file, before: original },
    after: keepLayout(pack, original, { before: canonical, after: made.text }),
    declared: textIn(canonical),
    wanted: textIn(made.text),
  };
  turn.request(turn.actor, "live", `s${JSON.stringify(done)}`);
  return null;
}
