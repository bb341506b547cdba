// The formatter: one canonical form for whatever was typed. It prints the tree, so the source must have been read without errors;
// comments stay where they stood, and one blank line between two things is kept.

import type { LoreFile } from "../ast.ts";
import { writeDecl } from "./declarations.ts";
import { Writer } from "./writer.ts";

/** The file in canonical form; `source` is the text the tree was read from. */
export function format(file: LoreFile, source: string): string {
  const w = new Writer(source, file.comments);
  let lastWasTall = false;
  for (const decl of file.decls) {
    w.item(decl.span, () => {
      const before = w.lines.length;
      writeDecl(w, decl);
      const isTall = w.lines.length - before > 1 || w.lines.at(-1)!.includes("\n");
      if (isTall || lastWasTall) separate(w, before);
      lastWasTall = isTall;
    });
  }
  w.upTo(source.length + 1);
  while (w.lines.at(-1) === "") w.lines.pop();
  return w.lines.length === 0 ? "" : `${w.lines.map((line) => line.trimEnd()).join("\n")}\n`;
}

/** A declaration of several lines stands apart, together with the comment right above it. */
function separate(w: Writer, at: number): void {
  let top = at;
  while (top > 0 && w.lines[top - 1]!.startsWith("--")) top--;
  if (top > 0 && w.lines[top - 1] !== "") w.lines.splice(top, 0, "");
}
