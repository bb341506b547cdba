// From a written type to the type it means.

import type * as ast from "../ast.ts";
import { didYouMean } from "../suggest.ts";
import type { BasicType, Type } from "../types.ts";
import type { Context } from "./context.ts";
import { firstOf, kindWords, lookupKind } from "./names.ts";
import { ANY, entityOf } from "./types.ts";

/** `word` is a text of one word; only slots use it. */
const BASIC: Readonly<Record<string, BasicType>> = {
  number: "number",
  text: "text",
  word: "text",
  bool: "bool",
  money: "money",
  duration: "duration",
  time: "time",
  direction: "direction",
  mandate: "mandate",
  any: "any",
};

/** The type, noted under its node; an unknown word is reported once and fits everything after that. */
export function resolveType(cx: Context, ref: ast.TypeRef): Type {
  const known = cx.notes.types.get(ref);
  if (known !== undefined) return known;
  const type = resolvePlain(cx, ref);
  const marked = ref.optional && !type.optional ? { ...type, optional: true } : type;
  cx.notes.types.set(ref, marked);
  return marked;
}

function resolvePlain(cx: Context, ref: ast.TypeRef): Type {
  switch (ref.kind) {
    case "list":
    case "map":
      return { t: ref.kind, of: resolveType(cx, ref.of), optional: false };
    case "words":
      return { t: "words", words: ref.words.map(plainText), optional: false };
    case "model": {
      const kind = resolveKind(cx, ref.path);
      return kind === undefined ? ANY : { t: "model", kind, optional: false };
    }
    case "named":
      return resolveNamed(cx, ref);
    default:
      return neverRef(ref);
  }
}

function neverRef(ref: never): never {
  return ref;
}

function resolveNamed(cx: Context, ref: Extract<ast.TypeRef, { kind: "named" }>): Type {
  const parts = ref.path.parts.map((part) => part.id);
  const word = parts.join(".");
  const basic = BASIC[word];
  if (basic !== undefined) return { t: basic, optional: ref.optional, ...(ref.length === undefined ? {} : { length: ref.length }) };
  const own = declaredType(cx, parts, true);
  if (own !== undefined) return own;
  const kind = lookupKind(cx.universe, parts);
  if (kind !== undefined) {
    cx.notes.bindings.set(ref.path, { kind: "kind", id: kind });
    return entityOf(kind);
  }
  const declared = declaredType(cx, parts, false);
  if (declared !== undefined) return declared;
  const hint = didYouMean(word, [
    ...Object.keys(BASIC),
    ...kindWords(cx.universe),
    ...cx.universe.packs.flatMap((p) => [...p.records.keys(), ...p.tables.keys()]),
  ]);
  cx.report.add(
    "LORE103",
    ref.path.span,
    `There is no type \`${word}\`.`,
    hint ?? "a type is number, text, bool, money, duration, time, a kind, a record, a table, or `list of` one",
  );
  return ANY;
}

/** A record or a table, of the pack itself or of those below. */
function declaredType(cx: Context, parts: readonly string[], own: boolean): Type | undefined {
  const packs = own ? cx.universe.packs.slice(0, 1) : cx.universe.packs;
  const name = parts[parts.length - 1]!;
  const among = parts.length > 1 ? packs.filter((pack) => pack.id === parts[0]) : packs;
  return firstOf(among, (pack) => {
    const record = pack.records.get(name);
    if (record !== undefined) return { t: "record", record: record.id, optional: false } as const;
    const table = pack.tables.get(name);
    return table === undefined ? undefined : ({ t: "row", table: table.id, optional: false } as const);
  });
}

/** A kind by its path, bound; an unknown one is reported. */
export function resolveKind(cx: Context, path: ast.Path): string | undefined {
  const parts = path.parts.map((part) => part.id);
  const kind = lookupKind(cx.universe, parts);
  if (kind !== undefined) {
    cx.notes.bindings.set(path, { kind: "kind", id: kind });
    return kind;
  }
  const word = parts.join(".");
  cx.report.add("LORE102", path.span, `There is no kind \`${word}\`.`, didYouMean(word, kindWords(cx.universe)));
  return undefined;
}

/** The words of a literal without slots. */
export function plainText(lit: ast.TextLit): string {
  return lit.parts.map((part) => (part.kind === "plain" ? part.value : "")).join("");
}
