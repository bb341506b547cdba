// `lore pack diff A B`: what another version of a pack asks for, and what it changes, line by line.

import { createTwoFilesPatch } from "diff";
import type { Files } from "../../../packs/archive/contents.ts";
import type { Manifest } from "../../../packs/manifest.ts";
import { packSource } from "./source.ts";

export function diffPacks(before: string, after: string): void {
  const [old, young] = [packSource(before), packSource(after)];
  const lines = [...manifestLines(old.manifest, young.manifest), ...fileLines(old.files, young.files)];
  if (lines.length > 0) {
    process.stdout.write(`${lines.join("\n")}\n`);
    process.exitCode = 1;
  }
}

/** What a sysop decides on: stands first, in words. */
function manifestLines(old: Manifest, young: Manifest): string[] {
  const lines: string[] = [];
  for (const field of ["id", "version", "engine", "licence"] as const)
    if (old[field] !== young[field]) lines.push(`${field}: ${old[field] ?? "none"} -> ${young[field] ?? "none"}`);
  for (const one of young.capabilities) if (!old.capabilities.includes(one)) lines.push(`asks for ${one}, and did not`);
  for (const one of old.capabilities) if (!young.capabilities.includes(one)) lines.push(`asks for ${one} no more`);
  const wants = ({ requires, ranges }: Manifest): Map<string, string> => new Map(requires.map((id) => [id, ranges[id] ?? "*"]));
  const [had, has] = [wants(old), wants(young)];
  for (const [id, range] of has)
    if (had.get(id) !== range) lines.push(`requires ${id} ${range}${had.has(id) ? `, not ${had.get(id)}` : ", and did not"}`);
  for (const id of had.keys()) if (!has.has(id)) lines.push(`requires ${id} no more`);
  return lines;
}

function fileLines(old: Files, young: Files): string[] {
  const names = [...new Set([...old.keys(), ...young.keys()])].sort();
  return names.flatMap((name) => {
    const [was, is] = [textOf(old.get(name)), textOf(young.get(name))];
    if (was === is) return [];
    const patch = createTwoFilesPatch(old.has(name) ? name : "/dev/null", young.has(name) ? name : "/dev/null", was, is, "", "", {
      context: 2,
    });
    return [patch.replace(/^Index: .*\n=+\n/, "").trimEnd()];
  });
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? "" : Buffer.from(bytes).toString("utf8");
}
