// The JavaScript unit of one pack while it is put together: its functions by index, constants, query plans and the source map.

import { LineTable } from "../lines.ts";
import type { CodeInfo, ParamDef, QueryPlan, SourceMap } from "../program.ts";
import { commentText, markSpan, stripMarks } from "./quote.ts";

export interface CodeHead {
  readonly key: string;
  readonly role: CodeInfo["role"];
  readonly params: readonly ParamDef[];
}

interface Piece {
  readonly info: CodeInfo;
  readonly js: string;
  readonly file: number;
}

const NOTHING: Piece = { info: { key: "", role: "default", params: [], file: "", line: 0 }, js: "(){return null;}", file: 0 };

export class Unit {
  readonly pack: string;
  readonly queries: QueryPlan[] = [];
  #file = 0;
  readonly #files: { readonly name: string; readonly lines: LineTable }[] = [];
  readonly #pieces: (Piece | undefined)[] = [];
  readonly #keys = new Map<string, number>();
  readonly #constants = new Map<string, string>();
  readonly #plans = new Map<string, number>();

  constructor(pack: string, files: readonly { readonly name: string; readonly source: string }[]) {
    this.pack = pack;
    for (const file of files) this.#files.push({ name: file.name, lines: new LineTable(file.source) });
  }

  /** What is added from now on comes from this file. */
  enterFile(index: number): void {
    this.#file = index;
  }

  get fileIndex(): number {
    return this.#file;
  }

  get fileName(): string {
    return this.#files[this.#file]?.name ?? "";
  }

  line(sourceOffset: number): number {
    return this.#files[this.#file]?.lines.place(sourceOffset).line ?? 0;
  }

  /** Takes an index before its code is known, so that code may call what stands further down. */
  reserve(): number {
    return this.#pieces.push(undefined) - 1;
  }

  /** Gives code to an index. `js` is a parameter list and a body: `(self){…}`. */
  fill(index: number, head: CodeHead, sourceOffset: number, js: string): void {
    const info = { ...head, key: this.#unique(head.key), file: this.fileName, line: this.line(sourceOffset) };
    // Whatever stands before the first statement belongs to the header.
    this.#pieces[index] = { info, js: markSpan({ start: sourceOffset, end: sourceOffset }) + js, file: this.#file };
  }

  add(head: CodeHead, sourceOffset: number, js: string): number {
    const index = this.reserve();
    this.fill(index, head, sourceOffset, js);
    return index;
  }

  /** A value that never changes, made once for the unit. */
  constant(js: string): string {
    const known = this.#constants.get(js);
    if (known !== undefined) return known;
    const name = `k${this.#constants.size}`;
    this.#constants.set(js, name);
    return name;
  }

  plan(plan: QueryPlan): number {
    const text = JSON.stringify(plan);
    const known = this.#plans.get(text);
    if (known !== undefined) return known;
    this.#plans.set(text, this.queries.length);
    return this.queries.push(plan) - 1;
  }

  finish(): { js: string; map: SourceMap; code: CodeInfo[] } {
    const points: number[] = [];
    const parts: string[] = ['(function($){"use strict";const F=$.F;let T;\n'];
    let length = parts[0]!.length;
    const push = (text: string): void => {
      parts.push(text);
      length += text.length;
    };
    for (const [js, name] of this.#constants) push(`const ${name}=${js};\n`);
    const code = this.#pieces.map((piece, index) => {
      // Declared but never written: only a pack with errors has such, and nothing calls it.
      const { info, js, file } = piece ?? NOTHING;
      push(`// ${commentText(info.key)}\nfunction c${index}`);
      const { lines } = this.#files[file] ?? { lines: new LineTable("") };
      const base = length;
      const clean = stripMarks(js, (at, offset) => {
        const place = lines.place(offset);
        points.push(base + at, file, place.line, place.column);
      });
      push(`${clean}\n`);
      return info;
    });
    push(`return [${code.map((_, index) => `c${index}`).join(",")}];})\n//# sourceURL=lore:${this.pack}\n`);
    return { js: parts.join(""), map: { files: this.#files.map((file) => file.name), points }, code };
  }

  #unique(key: string): string {
    const count = this.#keys.get(key) ?? 0;
    this.#keys.set(key, count + 1);
    return count === 0 ? key : `${key}~${count + 1}`;
  }
}
