// `lore pack new DIR`: a pack that checks and plays, to begin from.

import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { EngineError } from "../../../base/errors.ts";
import { filesOf } from "../../../packs/archive/contents.ts";
import { nameless } from "../../../packs/folder.ts";
import { ROOT, showPath } from "../../places.ts";

const TEMPLATE = join(ROOT, "engine/packs/template");

export function newPack(folder: string, flags: { readonly title?: string }): void {
  const target = resolve(folder);
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new EngineError("E_USAGE", { detail: `${showPath(target)} is not empty.` });
  const id = nameless(target).id.slice(0, 32);
  const title = flags.title ?? id.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase());
  for (const [name, bytes] of filesOf(TEMPLATE)) {
    const file = join(target, name);
    mkdirSync(dirname(file), { recursive: true });
    const text = Buffer.from(bytes).toString("utf8");
    writeFileSync(file, text.replace(/"Template"/, () => JSON.stringify(title)).replace(/\btemplate\b/, id));
    process.stdout.write(`${showPath(file)}\n`);
  }
}
