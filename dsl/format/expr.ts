// Expressions on one line, as they are written canonically. Brackets of the source are nodes of the tree, so none are guessed.

import type { Arg, CallExpr, Expr, Interpolation, Path, QueryTail, TextLit } from "../ast.ts";
import { LABELS } from "../parse/words.ts";

const LABEL_WORDS: ReadonlySet<string> = new Set(LABELS);

export function printPath(path: Path): string {
  return path.parts.map((part) => part.id).join(".");
}

export function printExpr(e: Expr): string {
  switch (e.kind) {
    case "number":
      return e.percent ? `${e.text}%` : e.text;
    case "duration":
      return `${e.amount} ${e.unit}${e.amount === 1 ? "" : "s"}`;
    case "dice":
      return `${e.count}d${e.sides}`;
    case "text":
      return printText(e);
    case "bool":
      return String(e.value);
    case "nothing":
    case "self":
      return e.kind;
    case "name":
      return e.name.id;
    case "get":
      return `${printExpr(e.object)}.${e.name.id}`;
    case "index":
      return `${printExpr(e.object)}[${printExpr(e.key)}]`;
    case "call":
      return `${printExpr(e.callee)}(${printArgs(e.args)})`;
    case "negate":
      return `-${printExpr(e.value)}`;
    case "not":
      return `not ${printExpr(e.value)}`;
    case "binary":
      return `${printExpr(e.left)} ${e.op} ${printExpr(e.right)}`;
    case "is":
      return `${printExpr(e.left)} is ${e.not ? "not " : ""}${printExpr(e.right)}`;
    case "is-a":
      return `${printExpr(e.left)} is ${e.not ? "not " : ""}${printKind(e.type)}`;
    case "has":
      return `${printExpr(e.left)} has ${printExpr(e.right)}`;
    case "has-a":
      return `${printExpr(e.left)} has ${printKind(e.type)}`;
    case "in":
      return `${printExpr(e.left)} ${e.not ? "not in" : "in"} ${printExpr(e.right)}`;
    case "if-else":
      return `if ${printExpr(e.cond)} then ${printExpr(e.then)} else ${printExpr(e.otherwise)}`;
    case "chance":
      return `chance ${printExpr(e.value)}`;
    case "of":
      return `${e.op} of ${printExpr(e.operand)}`;
    case "all":
      return `all ${printPath(e.type)}`;
    case "list":
      return `[${e.items.map(printExpr).join(", ")}]`;
    case "map":
      return `{${e.entries.map(({ key, value }) => `${key.id}: ${printExpr(value)}`).join(", ")}}`;
    case "query":
      return printExpr(e.source) + (e.where === undefined ? "" : ` where ${printExpr(e.where)}`) + printTails(e.tail);
    case "paren":
      return `(${printExpr(e.value)})`;
    default:
      return e satisfies never;
  }
}

/** `a shop`, `an exit`. */
function printKind(path: Path): string {
  const name = printPath(path);
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
}

export function printTails(tails: readonly QueryTail[]): string {
  return tails.map((tail) => `, ${printTail(tail)}`).join("");
}

function printTail(tail: QueryTail): string {
  if (tail.kind === "limit" || tail.kind === "skip") return `${tail.kind} ${printExpr(tail.value)}`;
  if (tail.kind === "by") return `by ${tail.name.id}${tail.down ? " down" : ""}`;
  return `${tail.kind} first`;
}

export function printArgs(args: readonly Arg[]): string {
  return args.map((arg) => (arg.label === undefined ? "" : `${arg.label.id}: `) + printExpr(arg.value)).join(", ");
}

/** A call as a statement: a sentence where the language allows one, else with its brackets. */
export function printCall(call: CallExpr): string {
  return isSentence(call) ? `${printExpr(call.callee)} ${printSentence(call.args)}` : printExpr(call);
}

export function printSentence(args: readonly Arg[]): string {
  return args.map((arg) => (arg.label === undefined ? "" : `${arg.label.id} `) + printExpr(arg.value)).join(" ");
}

/** Words that would make something else of a line that begins with them. */
const NOT_A_VERB: ReadonlySet<string> = new Set(["choice", "needs", "help", "add", "remove", "update"]);
const OF_WORDS: ReadonlySet<string> = new Set(["count", "first", "any", "sum", "model"]);

function isSentence({ callee, args }: CallExpr): boolean {
  if (args.length === 0 || callee.kind === "call") return false;
  if (callee.kind === "name" && NOT_A_VERB.has(callee.name.id)) return false;
  return args.every((arg, index) => isSentenceArg(arg, index, args[index + 1]));
}

function isSentenceArg({ label, value }: Arg, index: number, next: Arg | undefined): boolean {
  if (label === undefined ? index > 0 : !LABEL_WORDS.has(label.id)) return false;
  if (value.kind === "query" || holdsBareIn(value)) return false;
  const words = printExpr(value);
  if (next?.label?.id === "of" && OF_WORDS.has(/\w*$/.exec(words)![0])) return false;
  // Right after the function's name a bracket would call it, and a label word would be the label.
  return label !== undefined || (!/^[([]/.test(words) && !LABEL_WORDS.has(/^\w*/.exec(words)![0]));
}

/** An `in` outside brackets, which a sentence would take for its label. */
function holdsBareIn(e: Expr): boolean {
  switch (e.kind) {
    case "in":
      return !e.not || holdsBareIn(e.left) || holdsBareIn(e.right);
    case "not":
    case "negate":
      return holdsBareIn(e.value);
    case "binary":
    case "is":
    case "has":
      return holdsBareIn(e.left) || holdsBareIn(e.right);
    case "is-a":
    case "has-a":
      return holdsBareIn(e.left);
    case "if-else":
      return holdsBareIn(e.cond) || holdsBareIn(e.then) || holdsBareIn(e.otherwise);
    default:
      return false;
  }
}

/** A text on one line; a long one is `printLongText`'s. */
export function printText(text: TextLit): string {
  return `"${text.parts.map((part) => (part.kind === "plain" ? escapeShort(part.value) : printInterp(part))).join("")}"`;
}

function escapeShort(value: string): string {
  return value.replace(/[\\"{\n]/g, (c) => (c === "\n" ? "\\n" : c === "{" ? "{{" : `\\${c}`));
}

export function printInterp(part: Interpolation): string {
  const path = printExpr(part.value);
  const value = part.capital ? path[0]!.toUpperCase() + path.slice(1) : path;
  if (part.form !== undefined) return `{${value}:${part.form}}`;
  if (part.counted !== undefined) return `{${value}:${printPath(part.counted as Path)}}`;
  return part.verb === undefined ? `{${value}}` : `{${value} ${part.verb}}`;
}
