// Whether two trees mean the same: spans, comments, brackets and spellings aside. What the formatter must keep.

/** The tree as JSON without what does not matter to its meaning. */
export function meaningOf(tree: unknown): string {
  return JSON.stringify(strip(tree));
}

export function isSame(a: unknown, b: unknown): boolean {
  return meaningOf(a) === meaningOf(b);
}

const UNIMPORTANT: ReadonlySet<string> = new Set(["span", "comments", "sentence", "long"]);

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (value instanceof Set) return [...value].map(strip);
  if (typeof value !== "object" || value === null) return value;
  const node = value as Record<string, unknown>;
  if (node["kind"] === "paren") return strip(node["value"]);
  // A name is its folded form; a number its value.
  if ("id" in node && "text" in node) return node["id"];
  const kept = Object.entries(node).filter(
    ([key, held]) => held !== undefined && !UNIMPORTANT.has(key) && !(key === "text" && node["kind"] === "number"),
  );
  return Object.fromEntries(kept.map(([key, held]) => [key, strip(held)]));
}
