// Just enough SVG for a chart over time: axes with round ticks, dots, lines and filled lines. Text in, text out.

export interface Point {
  /** Milliseconds since the run began. */
  readonly atMs: number;
  readonly value: number;
}

export interface Mark {
  readonly name: string;
  readonly color: string;
  readonly shape: "dots" | "line" | "area";
  readonly points: readonly Point[];
}

export interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly marks: readonly Mark[];
}

const WIDTH = 960;
const LEFT = 64;
const RIGHT = 24;
const PANEL = 220;
const PANEL_TOP = 34;
const PANEL_BOTTOM = 36;
const HEADER = 56;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What lasts longer is counted in days. */
const MOST_HOURS_MS = 3 * DAY_MS;
const INK = "#333";
const FAINT = "#ddd";

/** Panels one above the other on one axis of time. */
export function chart(title: string, note: string, panels: readonly Panel[], lastMs: number): string {
  const height = HEADER + panels.length * PANEL;
  const body = panels.map((panel, index) => panelOf(panel, HEADER + index * PANEL, lastMs));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${height}" fill="white"/>`,
    text(LEFT, 26, title, `font-size="18" fill="${INK}"`),
    text(LEFT, 44, note, `fill="#666"`),
    ...body,
    "</svg>",
    "",
  ].join("\n");
}

function panelOf({ title, unit, marks }: Panel, topY: number, lastMs: number): string {
  const mostValue = Math.max(0, ...marks.flatMap(({ points }) => points.map(({ value }) => value)));
  const step = niceStep(mostValue / 4);
  const top = step * Math.max(1, Math.ceil(mostValue / step));
  const frame = { top: topY + PANEL_TOP, bottom: topY + PANEL - PANEL_BOTTOM };
  const x = (atMs: number): number => LEFT + (atMs / Math.max(1, lastMs)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number): number => frame.bottom - (value / top) * (frame.bottom - frame.top);
  const parts = [text(LEFT, topY + 20, `${title}, ${unit}`, `font-weight="bold" fill="${INK}"`), legend(marks, topY + 20)];
  for (let value = 0; value <= top + step / 2; value += step) {
    parts.push(line(LEFT, y(value), WIDTH - RIGHT, y(value), FAINT));
    parts.push(text(LEFT - 8, y(value) + 4, String(Number(value.toFixed(3))), `text-anchor="end" fill="${INK}"`));
  }
  const [unitMs, sign] = lastMs > MOST_HOURS_MS ? [DAY_MS, "d"] : [HOUR_MS, "h"];
  const everyMs = niceStep(lastMs / unitMs / 10) * unitMs;
  for (let atMs = 0; atMs <= lastMs; atMs += everyMs) {
    parts.push(line(x(atMs), frame.bottom, x(atMs), frame.bottom + 4, INK));
    parts.push(text(x(atMs), frame.bottom + 18, `${Number((atMs / unitMs).toFixed(3))} ${sign}`, `text-anchor="middle" fill="${INK}"`));
  }
  for (const mark of marks) parts.push(drawn(mark, x, y));
  parts.push(line(LEFT, frame.bottom, WIDTH - RIGHT, frame.bottom, INK));
  return parts.join("\n");
}

function drawn({ color, shape, points }: Mark, x: (atMs: number) => number, y: (value: number) => number): string {
  if (points.length === 0) return "";
  const at = points.map(({ atMs, value }) => `${x(atMs).toFixed(1)},${y(value).toFixed(1)}`);
  if (shape === "line") return `<polyline points="${at.join(" ")}" fill="none" stroke="${color}" stroke-width="1.5"/>`;
  if (shape === "area") {
    const [first, last] = [points[0]!, points.at(-1)!];
    const closed = [`${x(first.atMs).toFixed(1)},${y(0).toFixed(1)}`, ...at, `${x(last.atMs).toFixed(1)},${y(0).toFixed(1)}`];
    return `<polygon points="${closed.join(" ")}" fill="${color}" fill-opacity="0.35"/>`;
  }
  return points
    .map(({ atMs, value }) => `<circle cx="${x(atMs).toFixed(1)}" cy="${y(value).toFixed(1)}" r="2.5" fill="${color}" fill-opacity="0.6"/>`)
    .join("\n");
}

function legend(marks: readonly Mark[], y: number): string {
  let right = WIDTH - RIGHT;
  const parts: string[] = [];
  for (const { name, color } of marks.toReversed()) {
    parts.push(text(right, y, name, `text-anchor="end" fill="${INK}"`));
    right -= 8 * name.length + 14;
    parts.push(`<rect x="${right}" y="${y - 9}" width="10" height="10" fill="${color}"/>`);
    right -= 16;
  }
  return parts.join("\n");
}

/** 1, 2 or 5 times a power of ten, at least `least`. */
export function niceStep(least: number): number {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power;
}

function line(x1: number, y1: number, x2: number, y2: number, color: string): string {
  const at = [x1, y1, x2, y2].map((value) => value.toFixed(1));
  return `<line x1="${at[0]}" y1="${at[1]}" x2="${at[2]}" y2="${at[3]}" stroke="${color}"/>`;
}

function text(x: number, y: number, words: string, how: string): string {
  const safe = words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${how}>${safe}</text>`;
}
