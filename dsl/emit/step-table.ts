// The table of a traced unit's steps: which line each is, and how the source writes it.

import type { StepInfo } from "../program.ts";
import type { Unit } from "./unit.ts";

/** The steps of one unit, numbered as they are emitted. */
export class Steps {
  readonly infos: StepInfo[] = [];
  readonly #unit: Unit;
  readonly #sources: readonly string[];

  constructor(unit: Unit, files: readonly { readonly source: string }[]) {
    this.#unit = unit;
    this.#sources = files.map(({ source }) => source);
  }

  /** `end`: where what is shown of it ends, at most. */
  add(code: string, from: number, end: number, before = ""): number {
    const unit = this.#unit;
    const source = this.#sources[unit.fileIndex] ?? "";
    const start = from + /^[\s;]*/.exec(source.slice(from, end))![0].length;
    const words = source
      .slice(start, end)
      .replace(/\s+/g, " ")
      .replace(/[\s:;]+$/, "");
    const text = before + words;
    return this.infos.push({ file: unit.fileName, line: unit.line(start), code, text }) - 1;
  }
}
