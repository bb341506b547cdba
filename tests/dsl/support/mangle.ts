// Rewrites tidy Lore as phones and hurried people type it: the same meaning in other signs. Works on the tokens' extents, so that
// nothing inside a text is touched.

/** Answers with a number from 0 to below `n`. */
export type Pick = (n: number) => number;

interface Piece {
  readonly kind: "text" | "long" | "comment" | "newline" | "blank" | "word" | "sign";
  readonly text: string;
}

const PIECES =
  /("""[\s\S]*?""")|("(?:\\.|[^"\\\n])*")|(--[^\n]*)|(\n)|([ \t]+)|([A-Za-z_]\w*)|(->|!=|<=|>=|==|[+-]=|\d+d\d+|\d+(?:\.\d+)?|.)/g;
const KINDS: Piece["kind"][] = ["long", "text", "comment", "newline", "blank", "word", "sign"];

function piecesOf(source: string): Piece[] {
  return [...source.matchAll(PIECES)].map((match) => {
    const index = match.slice(1).findIndex((group) => group !== undefined);
    return { kind: KINDS[index]!, text: match[0] };
  });
}

export function mangle(source: string, pick: Pick): string {
  const pieces = piecesOf(source);
  return pieces.map((piece, index) => mangled(piece, pieces, index, pick)).join("");
}

const BLANKS = [" ", "\u00a0", "\u3000", "\u2003", "  ", "\t"];
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  "-": ["-", "\u2013", "\u2212"],
  "->": ["->", "\u2192"],
  "!=": ["!=", "\u2260"],
  "<=": ["<=", "\u2264"],
  ">=": [">=", "\u2265"],
  "*": ["*", "\u00d7"],
};

function mangled(piece: Piece, pieces: readonly Piece[], index: number, pick: Pick): string {
  switch (piece.kind) {
    case "text":
      return requoted(piece.text, pick);
    case "long":
      return piece.text;
    case "comment":
      return pick(2) === 0 ? `\u2014${piece.text.slice(2)}` : piece.text;
    case "newline":
      return newline(pieces, index, pick);
    case "blank":
      return BLANKS[pick(BLANKS.length)]!;
    case "word":
      return recased(piece.text, pick);
    case "sign":
      return SIGNS[piece.text]?.[pick(SIGNS[piece.text]!.length)] ?? piece.text;
  }
}

/** Any pair of quotes, unless the text holds a quote that would then close it. */
function requoted(text: string, pick: Pick): string {
  const inside = text.slice(1, -1);
  if (/["\u201c\u201d\u201e\u00ab\u00bb]/.test(inside) || inside === "") return text;
  const [open, close] = (
    [
      ['"', '"'],
      ["\u201c", "\u201d"],
      ["\u201e", "\u201c"],
      ["\u201d", "\u201d"],
      ["\u00ab", "\u00bb"],
      ["\u201c", '"'],
    ] as const
  )[pick(6)]!;
  return open + inside + close;
}

function recased(word: string, pick: Pick): string {
  const way = pick(4);
  if (way === 0) return word.toUpperCase();
  return way === 1 ? word[0]!.toUpperCase() + word.slice(1) : word;
}

/** A new line may be a `;`, where neither a comment, a bracket nor a list that goes on stands in the way. */
function newline(pieces: readonly Piece[], index: number, pick: Pick): string {
  const before = lastSolid(pieces, index);
  const canJoin = before !== undefined && before.kind !== "comment" && !/[,([{=+*]$/.test(before.text) && !isInBrackets(pieces, index);
  const way = pick(4);
  if (!canJoin) return "\n";
  const colon = before.text !== ":" && opensBlock(pieces, index) && pick(2) === 0 ? ":" : "";
  return colon + (way === 0 ? ";" : way === 1 ? " ;\r\n" : "\n");
}

/** In a tidy file the line after a header is further in. */
function opensBlock(pieces: readonly Piece[], index: number): boolean {
  let start = index;
  while (start > 0 && pieces[start - 1]!.kind !== "newline") start--;
  let next = index + 1;
  while (pieces[next]?.kind === "newline") next++;
  return widthOf(pieces[next]) > widthOf(pieces[start]);
}

function widthOf(piece: Piece | undefined): number {
  return piece?.kind === "blank" ? piece.text.length : 0;
}

function lastSolid(pieces: readonly Piece[], index: number): Piece | undefined {
  for (let at = index - 1; at >= 0; at--) if (pieces[at]!.kind !== "blank") return pieces[at]!.kind === "newline" ? undefined : pieces[at];
  return undefined;
}

function isInBrackets(pieces: readonly Piece[], index: number): boolean {
  let depth = 0;
  for (const { kind, text } of pieces.slice(0, index)) {
    if (kind !== "sign") continue;
    if ("([{".includes(text)) depth++;
    else if (")]}".includes(text)) depth--;
  }
  return depth > 0;
}

/** The whole file on one line: comments dropped, every new line outside brackets a `;`. */
export function onOneLine(source: string): string {
  const pieces = piecesOf(source);
  const kept = pieces.map((piece, index) => {
    if (piece.kind === "comment") return "";
    if (piece.kind !== "newline") return piece.text;
    const before = lastSolid(pieces, index);
    return isInBrackets(pieces, index) || (before !== undefined && /,$/.test(before.text)) ? " " : ";";
  });
  return kept.join("");
}
