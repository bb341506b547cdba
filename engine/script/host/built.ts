// Reading what players have built: its source, its history, and how much of it there is.

import type { ExtensionDef } from "../../../dsl/program.ts";
import { TAG, type Wire } from "../../../dsl/wire.ts";
import type { EditRow } from "../../world/port.ts";
import { usedOn } from "../daily.ts";
import { ANY_VALUE, entity, list, map, maybe, NUMBER, TEXT } from "../tables/types.ts";
import { listWire } from "../wires.ts";
import { mapOf, plainOf } from "./args.ts";
import { blameOf } from "./blame.ts";
import { literal } from "./build.ts";
import { builderOf, editsOf, type Plot, pathOf, plotOf, textOf, wireAt } from "./build-place.ts";
import type { HostFunction, Turn } from "./record.ts";

const WHAT = { name: "what", type: ANY_VALUE };
const OF = { name: "builder", label: "for", type: entity("player") };
const MOST = 50;

const reads = (fn: Pick<HostFunction, "name" | "doc" | "params" | "run" | "result">): HostFunction => ({
  capability: "build",
  cost: 100,
  ...fn,
});

export const BUILT: readonly HostFunction[] = [
  {
    name: "lore_text",
    doc: "A text as it stands in Lore source, with its quotes: what makes a declaration of what a player typed.",
    params: [{ name: "text", type: TEXT }],
    result: TEXT,
    cost: 5,
    run: (turn, [text = null]) => `s${literal(plainOf(turn, text))}`,
  },
  reads({
    name: "source_of",
    doc: "How something is declared in a builder's pack: a map of `text` and `parts`, a list of maps of `name`, `header`, `text` and `lines`; nothing when it is not.",
    params: [WHAT, OF],
    result: maybe(map(ANY_VALUE)),
    run: (turn, [what = null, builder = null]) => sourceOf(turn, what, builder),
  }),
  reads({
    name: "whole_source",
    doc: "The text of a builder's pack.",
    params: [OF],
    result: TEXT,
    run: (turn, [builder = null]) => {
      const plot = plotOf(turn, builder);
      return typeof plot === "string" ? plot : `s${textOf(plot)}`;
    },
  }),
  reads({
    name: "built_named",
    doc: "What goes by a word or a title in a builder's pack (`here` and `it` too): the single one, else the model; nothing when there is none.",
    params: [{ name: "word", type: TEXT }, OF],
    result: maybe(ANY_VALUE),
    run: (turn, [word = null, builder = null]) => {
      const plot = plotOf(turn, builder);
      if (typeof plot === "string") return plot;
      const path = pathOf(turn, plot, `s${plainOf(turn, word)}`);
      return path === undefined ? null : wireAt(turn, plot, path);
    },
  }),
  reads({
    name: "built_one",
    doc: "The very thing that goes by a word or a title in a builder's pack: the single one, else of its model the one in the actor's hands, in the room, or the oldest; nothing when there is none.",
    params: [{ name: "word", type: TEXT }, OF],
    result: maybe(entity("entity")),
    run: (turn, [word = null, builder = null]) => {
      const plot = plotOf(turn, builder);
      if (typeof plot === "string") return plot;
      const path = pathOf(turn, plot, `s${plainOf(turn, word)}`);
      return path === undefined ? null : nearestOf(turn, wireAt(turn, plot, path));
    },
  }),
  reads({
    name: "built_path",
    doc: "How a word, a title, `here`, `it` or an entity is written in a builder's pack; nothing when there is nothing of the kind.",
    params: [WHAT, OF],
    result: maybe(TEXT),
    run: (turn, [what = null, builder = null]) => {
      const plot = plotOf(turn, builder);
      if (typeof plot === "string") return plot;
      const path = pathOf(turn, plot, what);
      return path === undefined ? null : `s${path}`;
    },
  }),
  reads({
    name: "free_name",
    doc: "A name in a builder's pack that nothing has yet, made from a title.",
    params: [{ name: "title", type: TEXT }, OF],
    result: TEXT,
    run: (turn, [title = null, builder = null]) => {
      const plot = plotOf(turn, builder);
      return typeof plot === "string" ? plot : `s${freeName(turn, plot, plainOf(turn, title))}`;
    },
  }),
  reads({
    name: "builder_of",
    doc: "Whose pack declares an entity or a model; nothing when it is no builder's.",
    params: [WHAT],
    result: maybe(entity("player")),
    run: (turn, [what = null]) => builderOf(turn, turn.world.definitionOf(what)),
  }),
  reads({
    name: "built_by",
    doc: "What a builder's pack holds: a map of `rooms` and `things` (lists), how many `scripts`, `links` (rooms of others that it gives exits or puts things in), `taken` (ways that these had before), `kinds` (names of others' kinds that it uses) and `bytes`.",
    params: [OF],
    result: map(ANY_VALUE),
    run: (turn, [builder = null]) => builtBy(turn, builder),
  }),
  reads({
    name: "used_today",
    doc: "What a builder's scripts have used of the day, by the world's clock: a map of `rows`, `messages` and `airtime`.",
    params: [OF],
    result: map(ANY_VALUE),
    run: (turn, [builder = null]) => {
      const plot = plotOf(turn, builder);
      if (typeof plot === "string") return plot;
      const { rows, messages, airtime } = usedOn(turn.world, plot.pack, turn.nowMs + turn.zoneMs);
      return mapOf([
        ["rows", rows],
        ["messages", messages],
        ["airtime", `${TAG.duration}${airtime}`],
      ]);
    },
  }),
  reads({
    name: "edited_now",
    doc: "What this turn has changed in a builder's pack, declaration by declaration: maps of `name` (of what it declares or extends) and `was`, whether it was there before.",
    params: [OF],
    result: list(map(ANY_VALUE)),
    run: (turn, [builder = null]) => {
      const plot = plotOf(turn, builder);
      if (typeof plot === "string") return plot;
      const before = turn.textBefore(plot.pack);
      if (before === undefined || turn.bench === null) return listWire([]);
      const { changedNames, declarations } = turn.bench.language();
      const known = new Set(declarations({ id: plot.pack, text: before }).map(({ name }) => name));
      const changed = changedNames({ pack: plot.pack, base: before, mine: textOf(plot) });
      return listWire(
        changed.map((name) =>
          mapOf([
            ["name", `s${name}`],
            ["was", known.has(name)],
          ]),
        ),
      );
    },
  }),
  reads({
    name: "edits",
    doc: "Edits of a builder's pack, newest first: maps of `version`, `at`, `who`, `verb`, `message`, `of`, `before` and `after`. Up to 50, older than version `from`.",
    params: [
      OF,
      { name: "before", label: "from", type: maybe(NUMBER), optional: true },
      { name: "most", label: "times", type: maybe(NUMBER), optional: true },
    ],
    result: list(map(ANY_VALUE)),
    run: (turn, [builder = null, before = null, most = null]) => {
      const plot = plotOf(turn, builder);
      if (typeof plot === "string") return plot;
      const limit = typeof most === "number" ? Math.min(MOST, Math.max(1, Math.floor(most))) : MOST;
      return listWire(editsOf(turn, plot, typeof before === "number" ? before : 0, limit).map(editMap));
    },
  }),
  reads({
    name: "blame",
    doc: "Who wrote each line of a declaration: maps of `line`, `who`, `version` and `at`.",
    params: [WHAT, OF],
    result: list(map(ANY_VALUE)),
    run: (turn, [what = null, builder = null]) => {
      const plot = plotOf(turn, builder);
      if (typeof plot === "string") return plot;
      const path = pathOf(turn, plot, what);
      return listWire(path === undefined ? [] : blameOf(turn, plot, path));
    },
  }),
];

