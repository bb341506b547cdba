// Statements that leave: where each is allowed (rules 9, 30, 48).

import { didYouMean } from "../suggest.ts";
import type { Context } from "./context.ts";
import { checkFit } from "./fit.ts";
import { ancestors, hasTopic } from "./kinds.ts";
import type { StmtOf } from "./stmt.ts";
import { checkSize } from "./text-size.ts";

export function checkReturn(cx: Context, stmt: StmtOf<"return">): boolean {
  const { result } = cx.site;
  if (stmt.value === undefined) {
    if (result !== undefined && result !== null && !result.optional) {
      cx.report.add("LORE223", stmt.span, "This function gives a value, so `return` needs one.");
    }
    return true;
  }
  const type = cx.infer(stmt.value, result ?? undefined);
  if (result === undefined || result === null) {
    const what = result === null ? "This function gives no value" : "There is nobody to give a value to here";
    cx.report.add(
      "LORE223",
      stmt.value.span,
      `${what}: \`return\` stands alone.`,
      result === null ? "say its type after the brackets: `fn f(): number`" : undefined,
    );
  } else {
    checkFit(cx, stmt.value, type, result, "what it returns");
  }
  return true;
}

export function checkDeny(cx: Context, stmt: StmtOf<"deny">): boolean {
  cx.infer(stmt.why);
  checkSize(cx, stmt.why);
  const { role } = cx.site;
  if (role === "on") {
    cx.report.add(
      "LORE304",
      stmt.span,
      "`deny` comes too late in an `on`: the deed is done.",
      "write `before` instead of `on`, or `stop` to end quietly",
    );
  } else if (role === "every") {
    cx.report.add("LORE304", stmt.span, "There is nothing to deny in an `every`: nobody asked for it.", "`stop` ends it");
  }
  return true;
}

export function checkJump(cx: Context, stmt: StmtOf<"stop" | "break" | "continue" | "again">): boolean {
  if (cx.loops === 0)
    cx.report.add("LORE308", stmt.span, `\`${stmt.kind}\` stands in no loop.`, "`stop` ends the run, `return` the function");
  return true;
}

export function checkAgain(cx: Context, stmt: StmtOf<"stop" | "break" | "continue" | "again">): boolean {
  if (cx.asks === 0)
    cx.report.add("LORE307", stmt.span, "`again` puts a question anew, and there is none around it.", "it stands inside `ask … end`");
  return true;
}

export function checkGoto(cx: Context, stmt: StmtOf<"goto">): boolean {
  if (cx.site.role !== "topic") {
    cx.report.add("LORE309", stmt.span, "`->` goes to a topic, and only a topic can.", "it stands last in a `topic`");
  }
  bindTopic(cx, stmt.topic);
  return true;
}

/** A topic by name: of the npc that the code belongs to. */
export function bindTopic(
  cx: Context,
  name: { readonly id: string; readonly text: string; readonly span: { start: number; end: number } },
): void {
  const { universe } = cx;
  cx.notes.bindings.set(name, { kind: "topic", name: name.id });
  if (cx.owners.some((owner) => hasTopic(universe, owner, name.id))) return;
  const words = cx.owners.flatMap((owner) => ancestors(universe, owner)).flatMap((kind) => [...(universe.nodes.get(kind)?.topics ?? [])]);
  cx.report.add("LORE115", name.span, `There is no topic \`${name.text}\`.`, didYouMean(name.id, words));
}
