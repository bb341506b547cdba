// The world refuses by a word; here is the text of the library that says each to a player.

import type { WorldRefusal } from "../world/outcome.ts";

export const REFUSAL_TEXTS: Readonly<Record<WorldRefusal, string>> = {
  gone: "stdlib.core.gone",
  "inside itself": "stdlib.core.inside_itself",
  "not enough": "stdlib.core.not_enough",
  "not a whole number": "stdlib.core.not_whole",
  "not a place": "stdlib.core.no_place",
  "a player is inside": "stdlib.core.someone_inside",
  "things are inside": "stdlib.core.owned_inside",
  "no such account": "stdlib.core.no_account",
  "too poor": "stdlib.core.cannot_pay",
  "holds money": "stdlib.core.holds_money",
  "no such transfer": "stdlib.core.no_transfer",
  "reversed before": "stdlib.core.reversed",
  "paid otherwise": "stdlib.core.no_sum",
  "too many treasuries": "stdlib.core.no_sum",
  "not a model": "stdlib.core.no_model",
  "only one": "stdlib.core.only_one",
};
