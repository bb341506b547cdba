// The players' page: every line that it tells one to send is understood.

import { expect, test } from "vitest";
import { makeStage } from "../../engine/app/stage.ts";
import { converse } from "../support/conversation.ts";
import { readText } from "../support/tree.ts";

const LINES = readText("docs/playing/first-day.md")
  .split("\n")
  .filter((line) => /^(\||- )/.test(line))
  .flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map((match) => match[1]!));

/** Words that only answer something; they are tried where something is asked. */
const ANSWERS = ["m", "y", "cancel"];

test("every line of the page is understood", async () => {
  expect(LINES.length).toBeGreaterThan(40);
  const stage = makeStage();
  const puzzled: string[] = [];
  for (const line of LINES.filter((one) => !ANSWERS.includes(one))) {
    const seen = await converse({ stage, pack: "gullwick", room: "quay" }, `> ${line}`);
    if (/No verb |Did you mean|Try: /.test(seen)) puzzled.push(`${line}: ${seen}`);
  }
  expect(puzzled).toEqual([]);
});
