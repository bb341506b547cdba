// Near misses: the word that a hurried thumb may have meant.

/** Slips (a letter more, less, wrong, or two swapped) between two words, or `limit + 1` when there are more. */
export function slips(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, before[j - 2]! + 1);
      row.push(best);
      least = Math.min(least, best);
    }
    if (least > limit) return limit + 1;
    before = last;
    last = row;
  }
  return last[b.length]!;
}

/** Slips that a word of this length may have and still be taken for another. */
export function slipsAllowed(word: string): number {
  return word.length < 3 ? 0 : word.length < 6 ? 1 : 2;
}

/** The nearest of `words` to `word`, or undefined when none is near or the word is too short to tell. */
export function nearest(word: string, words: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestSlips = slipsAllowed(word) + 1;
  for (const other of words) {
    const n = slips(word, other, bestSlips - 1);
    if (
      n < bestSlips ||
      (n === bestSlips && best !== undefined && other[0] === word[0] && best[0] !== word[0] && n <= slipsAllowed(word))
    ) {
      best = other;
      bestSlips = n;
    }
  }
  return best;
}
