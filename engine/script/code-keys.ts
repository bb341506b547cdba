// Stable keys of code as builders name what they wrote: which thing, and which part of it.

export interface CodePlace {
  /** As the pack's source writes it: `shed.box`. Empty for what stands on its own. */
  readonly path: string;
  /** `on poke`, `before take`, `every`, `command`, the name of a function or property. */
  readonly part: string;
}

/** `shed.box/on:poke#0/ask#0` is part of `on poke` of `shed.box`. */
export function codePlace(key: string): CodePlace {
  const [first = "", second] = key.split("/");
  const isTop = second === undefined || first.includes(":");
  return isTop ? { path: "", part: partOf(first) } : { path: first, part: partOf(second) };
}

function partOf(piece: string): string {
  const [sort = "", name = ""] = piece.split("#")[0]!.split(":");
  if (sort === "every" || sort === "command") return sort;
  return sort === "on" || sort === "before" ? `${sort} ${name}` : name || sort;
}
