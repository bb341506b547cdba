// Several properties in one call, for code whose reads are known beforehand; see `peekAll` of dsl/host-port.ts.

import type { Wire } from "../../dsl/wire.ts";
import { peeker } from "./props.ts";
import type { TurnState } from "./turn-state.ts";

interface Wanted {
  readonly name: string;
  /** Of each item of a list. */
  readonly inner: readonly string[];
}

const MOST_ITEMS = 100;
const ABSENT = "[]";

/** Plans that were sent before: few programs, and each sends the same again and again. */
const plans = new Map<string, readonly Wanted[]>();
const MOST_PLANS = 2_000;

function planned(plan: string): readonly Wanted[] {
  let wanted = plans.get(plan);
  if (wanted === undefined) {
    if (plans.size >= MOST_PLANS) plans.clear();
    wanted = plan.split(" ").map((word) => {
      const [name = "", ...inner] = word.split(",");
      return { name, inner };
    });
    plans.set(plan, wanted);
  }
  return wanted;
}

export function peekAll(turn: TurnState, object: Wire, plan: string): string {
  let json = "";
  const peek = peeker(turn, object);
  for (const { name, inner } of planned(plan)) {
    const wire = peek(name);
    if (json !== "") json += ",";
    if (typeof wire === "string" && wire.startsWith('j["l"')) json += listJson(turn, wire, inner);
    else json += jsonOf(wire);
  }
  return `[${json}]`;
}

function listJson(turn: TurnState, wire: string, inner: readonly string[]): string {
  const list = wire.slice(1);
  return `[${wire.length},${list}${inner.length > 0 ? itemsJson(turn, list, inner) : ""}]`;
}

function itemsJson(turn: TurnState, list: string, inner: readonly string[]): string {
  const items = JSON.parse(list) as Wire[];
  // A list holds one sort: either all have properties or none.
  if (typeof items[1] !== "string") return "";
  let json = "";
  const end = Math.min(items.length, MOST_ITEMS + 1);
  for (let i = 1; i < end; i++) {
    const peek = peeker(turn, items[i]!);
    for (const name of inner) json += `,${jsonOf(peek(name))}`;
  }
  return json;
}

function jsonOf(wire: Wire | undefined): string {
  // JSON has no word for what is no finite number.
  if (wire === undefined || (typeof wire === "number" && !Number.isFinite(wire))) return ABSENT;
  return typeof wire === "string" ? JSON.stringify(wire) : String(wire);
}
