// What has to be true before an archive's pack may be installed, and before an installed one may go: keys, versions, capabilities.

import type { Opened } from "../archive/archive.ts";
import { fingerprintOf } from "../archive/keys.ts";
import { engineVersion, isOlder, satisfies } from "../versions.ts";
import type { Installed } from "./shelf.ts";

export interface InstallWishes {
  /** Capabilities that the sysop accepts: all that are asked for, these, or what was accepted before. */
  readonly accept: "all" | "as before" | readonly string[];
  /** Fingerprint of the key that the sysop trusts for this pack. */
  readonly trust: string | null;
  /** Whether an older version may take the place of a newer one. */
  readonly older: boolean;
}

export interface Surroundings {
  readonly installed: ReadonlyMap<string, Installed>;
  /** Versions of the packs that came along. */
  readonly alongVersions: ReadonlyMap<string, string>;
}

/** Every reason against it, as sentences; none when it may be installed. */
export function reasonsAgainst({ manifest, key, fingerprint }: Opened, wishes: InstallWishes, around: Surroundings): string[] {
  const { id, version } = manifest;
  const before = around.installed.get(id);
  const reasons: string[] = [];
  if (around.alongVersions.has(id)) reasons.push(`${id} came along with Loremesh, and no archive takes its place.`);
  if (manifest.engine !== null && !satisfies(engineVersion(), manifest.engine))
    reasons.push(`${id} ${version} runs on Loremesh ${manifest.engine}, and this is ${engineVersion()}.`);
  if (before !== undefined && isOlder(version, before.version) && !wishes.older)
    reasons.push(`${id} ${before.version} is installed, and ${version} is older: --older installs it all the same.`);
  reasons.push(...keyReasons(key, fingerprint, wishes.trust, before), ...versionReasons(manifest, around));
  const open = openCapabilities(manifest.capabilities, wishes.accept, before);
  if (open.length > 0)
    reasons.push(
      `It asks for ${open.join(", ")}: --accept takes all that is listed, --accept "${open[0]}" only what is named, --accept none nothing.`,
    );
  return reasons;
}

/** A key is trusted for a pack by its fingerprint once, and from then on by itself. */
function keyReasons(key: string, fingerprint: string, trust: string | null, before: Installed | undefined): string[] {
  if (before?.key === key || trust === fingerprint) return [];
  const other = before === undefined ? "" : ` What is installed was signed with ${fingerprintOf(before.key)}.`;
  if (trust !== null) return [`It is signed with the key ${fingerprint}, not with ${trust}.${other}`];
  return [`Its key ${fingerprint} is not known here:${other} ask the author for it in another way, then --trust ${fingerprint}.`];
}

/** Of itself, of all below it and of all above it, as they would stand together. */
function versionReasons({ id, version, requires, ranges }: Opened["manifest"], { installed, alongVersions }: Surroundings): string[] {
  const own = Object.fromEntries(requires.map((below) => [below, ranges[below] ?? "*"]));
  const wants = (name: string) => (name === id ? own : installed.get(name)?.requires) ?? {};
  const concerned = new Set([id, ...dependentsOf(id, installed).map(([name]) => name)]);
  for (const name of concerned) for (const below of Object.keys(wants(name))) concerned.add(below);
  return [...concerned].flatMap((name) =>
    Object.entries(wants(name)).flatMap(([below, range]) => {
      const there = below === id ? version : (installed.get(below)?.version ?? alongVersions.get(below));
      const who = name === id ? "It" : name;
      if (there === undefined) return [`${who} requires ${below}${range === "*" ? "" : ` ${range}`}, which is not here.`];
      if (satisfies(there, range)) return [];
      return [`${who} requires ${below} ${range}, and ${below === id ? `this is ${there}` : `${there} is here`}.`];
    }),
  );
}

/** What is asked for and neither accepted now nor, for a pack that is there already, before. A list that names some is the sysop's whole will. */
function openCapabilities(asked: readonly string[], accept: InstallWishes["accept"], before: Installed | undefined): readonly string[] {
  if (accept !== "as before") return [];
  return asked.filter((one) => before?.accepted.includes(one) !== true);
}

/** Capabilities that it gets: of those it asks for, what is accepted. */
export function acceptedOf(asked: readonly string[], accept: InstallWishes["accept"], before: Installed | undefined): string[] {
  if (accept === "all") return [...asked];
  const named = accept === "as before" ? (before?.accepted ?? []) : accept;
  return asked.filter((one) => named.includes(one));
}

/** Installed packs that require one, and those that require these, and so on, with their records; the nearest first. */
export function dependentsOf(id: string, installed: ReadonlyMap<string, Installed>): (readonly [string, Installed])[] {
  const found = new Set<string>();
  collectAbove(id, installed, found);
  for (const below of found) collectAbove(below, installed, found);
  found.delete(id);
  return [...found].map((name) => [name, installed.get(name)!]);
}

function collectAbove(id: string, installed: ReadonlyMap<string, Installed>, found: Set<string>): void {
  for (const [name, { requires }] of installed) if (requires[id] !== undefined) found.add(name);
}
