// What the file holds at the end, read by bare SQLite, against what the traders were told: every operation once and in order, every
// payment that was told booked and no other, every thing there once, no coin more or less.

import { createHash } from "node:crypto";
import BetterSqlite from "better-sqlite3";
import { traderName } from "./deliveries.ts";
import type { Driven, Heard } from "./driver.ts";

export interface Proof {
  readonly conserved: boolean;
  readonly reconciled: boolean;
  readonly lost: number;
  readonly doubled: number;
  readonly transfers: number;
  readonly digest: string;
  readonly wrong: readonly string[];
}

type Db = BetterSqlite.Database;
const MARBLES_EACH = 20;
const MOST_WRONG = 20;

class Findings {
  readonly list: string[] = [];
  lost = 0;
  doubled = 0;

  add(what: string): void {
    if (this.list.length < MOST_WRONG) this.list.push(what);
  }

  /** More than there should be is doubled, less is lost. */
  count(what: string, have: number, should: number): void {
    if (have === should) return;
    this.add(`${have} of ${what}, not ${should}`);
    if (have > should) this.doubled += have - should;
    else this.lost += should - have;
  }
}

export function prove(path: string, driven: Driven, reconcile: readonly string[]): Proof {
  const db = new BetterSqlite(path, { readonly: true });
  const found = new Findings();
  const made = proveTurns(db, driven, found);
  proveThings(db, driven, made, found);
  const conserved = proveMoney(db, found);
  for (const line of reconcile) found.add(line);
  const transfers = db.prepare("SELECT count(*) FROM ledger_transfer").pluck().get() as number;
  const digest = digestOf(db, driven.memory);
  db.close();
  return {
    ...{ conserved, reconciled: reconcile.length === 0, lost: found.lost, doubled: found.doubled, transfers, digest },
    wrong: [...driven.wrong, ...found.list],
  };
}

// ----------------------------------------------------------------- operations

interface TurnRow {
  readonly id: number;
  readonly actor: number;
  readonly input: string;
}

interface Made {
  rope: number;
  lamp: number;
}

/** The journal holds what was sent: the same lines by the same people in the same order, each once. */
function proveTurns(db: Db, { heard, names }: Driven, found: Findings): Made {
  const turns = db
    .prepare("SELECT id, actor, input FROM journal WHERE kind IN ('command', 'answer', 'choice', 'run') ORDER BY id")
    .iterate() as IterableIterator<TurnRow>;
  const booked = new Booked(db);
  const made: Made = { rope: 0, lamp: 0 };
  try {
    compareTurns({ heard, names, turns, booked, made }, found);
  } finally {
    turns.return?.();
    booked.close();
  }
  return made;
}

interface Compared {
  readonly heard: readonly Heard[];
  readonly names: Readonly<Record<string, number>>;
  readonly turns: IterableIterator<TurnRow>;
  readonly booked: Booked;
  readonly made: Made;
}

function compareTurns({ heard, names, turns, booked, made }: Compared, found: Findings): void {
  for (const one of heard) {
    if (!one.isDone) {
      found.lost++;
      found.add(`${one.at} "${one.line}" was never done`);
    }
    const actor = names[traderName(one.who)]!;
    for (const piece of piecesOf(one.line)) {
      const turn = turns.next().value as TurnRow | undefined;
      if (turn === undefined || turn.actor !== actor || !isLine(turn.input, piece)) {
        found.lost++;
        found.add(`${one.at} "${piece}" of ${actor} is not in its place: ${JSON.stringify(turn)}`);
        return;
      }
      provePayment({ one, piece: deedOf(turn.input), actor, transfers: booked.of(turn.id), made }, found);
    }
  }
  for (const turn of turns) {
    found.doubled++;
    found.add(`turn ${turn.id} "${turn.input}" was never asked for`);
  }
}

function piecesOf(line: string): string[] {
  const pieces = line.split(";").filter((piece) => piece !== "");
  return pieces.length === 0 ? [""] : pieces;
}

/** A row keeps the line, and after a tab what only the moment knew of it. A yes to "Did you mean Ann?" is the line that was meant. */
function isLine(input: string, line: string): boolean {
  return deedOf(input) === line || (line === "yes" && input.includes('\t{"pins":'));
}

