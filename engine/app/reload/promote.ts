// A builder's pack becomes files beside the world's own, and the world runs them from the next swap on: the row that empties the
// pack and the row that names the files are in one transaction. What is brought back from before it gives the pack back too.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { MANIFEST_FILE } from "../../packs/manifest.ts";
import { writeWhole } from "../../packs/write-whole.ts";
import type { SourceRow } from "../../world/port.ts";
import { type Refused, type ReloadOrder, refused } from "./order.ts";
import type { RunningPacks } from "./running-packs.ts";

interface Written {
  readonly text: string;
  /** Takes away what was written. */
  undo(): void;
}

/** `pack.toml` and one file of Lore. A folder that holds anything else is left alone; one that an earlier try left is written anew. */
export function writePromoted(running: RunningPacks, { pack, folder, title }: NonNullable<ReloadOrder["promote"]>): Refused | Written {
  const { world } = running;
  const source = world.source(pack);
  if (source === undefined) {
    const known = [...world.sources()].map((one) => one.pack).join(", ");
    return refused("check", `no builder's pack is called ${pack}; there are: ${known || "none"}`);
  }
  if (running.broken.some((one) => one.pack === pack)) return refused("check", `${pack} does not check: its builder mends it first`);
  if (source.text === "") return refused("check", `there is nothing in ${pack}`);
  const lore = `${pack}.lore`;
  const others = existsSync(folder) ? readdirSync(folder).filter((name) => name !== MANIFEST_FILE && name !== lore) : [];
  if (others.length > 0 || isOtherPack(folder, pack)) return refused("check", `${folder} is not empty`);
  const existed = existsSync(folder);
  mkdirSync(folder, { recursive: true });
  writeWhole(join(folder, MANIFEST_FILE), manifestOf(source, running, title));
  writeWhole(join(folder, lore), source.text);
  const undo = (): void => {
    for (const name of [MANIFEST_FILE, lore]) rmSync(join(folder, name), { force: true });
    if (!existed) rmSync(folder, { recursive: true, force: true });
  };
  return { text: source.text, undo };
}

function isOtherPack(folder: string, pack: string): boolean {
  const file = join(folder, MANIFEST_FILE);
  return existsSync(file) && !readFileSync(file, "utf8").startsWith(`id = ${JSON.stringify(pack)}\n`);
}

/** It asks for nothing: what is built in the game can do nothing that needs a capability. */
function manifestOf({ pack, version, owner }: SourceRow, running: RunningPacks, title?: string): string {
  const name = running.world.account(owner)?.name ?? pack;
  const requires = [running.own, ...running.packs.filter(({ path }) => running.beside.includes(path))].map(({ manifest }) => manifest.id);
  return `id = ${JSON.stringify(pack)}
title = ${JSON.stringify(title ?? `What ${name} built`)}
version = "0.1.${version}"
authors = [${JSON.stringify(name)}]
requires = ${JSON.stringify(requires)}
capabilities = []
`;
}