function nearestOf(turn: Turn, wire: Wire): Wire {
  if (typeof wire !== "string" || !wire.startsWith(TAG.model)) return wire;
  const all = turn.world.instances(wire.slice(TAG.model.length));
  const near = [turn.actor, turn.room()].map((place) => all.find((one) => one.place?.wire === place));
  return (near[0] ?? near[1] ?? all[0])?.wire ?? null;
}

/** Letters of the title's last words; a name is short, for it is typed on a phone. */
function freeName(turn: Turn, plot: Plot, title: string): string {
  const words =
    title
      .toLowerCase()
      .normalize("NFD")
      .match(/[a-z0-9]+/g) ?? [];
  const base =
    words
      .slice(-2)
      .join("_")
      .replace(/^(?=[0-9])/, "n")
      .slice(0, 20) || "it";
  const isTaken = (name: string): boolean =>
    turn.bench?.isReserved(name) === true || turn.world.definitions.definition(`${plot.pack}.${name}`) !== undefined;
  let name = base;
  for (let n = 2; isTaken(name); n++) name = `${base}_${n}`;
  return name;
}

function sourceOf(turn: Turn, what: Wire, builder: Wire): Wire {
  const plot = plotOf(turn, builder);
  if (typeof plot === "string") return plot;
  const path = pathOf(turn, plot, what);
  const shown = path === undefined ? undefined : turn.bench?.language().show({ id: plot.pack, text: textOf(plot) }, path);
  if (shown === undefined) return null;
  const parts = shown.parts.map(({ name, text, header, lines }) =>
    mapOf([
      ["name", `s${name}`],
      ["header", `s${header}`],
      ["text", `s${text}`],
      ["lines", listWire(lines.map((line) => `s${line}`))],
    ]),
  );
  return mapOf([
    ["text", `s${shown.text}`],
    ["parts", listWire(parts)],
  ]);
}

