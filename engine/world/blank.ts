// The value that a property, a field or a column reads when nothing else was said: empty, zero, or nothing.

import type { Type } from "../../dsl/types.ts";
import type { Wire } from "../../dsl/wire.ts";

export function blankOf(type: Type): Wire {
  if (type.optional) return null;
  switch (type.t) {
    case "number":
      return 0;
    case "bool":
      return false;
    case "text":
      return "s";
    case "words":
      return `s${type.words[0] ?? ""}`;
    case "money":
      return "$0";
    case "duration":
      return "d0";
    case "time":
      return "t0";
    case "direction":
      return ">north";
    case "list":
      return 'j["l"]';
    case "map":
      return 'j["m"]';
    default:
      return null;
  }
}
