// Reloading as Lore sees it: what a `migrate` may read of the time before, and a sysop's wish for other code.

import { NOBODY } from "../../base/ids.ts";
import { ANYTHING, basic, entity, maybe, NOTHING, TEXT } from "../tables/types.ts";
import { needEntity, stringOf } from "./args.ts";
import type { HostFunction } from "./record.ts";

export const RELOAD: readonly HostFunction[] = [
  {
    name: "old",
    doc: "In a `migrate`: what a property held before, also one that is no more or has another type now. With `of`, what a `for each` property held for them.",
    params: [
      { name: "what", type: entity("entity") },
      { name: "name", type: TEXT },
      { name: "of", label: "of", type: maybe(entity("entity")), optional: true },
    ],
    result: ANYTHING,
    cost: 2,
    run: (turn, [what = null, name = null, of = null]) => {
      const found = needEntity(turn, what, "what");
      if (typeof found === "string") return found;
      const whose = of === null ? undefined : needEntity(turn, of, "of whom");
      if (typeof whose === "string") return whose;
      const value = turn.old(found, stringOf(name) ?? "", whose?.id ?? NOBODY);
      return value === undefined ? turn.fault("denied", "only a `migrate` may look at what was") : value;
    },
  },
  {
    name: "reload_packs",
    doc: "Has the packs' files read, checked and put in place of those that run; with `to`, an earlier version. Whoever types this reads what became of it.",
    params: [{ name: "version", label: "to", type: maybe(basic("number")), optional: true }],
    result: NOTHING,
    capability: "reload",
    needsActor: true,
    cost: 20,
    run: (turn, [version = null]) => {
      turn.request(turn.actor, "reload", version === null ? turn.actor : version);
      return null;
    },
  },
];
