// New locals: never over another local; over a declaration with a lint (rules 38 and 67).

import type * as ast from "../ast.ts";
import type { Type } from "../types.ts";
import type { Context } from "./context.ts";
import type { Local } from "./locals.ts";
import { lookupOperand } from "./names.ts";
import type { StmtOf } from "./stmt.ts";
import { ANY } from "./types.ts";

export function checkLet(cx: Context, stmt: StmtOf<"let">): boolean {
  const type = cx.infer(stmt.value);
  const open = stmt.value.kind === "list" && stmt.value.items.length === 0;
  const plainNumber = stmt.value.kind === "number" && !stmt.value.percent && Number.isInteger(stmt.value.value);
  declareLocal(cx, stmt.name, type.t === "nothing" ? ANY : type, { open, plainNumber });
  return false;
}

/** Declares a local of any sort: `let`, parameter, slot, loop variable, answer. */
export function declareLocal(cx: Context, name: ast.Name, type: Type, how: { open?: boolean; plainNumber?: boolean } = {}): Local {
  if (cx.locals.peek(name.id) !== undefined) {
    cx.report.add(
      "LORE118",
      name.span,
      `There is a local \`${name.text}\` already.`,
      `give this one another name; to change the old one write \`${name.text} = …\``,
    );
  } else {
    lintHiding(cx, name);
  }
  if (LABELS.has(name.id)) {
    cx.report.add(
      "LORE123",
      name.span,
      `\`${name.text}\` also labels arguments, so sentences with it are hard to read.`,
      "give it another name",
    );
  }
  return cx.locals.declare(name, type, how);
}

function lintHiding(cx: Context, name: ast.Name): void {
  const hidden = lookupOperand(cx, name.id);
  if (hidden === undefined || !HIDES.has(hidden.kind)) return;
  // What exists elsewhere only, such as `verb`, is not missed here.
  if (hidden.kind === "value" && ELSEWHERE.has(cx.universe.values.get(hidden.name)?.where ?? "")) return;
  cx.report.add(
    "LORE119",
    name.span,
    `The local \`${name.text}\` hides the ${WORDS[hidden.kind] ?? "declaration"} of that name.`,
    "give it another name if you need both",
  );
}

/** Only what an operand could mean is missed when a local hides it. */
const HIDES: ReadonlySet<string> = new Set(["entity", "model", "value", "table"]);
const ELSEWHERE: ReadonlySet<string> = new Set(["command", "else"]);
const WORDS: Readonly<Record<string, string>> = { entity: "entity", model: "model", value: "host's word", table: "table" };

const LABELS: ReadonlySet<string> = new Set(["to", "from", "in", "into", "at", "with", "by", "for", "as", "of", "onto", "about", "times"]);
