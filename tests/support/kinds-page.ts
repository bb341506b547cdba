// The page `docs/lore/kinds.md`: kinds with their properties, events and values, from the engine's tables and the library's Lore.

import type { SurfaceEvent, SurfaceKind } from "../../dsl/surface.ts";
import { typeText } from "../../engine/script/host/reference.ts";
import { DIRECTIONS } from "../../engine/script/tables/directions.ts";
import { EVENTS } from "../../engine/script/tables/events.ts";
import { CORE_DEFAULTS, KINDS } from "../../engine/script/tables/kinds.ts";
import { VALUES } from "../../engine/script/tables/values.ts";
import { filesBelow, readText } from "./tree.ts";

const HEAD = `# Kinds, properties, events, values

What there is before you write a line. This page is made from the tables of the engine and the library's own Lore, and a test holds it to
them. Each kind has the properties of its parents too. *Read* means that a script cannot assign it.
`;

interface LoreProp {
  readonly owner: string;
  readonly name: string;
  readonly type: string;
  readonly start: string;
  readonly doc: string;
}

export function kindsPage(): string {
  return [HEAD, ...KINDS.map(kindSection), ...libraryKinds(), eventSection(), valueSection()].join("\n");
}

// ------------------------------------------------------------------- kinds

function kindSection(kind: SurfaceKind): string {
  const parents = kind.parents.map((id) => id.replace("core.", ""));
  const rows = kind.props.map((prop) => {
    const start = CORE_DEFAULTS[`${kind.name}.${prop.name}`];
    const notes = [prop.doc, ...(prop.readonly ? ["*read*"] : []), ...(start === undefined ? [] : [`starts as ${shownDefault(start)}`])];
    return `| \`${prop.name}\` | ${typeText(prop.type)} | ${notes.join("; ")} |`;
  });
  const added = LIBRARY.filter(({ owner }) => owner === kind.name).map(loreRow);
  return section(kind.name, parents, `${kind.doc[0]!.toUpperCase()}${kind.doc.slice(1)}.${howDeclared(kind)}`, [...rows, ...added]);
}

function howDeclared({ declarable, model }: SurfaceKind): string {
  if (!declarable) return " Never declared by name.";
  return model ? "" : " A declared one is single.";
}

function shownDefault(value: string | number | boolean | null): string {
  return typeof value === "string" ? value.slice(1) : String(value);
}

function libraryKinds(): string[] {
  return [...LIBRARY_KINDS].map(([name, parents]) =>
    section(name, parents, "Of the library.", LIBRARY.filter(({ owner }) => owner === name).map(loreRow)),
  );
}

function loreRow({ name, type, start, doc }: LoreProp): string {
  const notes = [...(doc === "" ? [] : [doc]), ...(start === "" ? [] : [`starts as \`${start}\``]), "of the library"];
  return `| \`${name}\` | ${type} | ${notes.join("; ")} |`;
}

function section(name: string, parents: readonly string[], about: string, rows: readonly string[]): string {
  const title = `## ${name}${parents.length === 0 ? "" : ` (is ${parents.join(", ")})`}`;
  const table = rows.length === 0 ? "" : `\n| property | type | what it is |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
  return `${title}\n\n${about}\n${table}`;
}

// ---------------------------------------------------------- the library's Lore

const LIBRARY_FILES = filesBelow("stdlib", ".lore").map(readText);
const LIBRARY = LIBRARY_FILES.flatMap(propsIn);
const LIBRARY_KINDS = new Map(
  LIBRARY_FILES.flatMap((source) =>
    [...source.matchAll(/^kind (\w+) is ([\w, ]+)$/gm)].map((match) => [match[1]!, match[2]!.split(/, */)] as const),
  ),
);

/** Declarations stand at the margin and their properties right below: the library is kept in its canonical form. */
function propsIn(source: string): LoreProp[] {
  const props: LoreProp[] = [];
  let owner = "";
  for (const line of source.split("\n")) {
    owner = /^(?:kind|extend) (\w+)/.exec(line)?.[1] ?? owner;
    const found = /^ {2}prop (\w+): (.+?)(?: = (.+?))?(?: for each (\w+))?(?: -- (.+))?$/.exec(line);
    if (found === null) continue;
    const [, name = "", type = "", start = "", each, doc = ""] = found;
    props.push({ owner, name, type: each === undefined ? type : `${type} for each ${each}`, start, doc });
  }
  return props;
}

// ------------------------------------------------------------------- events

function eventSection(): string {
  const rows = EVENTS.map((event) => `| \`${header(event)}\` | ${event.doc} | ${typeText(event.self)} | ${event.before ? "yes" : "no"} |`);
  return `## Events\n\nThe names in capitals are yours to choose; each may be left out. \`self\` is what a rule of the whole pack finds there.\n\n| header | when | \`self\` | \`before\` |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`;
}

/** `on put WHAT in BOX`: the header as it is written. */
export function header({ name, params }: SurfaceEvent, word = "on"): string {
  const args = params.map((param) => (param.label === undefined ? param.name.toUpperCase() : `${param.label} ${param.name.toUpperCase()}`));
  return [word, name, ...args].join(" ");
}

// ------------------------------------------------------------------- values

const WHERE = {
  actor: "where somebody acts",
  command: "in commands",
  everywhere: "everywhere",
  else: "in the `else` of a `try`",
} as const;

function valueSection(): string {
  const rows = VALUES.map(({ name, type, doc, where }) => `| \`${name}\` | ${typeText(type)} | ${doc} | ${WHERE[where]} |`);
  const ways = DIRECTIONS.map(([long, short]) => (short === undefined ? `\`${long}\`` : `\`${long}\` (${short})`));
  return `## Values\n\n| name | type | what it is | where |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n\nDirections: ${ways.join(", ")}.\n`;
}
