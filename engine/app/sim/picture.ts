// The pictures of a run: what players waited, what the channel carried, what waited for the channel; all over the same hours.

import { percentile } from "./measure.ts";
import type { SimRun } from "./simulate.ts";
import { chart, type Mark, type Panel, type Point } from "./svg.ts";

const HOUR_MS = 3_600_000;
/** Minutes are too jagged to be read: means over so many. */
const SMOOTH_MINUTES = 10;
const BLUE = "#2a6fb0";
const ORANGE = "#d9822b";
const GRAY = "#999";

export function picture({ report, samples, outcomes, startMs }: SimRun): string {
  const latencies = outcomes
    .filter(({ answeredMs }) => answeredMs !== null)
    .map(({ answeredMs, meant }) => ({ atMs: meant.atMs - startMs, value: (answeredMs! - meant.atMs) / 1000 }))
    .toSorted((a, b) => a.atMs - b.atMs);
  const panels: Panel[] = [
    {
      title: "From typing to the whole answer",
      unit: "s (what took longer lies on the upper edge)",
      marks: latencyMarks(latencies),
    },
    {
      title: "Time on air",
      unit: "% of the channel",
      marks: [
        { name: "anybody", color: GRAY, shape: "area", points: smooth(samples.map(({ atMs, busy }) => ({ atMs, value: 100 * busy }))) },
        { name: "our packets", color: BLUE, shape: "line", points: smooth(samples.map(({ atMs, ours }) => ({ atMs, value: 100 * ours }))) },
      ],
    },
    {
      title: "Waiting",
      unit: "how many",
      marks: [
        {
          name: "players for an answer",
          color: ORANGE,
          shape: "line",
          points: samples.map(({ atMs, waiting }) => ({ atMs, value: waiting })),
        },
        { name: "texts in the outbox", color: BLUE, shape: "line", points: samples.map(({ atMs, queue }) => ({ atMs, value: queue })) },
      ],
    },
  ];
  const { players, hours, preset, seed, turns, answered } = report;
  const note = `${turns} turns, ${answered} % answered, seed ${seed}`;
  return chart(`${players} players, ${hours} hours, ${preset}`, note, panels, hours * HOUR_MS);
}

/** A few that took very long must not flatten all others: they lie on the upper edge. */
function latencyMarks(latencies: readonly Point[]): Mark[] {
  const top =
    1.5 *
    percentile(
      latencies.map(({ value }) => value),
      95,
    );
  const dots = latencies.map(({ atMs, value }) => ({ atMs, value: Math.min(top, value) }));
  return [
    { name: "a turn", color: BLUE, shape: "dots", points: dots },
    { name: "median of 20", color: ORANGE, shape: "line", points: runningMedian(dots) },
  ];
}

const WINDOW = 20;

function runningMedian(points: readonly Point[]): Point[] {
  return points.slice(WINDOW - 1).map(({ atMs }, index) => ({
    atMs,
    value: percentile(
      points.slice(index, index + WINDOW).map(({ value }) => value),
      50,
    ),
  }));
}

function smooth(points: readonly Point[]): Point[] {
  return points.map(({ atMs }, index) => {
    const window = points.slice(Math.max(0, index + 1 - SMOOTH_MINUTES), index + 1);
    return { atMs, value: window.reduce((sum, { value }) => sum + value, 0) / window.length };
  });
}
