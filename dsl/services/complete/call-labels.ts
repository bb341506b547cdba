// Labels that the call at the cursor still takes: after `pay 10 ` come `from`, `to` and `for`.

import type * as ast from "../../ast.ts";
import { findMethod } from "../../check/kinds.ts";
import { lookupEvent } from "../../check/names.ts";
import type { ScopeParam } from "../../check/scope.ts";
import { showType } from "../../check/types.ts";
import type { PackAnalysis } from "../pack-analysis.ts";
import type { Visited } from "../walk.ts";
import type { Candidate } from "./candidate.ts";

interface Place {
  readonly analysis: PackAnalysis;
  readonly around: { readonly path: readonly Visited[] };
  readonly before: string;
}

export function callLabels({ analysis, around, before }: Place): Candidate[] {
  const call = [...around.path].reverse().find((node): node is ast.CallExpr => node.kind === "call") ?? undefined;
  const params = call === undefined ? headParams(analysis, before) : paramsOf(analysis, call);
  const given = new Set(call?.args.flatMap((arg) => (arg.label === undefined ? [] : [arg.label.id])));
  const inBrackets = /\([^()]*$/.test(before);
  return params
    .filter((param) => param.label !== undefined && !given.has(param.label) && !new RegExp(`\\b${param.label}\\b`, "i").test(before))
    .map(({ label, name, type }) => ({
      label: label!,
      sort: "label",
      detail: `${name}: ${showType(analysis.universe, type)}`,
      insert: inBrackets ? `${label}: ` : label!,
    }));
}

/** Where the line does not parse yet, its first word says which function is meant. */
function headParams(analysis: PackAnalysis, before: string): readonly ScopeParam[] {
  const [, deed, word = ""] = /^\s*(?:(signal|deed)\s+)?([\p{L}_][\p{L}\p{N}_]*)/iu.exec(before) ?? [];
  const name = word.toLowerCase();
  if (deed !== undefined) return lookupEvent(analysis.universe, name)?.params ?? [];
  return namedParams(analysis, name);
}

function paramsOf(analysis: PackAnalysis, { callee }: ast.CallExpr): readonly ScopeParam[] {
  if (callee.kind === "name") return namedParams(analysis, callee.name.id);
  if (callee.kind !== "get") return [];
  const bound = analysis.notes.bindings.get(callee);
  if (bound?.kind === "text")
    return analysis.universe.packs.find((pack) => pack.id === bound.pack)?.texts.get(bound.id.slice(bound.pack.length + 1))?.params ?? [];
  const type = analysis.notes.types.get(callee.object);
  if (type?.t !== "entity" && type?.t !== "model") return [];
  return findMethod(analysis.universe, type.kind, callee.name.id)?.params ?? [];
}

function namedParams({ universe }: PackAnalysis, name: string): readonly ScopeParam[] {
  for (const pack of universe.packs) {
    const known = pack.functions.get(name) ?? pack.texts.get(name);
    if (known !== undefined) return known.params;
  }
  return universe.host.get(name)?.params.map((param) => ({ ...param, optional: param.optional === true })) ?? [];
}
