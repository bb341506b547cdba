// A new name for something: every place that must change, or the reason why it cannot. What it would come to is read and compared
// before an edit is given out, so that a name can neither clash with another nor quietly take its place.

import type { Span } from "../ast.ts";
import { RESERVED, SPELLINGS } from "../parse/words.ts";
import { type FileMentions, type Mention, mentionsIn } from "./mentions.ts";
import type { PackAnalysis } from "./pack-analysis.ts";
import { idOf, type SymbolKey, sortOf } from "./symbol.ts";

export interface RenameEdit {
  readonly pack: string;
  readonly file: string;
  readonly span: Span;
  readonly text: string;
}

export type Renaming = { readonly edits: readonly RenameEdit[] } | { readonly refusal: string };

export interface RenameRequest {
  /** The pack whose file the cursor is in. */
  readonly home: PackAnalysis;
  /** All packs that are known, `home` among them. */
  readonly packs: readonly PackAnalysis[];
  readonly key: SymbolKey;
  readonly newName: string;
  /** `home` as it would be with these changes. */
  readonly tryOut: (edits: readonly RenameEdit[]) => PackAnalysis;
}

interface Found {
  readonly analysis: PackAnalysis;
  readonly file: string;
  readonly source: string;
  readonly mention: Mention;
}

export function rename(request: RenameRequest): Renaming {
  // Slots of locals count anew in each pack.
  const found = findAll(packsOf(request), request.key);
  const refusal = whyNot(request, found);
  if (refusal !== undefined) return { refusal };
  const edits: RenameEdit[] = [];
  const oldName = nameOf(found);
  for (const place of found) {
    const text = rewritten(place, oldName, request);
    if (text === undefined) return { refusal: `It is also written \`${written(place)}\` in ${place.file}: change that by hand first.` };
    if (text !== written(place)) edits.push({ pack: place.analysis.pack, file: place.file, span: place.mention.span, text });
  }
  const clash = clashOf(request, edits);
  return clash === undefined ? { edits } : { refusal: clash };
}

/** Why something cannot be renamed whatever the new name; undefined when it can. */
export function cannotRename(packs: readonly PackAnalysis[], home: PackAnalysis, key: SymbolKey): string | undefined {
  const definitions = findAll(packsOf({ home, packs, key }), key).filter(({ mention }) => mention.isDefinition);
  if (definitions.length === 0) return "This comes with the engine and keeps its name.";
  const foreign = definitions.find(({ analysis }) => analysis.pack !== home.pack);
  if (foreign !== undefined) return `This is declared in the pack \`${foreign.analysis.pack}\`: rename it there.`;
  if (sortOf(key) !== "text") return undefined;
  const path = idOf(key).slice(home.pack.length + 1);
  const restated = home.universe.packs.slice(1).find((pack) => pack.texts.has(path));
  return restated === undefined ? undefined : `This restates a text of the pack \`${restated.id}\`, by its name.`;
}

function packsOf({ home, packs, key }: Pick<RenameRequest, "home" | "packs" | "key">): readonly PackAnalysis[] {
  return sortOf(key) === "local" ? [home] : packs;
}

function whyNot({ home, packs, key, newName }: RenameRequest, found: readonly Found[]): string | undefined {
  const fixed = cannotRename(packs, home, key);
  if (fixed !== undefined) return fixed;
  const word = sortOf(key) === "text" ? /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u : /^[\p{L}_][\p{L}\p{N}_]*$/u;
  if (!word.test(newName)) return `\`${newName}\` is no name: letters, digits and _, and a letter first.`;
  if (isReserved(newName)) return `\`${newName}\` is a word of the language.`;
  const sort = sortOf(key);
  if (sort !== "prop" && sort !== "method") return undefined;
  const old = nameOf(found).toLowerCase();
  for (const analysis of packs) {
    for (const file of analysis.files) {
      const loose = mentionsIn(analysis, file).loose.find((name) => name.id === old);
      if (loose !== undefined)
        return `In ${file.name} \`.${loose.text}\` is used of something whose kind is not known: it may be another's.`;
    }
  }
  return undefined;
}

function isReserved(name: string): boolean {
  return name
    .split(".")
    .some((part) => (RESERVED as readonly string[]).includes(part.toLowerCase()) || Object.hasOwn(SPELLINGS, part.toLowerCase()));
}

/** Every mention of a symbol in these packs. */
function findAll(packs: readonly PackAnalysis[], key: SymbolKey): Found[] {
  return packs.flatMap((analysis) =>
    analysis.files.flatMap((file) =>
      mentionsIn(analysis, file)
        .mentions.filter((mention) => mention.key === key)
        .map((mention) => ({ analysis, file: file.name, source: file.source, mention })),
    ),
  );
}

function nameOf(found: readonly Found[]): string {
  const definition = found.find(({ mention }) => mention.isDefinition) ?? found[0]!;
  return written(definition);
}

function written({ source, mention }: Found): string {
  return source.slice(mention.span.start, mention.span.end);
}

/** The new word where one stands: capitals of texts, plurals of tables and `ON_` before events are kept. */
function rewritten(place: Found, oldName: string, { key, newName }: RenameRequest): string | undefined {
  const word = written(place);
  const old = oldName.toLowerCase();
  if (word.toLowerCase() === old) return isCapital(word) && !isCapital(oldName) ? capital(newName) : newName;
  if (sortOf(key) === "table") {
    const plural = place.analysis.universe.tables.get(idOf(key))?.plural;
    if (word.toLowerCase() === plural) return plural === `${old}s` ? `${newName}s` : word;
  }
  if (sortOf(key) === "text" && word.toLowerCase().endsWith(`.${old}`)) return word.slice(0, -old.length) + newName;
  const trigger = new RegExp(`^(on_|before_)${old}$`, "i").exec(word);
  return trigger === null ? undefined : trigger[1]! + newName;
}

function isCapital(word: string): boolean {
  const first = word[0] ?? "";
  return first !== first.toLowerCase();
}

function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1);
}

// ---------------------------------------------------------------------- trial

/** What the new name would break or take over. */
function clashOf({ home, tryOut, newName }: RenameRequest, edits: readonly RenameEdit[]): string | undefined {
  const after = tryOut(edits.filter((edit) => edit.pack === home.pack));
  const errors = (analysis: PackAnalysis) => analysis.diagnostics.filter((found) => found.severity === "error");
  const before = new Set(errors(home).map((found) => found.message));
  if (errors(after).length > before.size) {
    const first = errors(after).find((found) => !before.has(found.message));
    if (first !== undefined) return `\`${newName}\` does not go here: ${first.message} (${first.file}:${first.line})`;
  }
  return shapeOf(home) === shapeOf(after) ? undefined : `\`${newName}\` has another meaning in some place where it would stand.`;
}

/** What every mention points at, by the order of mentions and not by name. */
function shapeOf(analysis: PackAnalysis): string {
  const files: FileMentions[] = analysis.files.map((file) => mentionsIn(analysis, file));
  const definitions = new Map<SymbolKey, string>();
  for (const [f, { mentions }] of files.entries())
    for (const [i, mention] of mentions.entries())
      if (mention.isDefinition && !definitions.has(mention.key)) definitions.set(mention.key, `${f}:${i}`);
  return files.map(({ mentions }) => mentions.map(({ key }) => definitions.get(key) ?? key).join()).join("\n");
}
