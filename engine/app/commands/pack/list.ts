// `lore pack list` and `lore pack remove`: what is installed, and taking it away again.

import { EngineError } from "../../../base/errors.ts";
import { fingerprintOf } from "../../../packs/archive/keys.ts";
import { dependentsOf } from "../../../packs/installed/install.ts";
import { Shelf } from "../../../packs/installed/shelf.ts";
import { INSTALLED } from "../../places.ts";

export function listPacks(flags: { readonly json?: boolean }): void {
  const shelf = new Shelf(INSTALLED);
  const rows = [...shelf.all()].map(([id, { key, hash, ...told }]) => {
    return { id, ...told, key: fingerprintOf(key), untouched: shelf.isUntouched(id, { key, hash, ...told }) };
  });
  const stray = shelf.folders().filter((name) => !rows.some(({ id }) => id === name));
  if (flags.json) {
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  for (const { id, version, title, key, accepted, untouched } of rows) {
    process.stdout.write(`${id} ${version}: ${title}\n  key ${key}; accepted: ${accepted.join(", ") || "nothing"}\n`);
    if (!untouched) process.stdout.write("  its files are not those that were signed: install it again\n");
  }
  for (const name of stray) process.stdout.write(`${name}: a folder that no install has finished\n`);
  if (rows.length + stray.length === 0) process.stdout.write("No pack is installed.\n");
  if (stray.length > 0 || rows.some(({ untouched }) => !untouched)) process.exitCode = 1;
}

export async function removePack(id: string): Promise<void> {
  const shelf = new Shelf(INSTALLED);
  await shelf.locked(async () => remove(shelf, id));
}

function remove(shelf: Shelf, id: string): void {
  const installed = shelf.all();
  if (!installed.has(id))
    throw new EngineError("E_USAGE", { detail: `No pack ${id} is installed; there are: ${[...installed.keys()].join(", ") || "none"}.` });
  const dependents = dependentsOf(id, installed).map(([name]) => name);
  if (dependents.length > 0) {
    // What stands highest goes first.
    const order = dependents.toReversed();
    const above = order.length === 1 ? `${order[0]} requires` : `${order.join(", ")} require`;
    throw new EngineError("E_INSTALL", {
      detail: `${above} ${id}: remove ${order.length === 1 ? "that first" : "these first, in this order"}.`,
    });
  }
  shelf.remove(id);
  process.stdout.write(`${id} is removed. What play made of it lies in the world's database, and comes back with it.\n`);
}
