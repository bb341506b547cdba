// Which `migrate` blocks are due when packs of other versions take the place of those that ran, and which can never be.

import type { CompiledPack } from "../../dsl/program.ts";
import type { CodeRef } from "../world/definition.ts";
import { MANIFEST_FILE, type Manifest } from "./manifest.ts";
import { type Problem, packProblem } from "./problem.ts";

interface Migrating {
  readonly manifest: Manifest;
  readonly compiled: CompiledPack;
}

/**
 * In the order of packs, then of versions. A block is due when the pack was of its version or an older one and is newer now; only
 * as many numbers count as the block names, so that `"1.2"` takes over from every 1.2.x. A pack that was not there has none.
 */
export function dueMigrations(packs: readonly Migrating[], before: ReadonlyMap<string, string>): CodeRef[] {
  return packs.flatMap(({ manifest, compiled }) => {
    const was = before.get(manifest.id);
    if (was === undefined) return [];
    return compiled.migrations
      .filter(({ from }) => compareVersions(was, from) <= 0 && compareVersions(manifest.version, from) > 0)
      .sort((a, b) => compareVersions(a.from, b.from) || parts(a.from).length - parts(b.from).length)
      .map(({ code }) => ({ pack: manifest.id, code }));
  });
}

/** A block for the pack's own version, or a later one, would wait for ever. */
export function migrationProblems(pack: Migrating, file: (name: string) => string): Problem[] {
  const { version } = pack.manifest;
  return pack.compiled.migrations
    .filter(({ from }) => compareVersions(version, from) <= 0)
    .map(({ from, file: name, line }) =>
      packProblem("LORE909", file(name), `\`migrate from "${from}"\` never runs, for ${MANIFEST_FILE} says version ${version}`, line),
    );
}

/** By the numbers that the second one has. */
function compareVersions(version: string, from: string): number {
  const have = parts(version);
  const difference = parts(from).map((part, i) => (have[i] ?? 0) - part);
  return difference.find((one) => one !== 0) ?? 0;
}

function parts(version: string): number[] {
  return version.split(/[.+-]/).map((part) => Number.parseInt(part, 10) || 0);
}
