// Versions and what is asked of them, in the words of semver. The engine's own is that of its package.

import { readFileSync } from "node:fs";
import semver from "semver";

/** The version of Loremesh that runs. */
export function engineVersion(): string {
  return (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }).version;
}

export function isVersion(text: string): boolean {
  return semver.valid(whole(text)) === whole(text);
}

export function isRange(text: string): boolean {
  return semver.validRange(text) !== null;
}

/** True when a version is among those that are asked for; an early one (`1.2.0-beta`) is where its release would be. */
export function satisfies(version: string, range: string): boolean {
  return semver.satisfies(whole(version), range, { includePrerelease: true });
}

export function isOlder(version: string, than: string): boolean {
  return semver.lt(whole(version), whole(than));
}

/** `1.2` is 1.2.0 and `1` is 1.0.0, as builders write them. */
function whole(version: string): string {
  return /^\d+(\.\d+)?$/.test(version) ? [...version.split("."), "0", "0"].slice(0, 3).join(".") : version;
}
