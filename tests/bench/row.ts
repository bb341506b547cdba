// What a benchmark prints: one measured figure beside what the machine does at best, in the same run.

export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** The same figure for the bare thing beneath it; null where nothing compares. */
  readonly baseline: number | null;
  /** value / baseline. */
  readonly ratio: number | null;
}

export function row(name: string, unit: string, value: number, baseline: number | null = null): Row {
  return {
    name,
    unit,
    value: rounded(value),
    baseline: baseline === null ? null : rounded(baseline),
    ratio: baseline === null ? null : rounded(value / baseline),
  };
}

function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** Milliseconds of one call. */
export function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The middle of several runs: one slow run does not spoil it. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function table(rows: readonly Row[]): string {
  const cells = rows.map((r) => [
    r.name,
    String(r.value),
    r.unit,
    r.baseline === null ? "" : String(r.baseline),
    r.ratio === null ? "" : `${r.ratio}`,
  ]);
  const all = [["what", "value", "unit", "baseline", "ratio"], ...cells];
  const widths = all[0]!.map((_, i) => Math.max(...all.map((line) => line[i]!.length)));
  return all
    .map((line) =>
      line
        .map((cell, i) => (i === 0 || i === 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
