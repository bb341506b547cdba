// An archive of a pack: a ZIP with its files, their checksums and a signature of these. It is opened in memory, and nothing of one
// that is not whole, or holds a name that leads elsewhere, is ever written.

import type { KeyObject } from "node:crypto";
import { unzipSync, zipSync } from "fflate";
import { EngineError, messageOf } from "../../base/errors.ts";
import { MANIFEST_FILE, type Manifest, readManifest } from "../manifest.ts";
import { problemLine } from "../problem.ts";
import { checksumsOf, type Files, MOST_BYTES, MOST_FILES, nameFault } from "./contents.ts";
import { hashOfBytes } from "./hash.ts";
import { fingerprintOf, isSigned, publicHalf, signText } from "./keys.ts";

export const CHECKSUMS = "CHECKSUMS";
export const SIGNATURE = "SIGNATURE";
export const ARCHIVE_ENDING = ".lorepack";
/** The first that a ZIP can say: the same files are the same bytes, whenever they are packed. */
const NO_TIME = new Date(1980, 0, 1);

export interface Opened {
  readonly manifest: Manifest;
  readonly files: Files;
  /** The signer's raw public key, in base64. */
  readonly key: string;
  readonly fingerprint: string;
  /** Hash of the checksums: of all that the archive holds. */
  readonly hash: string;
}

/** Bytes of an archive, signed. */
export function packArchive(files: Files, key: KeyObject): Uint8Array {
  const checksums = checksumsOf(files);
  const signature = `${publicHalf(key)}\n${signText(checksums, key)}\n`;
  const entries = { ...Object.fromEntries(files), [CHECKSUMS]: Buffer.from(checksums), [SIGNATURE]: Buffer.from(signature) };
  return zipSync(entries, { level: 9, mtime: NO_TIME });
}

/** Opens and proves an archive; throws `E_ARCHIVE` with the first thing that is wrong. `path` is how it is named there. */
export function openArchive(bytes: Uint8Array, path: string, isCapability: (word: string) => boolean): Opened {
  const fail = (detail: string): never => {
    throw new EngineError("E_ARCHIVE", { path, detail });
  };
  if (bytes.length > MOST_BYTES) fail(`it is larger than ${MOST_BYTES / 1_000_000} MB`);
  const all = unzip(bytes, fail);
  const checksums = textOf(all.get(CHECKSUMS)) ?? fail(`it has no ${CHECKSUMS}`);
  const [key = "", signature = "", ...more] = (textOf(all.get(SIGNATURE)) ?? fail("it is not signed")).split("\n");
  if (more.join("") !== "" || !isSigned(checksums, signature, key)) fail("its signature does not fit");
  const files = new Map([...all].filter(([name]) => name !== CHECKSUMS && name !== SIGNATURE));
  proveContents(files, checksums, fail);
  const manifest = files.get(MANIFEST_FILE) ?? fail(`it has no ${MANIFEST_FILE}`);
  const read = readManifest(textOf(manifest) ?? "", MANIFEST_FILE, isCapability);
  if ("problems" in read) return fail(`\n${read.problems.map(problemLine).join("\n")}`);
  return { manifest: read.manifest, files, key, fingerprint: fingerprintOf(key), hash: hashOfBytes(checksums) };
}

function unzip(bytes: Uint8Array, fail: (detail: string) => never): Map<string, Uint8Array> {
  const seen = new Set<string>();
  let total = 0;
  const filter = ({ name, originalSize }: { name: string; originalSize: number }): boolean => {
    const fault = name === CHECKSUMS || name === SIGNATURE ? null : nameFault(name);
    if (fault !== null) fail(`the name ${JSON.stringify(name)} ${fault}`);
    // Two names that a disk without capitals takes for one.
    if (seen.has(name.toLowerCase())) fail(`${name} is in it twice`);
    seen.add(name.toLowerCase());
    total += originalSize;
    if (seen.size > MOST_FILES) fail(`it holds more than ${MOST_FILES} files`);
    if (total > MOST_BYTES) fail(`it unpacks to more than ${MOST_BYTES / 1_000_000} MB`);
    return true;
  };
  try {
    return new Map(Object.entries(unzipSync(bytes, { filter })));
  } catch (error) {
    if (error instanceof EngineError) throw error;
    return fail(`it is no ZIP, or a broken one: ${messageOf(error)}`);
  }
}

function proveContents(files: Files, checksums: string, fail: (detail: string) => never): void {
  if (checksumsOf(files) === checksums) return;
  const told = new Map(checksums.split("\n").map((line) => [line.slice(66), line.slice(0, 64)]));
  for (const [name, bytes] of files) {
    if (!told.has(name)) fail(`${name} was put in after it was signed`);
    if (told.get(name) !== hashOfBytes(bytes)) fail(`${name} was changed after it was signed`);
  }
  for (const name of told.keys()) if (name !== "" && !files.has(name)) fail(`${name} was taken out after it was signed`);
  fail(`its ${CHECKSUMS} are not as they are written`);
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
}
