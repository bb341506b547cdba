// `lore reconcile`: proves every balance of a stopped world from the entries of its book.

import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { EngineError } from "../../base/errors.ts";
import { openStore } from "../compose.ts";
import { loadConfig } from "../load-config.ts";
import { defaultDatabase, packFolder } from "../places.ts";

export interface ReconcileFlags {
  readonly db?: string;
  readonly config?: string;
  readonly json?: boolean;
}

/** Exit code 1 when a balance is not what its entries sum to, or the whole is not nought. */
export async function reconcile(pack: string | undefined, flags: ReconcileFlags): Promise<void> {
  const config = await loadConfig(flags.config);
  const path = resolve(flags.db ?? config.db ?? defaultDatabase(basename(packFolder(pack ?? config.world))));
  if (!existsSync(path)) throw new EngineError("E_USAGE", { detail: `There is no database ${path}.` });
  const store = await openStore(path);
  const wrong = store.reconcile();
  const treasuries = store.ledger.treasuries().map(({ name, balance }) => ({ name, balance }));
  const report = { sound: wrong.length === 0, transfers: store.ledger.last(), treasuries, wrong };
  store.close();
  if (flags.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
  else process.stdout.write(`${lines(report).join("\n")}\n`);
  if (!report.sound) process.exitCode = 1;
}

function lines({
  sound,
  transfers,
  treasuries,
  wrong,
}: {
  sound: boolean;
  transfers: number;
  treasuries: readonly { name: string | null; balance: number }[];
  wrong: readonly string[];
}): string[] {
  const given = treasuries.reduce((sum, { balance }) => sum - balance, 0);
  return [
    `${transfers} transfers; accounts hold ${given}`,
    ...treasuries.map(({ name, balance }) => `treasury ${name}: ${balance}`),
    ...wrong.map((one) => `WRONG: ${one}`),
    sound ? "Every balance is the sum of its entries, and all together are nought." : `${wrong.length} findings`,
  ];
}
