// The page `docs/lore/host.md`, made from the host tables; a test holds the file to it, and writes it anew when asked.

import type { SurfaceParam } from "../../../dsl/surface.ts";
import type { Type } from "../../../dsl/types.ts";
import { CAPABILITIES } from "../tables/capabilities.ts";
import { HOST_FUNCTIONS } from "./index.ts";
import type { HostFunction } from "./record.ts";

const HEAD = `# What the engine offers to Lore

Everything else is Lore itself. Labels stand before their arguments (\`move rope to chest times 2\`, \`move(rope, to: chest, times: 2)\`);
\`?\` marks what may be left out or be nothing. *May refuse*: as a statement a refusal ends the run and the player reads why; in a
condition it is false. Cost is in steps of fuel.
`;

export function hostReference(functions: readonly HostFunction[] = HOST_FUNCTIONS): string {
  const sorted = functions.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return `${HEAD}\n${sorted.map(section).join("\n")}\n${capabilities()}`;
}

function section(fn: HostFunction): string {
  const result = fn.result.t === "nothing" ? "" : ` → ${typeText(fn.result)}`;
  const notes = [
    ...(fn.refuses === true ? ["May refuse."] : []),
    ...(fn.capability === undefined ? [] : [`Needs \`${fn.capability}\`.`]),
    ...(fn.needs ?? []).map(({ capability, when }) => `Needs \`${capability}\` when ${when}.`),
    ...(fn.needsActor === true
      ? [`Wants an actor${fn.params.some(({ label, optional }) => label === "to" && optional) ? " unless `to` is given" : ""}.`]
      : []),
    `Cost ${fn.cost}.`,
  ];
  return `## \`${fn.name}(${fn.params.map(paramText).join(", ")})\`${result}\n\n${fn.doc} ${notes.join(" ")}\n`;
}

function paramText({ name, label, type, optional }: SurfaceParam): string {
  const shown = typeText(optional === true ? { ...type, optional: true } : type);
  return label === undefined || label === name ? `${name}: ${shown}` : `${label} ${name}: ${shown}`;
}

/** A type as one writes it in Lore. */
export function typeText(type: Type): string {
  return `${baseText(type)}${type.optional ? "?" : ""}`;
}

function baseText(type: Type): string {
  switch (type.t) {
    case "entity":
      return shortName(type.kind);
    case "model":
      return `model ${shortName(type.kind)}`;
    case "list":
    case "map":
      return `${type.t} of ${typeText(type.of)}`;
    case "record":
      return shortName(type.record);
    case "row":
      return shortName(type.table);
    case "words":
      return type.words.map((word) => `"${word}"`).join(" or ");
    default:
      return type.t;
  }
}

function shortName(id: string): string {
  return id.slice(id.lastIndexOf(".") + 1);
}

function capabilities(): string {
  const rows = Object.entries(CAPABILITIES).map(([name, doc]) => `| \`${name}\` | ${doc} |`);
  return `# Capabilities

A pack asks for them in its \`pack.toml\`; the sysop grants them. Without one a call that needs it is a fault that names it.

| capability | leave to |
| --- | --- |
${rows.join("\n")}
`;
}
