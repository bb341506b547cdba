// The book of the money as scripts read and mend it: accounts kept with others, statements, payments taken back, the sums of reports.

import { TAG, type Wire } from "../../../dsl/wire.ts";
import { asPurseId, asTransferId, type PurseId } from "../../base/ids.ts";
import { holderOf, ownerOf } from "../../world/cells.ts";
import type { Entity } from "../../world/entity.ts";
import { keptAccount } from "../../world/kept.ts";
import { findTransfer, reverse, type StatementLine, statementOf } from "../../world/ledger.ts";
import { ANYTHING, DURATION, entity, list, MONEY, map, maybe, NOTHING, NUMBER, TEXT } from "../tables/types.ts";
import { listWire } from "../wires.ts";
import { durationOf, isPlayer, mapOf, needEntity, plainOf } from "./args.ts";
import type { HostFunction, Turn } from "./record.ts";

const MOST_LINES = 50;
const MOST_SKIPPED = 100_000;
const WEEK_MS = 7 * 86_400_000;

export const BOOK: readonly HostFunction[] = [
  {
    name: "account_of",
    doc: "The account that somebody keeps with a bank, a shop or any other entity, opened when it is first asked for; `as` tells several apart. It goes with the entity it is kept with.",
    params: [
      { name: "holder", type: entity("entity") },
      { name: "owner", label: "for", type: entity("entity") },
      { name: "name", label: "as", type: maybe(TEXT), optional: true },
    ],
    result: entity("account"),
    cost: 10,
    run: (turn, [holder = null, owner = null, name = null]) => runAccount(turn, holder, owner, name),
  },
  {
    name: "statement",
    doc: "The last payments of an account, newest first: maps of id, at, other, amount (less than 0: paid out), balance after it, memo and reason.",
    params: [
      { name: "account", label: "of", type: entity("entity") },
      { name: "limit", label: "limit", type: maybe(NUMBER), optional: true },
      { name: "skip", label: "skip", type: maybe(NUMBER), optional: true },
    ],
    result: list(map(ANYTHING)),
    needs: [{ capability: "read accounts", when: "the account is neither a consenting player's nor of the script's own pack" }],
    cost: 30,
    run: (turn, [account = null, limit = null, skip = null]) => runStatement(turn, account, limit, skip),
  },
  {
    name: "reverse",
    doc: "Takes a payment back by its number in a statement: once, as a payment of its own, and only while the money is still there. The sum that came back.",
    params: [
      { name: "payment", type: NUMBER },
      { name: "memo", label: "for", type: ANYTHING, optional: true },
    ],
    result: MONEY,
    refuses: true,
    capability: "reverse",
    cost: 30,
    run: (turn, [payment = null, memo = null]) => runReverse(turn, payment, memo),
  },
  {
    name: "payment",
    doc: "The sides of a payment by its number in a statement: maps of account, owner (for whom it is kept there, else nothing) and amount (less than 0: paid out). Empty when there is no such payment.",
    params: [{ name: "payment", type: NUMBER }],
    result: list(map(ANYTHING)),
    capability: "read accounts",
    cost: 10,
    run: (turn, [payment = null]) => runPayment(turn, payment),
  },
  {
    name: "supply",
    doc: "What all accounts together hold: what the treasuries have given out.",
    params: [],
    result: MONEY,
    capability: "read accounts",
    cost: 10,
    run: (turn) => `${TAG.money}${supplyOf(turn)}`,
  },
  {
    name: "economy",
    doc: "What was minted, burned and moved in the last week, or in the span given, by reason: maps of reason, payments, minted, burned and moved.",
    params: [{ name: "span", label: "for", type: maybe(DURATION), optional: true }],
    result: list(map(ANYTHING)),
    capability: "read accounts",
    cost: 100,
    run: (turn, [span = null]) => runEconomy(turn, span),
  },
  {
    name: "try_conversion",
    doc: "Has it counted on a copy of the world what another currency would make of all money, so many smallest coins of now being so many of what the packs' files say: `1:100`. Whoever types this reads it later.",
    params: [{ name: "rate", type: TEXT }],
    result: NOTHING,
    capability: "read accounts",
    needsActor: true,
    cost: 50,
    run: (turn, [rate = null]) => {
      turn.request(turn.actor, "convert", rate ?? "s");
      return null;
    },
  },
  {
    name: "richest",
    doc: "The accounts that hold most, richest first, ten unless told: maps of account and money.",
    params: [{ name: "limit", label: "limit", type: maybe(NUMBER), optional: true }],
    result: list(map(ANYTHING)),
    capability: "read accounts",
    cost: 50,
    run: (turn, [limit = null]) => runRichest(turn, limit),
  },
];

function runAccount(turn: Turn, holderWire: Wire, ownerWire: Wire, name: Wire): Wire {
  const holder = needEntity(turn, holderWire, "with whom the account is kept");
  if (typeof holder === "string") return holder;
  const owner = needEntity(turn, ownerWire, "whose account it is");
  if (typeof owner === "string") return owner;
  const { world } = turn;
  const word = name === null ? "" : plainOf(turn, name).toLowerCase();
  if (!/^[a-z0-9_.-]{0,24}$/.test(word)) return turn.fault("range", "an account's name has at most 24 letters, digits, dots, _ and -");
  const known = keptAccount(world, holder, owner, word);
  if (known.found !== undefined) return known.found.wire;
  if (holderOf(holder.key) !== null) return turn.fault("type", "no account is kept with an account");
  if (turn.caller.owner !== null && !turn.mayChange(holder.wire)) return turn.fault("denied", "only with what is your own");
  return turn.effect() ?? known.open().wire;
}

