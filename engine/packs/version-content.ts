// A pack as it is kept for ever: manifest, sources and transcripts, deflated, under a digest that is the same on every machine.

import { deflateSync, inflate, inflateSync } from "node:zlib";
import { hashOf } from "./cache.ts";
import { type PackFolder, type Source, transcriptsIn } from "./folder.ts";
import { STDLIB } from "./manifest.ts";

export interface KeptPack extends PackFolder {
  /** Its own `*.play` files. */
  readonly tests: readonly Source[];
}

/** With the transcripts as they lie on disk; the library has come with the engine and was played with it. */
export function keptPack({ path, manifest, sources, overlaid }: PackFolder): KeptPack {
  return { path, manifest, sources, ...(overlaid && { overlaid }), tests: manifest.id === STDLIB ? [] : transcriptsIn(path) };
}

/** Path and all: a pack that is brought back names its files as it did. */
export function packContent(pack: KeptPack): Uint8Array {
  return deflateSync(JSON.stringify(pack), { level: 3 });
}

export function readPackContent(content: Uint8Array): KeptPack {
  return kept(inflateSync(content));
}

/** The same, while others have their turn. */
export async function readPackContentLater(content: Uint8Array): Promise<KeptPack> {
  return await new Promise((resolve, reject) => {
    inflate(content, (error, text) => (error === null ? resolve(kept(text)) : reject(error)));
  });
}

/** Packs that were kept before transcripts were have none. */
function kept(text: Buffer): KeptPack {
  return { tests: [], ...(JSON.parse(text.toString()) as PackFolder) };
}

/** Packs never change, and are asked again and again. */
const digests = new WeakMap<object, string>();

/** Of what a pack says, wherever it lies. */
export function packDigest(pack: Pick<PackFolder, "manifest" | "sources">): string {
  let digest = digests.get(pack);
  if (digest === undefined) {
    const { manifest, sources } = pack;
    digest = hashOf([JSON.stringify(manifest), ...sources.flatMap(({ name, text }) => [name, text])]).slice(0, 32);
    digests.set(pack, digest);
  }
  return digest;
}
