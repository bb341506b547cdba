// The old script syntax in plain English: `If player has rusty key: Unlock north. Say "Click." Otherwise: Say "Locked."`

import { DEEPEST, LONGEST_SCRIPT, MOST_STEPS, type ReadScript, ScriptFault, type Step, type Test } from "./script-steps.ts";

export function readEnglishScript(text: string): ReadScript {
  if (text.length > LONGEST_SCRIPT) return { wrong: `it is longer than ${LONGEST_SCRIPT} characters` };
  try {
    return { steps: new Reader(piecesOf(text)).whole() };
  } catch (error) {
    if (error instanceof ScriptFault) return { wrong: error.message };
    throw error;
  }
}

/** Sentences and headers: a header ends in its colon. Quoted text is one word, and no sign in it divides. */
function piecesOf(text: string): string[] {
  const plain = text.replace(/[\u201c\u201d\u201e]/g, '"').replace(/\r/g, "");
  const pieces: string[] = [];
  let piece = "";
  for (const [token] of plain.matchAll(/"(?:\\.|[^"\\])*"?|[^"]/gs)) {
    if (token === ":" && /^\s*(?:if|otherwise|else)\b/i.test(piece)) pieces.push(`${piece}:`);
    else if (token === "." || token === ";" || token === "\n") pieces.push(piece);
    else {
      piece += token;
      continue;
    }
    piece = "";
  }
  return [...pieces, piece].map((one) => one.trim()).filter((one) => one !== "" && one !== ":");
}

class Reader {
  readonly #pieces: string[];
  #at = 0;
  #depth = 0;

  constructor(pieces: string[]) {
    if (pieces.length > MOST_STEPS) throw new ScriptFault(`it has more than ${MOST_STEPS} sentences`);
    this.#pieces = pieces;
  }

