// `ask` and `after`: blocks that run later, with what they take along (rules 9, 46, 64).

import type * as ast from "../ast.ts";
import type { Type } from "../types.ts";
import { type Context, inScope, type Site } from "./context.ts";
import { lastingFacts } from "./facts.ts";
import { checkFit } from "./fit.ts";
import { requireCapability } from "./host-call.ts";
import { declareLocal } from "./let.ts";
import { itemOf } from "./query.ts";
import type { StmtOf } from "./stmt.ts";
import { checkSize } from "./text-size.ts";
import { ANY, DURATION, entityOf, notNothing, plainName, TEXT } from "./types.ts";

const DAY_MS = 86_400_000;

export function checkAfter(cx: Context, stmt: StmtOf<"after">): boolean {
  const delay = cx.infer(stmt.delay);
  checkFit(cx, stmt.delay, delay, DURATION, "the delay");
  if (stmt.delay.kind === "duration" && stmt.delay.ms > DAY_MS) requireCapability(cx, stmt.delay.span, "after", "schedule");
  const captures = cx.locals.capture(() => later(cx, cx.site, () => cx.block(stmt.body)));
  cx.notes.captures.set(stmt, captures);
  return false;
}

export function checkAsk(cx: Context, stmt: ast.AskStmt): boolean {
  if (cx.loops > 0) {
    cx.report.add(
      "LORE303",
      stmt.span,
      "`ask` cannot stand in a loop: the run ends here until the answer comes.",
      "ask once, and `again` inside puts the question anew",
    );
  }
  const player = entityOf("core.player");
  const who = cx.infer(stmt.who);
  // A being that is no player is not asked when the script runs; a trigger's actor need not be proven one.
  checkFit(cx, stmt.who, who, entityOf("core.being"), "who is asked");
  const asked = who.t === "entity" && who.kind !== "core.being" ? notNothing(who) : player;
  // Each answer is a run of its own, by the one who gives it.
  const site: Site = { role: cx.site.role === "topic" ? "topic" : "command", self: cx.site.self, actor: asked, verb: cx.site.verb };
  const captures = cx.locals.capture(() => later(cx, site, () => checkAnswer(cx, stmt)));
  cx.notes.captures.set(stmt, captures);
  return true;
}

function checkAnswer(cx: Context, stmt: ast.AskStmt): void {
  cx.facts.delete("actor");
  cx.infer(stmt.question);
  checkSize(cx, stmt.question);
  const answer = answerType(cx, stmt);
  if (stmt.wait !== undefined) checkFit(cx, stmt.wait, cx.infer(stmt.wait), DURATION, "how long it waits");
  cx.asks++;
  const facts = cx.facts;
  inScope(cx, () => {
    if (stmt.as !== undefined) declareLocal(cx, stmt.as, answer);
    cx.block(stmt.body);
  });
  cx.facts = new Map(facts);
  if (stmt.otherwise !== undefined) cx.block(stmt.otherwise);
  cx.asks--;
}

function answerType(cx: Context, stmt: ast.AskStmt): Type {
  if (stmt.from === undefined) return TEXT;
  const list = cx.infer(stmt.from);
  if (list.t === "any") return ANY;
  if (list.t !== "list") {
    cx.report.add("LORE210", stmt.from.span, `\`from\` needs a list to choose from. ${plainName(cx.universe, list)} is none.`);
    return ANY;
  }
  return itemOf(cx, stmt.from, list, "`from`");
}

/** Code that runs later: its own loops, no jumps out of it, and only what locals hold is still known. */
function later(cx: Context, site: Site, body: () => void): void {
  const { site: before, loops, asks, facts } = cx;
  cx.site = site;
  cx.loops = 0;
  cx.asks = 0;
  cx.facts = lastingFacts(facts);
  body();
  cx.site = before;
  cx.loops = loops;
  cx.asks = asks;
  cx.facts = facts;
}
