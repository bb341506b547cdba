// Money: what is paid, made and burned. The ledger books it; here is who may.

import type { Wire } from "../../../dsl/wire.ts";
import { asPurseId } from "../../base/ids.ts";
import type { Entity } from "../../world/entity.ts";
import { burn, mint, pay } from "../../world/ledger.ts";
import type { Outcome } from "../../world/outcome.ts";
import { ANYTHING, entity, MANDATE, MONEY, maybe, NOTHING } from "../tables/types.ts";
import { isPlayer, needEntity, stringOf, sumOf } from "./args.ts";
import { spendMandate } from "./mandates.ts";
import type { HostFunction, Turn } from "./record.ts";

export const MONEY_FUNCTIONS: readonly HostFunction[] = [
  {
    name: "pay",
    doc: "Moves money from one account to another.",
    params: [
      { name: "sum", type: MONEY },
      { name: "payer", label: "from", type: entity("entity") },
      { name: "payee", label: "to", type: entity("entity") },
      { name: "memo", label: "for", type: ANYTHING, optional: true },
      { name: "mandate", label: "with", type: maybe(MANDATE), optional: true },
    ],
    result: NOTHING,
    refuses: true,
    needs: [
      { capability: "charge", when: "the payer neither consents nor gave the mandate, and is not of the script's own pack or owner" },
    ],
    cost: 20,
    run: (turn, [sum = null, payer = null, payee = null, memo = null, mandate = null]) =>
      runPay(turn, { sum, payer, payee, memo, mandate }),
  },
  {
    name: "mint",
    doc: "Makes money and puts it into an account.",
    params: [
      { name: "sum", type: MONEY },
      { name: "payee", label: "to", type: entity("entity") },
    ],
    result: NOTHING,
    refuses: true,
    capability: "mint",
    cost: 20,
    run: (turn, [sum = null, payee = null]) => runIssue(turn, sum, payee, mint),
  },
  {
    name: "burn",
    doc: "Takes money out of an account and out of the world.",
    params: [
      { name: "sum", type: MONEY },
      { name: "payer", label: "from", type: entity("entity") },
    ],
    result: NOTHING,
    refuses: true,
    capability: "mint",
    cost: 20,
    run: (turn, [sum = null, payer = null]) => runIssue(turn, sum, payer, burn),
  },
];

interface PayArgs {
  readonly sum: Wire;
  readonly payer: Wire;
  readonly payee: Wire;
  readonly memo: Wire;
  readonly mandate: Wire;
}

function runPay(turn: Turn, args: PayArgs): Wire {
  const sum = sumOf(args.sum);
  if (sum === null) return turn.refuse("stdlib.core.no_sum");
  const payer = needEntity(turn, args.payer, "who pays");
  if (typeof payer === "string") return payer;
  const payee = needEntity(turn, args.payee, "who is paid");
  if (typeof payee === "string") return payee;
  const wrong = checkPayer(turn, payer, sum, args.mandate) ?? turn.effect();
  if (wrong !== null) return wrong;
  const paid = pay(turn.world, { from: asPurseId(payer.id), to: asPurseId(payee.id), amount: sum, memo: memoOf(turn, args.memo) });
  return answer(turn, paid, sum, payer, payee);
}

/** A mandate needs no other right; without one the payer consents, is the script's own, or the pack may charge. */
function checkPayer(turn: Turn, payer: Entity, sum: number, mandate: Wire): Wire {
  if (mandate !== null) return spendMandate(turn, mandate, payer, sum);
  const agreed = isPlayer(payer) ? turn.consents(payer.wire) : turn.isOwn(payer.wire);
  return agreed || turn.may("charge") ? null : turn.denied("charge");
}

function answer(turn: Turn, paid: Outcome, sum: number, payer: Entity, payee: Entity): Wire {
  if (!("refused" in paid)) return null;
  if (paid.refused === "too poor") return turn.refuse("stdlib.core.cannot_pay", { who: payer.wire, sum: `$${sum}` });
  if (paid.refused === "no such account") {
    const lacks = turn.world.purse(asPurseId(payer.id)) === undefined ? payer : payee;
    return turn.refuse("stdlib.core.no_account", { who: lacks.wire });
  }
  return turn.refuse("stdlib.core.no_sum");
}

/** The ledger's memo: short, plain, and the same for every reader. */
function memoOf(turn: Turn, memo: Wire): string {
  if (memo === null) return "";
  return (stringOf(memo) ?? turn.render(memo, null)).slice(0, 60);
}

function runIssue(turn: Turn, wire: Wire, account: Wire, issue: typeof mint): Wire {
  const sum = sumOf(wire);
  if (sum === null) return turn.refuse("stdlib.core.no_sum");
  const holder = needEntity(turn, account, "the account");
  if (typeof holder === "string") return holder;
  return turn.effect() ?? answer(turn, issue(turn.world, asPurseId(holder.id), sum, turn.caller.unit), sum, holder, holder);
}
