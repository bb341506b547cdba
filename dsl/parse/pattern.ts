// What a command's text says: words, `[optional]` parts and `<slots>`. The slots' types and defaults go through the grammar.

import type { IToken } from "chevrotain";
import type { Pattern, PatternOptional, PatternPart, PatternSlot } from "../ast.ts";
import type { Fault } from "./fault.ts";
import { textExtent } from "./quotes.ts";
import { foldName } from "./words.ts";

/** The inside of a `<…>`, read by the grammar after the file, and put into its pattern then. */
export interface PendingSlot {
  readonly start: number;
  readonly end: number;
  readonly put: (slot: Omit<PatternSlot, "span">) => void;
}

export function readPattern(source: string, token: IToken, faults: Fault[], slots: PendingSlot[]): Pattern {
  const extent = textExtent(source, token.startOffset)!;
  const reader = new PatternReader(source, extent.innerEnd, faults, slots);
  reader.at = extent.innerStart;
  const parts = reader.parts(false);
  const span = { start: token.startOffset, end: extent.end };
  if (parts.length === 0)
    faults.push({ code: "LORE026", ...span, message: "This command has no words.", hint: 'write what the player types: `command "wave"`' });
  return { parts, span };
}

const BLANK = /[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/;

class PatternReader {
  readonly source: string;
  readonly end: number;
  readonly faults: Fault[];
  readonly slots: PendingSlot[];
  at = 0;

  constructor(source: string, end: number, faults: Fault[], slots: PendingSlot[]) {
    this.source = source;
    this.end = end;
    this.faults = faults;
    this.slots = slots;
  }

  parts(nested: boolean): PatternPart[] {
    const parts: PatternPart[] = [];
    while (this.at < this.end) {
      const c = this.source[this.at]!;
      if (BLANK.test(c)) this.at++;
      else if (c === "[") parts.push(this.optional());
      else if (c === "<") parts.push(this.slot(parts));
      else if (c === "]") {
        if (nested) return parts;
        this.fault(this.at, this.at + 1, "This `]` has no `[` before it.", "take it out");
        this.at++;
      } else parts.push(this.words());
    }
    return parts;
  }

  private optional(): PatternOptional {
    const start = this.at++;
    const parts = this.parts(true);
    if (this.at >= this.end) this.fault(start, start + 1, "This `[` has no `]` after it.", "close it with `]`");
    else this.at++;
    return { kind: "optional", parts, span: { start, end: this.at } };
  }

  private slot(parts: PatternPart[]): PatternSlot {
    const start = this.at;
    const close = this.source.indexOf(">", start);
    const closed = close >= 0 && close < this.end;
    this.at = closed ? close + 1 : this.end;
    const span = { start, end: this.at };
    if (!closed) this.fault(start, start + 1, "This `<` has no `>` after it.", "close it with `>`");
    const name = { id: "", text: "", span: { start: start + 1, end: start + 1 } };
    const slot: PatternSlot = { kind: "slot", name, type: undefined, scope: undefined, within: undefined, value: undefined, span };
    if (!closed) return slot;
    const index = parts.length;
    this.slots.push({ start: start + 1, end: close, put: (read) => parts.splice(index, 1, { ...read, span }) });
    return slot;
  }

  private words(): PatternPart {
    const start = this.at;
    while (this.at < this.end && !BLANK.test(this.source[this.at]!) && !"[]<".includes(this.source[this.at]!)) this.at++;
    const words = this.source
      .slice(start, this.at)
      .split(/[|\uff5c]/)
      .map(foldPatternWord);
    if (words.some((word) => word === "")) this.fault(start, this.at, "A word is missing beside `|`.", "write `take|get`, without blanks");
    return { kind: "words", words: words.filter((word) => word !== ""), span: { start, end: this.at } };
  }

  private fault(start: number, end: number, message: string, hint: string): void {
    this.faults.push({ code: "LORE026", start, end, message, hint });
  }
}

/** Phones curl the apostrophe of `'hello` as they curl quotes. */
function foldPatternWord(word: string): string {
  return foldName(word)
    .replace(/[\u2018\u2019\u201b\u02bc\uff07`\u00b4]/g, "'")
    .replace(/\\(.)/g, "$1");
}
