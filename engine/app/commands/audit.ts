// `lore audit`: what was done with authority, and whether the chain of its rows is whole.

import type { AuditRow } from "../../world/port.ts";
import { type FileFlags, readWorldFile } from "../read-copy.ts";

export interface AuditFlags extends FileFlags {
  readonly last: number;
  readonly json?: boolean;
}

/** Exit code 1 when a row was changed or taken out. */
export async function audit(pack: string | undefined, flags: AuditFlags): Promise<void> {
  const { broken, rows } = await readWorldFile(pack, flags, (store) => {
    const all = store.auditRows(1, Number.MAX_SAFE_INTEGER);
    return { broken: store.auditVerify(), rows: all.slice(Math.max(0, all.length - Math.max(0, flags.last))) };
  });
  const text = flags.json === true ? JSON.stringify({ broken, rows }) : [...rows.map(lineOf), verdict(broken)].join("\n");
  process.stdout.write(`${text}\n`);
  if (broken !== 0) process.exitCode = 1;
}

function lineOf({ id, atMs, who, what, turn }: AuditRow): string {
  const at = new Date(atMs).toISOString().slice(0, 19).replace("T", " ");
  return `${id}  ${at}  ${who}: ${what}  (turn ${turn})`;
}

function verdict(broken: number): string {
  return broken === 0 ? "Every row follows from the one before it." : `BROKEN: row ${broken} does not follow from the one before it.`;
}
