// The old bracket syntax: `has_item("key") ? message("Click.") && unlock_exit("north") : message("Locked.")`.
// An action counts as true, so `a && b` is one after the other and `a || b` is a alone.

import {
  type Comparison,
  DEEPEST,
  LONGEST_SCRIPT,
  MOST_STEPS,
  type ReadScript,
  ScriptFault,
  type Step,
  type Test,
  type Value,
} from "./script-steps.ts";

type Expression =
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "compare"; readonly op: Comparison; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "choice"; readonly test: Expression; readonly then: Expression; readonly else: Expression };

export function readBracketScript(text: string): ReadScript {
  if (text.length > LONGEST_SCRIPT) return { wrong: `it is longer than ${LONGEST_SCRIPT} characters` };
  try {
    const expression = new Reader(text).whole();
    const lowering = new Lowering();
    return { steps: lowering.steps(expression, [], []) };
  } catch (error) {
    if (error instanceof ScriptFault) return { wrong: error.message };
    throw error;
  }
}

const TOKEN = /\s*(?:([A-Za-z_]\w*)|\$(\w+)|(-?\d+)|"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|(&&|\|\||[=!<>]=|[<>?:(),;]))/y;

interface Token {
  readonly kind: "word" | "variable" | "number" | "text" | "sign" | "end";
  readonly text: string;
}

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;
  #next: Token;

  constructor(text: string) {
    // Phones make all quotes curly.
    this.#text = text.replace(/[\u201c\u201d\u201e]/g, '"').replace(/[\u2018\u2019]/g, "'");
    this.#next = this.#scan();
  }

  whole(): Expression {
    const read = this.#choice();
    if (this.#next.text === ";") this.#take();
    if (this.#next.kind !== "end") throw this.#unexpected();
    return read;
  }

  #choice(): Expression {
    if (++this.#depth > DEEPEST) throw new ScriptFault("its brackets are nested too deep");
    const test = this.#or();
    let read = test;
    if (this.#skip("?")) {
      const then = this.#choice();
      this.#expect(":");
      read = { kind: "choice", test, then, else: this.#choice() };
    }
    this.#depth--;
    return read;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#skip("||")) left = { kind: "or", left, right: this.#and() };
    return left;
  }

  #and(): Expression {
    let left = this.#comparison();
    while (this.#skip("&&")) left = { kind: "and", left, right: this.#comparison() };
    return left;
  }

  #comparison(): Expression {
    const left = this.#primary();
    if (this.#next.kind !== "sign" || !/^(?:[=!<>]=|[<>])$/.test(this.#next.text)) return left;
    const op = this.#take().text as Comparison;
    return { kind: "compare", op, left, right: this.#primary() };
  }

  #primary(): Expression {
    const { kind, text } = this.#next;
    if (this.#skip("(")) {
      const inner = this.#choice();
      this.#expect(")");
      return inner;
    }
    if (kind === "end" || kind === "sign") throw this.#unexpected();
    this.#take();
    if (kind === "text") return { kind: "value", value: { kind: "text", text } };
    if (kind === "number") return { kind: "value", value: { kind: "number", number: Number(text) } };
    if (kind === "variable") return { kind: "value", value: { kind: "variable", name: text } };
    if (text === "true" || text === "false") return { kind: "value", value: { kind: "bool", bool: text === "true" } };
    return { kind: "call", name: text, args: this.#args(text) };
  }

  #args(name: string): Expression[] {
    if (!this.#skip("(")) throw new ScriptFault(`${name} stands without brackets`);
    const args: Expression[] = [];
    if (this.#skip(")")) return args;
    do args.push(this.#choice());
    while (this.#skip(","));
    this.#expect(")");
    return args;
  }

  #skip(sign: string): boolean {
    if (this.#next.kind !== "sign" || this.#next.text !== sign) return false;
    this.#take();
    return true;
  }

  #expect(sign: string): void {
    if (!this.#skip(sign)) throw new ScriptFault(`${sign} is missing before ${this.#next.text || "the end"}`);
  }

  #unexpected(): ScriptFault {
    return new ScriptFault(this.#next.kind === "end" ? "it ends too early" : `${this.#next.text} is not expected there`);
  }

  #take(): Token {
    const token = this.#next;
    this.#next = this.#scan();
    return token;
  }

  #scan(): Token {
    if (this.#text.slice(this.#at).trim() === "") return { kind: "end", text: "" };
    TOKEN.lastIndex = this.#at;
    const found = TOKEN.exec(this.#text);
    if (found === null) throw new ScriptFault(`nothing begins with ${this.#text.slice(this.#at).trim().slice(0, 12)}`);
    this.#at = TOKEN.lastIndex;
    const [, word, variable, number, double, single, sign] = found;
    if (word !== undefined) return { kind: "word", text: word };
    if (variable !== undefined) return { kind: "variable", text: variable };
    if (number !== undefined) return { kind: "number", text: number };
    if (sign !== undefined) return { kind: "sign", text: sign };
    return { kind: "text", text: unescaped(double ?? single ?? "") };
  }
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, sign: string) => (sign === "n" ? "\n" : sign === "t" ? " " : sign));
}

/** From an expression to steps: what runs when it is true, and what when it is not, are handed inward. */
class Lowering {
  #left = MOST_STEPS;

  steps(read: Expression, then: readonly Step[], otherwise: readonly Step[]): readonly Step[] {
    if (--this.#left < 0) throw new ScriptFault(`it becomes more than ${MOST_STEPS} steps`);
    const test = testOf(read);
    if (test !== null) return then.length + otherwise.length === 0 ? [] : [{ kind: "if", test, then, else: otherwise }];
    switch (read.kind) {
      case "call":
        return [actionOf(read.name, read.args), ...then];
      case "and":
        return this.steps(read.left, this.steps(read.right, then, otherwise), otherwise);
      case "or":
        return this.steps(read.left, then, this.steps(read.right, then, otherwise));
      case "choice":
        return this.steps(read.test, this.steps(read.then, then, otherwise), this.steps(read.else, then, otherwise));
      default:
        throw new ScriptFault("an action is compared with something");
    }
  }
}

/** A condition without actions in it; null when something in it acts. */
function testOf(read: Expression): Test | null {
  switch (read.kind) {
    case "value":
      if (read.value.kind === "bool") return { kind: "always", is: read.value.bool };
      throw new ScriptFault("a value stands where something is done or asked");
    case "compare": {
      const left = comparedValue(read.left);
      const right = comparedValue(read.right);
      return { kind: "compare", op: read.op, left, right };
    }
    case "and":
    case "or": {
      const left = testOf(read.left);
      const right = testOf(read.right);
      return left === null || right === null ? null : { kind: read.kind, left, right };
    }
    case "choice":
      return null;
    case "call":
      return conditionOf(read.name, read.args);
  }
}

function conditionOf(name: string, args: readonly Expression[]): Test | null {
  switch (name) {
    case "has_item":
      return { kind: "has item", item: textArg(name, args) };
    case "has_quest":
      return { kind: "has quest", quest: textArg(name, args) };
    case "flag_set":
      return { kind: "object flag", flag: textArg(name, args) };
    case "room_flag":
      return { kind: "room flag", flag: textArg(name, args) };
    case "random_chance":
      return { kind: "chance", percent: Math.min(100, Math.max(0, numberArg(name, args))) };
    case "current_room":
      throw new ScriptFault("current_room() stands where something is done or asked");
    default:
      return null;
  }
}

function actionOf(name: string, args: readonly Expression[]): Step {
  switch (name) {
    case "message":
      return { kind: "say", text: textArg(name, args), to: "actor" };
    case "message_room":
      return { kind: "say", text: textArg(name, args), to: "room" };
    case "teleport":
      return { kind: "teleport", room: textArg(name, args) };
    case "grant_item":
      return { kind: "grant", item: textArg(name, args), times: 1 };
    case "consume":
      return { kind: "consume" };
    case "heal":
      return { kind: "heal", amount: Math.max(0, numberArg(name, args)) };
    case "unlock_exit":
    case "lock_exit":
      return { kind: "bar", way: textArg(name, args), locked: name === "lock_exit" };
    default:
      throw new ScriptFault(`there is no function ${name}`);
  }
}

function comparedValue(read: Expression): Value {
  if (read.kind === "value") return read.value;
  if (read.kind === "call" && read.name === "current_room") return { kind: "variable", name: "room_id" };
  throw new ScriptFault("only values and variables can be compared");
}

function textArg(name: string, args: readonly Expression[]): string {
  const [first] = args;
  if (args.length === 1 && first?.kind === "value") {
    if (first.value.kind === "text") return first.value.text;
    if (first.value.kind === "variable") return `$${first.value.name}`;
  }
  throw new ScriptFault(`${name} wants one text in quotes`);
}

function numberArg(name: string, args: readonly Expression[]): number {
  const [first] = args;
  if (args.length === 1 && first?.kind === "value" && first.value.kind === "number" && Number.isSafeInteger(first.value.number))
    return first.value.number;
  throw new ScriptFault(`${name} wants one whole number`);
}
