// `lore versions`: what packs a world has run on, newest first.

import { readWorldFile } from "../read-copy.ts";

export interface VersionsFlags {
  readonly last: number;
  readonly db?: string;
  readonly config?: string;
}

export async function versions(pack: string | undefined, { last, ...flags }: VersionsFlags): Promise<void> {
  const rows = await readWorldFile(pack, flags, (store) => store.versions.list(last));
  for (const { id, atMs, who, why, packs } of rows) {
    const named = packs
      .map(({ pack, version, overlay }) => `${pack} ${version}${overlay ? ` (overlay: ${overlay.join(", ")})` : ""}`)
      .join(", ");
    process.stdout.write(`${String(id).padStart(4)}  ${new Date(atMs).toISOString()}  ${why} by ${who}: ${named}\n`);
  }
}
