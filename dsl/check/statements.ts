// Statements: one row a kind. Each answers whether the run never goes on after it.

import type * as ast from "../ast.ts";
import { checkAssign } from "./assign.ts";
import { checkChoose, checkForEach, checkForRange, checkIf, checkMatch, checkTry, checkWhile } from "./branches.ts";
import { type Context, inScope } from "./context.ts";
import { checkDeed, checkSignal } from "./deeds.ts";
import { checkAgain, checkDeny, checkGoto, checkJump, checkReturn } from "./jumps.ts";
import { checkLet } from "./let.ts";
import { checkAfter, checkAsk } from "./lifted.ts";
import { checkAddRow, checkAddTo, checkRemove, checkRemoveWhere, checkUpdate } from "./rows.ts";

export function checkBlock(cx: Context, block: ast.Block): boolean {
  return inScope(cx, () => checkStatements(cx, block.stmts));
}

function checkStatements(cx: Context, stmts: readonly ast.Stmt[]): boolean {
  let ends = false;
  for (const [i, stmt] of stmts.entries()) {
    if (ends && stmts[i - 1]?.kind !== "ask") {
      cx.report.add("LORE301", stmt.span, "Nothing ever comes here: the statement before ends the run.", "take this out, or move it up");
    }
    if (stmt.kind === "ask" && i < stmts.length - 1) {
      cx.report.add(
        "LORE302",
        stmt.span,
        "`ask` must be the last statement of its block: what comes after it would not wait for the answer.",
        "move what follows into the `ask`",
      );
    }
    ends = checkStatement(cx, stmt) || ends;
  }
  return ends;
}

function checkStatement(cx: Context, stmt: ast.Stmt): boolean {
  switch (stmt.kind) {
    case "let":
      return checkLet(cx, stmt);
    case "assign":
      return checkAssign(cx, stmt);
    case "do":
      cx.infer(stmt.call);
      return false;
    case "return":
      return checkReturn(cx, stmt);
    case "deny":
      return checkDeny(cx, stmt);
    case "stop":
      return true;
    case "break":
    case "continue":
      return checkJump(cx, stmt);
    case "again":
      return checkAgain(cx, stmt);
    case "goto":
      return checkGoto(cx, stmt);
    case "signal":
      return checkSignal(cx, stmt);
    case "add-row":
      return checkAddRow(cx, stmt);
    case "add-to":
      return checkAddTo(cx, stmt);
    case "remove":
      return checkRemove(cx, stmt);
    case "remove-where":
      return checkRemoveWhere(cx, stmt);
    case "update":
      return checkUpdate(cx, stmt);
    case "if":
      return checkIf(cx, stmt);
    case "for-each":
      return checkForEach(cx, stmt);
    case "for-range":
      return checkForRange(cx, stmt);
    case "while":
      return checkWhile(cx, stmt);
    case "match":
      return checkMatch(cx, stmt);
    case "choose":
      return checkChoose(cx, stmt);
    case "try":
      return checkTry(cx, stmt);
    case "after":
      return checkAfter(cx, stmt);
    case "deed":
      return checkDeed(cx, stmt);
    case "ask":
      return checkAsk(cx, stmt);
    default:
      return neverStmt(stmt);
  }
}

function neverStmt(stmt: never): never {
  return stmt;
}
