// Statements: each becomes JavaScript statements. Fuel is charged at the head of every block for all that stands in it.

import type * as ast from "../ast.ts";
import { assignJs } from "./assign.ts";
import { labelsJs } from "./calls.ts";
import { bindingOf, type DeedFrame, type Fn, strip, temp } from "./context.ts";
import { jumpJs, returnJs } from "./flow.ts";
import { afterJs, againJs, askJs } from "./lift.ts";
import { walkedJs } from "./query.ts";
import { localName, markSpan, quote } from "./quote.ts";
import { addRowJs, removeJs, removeWhereJs, updateJs } from "./rows.ts";
import { againStepJs, changedJs, partJs, seenJs, stepJs } from "./steps.ts";
import { blockJs, conditionJs, exprJs, fittedJs } from "./value.ts";

type Node<K extends ast.Stmt["kind"]> = Extract<ast.Stmt, { kind: K }>;

/** A block without its braces. */
export function emitBlock(fn: Fn, block: ast.Block): string {
  const fuel = Math.max(1, block.stmts.length);
  const head = `${markSpan(block.span)}if((F.n-=${fuel})<0)$.out();`;
  if (fn.em.steps !== null) return tracedJs(fn, block, `${head}$.paid(${block.stmts.length});`);
  return [head, ...block.stmts.map((stmt) => stmtJs(fn, stmt))].join("\n");
}

/** Each statement says that it begins. What comes after the block is again of the statement around it. */
function tracedJs(fn: Fn, block: ast.Block, head: string): string {
  const around = fn.trace.step;
  const all = block.stmts.map((stmt) => `${stepJs(fn, stmt)}${stmtJs(fn, stmt)}`);
  fn.trace.step = around;
  return [head, ...all].join("\n");
}

function stmtJs(fn: Fn, stmt: ast.Stmt): string {
  switch (stmt.kind) {
    case "let":
      return `let ${localName(stmt.name.id)}=${seenJs(fn, exprJs(fn, stmt.value))};`;
    case "assign":
      return assignedJs(fn, stmt);
    case "do":
      return `${exprJs(fn, stmt.call)};`;
    case "return":
      return returnJs(fn, stmt.value === undefined ? "null" : seenJs(fn, fittedJs(fn, fn.result ?? undefined, stmt.value, "the result")));
    case "deny":
      return `${markSpan(stmt.span)}$.deny(${seenJs(fn, exprJs(fn, stmt.why))});`;
    case "stop":
      return "$.stop();";
    case "break":
    case "continue":
      return jumpJs(fn, stmt.kind);
    case "again":
      return againJs(fn, stmt);
    case "goto":
      return returnJs(fn, quote(stmt.topic.id));
    case "signal":
      return signalJs(fn, stmt);
    case "add-row":
      return addRowJs(fn, stmt);
    case "add-to":
      return assignJs(fn, stmt.target, "add", exprJs(fn, stmt.value), stmt.span);
    case "remove":
      return removeJs(fn, stmt);
    case "remove-where":
      return removeWhereJs(fn, stmt);
    case "update":
      return updateJs(fn, stmt);
    case "if":
      return ifJs(fn, stmt);
    case "for-each":
      return forEachJs(fn, stmt);
    case "for-range":
      return forRangeJs(fn, stmt);
    case "while":
      return `while(${roundJs(fn, conditionJs(fn, stmt.cond))}){${loopJs(fn, stmt.body)}}`;
    case "match":
      return matchJs(fn, stmt);
    case "choose":
      return chooseJs(fn, stmt);
    case "try":
      return tryJs(fn, stmt);
    case "after":
      return afterJs(fn, stmt);
    case "deed":
      return deedJs(fn, stmt);
    case "ask":
      return askJs(fn, stmt);
    default:
      return neverStmt(stmt);
  }
}

function neverStmt(stmt: never): never {
  return stmt;
}

function assignedJs(fn: Fn, { target, op, value, span }: Node<"assign">): string {
  if (op === "=") return assignJs(fn, target, op, seenJs(fn, exprJs(fn, value)), span);
  return assignJs(fn, target, op, exprJs(fn, value), span) + changedJs(fn, target);
}

/** A value that each round of a loop begins with. */
function roundJs(fn: Fn, js: string): string {
  const round = againStepJs(fn);
  return round === "" ? js : `(${round},${seenJs(fn, js)})`;
}

/** The body of a loop. */
function loopJs(fn: Fn, body: ast.Block): string {
  fn.flow.loops++;
  const js = blockJs(fn, body);
  fn.flow.loops--;
  return js;
}

function ifJs(fn: Fn, stmt: Node<"if">): string {
  const arms = stmt.branches.map((branch, i) => `if(${branchJs(fn, branch, i)}){${blockJs(fn, branch.body)}}`);
  return arms.join("else ") + elseJs(fn, stmt.otherwise);
}

function branchJs(fn: Fn, { cond, body }: Node<"if">["branches"][number], index: number): string {
  const part = index === 0 ? "" : partJs(fn, cond.span.start, body.span.start, "else if ");
  const js = seenJs(fn, conditionJs(fn, cond));
  return part === "" ? js : `(${part},${js})`;
}

function elseJs(fn: Fn, block: ast.Block | undefined): string {
  return block === undefined ? "" : `else{${blockJs(fn, block)}}`;
}

