// The conversion of a world's file as a sysop does it: a snapshot, then all or nothing; and the way back.

import { copyFileSync, existsSync, renameSync, rmSync } from "node:fs";
import { EngineError } from "../base/errors.ts";
import { addAudit, type Conversion, type ConversionReport, convertMoney } from "./sqlite-convert.ts";
import { openDatabase } from "./sqlite-open.ts";
import { begunPath, takeUp } from "./take-up.ts";

/** What would be done; the file stays as it is. */
export function tryConversion(path: string, conversion: Conversion): ConversionReport {
  const db = openDatabase({ path });
  try {
    db.exec("BEGIN IMMEDIATE");
    const report = convertMoney(db, conversion);
    db.exec("ROLLBACK");
    return report;
  } finally {
    db.close();
  }
}

/** Writes the snapshot first, then converts; when anything is wrong the file is as it was. */
export function convertFile(path: string, snapshot: string, conversion: Conversion): ConversionReport {
  if (existsSync(snapshot)) throw new EngineError("E_USAGE", { detail: `${snapshot} is there already: choose another name.` });
  const db = openDatabase({ path });
  try {
    // Into the snapshot too: lines that are left belong to whichever file the world goes on with.
    takeUp(db, path);
    db.prepare("VACUUM INTO ?").run(snapshot);
    return db.transaction(() => convertMoney(db, conversion)).immediate();
  } finally {
    db.close();
  }
}

export interface Undoing {
  readonly snapshot: string;
  readonly atMs: number;
  readonly who: string;
  /** Goes back though the world was played since, which is lost with it. */
  readonly force: boolean;
}

/** Puts the snapshot in the place of the converted file, which is kept beside it. Gives where. */
export function undoConversion(path: string, { snapshot, atMs, who, force }: Undoing): string {
  // Opened once: it is whole, a world, and nobody plays in it.
  openDatabase({ path: snapshot }).close();
  const db = openDatabase({ path });
  const converted = Number(db.prepare("SELECT value FROM meta WHERE name = 'converted'").pluck().get() ?? 0);
  const last = db.prepare("SELECT coalesce(max(id), 0) FROM journal").pluck().get() as number;
  db.close();
  if (converted === 0) throw new EngineError("E_USAGE", { detail: `${path} was never converted.` });
  if (last > converted && !force)
    throw new EngineError("E_USAGE", { detail: `${last - converted} turns were played since; --force gives them up.` });
  const kept = `${path}.converted-${atMs}`;
  renameSync(path, kept);
  if (existsSync(begunPath(path)!)) renameSync(begunPath(path)!, begunPath(kept)!);
  for (const end of ["-wal", "-shm"]) rmSync(path + end, { force: true });
  copyFileSync(snapshot, path);
  const restored = openDatabase({ path });
  addAudit(restored, { atMs, who, what: "currency conversion undone", turn: 0 });
  restored.close();
  return kept;
}

/** The currency that a file remembers, as it was written; undefined when it is older than that. */
export function currencyOfFile(path: string): string | undefined {
  const db = openDatabase({ path });
  try {
    return db.prepare("SELECT value FROM meta WHERE name = 'currency'").pluck().get() as string | undefined;
  } finally {
    db.close();
  }
}