function editMap(row: EditRow): Wire {
  return mapOf([
    ["version", row.version],
    ["at", `t${row.atMs}`],
    ["who", `s${row.authorName}`],
    ["verb", `s${row.verb}`],
    ["message", `s${row.message}`],
    ["of", row.of],
    ["before", `s${row.before}`],
    ["after", `s${row.after}`],
  ]);
}

/** Ways that an extension gives to a room which another pack gave it before. */
function takenWays(turn: Turn, plot: Plot, { target, exits }: ExtensionDef): readonly string[] {
  const others = [...turn.world.definitions.packs.values()].filter(({ id }) => id !== plot.pack);
  const known = new Set<string>();
  for (const { entities, extensions } of others) {
    for (const one of entities) if (one.id === target) for (const exit of one.exits) known.add(exit.direction);
    for (const one of extensions) if (one.target === target) for (const exit of one.exits) known.add(exit.direction);
  }
  return exits.map(({ direction }) => direction).filter((way) => known.has(way));
}

function builtBy(turn: Turn, builder: Wire): Wire {
  const plot = plotOf(turn, builder);
  if (typeof plot === "string") return plot;
  const pack = turn.world.definitions.packs.get(plot.pack);
  const own = (pack?.entities ?? []).map((def) => turn.world.definitions.definition(def.id)!);
  const wireFor = (id: string): Wire => wireAt(turn, plot, id.slice(plot.pack.length + 1));
  const rooms = own.filter((one) => one.isA("core.room"));
  // A thing that is to begin in somebody else's room is as much a link to it as an exit.
  const places = own.flatMap(({ place }) => (place === null || place.startsWith(`${plot.pack}.`) ? [] : [place]));
  const links = [...(pack?.extensions ?? []).map(({ target }) => target), ...places].map((id) => turn.world.byKey(id)?.wire ?? null);
  const bodies = [...(pack?.entities ?? []), ...(pack?.kinds ?? []), ...(pack?.extensions ?? [])];
  const kinds = new Set([...(pack?.entities ?? []).flatMap((def) => def.kinds), ...(pack?.kinds ?? []).flatMap((def) => def.parents)]);
  const others = [...kinds].filter((kind) => !kind.startsWith(`${plot.pack}.`) && !kind.startsWith("core."));
  return mapOf([
    ["rooms", listWire(rooms.map(({ id }) => wireFor(id)))],
    ["things", listWire(own.filter((one) => !rooms.includes(one)).map(({ id }) => wireFor(id)))],
    ["scripts", bodies.reduce((n, body) => n + body.triggers.length + body.commands.length, (pack?.rules ?? []).length)],
    ["links", listWire(links.filter((wire) => wire !== null))],
    ["taken", listWire((pack?.extensions ?? []).flatMap((one) => takenWays(turn, plot, one).map((way) => `s${way}`)))],
    ["kinds", listWire(others.map((kind) => `s${kind.slice(kind.indexOf(".") + 1)}`))],
    ["bytes", Buffer.byteLength(textOf(plot))],
  ]);
}
