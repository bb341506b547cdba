// Commands: their patterns as data, and their bodies as code whose parameters are the slots.

import type * as ast from "../ast.ts";
import type { CommandDef, ParamDef, PatternDef } from "../program.ts";
import { ANY, type Type } from "../types.ts";
import type { Wire } from "../wire.ts";
import { addBlock, addExpr } from "./code.ts";
import type { Emitter } from "./context.ts";
import { foldWire } from "./fold.ts";

export function commandDef(em: Emitter, decl: ast.CommandDecl, prefix: string): CommandDef {
  const key = `${prefix}command:${decl.patterns[0] === undefined ? "" : wordsOf(decl.patterns[0].parts)}`;
  const params = slotParams(em, decl);
  const patterns = decl.patterns.map((pattern) => partsOf(em, key, pattern.parts, slotsOf(pattern.parts)));
  const help = decl.help?.parts.map((part) => (part.kind === "plain" ? part.value : "")).join("");
  return {
    patterns,
    ...(decl.needs === undefined ? {} : { needs: decl.needs.id }),
    ...(help === undefined ? {} : { help }),
    code: addBlock(em, { key, role: "command", params }, decl.span.start, decl.body),
    slots: params.map((param) => param.name),
    line: em.unit.line(decl.span.start),
    file: em.unit.fileName,
  };
}

/** The literal words of a pattern: what a command is known by. */
function wordsOf(parts: readonly ast.PatternPart[]): string {
  return parts.flatMap((part) => (part.kind === "words" ? [part.words.join("|")] : [])).join(" ");
}

/** All slots of all patterns, each once, `<self>` left out; one that some pattern lacks may be nothing. */
function slotParams(em: Emitter, decl: ast.CommandDecl): ParamDef[] {
  const params = new Map<string, ParamDef>();
  for (const pattern of decl.patterns) {
    for (const slot of slotsOf(pattern.parts)) {
      const known = params.get(slot.name.id);
      if (known === undefined) params.set(slot.name.id, { name: slot.name.id, type: slotType(em, slot) ?? ANY, optional: true });
    }
  }
  return [...params.values()];
}

function slotsOf(parts: readonly ast.PatternPart[]): ast.PatternSlot[] {
  return parts.flatMap((part) => {
    if (part.kind === "optional") return slotsOf(part.parts);
    return part.kind === "slot" && part.name.id !== "self" ? [part] : [];
  });
}

function slotType(em: Emitter, slot: ast.PatternSlot): Type | undefined {
  if (slot.type !== undefined) return em.notes.types.get(slot.type);
  return slot.name.id === "self" ? undefined : ANY;
}

/** `slots`: all of the pattern; an `in …` or a default may name any other, wherever it stands in the line. */
function partsOf(em: Emitter, key: string, parts: readonly ast.PatternPart[], slots: readonly ast.PatternSlot[]): PatternDef[] {
  return parts.map((part): PatternDef => {
    if (part.kind === "words") return { words: part.words };
    if (part.kind === "optional") return { optional: partsOf(em, key, part.parts, slots) };
    return slotDef(em, key, part, slots);
  });
}

function slotDef(em: Emitter, key: string, slot: ast.PatternSlot, slots: readonly ast.PatternSlot[]): PatternDef {
  const type = slotType(em, slot);
  const code = (what: string, expr: ast.Expr): number => {
    const named = namesIn(expr);
    const params = slots
      .filter((other) => other !== slot && named.has(other.name.id))
      .map((other): ParamDef => ({ name: other.name.id, type: slotType(em, other) ?? ANY, optional: true }));
    return addExpr(em, { key: `${key}/${slot.name.id}:${what}`, role: "slot", params }, expr, type);
  };
  return {
    slot: slot.name.id,
    ...(type === undefined || slot.name.id === "self" ? {} : { type }),
    ...(isOneWord(slot) ? { oneWord: true as const } : {}),
    ...(slot.scope === undefined ? {} : { scope: slot.scope }),
    ...(slot.within === undefined ? {} : { within: code("in", slot.within) }),
    ...(slot.value === undefined ? {} : { value: code("default", slot.value), ...constantOf(em, slot.value, type) }),
  };
}

function constantOf(em: Emitter, value: ast.Expr, type: Type | undefined): { readonly constant?: Wire } {
  const constant = foldWire(em, value, type);
  return constant === undefined ? {} : { constant };
}

/** `<subject: word>`: to the checker a text like any other, to the matcher a single word. */
function isOneWord(slot: ast.PatternSlot): boolean {
  const path = slot.type?.kind === "named" ? slot.type.path.parts : [];
  return path.length === 1 && path[0]!.id === "word";
}

/** Every bare name in an expression, at any depth: only slots among them become parameters. */
function namesIn(node: unknown, found: Set<string> = new Set()): ReadonlySet<string> {
  if (Array.isArray(node)) for (const one of node) namesIn(one, found);
  else if (typeof node === "object" && node !== null) {
    const { kind, name } = node as { kind?: unknown; name?: ast.Name };
    if (kind === "name" && name !== undefined) found.add(name.id);
    for (const one of Object.values(node)) namesIn(one, found);
  }
  return found;
}