  whole(): readonly Step[] {
    const steps = this.#steps();
    if (this.#at < this.#pieces.length) throw new ScriptFault("Otherwise stands without an If before it");
    if (steps.length === 0) throw new ScriptFault("it is empty");
    return steps;
  }

  /** Up to an Otherwise, or to the end. */
  #steps(): Step[] {
    if (++this.#depth > DEEPEST) throw new ScriptFault("its conditions are nested too deep");
    const steps: Step[] = [];
    while (this.#at < this.#pieces.length && !isOtherwise(this.#pieces[this.#at]!)) {
      const piece = this.#pieces[this.#at++]!;
      const header = /^if\s+(.*?)(?:\s*:|\s+then\s*:?|,)$/is.exec(piece);
      if (header !== null) steps.push(this.#branch(testOf(header[1]!)));
      else {
        const [said, ...rest] = splitQuoted(piece);
        steps.push(stepOf(said!));
        // `Say "Click." Say "Clack."` has no sign between the two but the quote itself.
        this.#pieces.splice(this.#at, 0, ...rest);
      }
    }
    this.#depth--;
    return steps;
  }

  #branch(test: Test): Step {
    const then = this.#steps();
    if (then.length === 0) throw new ScriptFault("nothing follows an If");
    const next = this.#pieces[this.#at];
    if (next === undefined || !isOtherwise(next)) return { kind: "if", test, then, else: [] };
    this.#at++;
    return { kind: "if", test, then, else: this.#steps() };
  }
}

function isOtherwise(piece: string): boolean {
  return /^(?:otherwise|else)\s*[:,]?$/i.test(piece);
}

function splitQuoted(piece: string): string[] {
  const found = /^([^"]*"(?:\\.|[^"\\])*")\s*(?:and\s+|then\s+)?(\S.*)$/is.exec(piece);
  return found === null ? [piece] : [found[1]!, found[2]!];
}

const SENTENCES: readonly (readonly [RegExp, (found: readonly string[]) => Step])[] = [
  [/^say\s+to\s+(?:the\s+)?room\s*[:,]?\s*"(.*?)"?$/is, ([text = ""]) => ({ kind: "say", text: unescaped(text), to: "room" })],
  [/^say\s*[:,]?\s*"(.*?)"?$/is, ([text = ""]) => ({ kind: "say", text: unescaped(text), to: "actor" })],
  [
    /^(?:give\s+(?:the\s+)?player|heal\s+(?:the\s+)?player(?:\s+by)?)\s+(\d{1,9})\s*(?:health|hp|hit points)?$/i,
    ([n = ""]) => ({ kind: "heal", amount: Number(n) }),
  ],
  [/^give\s+(?:the\s+)?player\s+(\d{1,9})\s+(?:coins?|gold|credits?)$/i, ([n = ""]) => ({ kind: "coins", amount: Number(n) })],
  [
    /^give\s+(?:the\s+)?player\s+(?:(\d{1,3})\s+)?(.+)$/is,
    ([n = "1", item = ""]) => ({ kind: "grant", item: bare(item), times: Number(n) || 1 }),
  ],
  [
    /^take\s+(?:(\d{1,3})\s+)?(.+?)\s+from\s+(?:the\s+)?player$/is,
    ([n = "1", item = ""]) => ({ kind: "take", item: bare(item), times: Number(n) || 1 }),
  ],
  [/^(?:remove|destroy|consume)\s+(?:this|the)\s+(?:object|thing|item)$/i, () => ({ kind: "consume" })],
  [/^(?:teleport|move)\s+(?:the\s+)?player\s+to\s+(.+)$/is, ([room = ""]) => ({ kind: "teleport", room: bare(room) })],
  [
    /^(unlock|lock)\s+(?:the\s+)?(\w+)(?:\s+(?:exit|door))?$/i,
    ([verb = "", way = ""]) => ({ kind: "bar", way, locked: verb.toLowerCase() === "lock" }),
  ],
];

function stepOf(piece: string): Step {
  for (const [pattern, make] of SENTENCES) {
    const found = pattern.exec(piece);
    if (found !== null) return make(found.slice(1));
  }
  throw new ScriptFault(`"${piece.slice(0, 40)}" is no sentence of the old scripts`);
}

const CONDITIONS: readonly (readonly [RegExp, (found: readonly string[]) => Test])[] = [
  [/^(?:the\s+)?player\s+has\s+(?:the\s+)?quest\s+(.+)$/is, ([quest = ""]) => ({ kind: "has quest", quest: bare(quest) })],
  [/^(?:the\s+)?player\s+has\s+(.+)$/is, ([item = ""]) => ({ kind: "has item", item: bare(item) })],
  [/^(?:the\s+)?room\s+(?:has\s+)?flag\s+(.+)$/is, ([flag = ""]) => ({ kind: "room flag", flag: bare(flag) })],
  [/^(?:the\s+)?object\s+(?:has\s+)?flag\s+(.+)$/is, ([flag = ""]) => ({ kind: "object flag", flag: bare(flag) })],
  [
    /^(\d{1,6})\s+in\s+(\d{1,6})\s+chance$/i,
    ([n = "", m = ""]) => ({ kind: "chance", percent: Math.min(100, Math.round((100 * Number(n)) / Math.max(1, Number(m)))) }),
  ],
  [/^(\d{1,3})\s*(?:%|percent)(?:\s+chance)?$/i, ([n = ""]) => ({ kind: "chance", percent: Math.min(100, Number(n)) })],
];

/** `and` binds tighter than `or`, as everywhere. */
function testOf(text: string): Test {
  const arms = text.split(/\s+or\s+/i);
  if (arms.length > DEEPEST) throw new ScriptFault("its condition has too many parts");
  return arms.map(bothOf).reduce((left, right) => ({ kind: "or", left, right }));
}

function bothOf(text: string): Test {
  const parts = text.split(/\s+and\s+/i);
  if (parts.length > DEEPEST) throw new ScriptFault("its condition has too many parts");
  return parts.map(oneOf).reduce((left, right) => ({ kind: "and", left, right }));
}

function oneOf(text: string): Test {
  for (const [pattern, make] of CONDITIONS) {
    const found = pattern.exec(text.trim());
    if (found !== null) return make(found.slice(1));
  }
  throw new ScriptFault(`"${text.slice(0, 40)}" is no condition of the old scripts`);
}

/** A name without its article and quotes. */
function bare(text: string): string {
  return text
    .trim()
    .replace(/^["']|["']$/g, "")
    .replace(/^(?:a|an|the)\s+/i, "")
    .trim();
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, "$1");
}
