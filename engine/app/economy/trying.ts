// A conversion tried for who types `convert 1:100`: on a copy, beside the world, and told in one frame.

import type { Wire } from "../../../dsl/wire.ts";
import { type Currency, formatMoney } from "../../base/currency.ts";
import { readRate } from "../../base/rate.ts";
import type { Play } from "../../play/play.ts";
import { type EngineText, tellPlayer } from "../../play/staff.ts";
import type { AskBeside } from "../beside/beside.ts";
import type { BesideResult } from "../beside/jobs.ts";

export interface TryingParts {
  readonly play: Play;
  readonly db: string;
  readonly folder: string;
  readonly ask: AskBeside;
  failed(detail: string): void;
}

const MOST_DETAIL = 120;

/** From now on whoever may type it is answered. */
export function offerConversions({ play, db, folder, ask, failed }: TryingParts): void {
  play.converting = (player, typed) => {
    const rate = readRate(typed);
    if (rate === undefined) {
      void tellPlayer(play, player, said("no_rate"));
      return;
    }
    void ask({ t: "convert", db, folder, rate }).then((result) => {
      if (result.t === "failed") failed(result.detail);
      return tellPlayer(play, player, wordsOf(result));
    });
  };
}

function wordsOf(result: BesideResult): EngineText {
  if (result.t !== "converted") return said("failed", { detail: words(result.t === "failed" ? result.detail : "", MOST_DETAIL) });
  const { report, before, currency, inSource } = result.tried;
  const { rate, accounts, properties, rows, timers, prompts, data, rounding } = report;
  const sums = Object.values(rows).reduce((sum, count) => sum + count, properties + timers + prompts + data);
  const money = (sum: number, currency: Currency, most: number): Wire => words(formatMoney(sum, currency), most);
  return said("tried", {
    ...{ rate: words(rate, 19), held: money(report.before, before, 20), become: money(report.after, currency, 20) },
    ...{ purses: words(accounts, 7), sums: words(sums, 7), rounding: money(rounding, currency, 16), source: words(inSource.length, 5) },
  });
}

/** As long as the text has room for it. */
function words(value: string | number, most: number): Wire {
  return `s${String(value).slice(0, most)}`;
}

function said(name: string, args: EngineText["args"] = {}): EngineText {
  return { text: `stdlib.convert.${name}`, args };
}
