// Statements as they are written canonically: one a line, short blocks of one statement on a line of their own.

import type { Block, Expr, Span, Stmt } from "../ast.ts";
import { printArgs, printCall, printExpr, printSentence, printTails } from "./expr.ts";
import { printLongText } from "./text.ts";
import { WIDTH, type Writer } from "./writer.ts";

/** A statement of one line, or undefined for one that holds blocks. */
export function printSimple(s: Stmt): string | undefined {
  switch (s.kind) {
    case "let":
      return `let ${s.name.id} = ${printExpr(s.value)}`;
    case "assign":
      return `${printExpr(s.target)} ${s.op} ${printExpr(s.value)}`;
    case "do":
      return printCall(s.call);
    case "return":
      return s.value === undefined ? "return" : `return ${printExpr(s.value)}`;
    case "deny":
      return `deny ${printExpr(s.why)}`;
    case "stop":
    case "break":
    case "continue":
    case "again":
      return s.kind;
    case "goto":
      return `-> ${s.topic.id}`;
    case "signal":
      return `signal ${s.event.id}${s.args.length === 0 ? "" : `(${printArgs(s.args)})`}${s.place === undefined ? "" : ` in ${printExpr(s.place)}`}`;
    case "add-row":
      return `add ${printExpr(s.table)} with ${printExpr(s.record)}`;
    case "add-to":
      return `add ${printExpr(s.value)} to ${printExpr(s.target)}`;
    case "remove":
      return `remove ${printExpr(s.what)}${s.from === undefined ? "" : ` from ${printExpr(s.from)}`}`;
    case "remove-where":
      return `remove ${s.table.id} where ${printExpr(s.where)}${printTails(s.tail)}`;
    case "update": {
      const sets = s.sets.map(({ column, value }) => `${column.id} = ${printExpr(value)}`).join(", ");
      return `update ${s.table.id} set ${sets}${s.where === undefined ? "" : ` where ${printExpr(s.where)}`}`;
    }
    default:
      return undefined;
  }
}

export function writeBlock(w: Writer, block: Block) {
  for (const stmt of block.stmts) w.item(stmt.span, () => writeStmt(w, stmt));
  // An empty block's span is where the next word stands.
  w.done = Math.max(w.done, block.span.end);
}

function writeStmt(w: Writer, s: Stmt) {
  const simple = printSimple(s);
  if (simple !== undefined) return w.line(withLongText(w, s, simple));
  switch (s.kind) {
    case "if":
      return writeIf(w, s);
    case "for-each":
      return writeBody(w, `for each ${s.name.id} in ${printExpr(s.list)}`, s.body, s.span);
    case "for-range":
      return writeBody(w, `for ${s.name.id} in ${printExpr(s.from)} to ${printExpr(s.to)}`, s.body, s.span);
    case "while":
      return writeBody(w, `while ${printExpr(s.cond)}`, s.body, s.span);
    case "after":
      return writeBody(w, `after ${printExpr(s.delay)}`, s.body, s.span);
    case "deed":
      return writeBody(w, `deed ${[s.name.id, ...deedWords(s)].join(" ")}`, s.body, s.span);
    case "match":
      return writeMatch(w, s);
    case "choose":
      return writeChoose(w, s);
    case "try":
      return writeTwo(w, "try", s.body, s.otherwise, s.span);
    case "ask":
      return writeTwo(w, askHeader(s), s.body, s.otherwise, s.span);
  }
}

type Of<K extends Stmt["kind"]> = Extract<Stmt, { kind: K }>;

function deedWords(s: Of<"deed">): string[] {
  return [s.target === undefined ? "" : printExpr(s.target), printSentence(s.args)].filter((word) => word !== "");
}

function askHeader(s: Of<"ask">): string {
  const head = `ask ${printExpr(s.who)}`;
  if (s.allow) return `${head} to allow ${printExpr(s.question)}`;
  const from = s.from === undefined ? "" : ` from ${printExpr(s.from)}`;
  const wait = s.wait === undefined ? "" : ` for ${printExpr(s.wait)}`;
  return `${head} ${printExpr(s.question)}${from} as ${s.as?.id ?? ""}${wait}`;
}

/** A header and its block: on one line where the block is one short statement. */
export function writeBody(w: Writer, header: string, body: Block, span: Span) {
  const line = oneLine(w, header, body, span);
  if (line !== undefined) return w.line(`${line}; end`);
  w.open(header, span.start);
  writeBlock(w, body);
  w.shut(wordBefore(w, span));
  w.line("end");
}

/** `header: statement`, where that fits with nothing lost. */
export function oneLine(w: Writer, header: string, body: Block, span: Span): string | undefined {
  const [only] = body.stmts;
  if (body.stmts.length !== 1 || only === undefined || w.hasComment(span)) return undefined;
  const simple = printSimple(only);
  if (simple === undefined || longTextOf(only) !== undefined) return undefined;
  const line = `${header}: ${simple}`;
  return w.indent.length + line.length + "; end".length <= WIDTH ? line : undefined;
}