function deedOf(input: string): string {
  return input.split("\t")[0]!;
}

interface Transfer {
  readonly from: number;
  readonly to: number;
  readonly sum: number;
}

/** The book in the order of turns, read along with the journal. */
class Booked {
  readonly #rows: IterableIterator<Transfer & { turn: number }>;
  #next: (Transfer & { turn: number }) | undefined;

  constructor(db: Db) {
    this.#rows = db
      .prepare(
        `SELECT t.turn, f.account AS "from", g.account AS "to", g.amount AS sum FROM ledger_transfer t
         JOIN ledger_entry f ON f.transfer = t.id AND f.amount < 0 JOIN ledger_entry g ON g.transfer = t.id AND g.amount > 0 ORDER BY t.id`,
      )
      .iterate() as IterableIterator<Transfer & { turn: number }>;
    this.#next = this.#rows.next().value;
  }

  close(): void {
    this.#rows.return?.();
  }

  of(turn: number): Transfer[] {
    const found: Transfer[] = [];
    // Turns of the clock lie between those of traders.
    while (this.#next !== undefined && this.#next.turn <= turn) {
      if (this.#next.turn === turn) found.push(this.#next);
      this.#next = this.#rows.next().value;
    }
    return found;
  }
}

/** What an answer says was paid: by whom it goes out (-1) or comes in (1). */
const TOLD: readonly (readonly [verb: RegExp, told: RegExp, sign: 1 | -1])[] = [
  [/^pay rent/, /^Paid: (\d+) coins?\./, -1],
  [/^pay /, /^You give .* (\d+) coins?\.$/, -1],
  [/^buy /, /^(?:You buy .* for|You put) (\d+) coins?(?:\.| into the machine)/, -1],
  [/^sell /, /^You sell .* for (\d+) coins?\./, 1],
  [/^use machine$/, /^You put (\d+) coins? into the machine/, -1],
  [/^deposit /, /^You pay in (\d+) coins?\./, -1],
  [/^withdraw /, /^You take out (\d+) coins?;/, 1],
  [/^work$/, /^You earn (\d+)\./, 1],
  [/^rent /, /^You rent the stall for (\d+) coins?,/, -1],
  [/^transfer /, /^You transfer (\d+) coins? to /, -1],
  [/^(give|drop|take|put|store|retrieve|stock|unstock|balance|statement|ready|offer|trade)\b/, /^$/, 1],
];

interface Paid {
  readonly one: Heard;
  readonly piece: string;
  readonly actor: number;
  readonly transfers: readonly Transfer[];
  readonly made: Made;
}

/** What was told is booked, to the coin; what was refused, or costs nothing, booked nothing. */
function provePayment({ one, piece, actor, transfers, made }: Paid, found: Findings): void {
  countMade(piece, transfers, one, made);
  const rule = TOLD.find(([verb]) => verb.test(piece));
  if (rule === undefined || one.answer === null) return;
  const [, told, sign] = rule;
  const sum = told.exec(one.answer)?.[1];
  // An account with the bank is not the purse: its transfers are told by their sum alone.
  const moved = transfers.filter(({ from, to }) => piece.startsWith("transfer ") || (sign < 0 ? from : to) === actor);
  if (sum === undefined && transfers.length > 0) {
    found.doubled++;
    found.add(`${one.at} "${piece}" answered "${one.answer}", and ${transfers.length} payments are booked`);
  }
  if (sum !== undefined && Number(sum) > 0 && !moved.some((transfer) => transfer.sum === Number(sum))) {
    found.lost++;
    found.add(`${one.at} "${piece}" answered "${one.answer}", and it is not booked: ${JSON.stringify(transfers)}`);
  }
}

/** Counters and machines make fresh goods for each sale; nothing but a scrapping ends them. */
function countMade(piece: string, transfers: readonly Transfer[], { answer }: Heard, made: Made): void {
  const bought = /^buy (\d+) (rope|lamp) from (?:counter|machine)$/.exec(piece);
  if (bought !== null && transfers.length > 0) made[bought[2] as keyof Made] += Number(bought[1]);
  if (piece === "use machine" && transfers.length > 0) made.lamp += 1;
  const scrapped = /^scrap (\d+) (rope|lamp)$/.exec(piece);
  if (scrapped !== null && answer?.startsWith("You scrap") === true) made[scrapped[2] as keyof Made] -= Number(scrapped[1]);
}

// --------------------------------------------------------------- things, money

function proveThings(db: Db, { heard }: Driven, made: Made, found: Findings): void {
  const players = new Set(heard.map(({ who }) => who)).size;
  const count = (model: string) =>
    db.prepare("SELECT coalesce(sum(count), 0) FROM entity WHERE model = ?").pluck().get(`soaktown.${model}`) as number;
  // A scrapping whose answer nobody heard may have been one or not.
  const unheard = (good: string) => heard.filter(({ line, answer }) => answer === null && line.startsWith("scrap ") && line.endsWith(good));
  found.count("marbles", count("marble"), players * MARBLES_EACH);
  found.count("tokens", count("token"), players);
  for (const good of ["rope", "lamp"] as const) {
    const have = count(good);
    const slack = unheard(good).reduce((sum, { line }) => sum + Number(/\d+/.exec(line)?.[0] ?? 1), 0);
    if (have > made[good] || have < made[good] - slack) found.count(good, have, made[good]);
  }
  const numbers = db.prepare("SELECT value, count(*) AS n FROM prop WHERE name = 'number' GROUP BY value HAVING n > 1").all();
  if (numbers.length > 0) found.add(`tokens of one number: ${JSON.stringify(numbers)}`);
  const nowhere = db
    .prepare("SELECT count(*) FROM entity e WHERE place <> 0 AND NOT EXISTS (SELECT 1 FROM entity p WHERE p.id = e.place)")
    .pluck()
    .get() as number;
  if (nowhere > 0) found.add(`${nowhere} things are in what is no more`);
}

/** All purses sum to nought, and what is out there is what was minted less what was burned. */
function proveMoney(db: Db, found: Findings): boolean {
  const one = (sql: string): number => db.prepare(sql).pluck().get() as number;
  const all = one("SELECT coalesce(sum(amount), 0) FROM ledger_entry");
  const balances = one("SELECT coalesce(sum(balance), 0) FROM ledger_account");
  const supply = one("SELECT coalesce(sum(balance), 0) FROM ledger_account WHERE id > 0");
  const issued = one("SELECT -coalesce(sum(amount), 0) FROM ledger_entry WHERE account <= 0");
  const below = one("SELECT count(*) FROM ledger_account WHERE id > 0 AND balance < 0");
  if (all !== 0) found.add(`all entries sum to ${all}`);
  if (balances !== 0) found.add(`all balances sum to ${balances}`);
  if (supply !== issued) found.add(`accounts hold ${supply}, treasuries gave ${issued}`);
  if (below > 0) found.add(`${below} accounts are below nothing`);
  return all === 0 && balances === 0 && supply === issued && below === 0;
}

// --------------------------------------------------------------------- digest

/** The world as it was remembered, the tables of the packs, the book, the history and the journal; without what counts the world's starts (turns). */
function digestOf(db: Db, memory: string): string {
  const hash = createHash("sha256").update(memory);
  const tables = db.prepare("SELECT name FROM user_table ORDER BY name").pluck().all() as string[];
  const queries = [
    ...tables.map((name) => `SELECT * FROM "${name}" ORDER BY id`),
    "SELECT id, at, memo, reason, key, reverses FROM ledger_transfer ORDER BY id",
    "SELECT transfer, account, amount FROM ledger_entry ORDER BY transfer, account",
    "SELECT thing, name, count, deed, who, place, at FROM history ORDER BY id",
    "SELECT actor, input, at FROM journal WHERE kind IN ('command', 'answer', 'choice', 'run') ORDER BY id",
  ];
  for (const sql of queries) for (const row of db.prepare(sql).raw().iterate()) hash.update(`${JSON.stringify(row)}\n`);
  return hash.digest("hex");
}
