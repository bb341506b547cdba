// Money: what is paid, made and burned. The ledger books it; here is who may.

import type { SurfaceParam } from "../../../dsl/surface.ts";
import type { Wire } from "../../../dsl/wire.ts";
import { asPurseId } from "../../base/ids.ts";
import { holderOf } from "../../world/cells.ts";
import type { Entity } from "../../world/entity.ts";
import { burn, mint, pay } from "../../world/ledger.ts";
import type { Outcome } from "../../world/outcome.ts";
import { ANYTHING, entity, MANDATE, MONEY, maybe, NOTHING, TEXT } from "../tables/types.ts";
import { isPlayer, needEntity, plainOf, sumOf } from "./args.ts";
import { spendMandate } from "./mandates.ts";
import type { HostFunction, Turn } from "./record.ts";

const SUM: SurfaceParam = { name: "sum", type: MONEY };
const MEMO: SurfaceParam = { name: "memo", label: "for", type: ANYTHING, optional: true };
const REASON: SurfaceParam = { name: "reason", label: "as", type: maybe(TEXT), optional: true };
const KEY: SurfaceParam = { name: "matter", label: "about", type: ANYTHING, optional: true };

export const MONEY_FUNCTIONS: readonly HostFunction[] = [
  {
    name: "pay",
    doc: "Moves money from one account to another. `for` is read in statements, `as` is a short category for reports, and what is paid `about` one matter is paid once.",
    params: [
      SUM,
      { name: "payer", label: "from", type: entity("entity") },
      { name: "payee", label: "to", type: entity("entity") },
      MEMO,
      { name: "mandate", label: "with", type: maybe(MANDATE), optional: true },
      REASON,
      KEY,
    ],
    result: NOTHING,
    refuses: true,
    needs: [
      { capability: "charge", when: "the payer neither consents nor gave the mandate, and is not of the script's own pack or owner" },
    ],
    cost: 20,
    touches: ["money"],
    run: (turn, [sum = null, payer = null, payee = null, memo = null, mandate = null, reason = null, key = null]) =>
      runPay(turn, { sum, payer, payee, mandate }, { memo, reason, key }),
  },
  {
    name: "mint",
    doc: "Makes money and puts it into an account, out of the pack's own treasury or the one named with `from`.",
    params: [
      SUM,
      { name: "payee", label: "to", type: entity("entity") },
      { name: "treasury", label: "from", type: maybe(TEXT), optional: true },
      MEMO,
      REASON,
      KEY,
    ],
    result: NOTHING,
    refuses: true,
    capability: "mint",
    cost: 20,
    touches: ["money"],
    run: (turn, [sum = null, account = null, treasury = null, memo = null, reason = null, key = null]) =>
      runIssue(turn, mint, { sum, account, treasury }, { memo, reason, key }),
  },
  {
    name: "burn",
    doc: "Takes money out of an account and out of the world, into the pack's own treasury or the one named with `to`.",
    params: [
      SUM,
      { name: "payer", label: "from", type: entity("entity") },
      { name: "treasury", label: "to", type: maybe(TEXT), optional: true },
      MEMO,
      REASON,
      KEY,
    ],
    result: NOTHING,
    refuses: true,
    capability: "mint",
    cost: 20,
    touches: ["money"],
    run: (turn, [sum = null, account = null, treasury = null, memo = null, reason = null, key = null]) =>
      runIssue(turn, burn, { sum, account, treasury }, { memo, reason, key }),
  },
];

/** What a payment says of itself. */
interface Wording {
  readonly memo: Wire;
  readonly reason: Wire;
  readonly key: Wire;
}

interface PayArgs {
  readonly sum: Wire;
  readonly payer: Wire;
  readonly payee: Wire;
  readonly mandate: Wire;
}

