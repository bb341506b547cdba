// The sums of money within a stored value, however deep, changed one by one; everything else stays as it is to the letter.

import { TAG, type Wire } from "../../dsl/wire.ts";

export type ChangeSum = (sum: number) => number;

export function mapMoney(wire: Wire, change: ChangeSum): Wire {
  if (typeof wire !== "string") return wire;
  if (wire.startsWith(TAG.money)) return `${TAG.money}${change(Number(wire.slice(1)))}`;
  if (!wire.startsWith(TAG.composite) || !wire.includes(`"${TAG.money}`)) return wire;
  return `${TAG.composite}${JSON.stringify(mapPart(JSON.parse(wire.slice(1)), change))}`;
}

/** A value as it stands inside a composite: bare arrays, and wires. Keys, names of fields and plain text are no values. */
function mapPart(part: unknown, change: ChangeSum): unknown {
  if (typeof part === "string") return mapMoney(part, change);
  if (!Array.isArray(part)) return part;
  switch (part[0]) {
    case "l":
      return part.map((item, i) => (i === 0 ? item : mapPart(item, change)));
    case "m":
      return part.map((item, i) => (i > 0 && i % 2 === 0 ? mapPart(item, change) : item));
    case "r":
      return part.map((item, i) => (i > 2 && i % 2 === 1 ? mapPart(item, change) : item));
    case "x":
      return part.map((item) => (Array.isArray(item) ? item.map((one, i) => (i >= 3 ? mapPart(one, change) : one)) : item));
    default:
      return part;
  }
}
