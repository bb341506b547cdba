// From the steps of an old script to lines of Lore, for one event of one thing.

import { type Spot, shown } from "./findings.ts";
import { clean, quoted } from "./names.ts";
import type { OldWorld } from "./old-world.ts";
import { type Comparison, ScriptFault, type Step, type Test, type Value } from "./script-steps.ts";
import { caseOf } from "./seeds.ts";

/** Whose script it is. */
export interface ScriptOwner {
  readonly id: string;
  readonly flags: readonly string[];
}

export const DIRECTIONS: ReadonlySet<string> = new Set([
  "north",
  "south",
  "east",
  "west",
  "up",
  "down",
  "northeast",
  "northwest",
  "southeast",
  "southwest",
]);
/** Choices within choices multiply; no script of the old size comes near. */
const MOST_LINES = 400;

/** The body of a trigger; throws `ScriptFault` when the steps become too many. */
export function scriptLines(steps: readonly Step[], owner: ScriptOwner, old: OldWorld, spot: Spot): string[] {
  return new Writer(owner, old, spot).body(steps);
}

class Writer {
  readonly #owner: ScriptOwner;
  readonly #old: OldWorld;
  readonly #spot: Spot;
  readonly #lines: string[] = [];

  constructor(owner: ScriptOwner, old: OldWorld, spot: Spot) {
    this.#owner = owner;
    this.#old = old;
    this.#spot = spot;
  }

  body(steps: readonly Step[]): string[] {
    this.#steps(steps);
    return this.#lines;
  }

  #write(line: string): void {
    if (this.#lines.length >= MOST_LINES) throw new ScriptFault(`it becomes more than ${MOST_LINES} lines`);
    this.#lines.push(line);
  }

  #steps(steps: readonly Step[]): void {
    for (const step of steps) this.#step(step);
  }

  #step(step: Step): void {
    switch (step.kind) {
      case "say":
        this.#write(`say ${spoken(step.text, this.#owner)}${step.to === "room" ? " to room" : ""}`);
        break;
      case "teleport":
        this.#teleport(step.room);
        break;
      case "grant":
      case "take":
        this.#goods(step);
        break;
      case "coins":
        this.#write(`mint ${step.amount} to actor from "scripts"`);
        break;
      case "consume":
        this.#write("destroy take(self, from: self.place)");
        break;
      case "heal":
        this.#write(`heal actor by ${step.amount}`);
        break;
      case "bar":
        this.#bar(step.way, step.locked);
        break;
      case "if":
        this.#branch(step);
    }
  }

  #teleport(word: string): void {
    const room = this.#old.find("room", word, this.#spot);
    if (room !== undefined) this.#write(`send actor to ${room}`);
  }

  #goods(step: Extract<Step, { kind: "grant" | "take" }>): void {
    const item = this.#old.item(step.item, this.#spot);
    if (item === undefined) return;
    const times = step.times > 1 ? ` times ${step.times}` : "";
    this.#write(step.kind === "grant" ? `create ${item} in actor${times}` : `take ${item} from actor${times}`);
  }

  /** The thing may be carried to where there is no such exit, or none that can be barred: as in the old system, then nothing happens. */
  #bar(way: string, locked: boolean): void {
    const direction = way.toLowerCase();
    if (!DIRECTIONS.has(direction)) {
      this.#old.report.add("LORE924", this.#spot, `${shown(way)} is no direction`);
      return;
    }
    this.#write("try");
    this.#write(`${locked ? "lock" : "unlock"} ${direction}`);
    this.#write("else");
    this.#write("end");
  }

  #branch({ test, then, else: otherwise }: Extract<Step, { kind: "if" }>): void {
    const condition = this.#test(test);
    if (typeof condition === "boolean") {
      this.#steps(condition ? then : otherwise);
      return;
    }
    this.#write(then.length === 0 ? `if not (${condition})` : `if ${condition}`);
    this.#steps(then.length === 0 ? otherwise : then);
    if (then.length > 0 && otherwise.length > 0) {
      this.#write("else");
      this.#steps(otherwise);
    }
    this.#write("end");
  }

  /** A condition as Lore writes it, or what it always is. */
  #test(test: Test): string | boolean {
    switch (test.kind) {
      case "always":
        return test.is;
      case "chance":
        return test.percent >= 100 ? true : test.percent <= 0 ? false : `chance ${test.percent}%`;
      case "has item": {
        const item = this.#old.item(test.item, this.#spot);
        return item === undefined ? false : `actor has ${item}`;
      }
      case "has quest": {
        const quest = this.#old.find("quest", test.quest, this.#spot);
        return quest === undefined ? false : `${quest}.state[actor] is not "new"`;
      }
      case "object flag":
        // No script of the old system could set one, so what it is now it is for ever.
        return this.#owner.flags.some((flag) => caseOf(flag) === caseOf(test.flag));
      case "room flag":
        return `room.${this.#old.roomFlag(test.flag)}`;
      case "compare":
        return this.#compare(test.left, test.op, test.right);
      case "and":
      case "or":
        return joined(test.kind, this.#test(test.left), this.#test(test.right));
    }
  }

  #compare(left: Value, op: Comparison, right: Value): string | boolean {
    if (left.kind !== "variable" && right.kind === "variable") return this.#compare(right, MIRRORED[op], left);
    if (left.kind !== "variable") return compareNow(constant(left), op, constant(right));
    if (right.kind === "variable") return left.name === right.name ? compareNow(0, op, 0) : this.#never(left.name, right.name);
    if (right.kind !== "text" || (op !== "==" && op !== "!=")) return this.#never(left.name, constant(right));
    const is = op === "==" ? "is" : "is not";
    switch (left.name) {
      case "room_id":
      case "room": {
        const room = this.#old.find("room", right.text, this.#spot);
        return room === undefined ? op === "!=" : `room ${is} ${room}`;
      }
      case "player":
      case "player_name":
        return `actor.name ${is} ${quoted(right.text)}`;
      case "object_id":
        return (this.#owner.id === right.text) === (op === "==");
      case "object":
        return `self.name ${is} ${quoted(right.text)}`;
      default:
        return this.#never(left.name, right.text);
    }
  }

  #never(left: unknown, right: unknown): boolean {
    this.#old.report.add("LORE925", this.#spot, `comparing ${shown(left)} with ${shown(right)}; it counts as false`);
    return false;
  }
}

