// The files that the page is made of: its own as they lie in `page/`, and the editor's modules out of `node_modules`, which the browser
// finds by an import map. Nothing is bundled; nothing else can be asked for.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { errorsPage } from "./errors-page.ts";

export interface ServedFile {
  readonly type: string;
  read(nonce: string): string;
}

const TYPES: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  svg: "image/svg+xml",
};

const PAGE = fileURLToPath(new URL("page", import.meta.url));
const PAGE_FILES: readonly string[] = readdirSync(PAGE);
const MODULES = modulesOf(PAGE_FILES.filter((name) => name.endsWith(".js")).map(ownFile));
const IMPORT_MAP = JSON.stringify({ imports: Object.fromEntries([...MODULES].map(([name]) => [name, `/modules/${name}.js`])) });

/** For the page's policy: the one script that stands in the page itself. */
export const IMPORT_MAP_HASH = createHash("sha256").update(IMPORT_MAP).digest("base64");

/** By path. The page's own are read each time: whoever works on it sees a change with the next load. */
export function servedFiles(): ReadonlyMap<string, ServedFile> {
  const files = new Map<string, ServedFile>();
  for (const [name, text] of MODULES) files.set(`/modules/${name}.js`, { type: TYPES["js"]!, read: () => text });
  for (const name of PAGE_FILES) {
    const type = TYPES[name.split(".").at(-1)!];
    if (type !== undefined) files.set(`/page/${name}`, { type, read: () => ownFile(name) });
  }
  files.set("/", { type: TYPES["html"]!, read: page });
  files.set("/errors", { type: TYPES["html"]!, read: () => errorsPage() });
  return files;
}

function page(nonce: string): string {
  return ownFile("index.html")
    .replaceAll("NONCE", nonce)
    .replace("IMPORT_MAP", () => IMPORT_MAP);
}

function ownFile(name: string): string {
  return readFileSync(join(PAGE, name), "utf8");
}

/** Every package that these scripts import, and those that these stand on, by name: each is one file. */
function modulesOf(scripts: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (script: string): void => {
    for (const [, name] of script.matchAll(/^(?:import|export)\s[\w\s{},*$]*?\bfrom\s+["']([^."'/][^"']*)["']/gm)) {
      if (found.has(name!)) continue;
      const text = readFileSync(fileURLToPath(import.meta.resolve(name!)), "utf8");
      found.set(name!, text);
      visit(text);
    }
  };
  for (const script of scripts) visit(script);
  return found;
}
