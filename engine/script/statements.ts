// Statements typed at the prompt or in a transcript: compiled into a unit of their own that is thrown away afterwards.

import type { Wire } from "../../dsl/wire.ts";
import { callCode } from "./calls.ts";
import { type PackCode, STATEMENTS_UNIT } from "./core.ts";
import type { OpenTurn, StatementCompiler } from "./facade.ts";
import { settle } from "./runs.ts";
import { ALL_CAPABILITIES } from "./tables/capabilities.ts";
import type { TurnState } from "./turn-state.ts";

/** A player's statements have that player's rights; without an actor they are the sysop's own. */
export function runStatements(
  turn: TurnState,
  source: string,
  locals: Readonly<Record<string, Wire>>,
  compile: StatementCompiler | undefined,
  define: (pack: PackCode) => void,
): ReturnType<OpenTurn["runStatements"]> {
  if (compile === undefined) return { kind: "bad", diagnostics: [] };
  const names = Object.keys(locals);
  const made = compile(source, names);
  if ("diagnostics" in made) return { kind: "bad", diagnostics: made.diagnostics };
  const compiled = { ...made.pack, id: STATEMENTS_UNIT };
  const code = compiled.code.findIndex((info) => info.role === "command");
  const { actor } = turn;
  const caller = { unit: STATEMENTS_UNIT, owner: actor, capabilities: new Set(actor === null ? ALL_CAPABILITIES : []) };
  const pack: PackCode = { id: STATEMENTS_UNIT, compiled, caller, codeByKey: new Map(compiled.code.map((info, at) => [info.key, at])) };
  define(pack);
  const params = compiled.code[code]?.params ?? [];
  const args = JSON.stringify(params.map((param) => locals[param.name] ?? null));
  // Whoever typed them is their builder, and is told where and what by the caller.
  return settle(turn, { reader: actor, pack, code, tellFault: false }, () => callCode(turn, { pack, code, self: null, actor, args }));
}
