// Blocks that run or do not, once or often: what is known after them is what holds on every way that goes on.

import type * as ast from "../ast.ts";
import { forgetAssigned } from "./assigned.ts";
import { areNeverSame, checkWords } from "./compare.ts";
import { type Context, inScope } from "./context.ts";
import { type Facts, meetFacts, withFacts } from "./facts.ts";
import { declareLocal } from "./let.ts";
import { testCondition } from "./logic.ts";
import { itemOf } from "./query.ts";
import type { StmtOf } from "./stmt.ts";
import { ANY, NUMBER, plainName, showType, TEXT } from "./types.ts";

export function checkIf(cx: Context, stmt: StmtOf<"if">): boolean {
  const ways: Facts[] = [];
  let rest = cx.facts;
  for (const branch of stmt.branches) {
    cx.facts = rest;
    const { yes, no } = testCondition(cx, branch.cond);
    runWay(cx, withFacts(rest, yes), branch.body, ways);
    rest = withFacts(rest, no);
  }
  if (stmt.otherwise === undefined) ways.push(rest);
  else runWay(cx, rest, stmt.otherwise, ways);
  return joinWays(cx, rest, ways);
}

/** Checks a block from the given facts; where it goes on, its facts are one of the ways. */
function runWay(cx: Context, facts: Facts, block: ast.Block, ways: Facts[]): void {
  cx.facts = new Map(facts);
  if (!cx.block(block)) ways.push(cx.facts);
}

function joinWays(cx: Context, before: Facts, ways: readonly Facts[]): boolean {
  cx.facts = ways.length === 0 ? new Map(before) : new Map(meetFacts(ways));
  return ways.length === 0;
}

export function checkMatch(cx: Context, stmt: StmtOf<"match">): boolean {
  const subject = cx.infer(stmt.subject);
  const before = cx.facts;
  const ways: Facts[] = [];
  for (const arm of stmt.arms) {
    cx.facts = before;
    for (const value of arm.values) {
      const type = cx.infer(value);
      if (checkWords(cx, subject, value) || !areNeverSame(subject, type)) continue;
      cx.report.add("LORE214", value.span, `${showType(cx.universe, type)} and ${showType(cx.universe, subject)} are never the same.`);
    }
    runWay(cx, before, arm.body, ways);
  }
  if (stmt.otherwise === undefined) ways.push(before);
  else runWay(cx, before, stmt.otherwise, ways);
  return joinWays(cx, before, ways);
}

export function checkChoose(cx: Context, stmt: StmtOf<"choose">): boolean {
  const before = cx.facts;
  const ways: Facts[] = [];
  for (const arm of stmt.arms) runWay(cx, before, arm.body, ways);
  return joinWays(cx, before, ways);
}

/** The block is undone when it fails, so its `else` starts from what was known before. */
export function checkTry(cx: Context, stmt: StmtOf<"try">): boolean {
  const before = cx.facts;
  const ways: Facts[] = [];
  runWay(cx, before, stmt.body, ways);
  inScope(cx, () => {
    const why = cx.locals.declareWord("why", TEXT);
    cx.notes.whys.set(stmt, why.slot);
    runWay(cx, before, stmt.otherwise, ways);
  });
  return joinWays(cx, before, ways);
}

export function checkForEach(cx: Context, stmt: StmtOf<"for-each">): boolean {
  const type = cx.infer(stmt.list);
  const item = type.t === "map" ? ANY : itemOf(cx, stmt.list, type, "`for each`");
  runLoop(cx, stmt.body, () => declareLocal(cx, stmt.name, item));
  return false;
}

export function checkForRange(cx: Context, stmt: StmtOf<"for-range">): boolean {
  for (const bound of [stmt.from, stmt.to]) {
    const type = cx.infer(bound);
    if (type.t === "any" || type.t === "number") continue;
    cx.report.add("LORE201", bound.span, `\`for\` counts in numbers. ${plainName(cx.universe, type)} is none.`);
  }
  runLoop(cx, stmt.body, () => declareLocal(cx, stmt.name, NUMBER));
  return false;
}

export function checkWhile(cx: Context, stmt: StmtOf<"while">): boolean {
  runLoop(cx, stmt.body, () => {
    const { yes } = testCondition(cx, stmt.cond);
    cx.facts = new Map(withFacts(cx.facts, yes));
  });
  return false;
}

/** What the body assigns is unknown from its start on: another round may have been there before. */
function runLoop(cx: Context, body: ast.Block, begin: () => void): void {
  forgetAssigned(cx, body);
  const before = cx.facts;
  cx.facts = new Map(before);
  cx.loops++;
  inScope(cx, () => {
    begin();
    cx.block(body);
  });
  cx.loops--;
  cx.facts = before;
}
