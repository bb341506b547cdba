// Completion: what may stand at the cursor. The line before it says the most; where it does not, the checker's notes do.
// It is asked of a copy in which a word stands at the cursor, so that a half-written `self.` has a tree too.

import type * as ast from "../../ast.ts";
import type { CheckedFile } from "../../check/declare.ts";
import { findProp } from "../../check/kinds.ts";
import { FORMS } from "../../check/text-literal.ts";
import { showType } from "../../check/types.ts";
import { LineTable } from "../../lines.ts";
import { DECLARATION_WORDS, MEMBER_WORDS, STATEMENT_WORDS } from "../../parse/words.ts";
import type { Type } from "../../types.ts";
import type { PackAnalysis } from "../pack-analysis.ts";
import { callLabels } from "./call-labels.ts";
import { type Candidate, unique } from "./candidate.ts";
import * as lists from "./lists.ts";
import { localsAt, type Surroundings, surroundingsAt } from "./surroundings.ts";

/** Stands at the cursor while the question is asked; no name can be so long by chance. */
export const CURSOR = "lore_completes_here";

export interface CompletionRequest {
  readonly analysis: PackAnalysis;
  /** The file with `CURSOR` put in at `offset`. */
  readonly file: CheckedFile;
  readonly offset: number;
}

interface Question extends CompletionRequest {
  /** The line up to the cursor, without the word that is being typed. */
  readonly before: string;
  readonly around: Surroundings;
}

/** The source with the mark at an offset. */
export function withCursor(source: string, offset: number): string {
  return source.slice(0, offset) + CURSOR + source.slice(offset);
}

export function complete(request: CompletionRequest): Candidate[] {
  const { file, offset } = request;
  const lines = new LineTable(file.source);
  const typed = file.source.slice(lines.starts[lines.lineIndex(offset)], offset);
  const before = typed.replace(/[\p{L}_][\p{L}\p{N}_]*$/u, "");
  const question: Question = { ...request, before, around: surroundingsAt(file.file, offset) };
  return unique(answer(question));
}

function answer(question: Question): readonly Candidate[] {
  const { before } = question;
  const text = insideText(before);
  if (text !== undefined) return inText(question, text);
  if (/--/.test(before)) return [];
  if (/\.$/.test(before)) return afterDot(question, before);
  for (const [pattern, offer] of HEADERS) if (pattern.test(before)) return offer(question);
  const start = /^\s*$|[;:]\s*$/.test(before);
  if (start && !isValuePlace(question)) return lineStart(question);
  return operands(question);
}

/** What is asked for by the words before the cursor; the first that fits counts. */
const HEADERS: readonly (readonly [RegExp, (question: Question) => readonly Candidate[]])[] = [
  [/^\s*(?:replace\s+)?(?:on|before)\s+$/i, ({ analysis }) => lists.events(analysis)],
  [/\b(?:signal|deed)\s+$/i, ({ analysis }) => lists.events(analysis).map(({ insert: _, ...bare }) => bare)],
  [/^\s*exit\s+$/i, ({ analysis }) => lists.directions(analysis)],
  [/^\s*exit\s+\w+\s+to\s+$/i, ({ analysis }) => lists.entities(analysis, "core.room")],
  [/^\s*exit\s.*\bthrough\s+$/i, ({ analysis }) => lists.entities(analysis, "core.door")],
  [/^\s*extend\s+$/i, ({ analysis }) => [...lists.kinds(analysis), ...lists.entities(analysis)]],
  [/^\s*flags\s*:\s*(?:\w+\s*,\s*)*$/i, (question) => flags(question)],
  [/\bneeds\s+$/i, () => RANKS.map((label) => ({ label, sort: "word" }))],
  [/^\s*kind\s+\w+\s+is\s+(?:[\w.]+\s*,\s*)*$/i, ({ analysis }) => lists.kinds(analysis)],
  [/^\s*\w+\s+\w+\s+"[^"]*".*\bis\s+(?:[\w.]+\s*,\s*)*$/i, ({ analysis }) => lists.kinds(analysis)],
  [/^\s*\w+\s+\w+\s+"[^"]*".*\bin\s+$/i, ({ analysis }) => lists.entities(analysis)],
  [/\b(?:is|is not|has|in)\s+(?:a|an)\s+$|\b(?:all|list of|map of|model)\s+$/i, ({ analysis }) => lists.kinds(analysis)],
  [/^\s*(?:prop\s+\w+|(?:fn\s+\w+\s*|text\s+[\w.]+\s*|event\s+\w+\s*)\(.*[\w)])\s*:\s*$/i, ({ analysis }) => lists.types(analysis)],
  [/^\s*\w+\s*:\s*$/, (question) => (question.around.owner === undefined ? [] : lists.types(question.analysis))],
  [/->\s*$|\bgoto\s+$/i, (question) => topics(question)],
];

