// "Did you mean": the nearest of the names that would have been right.

/** Names near enough to a misspelt one, nearest first; at most `limit`. */
export function nearest(word: string, names: Iterable<string>, limit = 1): string[] {
  const wanted = word.toLowerCase();
  // One slip in a short word, a third of a long one: more is a guess.
  const reach = wanted.length <= 3 ? 1 : Math.min(3, Math.floor(wanted.length / 3) + (wanted.length > 4 ? 1 : 0));
  const found: { name: string; distance: number }[] = [];
  for (const name of new Set(names)) {
    const other = name.toLowerCase();
    if (Math.abs(other.length - wanted.length) > reach) continue;
    const distance = editDistance(wanted, other, reach);
    if (distance <= reach && distance < Math.max(wanted.length, other.length)) found.push({ name, distance });
  }
  found.sort((a, b) => a.distance - b.distance || a.name.localeCompare(b.name));
  return found.slice(0, limit).map(({ name }) => name);
}

/** The hint that goes with an unknown name, or undefined where nothing is near. */
export function didYouMean(word: string, names: Iterable<string>): string | undefined {
  const [near] = nearest(word, names);
  return near === undefined ? undefined : `did you mean \`${near}\`?`;
}

/** Insertions, deletions, replacements and swaps of neighbours; gives up past `limit`. */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length]!;
}
