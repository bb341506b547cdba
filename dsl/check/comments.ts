// Comments of a radio message: they run to its end, so a `;` in one is a statement lost (rule 29).

import type { Context } from "./context.ts";
import type { CheckedFile } from "./declare.ts";

export function lintComments(cx: Context, files: readonly CheckedFile[]): void {
  for (const from of files) {
    // Only a message comes in one line.
    if (from.source.trim().includes("\n")) continue;
    cx.report.enter(from);
    for (const comment of from.file.comments) {
      if (!comment.text.includes(";")) continue;
      cx.report.add(
        "LORE507",
        comment.span,
        "This comment swallows what stands after its `;`.",
        "a comment runs to the message's end: leave it out, or put it last",
      );
    }
  }
}