const RANKS = ["builder", "wizard", "sysop"];

// ---------------------------------------------------------------------- texts

/** What stands between the last `{` of an open text and the cursor; "" where the cursor is among plain words. */
function insideText(before: string): { readonly slot: string | undefined } | undefined {
  const quotes = before.replace(/\\./g, "").match(/["“”„«»]/gu)?.length ?? 0;
  if (quotes % 2 === 0) return undefined;
  const slot = /\{([^{}]*)$/.exec(before)?.[1];
  return { slot };
}

function inText(question: Question, { slot }: { readonly slot: string | undefined }): readonly Candidate[] {
  const { before } = question;
  if (slot === undefined) {
    // In a command's pattern `<what: ` asks for a type.
    return /<[^<>]*:\s*$/.test(before) ? lists.types(question.analysis) : wordsOfProperty(question);
  }
  if (/:\s*$/.test(slot)) return FORMS.map((label) => ({ label, sort: "form" }));
  if (/\.$/.test(slot)) return afterDot(question, slot);
  return [...localCandidates(question), ...lists.values(question.analysis), selfValue];
}

const selfValue: Candidate = { label: "self", sort: "value" };

/** `state: "` where the property is one of a closed set of words. */
function wordsOfProperty(question: Question): readonly Candidate[] {
  const name = /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*:\s*"$/u.exec(question.before)?.[1];
  const type = name === undefined ? undefined : ownProperty(question, name);
  return type?.t === "words" ? type.words.map((label) => ({ label, sort: "word" })) : [];
}

// -------------------------------------------------------------------- members

function afterDot(question: Question, before: string): readonly Candidate[] {
  const { analysis, around } = question;
  const object = objectAtCursor(around);
  const type = object === undefined ? undefined : analysis.notes.types.get(object);
  const found = type === undefined ? [] : lists.members(analysis, type);
  const prefix = /([\p{L}_][\p{L}\p{N}_.]*\.)$/u.exec(before)?.[1]?.toLowerCase() ?? "";
  return [...found, ...nestedUnder(analysis, prefix), ...lists.texts(analysis, prefix)];
}

function nestedUnder(analysis: PackAnalysis, prefix: string): Candidate[] {
  if (prefix === "") return [];
  const own = analysis.universe.packs.some((pack) => `${pack.id}.` === prefix);
  if (own)
    return analysis.universe.packs
      .filter((pack) => `${pack.id}.` === prefix)
      .flatMap((pack) =>
        [...pack.entities.keys(), ...pack.kinds.keys(), ...pack.functions.keys()].map(
          (label): Candidate => ({ label, sort: "entity", detail: pack.id }),
        ),
      );
  return lists
    .entities(analysis)
    .filter((entity) => entity.label.startsWith(prefix))
    .map((entity) => ({ ...entity, label: entity.label.slice(prefix.length) }));
}

/** What stands before the dot at the cursor. */
function objectAtCursor({ path }: Surroundings): ast.Expr | undefined {
  for (const node of [...path].reverse()) {
    if (node.kind === "get" && (node as Get).name.id.includes(CURSOR)) return (node as Get).object;
  }
  return undefined;
}

type Get = Extract<ast.Expr, { kind: "get" }>;

// ---------------------------------------------------------------- line starts

function lineStart(question: Question): readonly Candidate[] {
  const { analysis, around } = question;
  switch (around.container) {
    case "top":
      return [...keywords(DECLARATION_WORDS), ...lists.kinds(analysis, "declarable")];
    case "members":
      return [...propertyLines(question), ...keywords([...MEMBER_WORDS, "flags", "end"]), ...lists.kinds(analysis, "declarable")];
    case "topic":
      return [...keywords(["choice", ...BLOCK_WORDS]), ...lists.functions(analysis), ...localCandidates(question)];
    default:
      return [...keywords(BLOCK_WORDS), ...localCandidates(question), ...lists.functions(analysis), ...lists.values(analysis), selfValue];
  }
}

const BLOCK_WORDS = ["if", "else", "end", "or", "add", "remove", "update", ...STATEMENT_WORDS];

function keywords(words: readonly string[]): Candidate[] {
  return words.map((label) => ({ label, sort: "keyword" }));
}

function propertyLines(question: Question): Candidate[] {
  const type = ownerType(question);
  if (type === undefined) return [];
  return lists
    .members(question.analysis, type)
    .filter((member) => member.sort === "property" && !isReadonly(question.analysis, type, member.label))
    .map((member) => ({ ...member, insert: `${member.label}: ` }));
}

function isReadonly({ universe }: PackAnalysis, type: Type, name: string): boolean {
  return type.t === "entity" && findProp(universe, type.kind, name)?.readonly === true;
}

function flags(question: Question): Candidate[] {
  const type = ownerType(question);
  if (type?.t !== "entity") return [];
  const { universe } = question.analysis;
  return lists.members(question.analysis, type).filter(({ label }) => findProp(universe, type.kind, label)?.type.t === "bool");
}

function topics({ analysis, around }: Question): Candidate[] {
  const members = around.owner?.members ?? [];
  const own = members.flatMap((member) => (member.kind === "topic" ? [member.name.id] : []));
  const id = around.owner === undefined ? undefined : boundId(analysis, around.owner);
  const known = id === undefined ? [] : [...(analysis.universe.nodes.get(id)?.topics ?? [])];
  return [...own, ...known].map((label) => ({ label, sort: "topic" }));
}

function ownerType({ analysis, around }: Question): Type | undefined {
  const id = around.owner === undefined ? undefined : boundId(analysis, around.owner);
  return id === undefined ? undefined : { t: "entity", kind: id, optional: false };
}

function boundId({ notes }: PackAnalysis, owner: NonNullable<Surroundings["owner"]>): string | undefined {
  const bound = notes.bindings.get(owner.kind === "extend" ? owner.target : owner.name);
  return bound !== undefined && "id" in bound ? bound.id : undefined;
}

function ownProperty(question: Question, name: string): Type | undefined {
  const type = ownerType(question);
  return type?.t === "entity" ? findProp(question.analysis.universe, type.kind, name.toLowerCase())?.type : undefined;
}

// ------------------------------------------------------------------- operands

/** `weight: ` of a property that exists asks for a value of its type. */
function isValuePlace(question: Question): boolean {
  const name = /^\s*([\p{L}_][\p{L}\p{N}_]*)\s*:\s*$/u.exec(question.before)?.[1];
  return name !== undefined && question.around.container === "members" && ownProperty(question, name) !== undefined;
}

function operands(question: Question): readonly Candidate[] {
  const { analysis } = question;
  return [
    ...callLabels(question),
    ...localCandidates(question),
    selfValue,
    ...lists.values(analysis),
    ...lists.entities(analysis),
    ...lists.functions(analysis),
    ...lists.tables(analysis),
    ...lists.texts(analysis),
    ...lists.directions(analysis),
    ...keywords(["and", "or", "not", "is", "has", "nothing", "true", "false", "where", "count of", "any of", "first of", "chance"]),
  ];
}

function localCandidates({ analysis, around, offset }: Question): Candidate[] {
  const { notes, universe } = analysis;
  const types = localTypes(analysis);
  return localsAt(around.path, offset, (name) => notes.locals.has(name)).map((name) => {
    const type = types.get(notes.locals.get(name)!);
    return { label: name.text, sort: "local", ...(type === undefined ? {} : { detail: showType(universe, type) }) };
  });
}

/** Types of locals by slot, as far as a use tells them. */
function localTypes({ notes }: PackAnalysis): Map<number, Type> {
  const types = new Map<number, Type>();
  for (const bound of notes.bindings.values()) if (bound.kind === "local") types.set(bound.slot, bound.type);
  return types;
}
