// What the page may ask: one table of questions, each with the shape that it must have and what answers it.

import { z } from "zod";
import { colorWords } from "../../../dsl/services.ts";
import { RANKS } from "../../play/ranks.ts";
import { surface } from "../surface.ts";
import { formatted } from "./desk.ts";
import type { IndentRules } from "./indent-rules.ts";
import type { RefusalCode } from "./refusals.ts";
import type { Sample } from "./samples.ts";
import type { Visit } from "./visit.ts";
import type { Visits } from "./visits.ts";

export interface QuestionParts {
  readonly visits: Visits;
  readonly samples: readonly Sample[];
  readonly indent: IndentRules;
}

export type Reply = { readonly ok: unknown } | { readonly refused: RefusalCode; readonly detail?: string };

/** Longer texts are for files; the checker answers within a keystroke up to here. */
export const MOST_TEXT = 100_000;
/** As at the other doors. */
const MOST_LINE = 2_000;
const MOST_WAIT_MS = 31 * 24 * 3_600_000;

const key = z.string().max(100);
const text = z.string().max(MOST_TEXT);
const seq = z.int().min(0);
const offset = z.int().min(0).max(MOST_TEXT);

type Question = (parts: QuestionParts, asked: unknown) => Promise<Reply>;

export const QUESTIONS: ReadonlyMap<string, Question> = new Map<string, Question>([
  ["open", question(z.object({ visit: key.nullable() }), open)],
  ["check", ofVisit({ text }, true, (visit, asked) => visit.desk.check(asked.text))],
  ["hover", ofVisit({ text, offset }, true, (visit, asked) => visit.desk.hover(asked.text, asked.offset))],
  ["complete", ofVisit({ text, offset }, true, (visit, asked) => visit.desk.complete(asked.text, asked.offset))],
  ["format", ofVisit({ text }, true, (_, asked) => ({ text: formatted(asked.text) }))],
  [
    "load",
    ofVisit({ text, isNew: z.boolean(), after: seq }, true, async (visit, asked) => ({
      outcome: await visit.load(asked.text, asked.isNew),
      ...news(visit, asked.after),
    })),
  ],
  [
    "line",
    ofVisit({ line: z.string().max(MOST_LINE), after: seq }, true, async (visit, asked) => {
      await visit.line(asked.line);
      return news(visit, asked.after);
    }),
  ],
  [
    "wait",
    ofVisit({ ms: z.int().min(0).max(MOST_WAIT_MS), after: seq }, true, async (visit, asked) => {
      await visit.wait(asked.ms);
      return news(visit, asked.after);
    }),
  ],
  [
    "rank",
    ofVisit({ rank: z.enum(RANKS), after: seq }, true, async (visit, asked) => {
      await visit.setRank(asked.rank);
      return news(visit, asked.after);
    }),
  ],
  ["news", ofVisit({ after: seq }, false, (visit, asked) => news(visit, asked.after))],
]);

/** A page that was loaded anew goes on with its visit, as long as that is there. */
async function open({ visits, samples, indent }: QuestionParts, asked: { readonly visit: string | null }): Promise<Reply> {
  const known = asked.visit === null ? undefined : visits.find(asked.visit, true);
  const begun = known === undefined ? visits.begin() : { key: asked.visit!, visit: known };
  if (begun === null) return { refused: "full" };
  return { ok: { visit: begun.key, samples, indent, words: colorWords(surface()), rank: begun.visit.rank, ...news(begun.visit, 0) } };
}

/** What the play pane has not shown yet. */
function news(visit: Visit, after: number) {
  return { entries: visit.log.after(after), hasWorld: visit.hasWorld };
}

function question<S extends z.ZodType>(shape: S, answer: (parts: QuestionParts, asked: z.infer<S>) => Promise<Reply>): Question {
  return async (parts, asked) => {
    const read = shape.safeParse(asked);
    if (read.success) return await answer(parts, read.data);
    const { path, message } = read.error.issues[0]!;
    return { refused: "shape", detail: `${path.join(".")}: ${message}` };
  };
}

/** `isUse`: somebody did this; else the page asks by itself. */
function ofVisit<S extends z.ZodRawShape>(
  shape: S,
  isUse: boolean,
  answer: (visit: Visit, asked: z.infer<z.ZodObject<S>>) => unknown,
): Question {
  return question(z.object({ visit: key, ...shape }), async ({ visits }, asked) => {
    const visit = visits.find((asked as { visit: string }).visit, isUse);
    if (visit === undefined) return { refused: "gone" };
    return { ok: await answer(visit, asked as z.infer<z.ZodObject<S>>) };
  });
}
