// Events of the pack that something listens to but nothing signals: those triggers never fire.

import type * as ast from "../ast.ts";
import type { Context } from "./context.ts";
import type { CheckedFile } from "./declare.ts";

export function lintUnheard(cx: Context, files: readonly CheckedFile[]): void {
  for (const file of files) {
    cx.report.enter(file);
    for (const decl of file.file.decls) {
      if (decl.kind === "trigger") lintTrigger(cx, decl);
      else if (decl.kind === "kind" || decl.kind === "entity" || decl.kind === "extend") lintMembers(cx, decl.members);
    }
  }
}

function lintMembers(cx: Context, members: readonly ast.Member[]): void {
  for (const member of members) {
    if (member.kind === "trigger") lintTrigger(cx, member);
    else if (member.kind === "entity") lintMembers(cx, member.members);
  }
}

function lintTrigger(cx: Context, trigger: ast.TriggerDecl): void {
  const bound = cx.notes.bindings.get(trigger.event);
  if (bound?.kind !== "event" || !bound.id.startsWith(`${cx.pack}.`) || cx.signalled.has(bound.id)) return;
  cx.report.add(
    "LORE317",
    trigger.event.span,
    `\`${trigger.event.text}\` never comes: nothing in this pack signals it.`,
    `\`signal ${trigger.event.id}(…) in room\` raises it`,
  );
}
