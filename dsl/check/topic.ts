// Topics: text, statements, choices; the player who talks is the actor (rule 30).

import type * as ast from "../ast.ts";
import type { Type } from "../types.ts";
import { type Context, inScope, inSite } from "./context.ts";
import { bindTopic } from "./jumps.ts";
import { testCondition } from "./logic.ts";
import { checkSize } from "./text-size.ts";
import { entityOf } from "./types.ts";

export function checkTopic(cx: Context, topic: ast.TopicDecl, self: Type): void {
  inSite(cx, { role: "topic", self, actor: entityOf("core.player"), verb: false }, () => {
    if (topic.text !== undefined) {
      cx.infer(topic.text);
      checkSize(cx, topic.text);
    }
    cx.block(topic.body);
    cx.facts = new Map();
    for (const choice of topic.choices) checkChoice(cx, choice);
  });
}

function checkChoice(cx: Context, choice: ast.Choice): void {
  const { cond } = choice;
  cx.infer(choice.text);
  if (cond !== undefined) inScope(cx, () => testCondition(cx, cond));
  if (choice.to !== undefined) bindTopic(cx, choice.to);
}
