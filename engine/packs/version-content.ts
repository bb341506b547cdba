// A pack as it is kept for ever: manifest and sources, deflated, under a digest that is the same on every machine.

import { deflateSync, inflateSync } from "node:zlib";
import { hashOf } from "./cache.ts";
import type { PackFolder } from "./folder.ts";

/** Path and all: a pack that is brought back names its files as it did. */
export function packContent(folder: PackFolder): Uint8Array {
  return deflateSync(JSON.stringify(folder));
}

export function readPackContent(content: Uint8Array): PackFolder {
  return JSON.parse(inflateSync(content).toString()) as PackFolder;
}

/** Of what a pack says, wherever it lies. */
export function packDigest({ manifest, sources }: Omit<PackFolder, "path">): string {
  return hashOf([JSON.stringify(manifest), ...sources.flatMap(({ name, text }) => [name, text])]).slice(0, 32);
}