function runStatement(turn: Turn, wire: Wire, limit: Wire, skip: Wire): Wire {
  const account = needEntity(turn, wire, "whose account");
  if (typeof account === "string") return account;
  if (!mayRead(turn, account)) return turn.denied("read accounts");
  const page = { limit: countOf(limit, 10), skip: countOf(skip, 0) };
  if (page.limit > MOST_LINES) return turn.fault("range", `a statement has at most ${MOST_LINES} lines`);
  if (page.skip > MOST_SKIPPED) return turn.fault("range", `a statement skips at most ${MOST_SKIPPED} lines`);
  const purse = asPurseId(account.id);
  return listWire(statementOf(turn.world, purse, page).map((line) => lineWire(turn, purse, line)));
}

function mayRead(turn: Turn, account: Entity): boolean {
  const holder = turn.world.entity(holderOf(account.key) ?? account.id) ?? account;
  return (isPlayer(holder) ? turn.consents(holder.wire) : turn.isOwn(holder.wire)) || turn.may("read accounts");
}

function lineWire(turn: Turn, purse: PurseId, { transfer, amount, balance }: StatementLine): Wire {
  const others = transfer.entries.filter((entry) => entry.purse !== purse);
  return mapOf([
    ["id", transfer.id],
    ["at", `${TAG.time}${transfer.atMs}`],
    ["other", others.length === 1 ? partyOf(turn, others[0]!.purse) : null],
    ["amount", `${TAG.money}${amount}`],
    ["balance", `${TAG.money}${balance}`],
    ["memo", `${TAG.text}${transfer.memo}`],
    ["reason", `${TAG.text}${transfer.reason}`],
  ]);
}

/** The other side as players know it: a treasury by its name, an account by whom it is kept with, nothing for what is gone. */
function partyOf(turn: Turn, purse: PurseId): Wire {
  if (purse <= 0) return `${TAG.text}${turn.world.purse(purse)?.name ?? ""}`;
  const entity = turn.world.ofWire(`${TAG.entity}${purse}`);
  const holder = holderOf(entity?.key ?? null);
  return (holder === null ? entity : turn.world.entity(holder))?.wire ?? null;
}

function runReverse(turn: Turn, payment: Wire, memo: Wire): Wire {
  if (typeof payment !== "number") return turn.fault("type", "a payment is named by its number");
  const spent = turn.effect();
  if (spent !== null) return spent;
  const made = reverse(turn.world, asTransferId(payment), memo === null ? "" : plainOf(turn, memo).slice(0, 60));
  if ("ok" in made) return `${TAG.money}${made.ok.entries.reduce((sum, { amount }) => sum + Math.max(0, amount), 0)}`;
  if (made.refused === "no such transfer") return turn.refuse("stdlib.core.no_transfer", { n: payment });
  return turn.refuse(made.refused === "reversed before" ? "stdlib.core.reversed" : "stdlib.core.money_gone");
}

function runPayment(turn: Turn, payment: Wire): Wire {
  if (typeof payment !== "number") return turn.fault("type", "a payment is named by its number");
  const entries = findTransfer(turn.world, asTransferId(payment))?.entries ?? [];
  return listWire(
    entries.map(({ purse, amount }) =>
      mapOf([
        ["account", partyOf(turn, purse)],
        ["owner", keptFor(turn, purse)],
        ["amount", `${TAG.money}${amount}`],
      ]),
    ),
  );
}

/** Whose an account is that somebody else keeps; nothing for an own one. */
function keptFor(turn: Turn, purse: PurseId): Wire {
  const owner = purse <= 0 ? null : ownerOf(turn.world.ofWire(`${TAG.entity}${purse}`)?.key ?? null);
  return (owner === null ? undefined : turn.world.entity(owner))?.wire ?? null;
}

function supplyOf({ world }: Turn): number {
  return [...world.cells.treasuries.values()].reduce((sum, id) => sum - (world.purse(id)?.balance ?? 0), 0);
}

function runEconomy(turn: Turn, span: Wire): Wire {
  const spanMs = span === null ? WEEK_MS : (durationOf(span) ?? 0);
  if (spanMs <= 0) return turn.fault("range", "a span longer than nothing");
  const rows = turn.world.ledger?.reasons({ fromMs: turn.nowMs - spanMs, untilMs: turn.nowMs + 1 }, false) ?? [];
  return listWire(
    rows.map(({ reason, transfers, minted, burned, moved }) =>
      mapOf([
        ["reason", `${TAG.text}${reason}`],
        ["payments", transfers],
        ["minted", `${TAG.money}${minted}`],
        ["burned", `${TAG.money}${burned}`],
        ["moved", `${TAG.money}${moved}`],
      ]),
    ),
  );
}

function runRichest(turn: Turn, limit: Wire): Wire {
  const most = countOf(limit, 10);
  if (most > MOST_LINES) return turn.fault("range", `at most ${MOST_LINES}`);
  const rich = turn.world.ledger?.richest(most) ?? [];
  return listWire(
    rich.map(({ id, balance }) =>
      mapOf([
        ["account", partyOf(turn, id)],
        ["money", `${TAG.money}${balance}`],
      ]),
    ),
  );
}

function countOf(wire: Wire, otherwise: number): number {
  return typeof wire === "number" && Number.isFinite(wire) ? Math.max(0, Math.floor(wire)) : otherwise;
}