function writeIf(w: Writer, s: Of<"if">) {
  const first = s.branches[0]!;
  if (s.branches.length === 1 && s.otherwise === undefined) return writeBody(w, `if ${printExpr(first.cond)}`, first.body, s.span);
  s.branches.forEach(({ cond, body }, index) => {
    if (index > 0) w.shut(wordBefore(w, s.span));
    w.open(`${index === 0 ? "if" : "else if"} ${printExpr(cond)}`, cond.span.end);
    writeBlock(w, body);
  });
  writeElse(w, s.otherwise, s.span);
}

function writeTwo(w: Writer, header: string, body: Block, otherwise: Block | undefined, span: Span) {
  if (otherwise === undefined) return writeBody(w, header, body, span);
  w.open(header, span.start);
  writeBlock(w, body);
  writeElse(w, otherwise, span);
}

/** `else` with its block, then the `end` of it all. */
function writeElse(w: Writer, otherwise: Block | undefined, span: Span): void {
  if (otherwise !== undefined) {
    const at = wordBefore(w, span);
    w.shut(at);
    w.open("else", at + 1);
    writeBlock(w, otherwise);
  }
  w.shut(wordBefore(w, span));
  w.line("end");
}

function writeMatch(w: Writer, s: Of<"match">): void {
  w.open(`match ${printExpr(s.subject)}`, s.subject.span.end);
  for (const { values, body } of s.arms) {
    writeArm(w, `when ${values.map(printExpr).join(", ")}`, body, s.span, values.at(-1)?.span.end ?? 0);
  }
  if (s.otherwise !== undefined) writeArm(w, "else", s.otherwise, s.span, 0);
  w.shut(wordBefore(w, s.span));
  w.line("end");
}

/** An arm has no `end` of its own. */
function writeArm(w: Writer, header: string, body: Block, span: Span, headEnd: number): void {
  const at = wordBefore(w, span);
  w.item({ start: at, end: at }, () => {
    const end = body.stmts.at(-1)?.span.end ?? at + 1;
    const line = oneLine(w, header, body, { start: at, end });
    if (line !== undefined) {
      w.line(line);
      w.done = Math.max(w.done, end);
      return;
    }
    w.open(header, Math.max(headEnd, at + 1));
    writeBlock(w, body);
    w.shut(at);
  });
}

/** All arms of a `choose` on one line, where they are that short. */
function oneLineChoose(w: Writer, s: Of<"choose">): string | undefined {
  if (s.arms.length > 2 || w.hasComment(s.span)) return undefined;
  const arms = s.arms.map(({ weight, body }, index) => oneLine(w, armHeader(weight, index), body, s.span));
  const line = `${arms.join("; ")}; end`;
  return arms.includes(undefined) || w.indent.length + line.length > WIDTH - 20 ? undefined : line;
}

function armHeader(weight: number | undefined, index: number): string {
  return `${index === 0 ? "choose" : "or"}${weight === undefined ? "" : ` ${weight}`}`;
}

function writeChoose(w: Writer, s: Of<"choose">) {
  const line = oneLineChoose(w, s);
  if (line !== undefined) return w.line(line);
  // The comments before the first arm are already written; `choose` itself stands at the statement's start.
  w.done = Math.max(w.done, s.span.start + 1);
  s.arms.forEach(({ weight, body }, index) => {
    writeChooseArm(w, armHeader(weight, index), body, index === 0 ? s.span.start : wordBefore(w, s.span));
  });
  w.upTo(wordBefore(w, s.span));
  w.line("end");
}

function writeChooseArm(w: Writer, header: string, body: Block, at: number): void {
  w.upTo(at);
  const end = body.stmts.at(-1)?.span.end ?? at + 1;
  const line = oneLine(w, header, body, { start: at, end });
  if (line !== undefined) {
    w.line(line);
    w.done = Math.max(w.done, end);
    return;
  }
  w.open(header, at + 1);
  writeBlock(w, body);
  w.shut(w.done);
}

/** Where the word stands that comes after all that is written: `else`, `when`, `or` or `end`. */
export function wordBefore(w: Writer, span: Span): number {
  return w.nextWord(w.done, span.end);
}

/** The long text that ends a statement, whose lines go on below it. */
function longTextOf(s: Stmt) {
  const value = lastValue(s);
  return value?.kind === "text" && value.long ? value : undefined;
}

function lastValue(s: Stmt): Expr | undefined {
  if (s.kind === "let" || s.kind === "assign") return s.value;
  if (s.kind === "do") return s.call.args.at(-1)?.value;
  if (s.kind === "return") return s.value;
  return s.kind === "deny" ? s.why : undefined;
}

function withLongText(w: Writer, s: Stmt, simple: string): string {
  const text = longTextOf(s);
  if (text === undefined) return simple;
  const long = printLongText(text, w.indent);
  const short = printExpr(text);
  return long === undefined || !simple.endsWith(short) ? simple : simple.slice(0, -short.length) + long;
}
