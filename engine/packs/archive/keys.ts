// Who signs: an ed25519 key of one's own, kept in a file that only its owner reads, and known to others by its fingerprint.

import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { EngineError } from "../../base/errors.ts";

const KEY_TYPE = "ed25519";
/** Bytes of a raw public key, and of the header before it in its SPKI form. */
const RAW_BYTES = 32;
const SPKI_HEADER = Buffer.from("302a300506032b6570032100", "hex");

/** The private key of a file; it is made when there is none and `make` allows it. */
export function privateKey(path: string, make: boolean): KeyObject {
  if (!existsSync(path)) {
    if (!make) throw new EngineError("E_USAGE", { detail: `There is no key ${path}.` });
    const { privateKey: made } = generateKeyPairSync(KEY_TYPE);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, made.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
    return made;
  }
  const key = readKey(path);
  if (key?.asymmetricKeyType !== KEY_TYPE) throw new EngineError("E_USAGE", { detail: `${path} is no private ed25519 key in PEM.` });
  return key;
}

function readKey(path: string): KeyObject | null {
  try {
    return createPrivateKey(readFileSync(path));
  } catch {
    return null;
  }
}

/** The raw public half, in base64. */
export function publicHalf(key: KeyObject): string {
  return createPublicKey(key).export({ type: "spki", format: "der" }).subarray(SPKI_HEADER.length).toString("base64");
}

export function signText(text: string, key: KeyObject): string {
  return sign(null, Buffer.from(text), key).toString("base64");
}

/** Whether a text was signed with the private half of a raw public key; never throws, whatever the two hold. */
export function isSigned(text: string, signature: string, rawKey: string): boolean {
  const raw = Buffer.from(rawKey, "base64");
  if (raw.length !== RAW_BYTES) return false;
  try {
    const key = createPublicKey({ key: Buffer.concat([SPKI_HEADER, raw]), format: "der", type: "spki" });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}

/** What two people compare over the phone: sixteen bytes of the key's hash, in groups of four letters. */
export function fingerprintOf(rawKey: string): string {
  const hash = createHash("sha256").update(Buffer.from(rawKey, "base64")).digest("hex").slice(0, 32);
  return hash.match(/.{4}/g)!.join("-");
}
