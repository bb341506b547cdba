// The linear order of kinds (rule 47): an entity, its kind, then what it `is` from left to right, each once.
// A kind that several others derive from stands after all of them, or its defaults would hide theirs.

/** `parents` of every id reachable from `starts`; unknown ids have none. Cycles are the checker's to refuse and end here quietly. */
export function linearize(starts: readonly string[], parents: (id: string) => readonly string[]): string[] {
  const visits: string[] = [];
  const walk = (id: string, path: readonly string[]): void => {
    if (path.includes(id)) return;
    visits.push(id);
    for (const parent of parents(id)) walk(parent, [...path, id]);
  };
  for (const start of starts) walk(start, []);
  // Keeping last visits: every visit of a kind is followed by those of its parents, so the last of a parent is after it.
  return [...new Set(visits.reverse())].reverse();
}
