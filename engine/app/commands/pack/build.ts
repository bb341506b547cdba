// `lore pack build DIR`: an archive of a pack that is fit for it, signed with one's own key.

import { existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { EngineError } from "../../../base/errors.ts";
import { ARCHIVE_ENDING, openArchive, packArchive } from "../../../packs/archive/archive.ts";
import { filesOf } from "../../../packs/archive/contents.ts";
import { privateKey } from "../../../packs/archive/keys.ts";
import { isCapability } from "../../../script/tables/capabilities.ts";
import { packFolder, showPath, stateFolder } from "../../places.ts";
import { lacksOf } from "./check.ts";
import { manifestOf } from "./source.ts";

export async function buildPack(name: string, flags: { readonly out?: string; readonly key?: string }): Promise<void> {
  const folder = packFolder(name);
  const lacks = await lacksOf(folder);
  if (lacks.length > 0) throw new EngineError("E_PACK", { detail: `\n${lacks.join("\n")}` });
  const { id, version } = manifestOf(folder);
  const out = resolve(flags.out ?? `${id}-${version}${ARCHIVE_ENDING}`);
  if (!out.endsWith(ARCHIVE_ENDING)) throw new EngineError("E_USAGE", { detail: `--out names a file that ends in ${ARCHIVE_ENDING}.` });
  const keyFile = resolve(flags.key ?? join(stateFolder(), "keys", "packs.pem"));
  const isNew = !existsSync(keyFile);
  const bytes = packArchive(filesOf(folder), privateKey(keyFile, flags.key === undefined));
  // What is handed out is what whoever gets it will accept.
  const { fingerprint } = openArchive(bytes, showPath(out), isCapability);
  writeFileSync(out, bytes);
  process.stdout.write(`${showPath(out)}: ${bytes.length} bytes, key ${fingerprint}\n`);
  if (isNew) process.stderr.write(`${showPath(keyFile)} is your new key: keep a copy, for without it no next version can be signed\n`);
}
