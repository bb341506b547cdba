// What an editor shows where the pointer rests: the header, what its author or the engine says of it, and what belongs to it. Markdown.

import type * as ast from "../ast.ts";
import type { CheckedFile } from "../check/declare.ts";
import { ancestors } from "../check/kinds.ts";
import { showType } from "../check/types.ts";
import type { Universe } from "../check/universe.ts";
import { LineTable } from "../lines.ts";
import type { Mention } from "./mentions.ts";
import type { PackAnalysis } from "./pack-analysis.ts";
import { saidOf } from "./said-of.ts";
import { eventHeader, eventParams, showHostFunction } from "./signatures.ts";
import { idOf, type SymbolKey, sortOf } from "./symbol.ts";

/** Where something is declared: in the pack at hand or in one below. */
export interface Definition {
  readonly analysis: PackAnalysis;
  readonly file: CheckedFile;
  readonly mention: Mention;
}

/** Markdown, or undefined where there is nothing to say. */
export function hoverText(analysis: PackAnalysis, mention: Mention, definition: Definition | undefined): string | undefined {
  const parts = definition === undefined ? builtIn(analysis, mention) : declared(analysis, mention, definition);
  const kind = sortOf(mention.key) === "kind" ? propertyList(analysis, idOf(mention.key)) : "";
  const text = [...parts, kind].filter((part) => part !== "").join("\n\n");
  return text === "" ? undefined : text;
}

function declared(analysis: PackAnalysis, mention: Mention, { analysis: home, file, mention: at }: Definition): string[] {
  const { decl } = at;
  if (decl === undefined) return [local(analysis, mention, file)];
  const comment = saidOf(file.file, new LineTable(file.source), spanOf(decl));
  const where = home.pack === analysis.pack ? "" : `*${home.pack}*`;
  return [code(headerOf(decl, file.source)), comment, where];
}

function local(analysis: PackAnalysis, mention: Mention, file: CheckedFile): string {
  const name = file.source.slice(mention.span.start, mention.span.end);
  return code(mention.type === undefined ? name : `${name}: ${showType(analysis.universe, mention.type)}`);
}

function spanOf(decl: NonNullable<Mention["decl"]>): ast.Span {
  return isWhole(decl) ? decl.span : decl.name.span;
}

function isWhole(decl: NonNullable<Mention["decl"]>): decl is ast.Decl | ast.Member {
  return "kind" in decl;
}

/** The first line of a block, the whole of what is one piece. */
function headerOf(decl: NonNullable<Mention["decl"]>, source: string): string {
  if (!isWhole(decl))
    return source
      .slice(decl.name.span.start)
      .split(/\r\n|\r|\n/, 1)[0]!
      .trim();
  const text = source.slice(decl.span.start, decl.span.end);
  return decl.kind === "text" || decl.kind === "event" || decl.kind === "prop" ? text : text.split(/\r\n|\r|\n|;/, 1)[0]!.trim();
}

function builtIn(analysis: PackAnalysis, { key, type }: Mention): string[] {
  const { universe, surface } = analysis;
  const id = idOf(key);
  switch (sortOf(key)) {
    case "host": {
      const fn = universe.host.get(id);
      if (fn === undefined) return [];
      return [
        code(showHostFunction(universe, fn)),
        fn.doc,
        fn.capability === undefined ? "" : `Needs the capability \`${fn.capability}\`.`,
      ];
    }
    case "value": {
      const value = universe.values.get(id);
      const shown = type ?? value?.type;
      return [code(shown === undefined ? id : `${id}: ${showType(universe, shown)}`), value?.doc ?? ""];
    }
    case "event":
      return coreEvent(universe, id);
    case "kind": {
      const kind = surface.kinds.find((one) => `core.${one.name}` === id);
      return kind === undefined ? [] : [code(kind.name), kind.doc];
    }
    case "prop":
      return coreProperty(analysis, key);
    default:
      return [];
  }
}

function coreEvent(universe: Universe, name: string): string[] {
  const event = universe.coreEvents.get(name);
  if (event === undefined) return [];
  return [
    code(eventHeader({ name, params: eventParams(event) })),
    event.doc,
    event.before ? "" : "It cannot be refused: there is no `before`.",
  ];
}

function coreProperty({ universe, surface }: PackAnalysis, key: SymbolKey): string[] {
  const [, , kind, name] = idOf(key).split(".");
  const prop = surface.kinds.find((one) => one.name === kind)?.props.find((one) => one.name === name);
  if (prop === undefined) return [];
  return [code(`${prop.name}: ${showType(universe, prop.type)}`), prop.doc, prop.readonly ? "It can be read but not set." : ""];
}

/** Properties of a kind with their types, its own first. */
function propertyList({ universe, surface }: PackAnalysis, id: string): string {
  const lines: string[] = [];
  for (const kind of ancestors(universe, id)) {
    const node = universe.nodes.get(kind);
    if (node === undefined || node.props.size === 0) continue;
    const docs = new Map(surface.kinds.find((one) => `core.${one.name}` === kind)?.props.map((prop) => [prop.name, prop.doc]));
    lines.push(kind === id ? "Properties:" : `From ${node.name}:`);
    for (const [name, [prop]] of node.props) {
      const doc = docs.get(name);
      lines.push(`- \`${name}: ${showType(universe, prop!.type)}\`${doc === undefined ? "" : ` ${doc}`}`);
    }
    lines.push("");
  }
  return lines.join("\n").trimEnd();
}

/** On the first line of a command: its help page. */
export function commandHover(file: CheckedFile, command: ast.CommandDecl): string {
  const help = command.help?.parts.map((part) => (part.kind === "plain" ? part.value : "{…}")).join("") ?? "";
  const comment = saidOf(file.file, new LineTable(file.source), command.span);
  return [code(headerOf(command, file.source)), help, comment].filter((part) => part !== "").join("\n\n");
}

function code(text: string): string {
  return `\`\`\`lore\n${text}\n\`\`\``;
}
