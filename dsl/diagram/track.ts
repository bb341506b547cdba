// Railroad tracks: each piece of grammar as a drawing that is entered at its left and left at its right, on one line.

/** A drawing with its size around the line that runs through it. */
export interface Track {
  readonly width: number;
  /** How far it reaches above and below its line. */
  readonly up: number;
  readonly down: number;
  /** SVG with the line entering at (x, y). */
  readonly draw: (x: number, y: number) => string;
}

const LETTER = 7.3;
const HALF = 11;
const GAP = 10;
const TURN = 10;

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** A word as it is typed. */
export function terminal(label: string): Track {
  return box(label, "terminal", HALF, (inside) => inside);
}

/** A rule drawn elsewhere on the page. */
export function nonTerminal(name: string): Track {
  return box(name, "rule", 2, (inside) => `<a href="#${escapeHtml(name)}">${inside}</a>`);
}

function box(label: string, kind: string, corner: number, wrap: (inside: string) => string): Track {
  const width = Math.ceil(label.length * LETTER) + 18;
  return {
    width,
    up: HALF,
    down: HALF,
    draw: (x, y) =>
      wrap(
        `<rect class="${kind}" x="${x}" y="${y - HALF}" width="${width}" height="${2 * HALF}" rx="${corner}"/>` +
          `<text x="${x + width / 2}" y="${y + 4}">${escapeHtml(label)}</text>`,
      ),
  };
}

export const nothing: Track = { width: 0, up: 0, down: 0, draw: () => "" };

export function sequence(parts: readonly Track[]): Track {
  const solid = parts.filter((part) => part.width > 0);
  if (solid.length < 2) return solid[0] ?? nothing;
  return {
    width: solid.reduce((sum, part) => sum + part.width, GAP * (solid.length - 1)),
    up: Math.max(...solid.map((part) => part.up)),
    down: Math.max(...solid.map((part) => part.down)),
    draw: (x, y) => {
      let at = x;
      let out = "";
      for (const [index, part] of solid.entries()) {
        if (index > 0) {
          out += line(at, y, GAP);
          at += GAP;
        }
        out += part.draw(at, y);
        at += part.width;
      }
      return out;
    },
  };
}

/** One of several ways: the first on the line, the others below it. */
export function choice(ways: readonly Track[]): Track {
  if (ways.length < 2) return ways[0] ?? nothing;
  const inner = Math.max(...ways.map((way) => way.width));
  const offsets = [0];
  for (let i = 1; i < ways.length; i++) offsets.push(offsets[i - 1]! + Math.max(ways[i - 1]!.down + ways[i]!.up + 8, 2 * TURN));
  return {
    width: inner + 4 * TURN,
    up: ways[0]!.up,
    down: offsets.at(-1)! + ways.at(-1)!.down,
    draw: (x, y) => ways.map((way, index) => drawWay(way, x, y, offsets[index]!, inner)).join(""),
  };
}

function drawWay(way: Track, x: number, y: number, offset: number, inner: number): string {
  const left = x + 2 * TURN;
  const rest = inner - way.width;
  const body = way.draw(left, y + offset) + line(left + way.width, y + offset, rest);
  if (offset === 0) return line(x, y, 2 * TURN) + body + line(left + inner, y, 2 * TURN);
  const right = left + inner;
  const down = `M${x} ${y}q${TURN} 0 ${TURN} ${TURN}V${y + offset - TURN}q0 ${TURN} ${TURN} ${TURN}`;
  const up = `M${right} ${y + offset}q${TURN} 0 ${TURN} ${-TURN}V${y + TURN}q0 ${-TURN} ${TURN} ${-TURN}`;
  return path(down) + body + path(up);
}

/** May be left out. */
export function optional(way: Track): Track {
  return choice([nothing, way]);
}

/** Once or more, with what stands between. */
export function repeated(way: Track, between: Track): Track {
  const inner = Math.max(way.width, between.width);
  const offset = Math.max(way.down + between.up + 8, 2 * TURN);
  return {
    width: inner + 2 * TURN,
    up: way.up,
    down: offset + between.down,
    draw: (x, y) => {
      const left = x + TURN;
      const right = left + inner;
      const back = `M${right} ${y}q${TURN} 0 ${TURN} ${TURN}V${y + offset - TURN}q0 ${TURN} ${-TURN} ${TURN}`;
      const forth = `M${left} ${y + offset}q${-TURN} 0 ${-TURN} ${-TURN}V${y + TURN}q0 ${-TURN} ${TURN} ${-TURN}`;
      const above = line(x, y, TURN) + way.draw(left, y) + line(left + way.width, y, right - left - way.width) + line(right, y, TURN);
      const below = between.draw(left, y + offset) + line(left + between.width, y + offset, inner - between.width);
      return above + path(back) + below + path(forth);
    },
  };
}

function line(x: number, y: number, width: number): string {
  return width <= 0 ? "" : path(`M${x} ${y}h${width}`);
}

function path(d: string): string {
  return `<path d="${d}"/>`;
}