const MIRRORED: Readonly<Record<Comparison, Comparison>> = { "==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<=" };

function constant(value: Value): string | number | boolean {
  if (value.kind === "text") return value.text;
  return value.kind === "number" ? value.number : value.kind === "bool" && value.bool;
}

function compareNow(left: string | number | boolean, op: Comparison, right: string | number | boolean): boolean {
  if (op === "==") return left === right;
  if (op === "!=") return left !== right;
  if (typeof left !== typeof right) return false;
  if (op === "<" || op === ">=") return left < right === (op === "<");
  return left > right === (op === ">");
}

/** Two conditions in one; brackets keep what stood together. */
export function joined(word: "and" | "or", left: string | boolean, right: string | boolean): string | boolean {
  const settles = word === "or";
  if (left === settles || right === settles) return settles;
  if (typeof left === "boolean") return right;
  if (typeof right === "boolean") return left;
  return `${bracketed(left)} ${word} ${bracketed(right)}`;
}

/** Only what another `and` or `or` could tear apart. */
function bracketed(condition: string): string {
  return / (?:and|or) /.test(condition) ? `(${condition})` : condition;
}

const VARIABLE = /\$(player_name|player|object_id|object|room_id|room)\b/;

/** A message with its variables, which the old system put in by name: the longer first. */
function spoken(text: string, owner: ScriptOwner): string {
  const parts = clean(text).split(VARIABLE);
  const inner = parts.map((part, i) => (i % 2 === 0 ? quoted(part, false).slice(1, -1) : variableIn(part, owner)));
  return `"${inner.join("")}"`;
}

function variableIn(name: string, owner: ScriptOwner): string {
  switch (name) {
    case "object_id":
      return quoted(owner.id).slice(1, -1);
    case "object":
      return "{self.name}";
    case "room":
    case "room_id":
      return "{room.name}";
    default:
      return "{actor.name}";
  }
}