function runPay(turn: Turn, args: PayArgs, wording: Wording): Wire {
  const sum = sumOf(args.sum);
  if (sum === null) return turn.refuse("stdlib.core.no_sum");
  const payer = needEntity(turn, args.payer, "who pays");
  if (typeof payer === "string") return payer;
  const payee = needEntity(turn, args.payee, "who is paid");
  if (typeof payee === "string") return payee;
  const said = read(turn, wording, "pay");
  if (typeof said === "string") return said;
  const wrong = checkPayer(turn, payer, sum, args.mandate) ?? turn.effect();
  if (wrong !== null) return wrong;
  const paid = pay(turn.world, { from: asPurseId(payer.id), to: asPurseId(payee.id), amount: sum, ...said });
  return answer(turn, paid, { sum, payer, payee });
}

/** A mandate needs no other right; without one the payer consents, is the script's own, or the pack may charge. */
function checkPayer(turn: Turn, payer: Entity, sum: number, mandate: Wire): Wire {
  if (mandate !== null) return spendMandate(turn, mandate, payer, sum);
  // What is kept with somebody is theirs to pay out.
  const holder = turn.world.entity(holderOf(payer.key) ?? payer.id) ?? payer;
  const agreed = isPlayer(holder) ? turn.consents(holder.wire) : turn.isOwn(holder.wire);
  return agreed || turn.may("charge") ? null : turn.denied("charge");
}

interface Parties {
  readonly sum: number;
  readonly payer: Entity;
  readonly payee: Entity;
}

function answer(turn: Turn, paid: Outcome, { sum, payer, payee }: Parties): Wire {
  if (!("refused" in paid)) return null;
  switch (paid.refused) {
    case "too poor":
      return turn.refuse("stdlib.core.cannot_pay", { who: payer.wire, sum: `$${sum}` });
    case "no such account": {
      const lacks = turn.world.purse(asPurseId(payer.id)) === undefined ? payer : payee;
      return turn.refuse("stdlib.core.no_account", { who: lacks.wire });
    }
    case "paid otherwise":
      return turn.fault("range", "this matter was paid before, with another sum or between others");
    case "too many treasuries":
      return turn.fault("range", "there are 200 treasuries already");
    default:
      return turn.refuse("stdlib.core.no_sum");
  }
}

interface IssueArgs {
  readonly sum: Wire;
  readonly account: Wire;
  readonly treasury: Wire;
}

function runIssue(turn: Turn, issue: typeof mint, args: IssueArgs, wording: Wording): Wire {
  const sum = sumOf(args.sum);
  if (sum === null) return turn.refuse("stdlib.core.no_sum");
  const holder = needEntity(turn, args.account, "the account");
  if (typeof holder === "string") return holder;
  const said = read(turn, wording, issue === mint ? "mint" : "burn");
  if (typeof said === "string") return said;
  const name = args.treasury === null ? "" : plainOf(turn, args.treasury).toLowerCase();
  if (args.treasury !== null && !/^[a-z0-9][a-z0-9_.-]{0,23}$/.test(name))
    return turn.fault("range", "a treasury's name has 1 to 24 letters, digits, dots, _ and -");
  const treasury = name === "" ? turn.caller.unit : `${turn.caller.unit}.${name}`;
  const spent = turn.effect();
  if (spent !== null) return spent;
  const made = issue(turn.world, { account: asPurseId(holder.id), treasury, amount: sum, ...said });
  return answer(turn, made, { sum, payer: holder, payee: holder });
}

const MOST_KEY_BYTES = 100;

/** The ledger's words: short, plain, and the same for every reader. A matter is the pack's own. */
function read(turn: Turn, { memo, reason, key }: Wording, otherwise: string): { memo: string; reason: string; key?: string } | string {
  const said = {
    memo: memo === null ? "" : plainOf(turn, memo).slice(0, 60),
    reason: (reason === null ? otherwise : plainOf(turn, reason)).slice(0, 24).toLowerCase(),
  };
  if (key === null) return said;
  const matter = plainOf(turn, key);
  if (matter === "" || Buffer.byteLength(matter) > MOST_KEY_BYTES)
    return turn.fault("range", `a matter is named in 1 to ${MOST_KEY_BYTES} bytes`) as string;
  return { ...said, key: `${turn.caller.unit} ${matter}` };
}
