// The grammar as railroad diagrams in one HTML page that needs nothing else: no script, no network. It is drawn from what the
// parser itself knows, so it cannot be out of date.

import { loadReader } from "../parse/parse.ts";
import { choice, escapeHtml, nonTerminal, nothing, optional, repeated, sequence, type Track, terminal } from "./track.ts";

/** A piece of the grammar in Chevrotain's serialized form, which its types tell only in part. */
interface Production {
  readonly type: string;
  readonly name?: string;
  readonly label?: string;
  readonly definition?: readonly Production[];
  readonly separator?: Production;
}

const STYLE = `body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color: #222; background: #fdfcf9 }
h2 { font-size: 1rem; margin: 1.6rem 0 0.2rem }
svg { display: block; max-width: none } div { overflow-x: auto }
path { fill: none; stroke: #555; stroke-width: 1.5 }
rect { stroke: #555; stroke-width: 1.5; fill: #fff }
rect.terminal { fill: #e8f1e4 } rect.rule { fill: #e6edf7 }
text { font: 12px ui-monospace, monospace; text-anchor: middle; fill: #222 }
a:hover rect { fill: #d4e1f5 }`;

/** The whole grammar of Lore as an HTML page. */
export function grammarPage(): string {
  const rules = loadReader().theParser().getSerializedGastProductions() as unknown as readonly Production[];
  const sections = inReadingOrder(rules).map(section).join("\n");
  return `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>The grammar of Lore</title>
<style>${STYLE}</style>
<h1>The grammar of Lore</h1>
<p>Green is typed as it stands; blue is drawn further down. Case does not matter, and a new line may be a semicolon.</p>
${sections}
</html>
`;
}

/** A rule's place in the page is where it is first used, beginning with a whole file. */
function inReadingOrder(rules: readonly Production[]): Production[] {
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  const ordered = new Set<Production>();
  const visit = (name: string | undefined): void => {
    const rule = byName.get(name);
    if (rule === undefined || ordered.has(rule)) return;
    ordered.add(rule);
    for (const used of namesIn(rule)) visit(used);
  };
  for (const name of ["file", "statements", "interp", "slot"]) visit(name);
  return [...ordered];
}

function namesIn(production: Production): string[] {
  const inside = (production.definition ?? []).flatMap(namesIn);
  return production.type === "NonTerminal" ? [production.name ?? "", ...inside] : inside;
}

function section(rule: Production): string {
  const name = escapeHtml(rule.name ?? "");
  const track = sequence((rule.definition ?? []).map(trackOf));
  const height = track.up + track.down + 16;
  const y = track.up + 8;
  const svg = `<path d="M4 ${y}h12"/>${track.draw(16, y)}<path d="M${16 + track.width} ${y}h12"/>`;
  return `<h2 id="${name}">${name}</h2>\n<div><svg width="${track.width + 32}" height="${height}">${svg}</svg></div>`;
}

function trackOf(production: Production): Track {
  const inside = () => sequence((production.definition ?? []).map(trackOf));
  const between = () => (production.separator === undefined ? nothing : trackOf(production.separator));
  switch (production.type) {
    case "Terminal":
      return terminal((production.label ?? production.name ?? "").replace(/^`(.*)`$/, "$1"));
    case "NonTerminal":
      return nonTerminal(production.name ?? "");
    case "Alternation":
      return choice((production.definition ?? []).map(trackOf));
    case "Option":
      return optional(inside());
    case "RepetitionMandatory":
    case "RepetitionMandatoryWithSeparator":
      return repeated(inside(), between());
    case "Repetition":
    case "RepetitionWithSeparator":
      return optional(repeated(inside(), between()));
    default:
      return inside();
  }
}
