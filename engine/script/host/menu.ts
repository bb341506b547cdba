// Menus: a list as numbered lines. Whoever reads such lines may type a number for what stands behind it.

import type { Wire } from "../../../dsl/wire.ts";
import { ANY_VALUE, ANYTHING, list, TEXT } from "../tables/types.ts";
import { itemsOf, packed } from "../wires.ts";
import type { HostFunction, Turn } from "./record.ts";

export const MENU: readonly HostFunction[] = [
  {
    name: "menu",
    doc: "Numbers a list, a line for each item; whoever reads it may type the numbers for 30 minutes.",
    params: [
      { name: "items", type: list(ANY_VALUE) },
      { name: "line", label: "with", type: ANYTHING, optional: true },
    ],
    result: TEXT,
    cost: 10,
    run: (turn, [items = null, lines = null]) => runMenu(turn, items, lines),
  },
];

interface Shown {
  readonly text: Wire;
  readonly items: readonly Wire[];
}

/** The last menu that a turn made: it is remembered for whoever is told it. */
const LAST = new WeakMap<Turn, Shown>();

/** `lines`: what `with` made of each item, already run inside the isolate; nothing: the items by their names. */
function runMenu(turn: Turn, wire: Wire, lines: Wire): Wire {
  const items = itemsOf(wire);
  if (items.length === 0) return turn.text("stdlib.core.empty");
  const shown = lines === null ? items : itemsOf(lines);
  const parts: unknown[] = ["x"];
  items.forEach((item, i) => {
    parts.push(`${i === 0 ? "" : "\n"}${i + 1}. `, ["", "", 0, packed(shown[i] ?? item), null]);
  });
  const text = `j${JSON.stringify(parts)}`;
  LAST.set(turn, { text, items });
  return text;
}

/** Gives the reader the numbers of the turn's last menu, when the line that they are told holds it. */
export function rememberMenu(turn: Turn, reader: Wire, line: string): void {
  const last = LAST.get(turn);
  if (last !== undefined && line.includes(turn.render(last.text, reader))) turn.remember(reader, last.items);
}
