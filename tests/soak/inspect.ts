// What the database holds after the kills, against what the players were told.

import BetterSqlite from "better-sqlite3";
import { replayJournal } from "../../engine/app/commands/replay.ts";
import { compose, openStore } from "../../engine/app/compose.ts";
import { DEFAULT_CONFIG } from "../../engine/app/config.ts";
import { findUnsound } from "../../engine/world/soundness.ts";
import type { Marker } from "./marker.ts";
import type { RadioMarker } from "./radio-marker.ts";

interface Inspection {
  readonly acknowledged: number;
  readonly heard: number;
  readonly setAside: number;
  readonly wrong: readonly string[];
}

interface Subject {
  readonly db: string;
  readonly folder: string;
  readonly markers: readonly Marker[];
  readonly byRadio: RadioMarker;
}

export async function inspect({ db, folder, markers, byRadio }: Subject): Promise<Inspection> {
  const wrong: string[] = [];
  const store = await openStore(db);
  const composed = await compose({ folder, store, config: DEFAULT_CONFIG, trusting: true, failed: (error) => wrong.push(String(error)) });
  wrong.push(...findUnsound(composed.world), ...store.reconcile());
  const broken = store.auditVerify();
  if (broken !== 0) wrong.push(`the audit chain breaks at ${broken}`);
  const marks = new Map<number, number>();
  for (const { id } of composed.world.players()) marks.set(id, Number(composed.world.constant(composed.world.entity(id)!, "marks") ?? 0));
  const names = new Map([...composed.world.players()].map((player) => [composed.world.account(player.id)?.name ?? "", player.id]));
  const balls = composed.world.ofKind("core.thing").filter((thing) => thing.definition.id === "soak.ball");
  const count = balls.reduce((sum, ball) => sum + ball.count, 0);
  if (count !== 5) wrong.push(`there are ${count} balls, not 5`);
  composed.close();
  wrong.push(...(await replayAgain(db, folder)));
  const rows = readMarks(db);
  for (const marker of markers)
    wrong.push(...compare(marker, rows.get(names.get(marker.name) ?? 0) ?? [], marks.get(names.get(marker.name) ?? 0) ?? 0));
  const aside = readAside(db);
  wrong.push(...compareTexts(byRadio, rows.get(names.get(byRadio.name) ?? 0) ?? [], new Set(aside)));
  const sum = (pick: (marker: Marker) => number) => markers.reduce((total, marker) => total + pick(marker), 0);
  return {
    acknowledged: sum((one) => one.acknowledged.size + one.unheard.size),
    heard: byRadio.sent.length,
    setAside: sum((one) => one.setAside.size) + aside.length,
    wrong,
  };
}

/** The journal, written over many lives of the world, run again in one. */
async function replayAgain(db: string, folder: string): Promise<readonly string[]> {
  const journal = await openStore(db);
  const { different } = await replayJournal(journal, folder);
  journal.close();
  return different;
}

function compare(marker: Marker, rows: readonly number[], counter: number): string[] {
  const wrong = marker.strange.map((line) => `${marker.name} read: ${line}`);
  const told = new Set([...marker.acknowledged, ...marker.unheard]);
  const kept = new Set(rows);
  for (const n of told) if (!kept.has(n)) wrong.push(`${marker.name}: ${n} was acknowledged and is lost`);
  for (const n of kept) if (!told.has(n)) wrong.push(`${marker.name}: ${n} was done and never acknowledged`);
  if (kept.size !== rows.length) wrong.push(`${marker.name}: ${rows.length - kept.size} were done twice`);
  if (counter !== rows.length) wrong.push(`${marker.name}: the counter says ${counter}, the table ${rows.length}`);
  return wrong;
}

/** What the radio heard is done once, or was set aside: it was under way at two deaths. */
function compareTexts({ name, numbers }: RadioMarker, rows: readonly number[], aside: ReadonlySet<number>): string[] {
  const kept = new Set(rows);
  const wrong = numbers.filter((n) => !kept.has(n) && !aside.has(n)).map((n) => `${name}: ${n} was heard and is lost`);
  if (kept.size !== rows.length) wrong.push(`${name}: ${rows.length - kept.size} were done twice`);
  wrong.push(...rows.filter((n) => n > numbers.length || aside.has(n)).map((n) => `${name}: ${n} was done, and should not be`));
  return wrong;
}

/** Numbers of the radio's texts that were set aside. */
function readAside(path: string): number[] {
  const db = new BetterSqlite(path, { readonly: true });
  const rows = db.prepare("SELECT line FROM inbox WHERE state = 'aside' AND source LIKE 'node:%'").pluck().all() as string[];
  db.close();
  return rows.flatMap((line) => /mark (\d+)/.exec(line)?.[1] ?? []).map(Number);
}

/** The table as SQLite has it, read without the engine. */
function readMarks(path: string): Map<number, number[]> {
  const db = new BetterSqlite(path, { readonly: true });
  const table = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%mark'").pluck().get() as string;
  const marks = new Map<number, number[]>();
  for (const { who, n } of db.prepare(`SELECT * FROM "${table}"`).all() as { who: number | string; n: number }[]) {
    const id = Number(String(who).replace("#", ""));
    marks.set(id, [...(marks.get(id) ?? []), n]);
  }
  db.close();
  return marks;
}