function forEachJs(fn: Fn, stmt: Node<"for-each">): string {
  const items = temp(fn, "l");
  const i = temp(fn, "i");
  const head = `for(let ${i}=0,${items}=${walkedJs(fn, stmt.list)};${i}<${items}.length;${i}++)`;
  return `${head}{let ${localName(stmt.name.id)}=${roundJs(fn, `${items}[${i}]`)};\n${loopJs(fn, stmt.body)}}`;
}

function forRangeJs(fn: Fn, stmt: Node<"for-range">): string {
  const i = temp(fn, "i");
  const end = temp(fn, "e");
  const mark = markSpan(stmt.span);
  const head = `for(let ${i}=${mark}$.bound(${exprJs(fn, stmt.from)}),${end}=${mark}$.bound(${exprJs(fn, stmt.to)});${i}<=${end};${i}++)`;
  return `${head}{let ${localName(stmt.name.id)}=${roundJs(fn, i)};\n${loopJs(fn, stmt.body)}}`;
}

function matchJs(fn: Fn, stmt: Node<"match">): string {
  const subject = temp(fn, "m");
  const arms = stmt.arms.map((arm) => {
    const tests = arm.values.map((value) => {
      if (strip(value).kind === "nothing") return `${subject}==null`;
      return `${markSpan(value.span)}$.is(${subject},${exprJs(fn, value)})`;
    });
    return `if(${tests.join("||")}){${blockJs(fn, arm.body)}}`;
  });
  const chain =
    arms.length === 0
      ? stmt.otherwise === undefined
        ? ""
        : `{${blockJs(fn, stmt.otherwise)}}`
      : arms.join("else ") + elseJs(fn, stmt.otherwise);
  return `{const ${subject}=${seenJs(fn, exprJs(fn, stmt.subject))};\n${chain}}`;
}

function chooseJs(fn: Fn, stmt: Node<"choose">): string {
  const drawn = temp(fn, "w");
  const weights = stmt.arms.map((arm) => arm.weight ?? 1);
  const arms = stmt.arms.map((arm, i) => `if(${drawn}===${i}){${blockJs(fn, arm.body)}}`);
  return `{const ${drawn}=${markSpan(stmt.span)}$.choose(${weights.join(",")});\n${arms.join("else ")}}`;
}

function tryJs(fn: Fn, stmt: Node<"try">): string {
  const mark = temp(fn, "m");
  const error = temp(fn, "e");
  const body = blockJs(fn, stmt.body);
  return `{const ${mark}=$.mark();\ntry{${body}}catch(${error}){let v_why=${caughtJs(fn, stmt, `$.caught(${error},${mark})`)};\n${blockJs(fn, stmt.otherwise)}}}`;
}

/** Why it failed is told where the `else` begins. */
function caughtJs(fn: Fn, { body, otherwise }: Node<"try">, js: string): string {
  if (fn.em.steps === null) return js;
  const part = partJs(fn, body.span.end, otherwise.span.start);
  return `(${part},${seenJs(fn, js)})`;
}

function deedJs(fn: Fn, stmt: Node<"deed">): string {
  const deed = temp(fn, "d");
  const args = argList(fn, stmt.args);
  const target = stmt.target === undefined ? "null" : exprJs(fn, stmt.target);
  const begin = `const ${deed}=${markSpan(stmt.span)}$.deed(${[quote(eventId(fn, stmt.name)), target, ...args].join(",")});`;
  const frame: DeedFrame = { label: temp(fn, "D"), loops: fn.flow.loops, outer: fn.flow.deed, leaves: new Set() };
  fn.flow.deed = frame;
  const body = blockJs(fn, stmt.body);
  fn.flow.deed = frame.outer;
  const done = `${markSpan(stmt.span)}$.deedDone(${deed});`;
  if (frame.leaves.size === 0) return `{${begin}\n{${body}}\n${done}}`;
  const out = `o${frame.label}`;
  return `{${begin}\nlet ${out};\n${frame.label}:{${body}}\n${done}\n${leaveJs(fn, frame, out)}}`;
}

/** What left the block early goes on its way. */
function leaveJs(fn: Fn, frame: DeedFrame, out: string): string {
  const ways: string[] = [];
  if (frame.leaves.has("break")) ways.push(`if(${out}==="break")${jumpJs(fn, "break")}`);
  if (frame.leaves.has("continue")) ways.push(`if(${out}==="continue")${jumpJs(fn, "continue")}`);
  if (frame.leaves.has("return")) ways.push(`if(${out}!==undefined)${returnJs(fn, `${out}[0]`)}`);
  return ways.join("\nelse ");
}

function signalJs(fn: Fn, stmt: Node<"signal">): string {
  const place = stmt.place === undefined ? "null" : exprJs(fn, stmt.place);
  return `${markSpan(stmt.span)}$.signal(${[quote(eventId(fn, stmt.event)), place, ...argList(fn, stmt.args)].join(",")});`;
}

/** Of the core by its bare name, of a pack by its qualified id. */
function eventId(fn: Fn, name: ast.Name): string {
  const bound = bindingOf(fn, name);
  return bound?.kind === "event" ? bound.id : name.id;
}

/** Labels, then the values. */
function argList(fn: Fn, args: readonly ast.Arg[]): string[] {
  return [
    labelsJs(
      fn,
      args.map((arg) => arg.label?.id ?? null),
    ),
    ...args.map((arg) => exprJs(fn, arg.value)),
  ];
}
