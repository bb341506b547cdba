// Which of the library's texts staff reads of a reload, and what is put into it.

import type { Wire } from "../../../dsl/wire.ts";
import type { EngineText } from "../../play/staff.ts";
import type { LiveChange } from "../../script/workbench.ts";
import type { Written } from "./live-files.ts";
import type { Refused, ReloadOrder, ReloadOutcome } from "./order.ts";
import type { KeptStart } from "./start-packs.ts";

/** What a list of packs, or a problem with its place, may take in a frame. */
const MOST_CHANGED = 80;
const MOST_DETAIL = 120;
const MOST_FILE = 40;

export function outcomeText(order: ReloadOrder, outcome: ReloadOutcome): EngineText {
  switch (outcome.kind) {
    case "same":
      return said("same", { version: outcome.version });
    case "refused":
      return refusedText(order, outcome);
    default: {
      const { lost, asideCount } = outcome.report;
      const limbo = Object.values(lost).reduce((sum, count) => sum + count, 0);
      const args = { version: outcome.version, changed: wire(outcome.changed, MOST_CHANGED), limbo, aside: asideCount };
      const { back } = outcome;
      return back === undefined ? said("done", args) : said("rolled_back", { ...args, restored: back.to, undo: back.from });
    }
  }
}

function refusedText({ to }: ReloadOrder, { step, problems, why }: Refused): EngineText {
  if (step === "version") return to === 0 ? said("no_earlier") : said("no_version", { version: to ?? 0 });
  return why === undefined ? said("refused", { detail: wire(problems[0] ?? "") }) : said(`refused_${why}`);
}

export function canaryText(outcome: ReloadOutcome, detail: string): EngineText {
  if (outcome.kind !== "done" || outcome.back === undefined) return said("canary_stuck", { detail: wire(detail) });
  return said("canary", { detail: wire(detail), restored: outcome.back.to });
}

/** What who edited a pack's file in the game reads. */
export function writtenText({ path }: LiveChange, written: Written): EngineText {
  const file = wire(written.file, MOST_FILE);
  const of = (name: string, args: EngineText["args"] = {}): EngineText => ({ text: `stdlib.live.${name}`, args });
  switch (written.kind) {
    case "written":
      return of(written.place === "file" ? "written" : "overlaid", { what: wire(path, MOST_FILE), file, version: written.version });
    case "refused":
      return of("refused", { detail: wire(written.outcome.kind === "refused" ? (written.outcome.problems[0] ?? "") : "") });
    case "failed":
      return of("failed", { detail: wire(written.problem) });
    case "off":
      return of("off");
    default:
      return of(written.kind.replace(" ", "_"), { file });
  }
}

export function keptText({ version, problem }: KeptStart): EngineText {
  if (version === null) return said("without_overlay", { detail: wire(problem ?? "") });
  return problem === null ? said("kept", { version }) : said("kept_broken", { version, detail: wire(problem) });
}

function said(name: string, args: EngineText["args"] = {}): EngineText {
  return { text: `stdlib.reload.${name}`, args };
}

/** On one line, and short enough for a frame around it. */
function wire(text: string, most = MOST_DETAIL): Wire {
  const plain = text.replaceAll(/\s+/g, " ");
  return `s${plain.length <= most ? plain : `${plain.slice(0, most - 3)}...`}`;
}
