// What a sysop reads of an archive before anything of it is used.

import type { Opened } from "../../../packs/archive/archive.ts";
import { CAPABILITIES } from "../../../script/tables/capabilities.ts";

export function archiveLines({ manifest, fingerprint, files }: Opened): string[] {
  const { id, title, version, licence, authors, engine, requires, ranges, capabilities } = manifest;
  const bytes = [...files.values()].reduce((sum, one) => sum + one.length, 0);
  const lines = [
    `${id} ${version}: ${title}`,
    `  by ${authors.join(", ") || "nobody named"}, licence ${licence ?? "not named"}`,
    `  key ${fingerprint}`,
    `  ${files.size} files, ${bytes} bytes; Loremesh ${engine ?? "any"}`,
    `  requires ${requires.map((below) => `${below} ${ranges[below] ?? "*"}`).join(", ") || "nothing"}`,
    ...(capabilities.length === 0 ? ["  asks for nothing"] : ["  asks for leave to"]),
    ...capabilities.map((one) => `    ${one}: ${CAPABILITIES[one as keyof typeof CAPABILITIES]}`),
  ];
  // A stranger wrote these words, and a terminal does what signs tell it.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out.
  return lines.map((line) => line.replace(/[\u0000-\u001f\u007f-\u009f]/g, "?"));
}
