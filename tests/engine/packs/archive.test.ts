// An archive is opened only when it is whole, signed and plain: every way to slip something past it is refused by name.

import { createPrivateKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import fc from "fast-check";
import { unzipSync, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { EngineError } from "../../../engine/base/errors.ts";
import { openArchive, packArchive } from "../../../engine/packs/archive/archive.ts";
import { checksumsOf, nameFault } from "../../../engine/packs/archive/contents.ts";
import { fingerprintOf, publicHalf, signText } from "../../../engine/packs/archive/keys.ts";

const newKey = (): KeyObject => generateKeyPairSync("ed25519").privateKey;
const KEY = newKey();
const bytes = (text: string) => Uint8Array.from(Buffer.from(text));
const PACK: Readonly<Record<string, string>> = {
  "pack.toml": 'id = "pier"\nversion = "1.2.0"\ncapabilities = ["mint"]\n',
  "pier.lore": 'room pier "Pier"\n  desc: "Boards."\nend\n',
  "tests/pier.play": "ann in pier\n",
};
const filesOf = (texts: Readonly<Record<string, string>>) => new Map(Object.entries(texts).map(([name, text]) => [name, bytes(text)]));
const open = (archive: Uint8Array) => openArchive(archive, "pier.lorepack", () => true);

/** A ZIP with any entries, signed by whoever makes it: the attacker has a key too. */
function forged(texts: Readonly<Record<string, string>>, key: KeyObject = newKey()): Uint8Array {
  const checksums = checksumsOf(filesOf(texts));
  const entries = { ...texts, CHECKSUMS: checksums, SIGNATURE: `${publicHalf(key)}\n${signText(checksums, key)}\n` };
  return zipSync(Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, bytes(text)])));
}

/** The archive with one entry put in, changed, or taken out. */
function tampered(name: string, text: string | null): Uint8Array {
  const entries = unzipSync(packArchive(filesOf(PACK), KEY));
  if (text === null) delete entries[name];
  else entries[name] = bytes(text);
  return zipSync(entries);
}

function whyNot(archive: Uint8Array): string {
  try {
    open(archive);
  } catch (error) {
    if (error instanceof EngineError && error.code === "E_ARCHIVE") return error.message.replace(/^.*to be trusted: /, "");
    throw error;
  }
  return "opened";
}

describe("an archive that is whole", () => {
  test("opens with all that was put in, and with the key that signed it", () => {
    const opened = open(packArchive(filesOf(PACK), KEY));
    expect(Object.fromEntries([...opened.files].map(([name, data]) => [name, Buffer.from(data).toString()]))).toEqual(PACK);
    expect(opened.manifest).toMatchObject({ id: "pier", version: "1.2.0", capabilities: ["mint"] });
    expect(opened.fingerprint).toBe(fingerprintOf(publicHalf(KEY)));
    expect(opened.fingerprint).toMatch(/^([0-9a-f]{4}-){7}[0-9a-f]{4}$/);
  });

  test("is the same bytes for the same files, in whatever order they came", () => {
    const other = new Map([...filesOf(PACK)].reverse());
    expect(open(packArchive(other, KEY)).hash).toBe(open(packArchive(filesOf(PACK), KEY)).hash);
    expect(Buffer.compare(packArchive(filesOf(PACK), KEY), packArchive(filesOf(PACK), KEY))).toBe(0);
  });
});

describe("an archive that was tampered with", () => {
  test.each([
    ["pier.lore", "room pier\nend\n", "pier.lore was changed after it was signed"],
    ["pack.toml", 'id = "pier"\ncapabilities = ["mint", "ban"]\n', "pack.toml was changed after it was signed"],
    ["more.lore", "", "more.lore was put in after it was signed"],
    ["tests/pier.play", null, "tests/pier.play was taken out after it was signed"],
    ["CHECKSUMS", "", "its signature does not fit"],
    ["CHECKSUMS", null, "it has no CHECKSUMS"],
    ["SIGNATURE", null, "it is not signed"],
    ["SIGNATURE", "", "its signature does not fit"],
    ["SIGNATURE", "AAAA\nBBBB\n", "its signature does not fit"],
  ])("%s as %j: refused", (name, text, why) => {
    expect(whyNot(tampered(name, text))).toBe(why);
  });

  test("with checksums made anew and the old signature: refused", () => {
    const changed = { ...PACK, "pier.lore": "room pier\nend\n" };
    const entries = unzipSync(packArchive(filesOf(PACK), KEY));
    entries["pier.lore"] = bytes(changed["pier.lore"]);
    entries["CHECKSUMS"] = bytes(checksumsOf(filesOf(changed)));
    expect(whyNot(zipSync(entries))).toBe("its signature does not fit");
  });

  test("with the author's key and somebody else's signature: refused", () => {
    const checksums = checksumsOf(filesOf(PACK));
    const entries = unzipSync(packArchive(filesOf(PACK), KEY));
    entries["SIGNATURE"] = bytes(`${publicHalf(KEY)}\n${signText(checksums, newKey())}\n`);
    expect(whyNot(zipSync(entries))).toBe("its signature does not fit");
  });

  test("signed anew by somebody else opens, and shows another key", () => {
    expect(open(forged(PACK)).fingerprint).not.toBe(fingerprintOf(publicHalf(KEY)));
  });
});

describe("names in an archive", () => {
  test.each([
    "../evil.lore",
    "a/../../evil.lore",
    "/etc/evil.lore",
    "..\\evil.lore",
    "C:evil.lore",
    "C:\\evil.lore",
    "a//b.lore",
    "./a.lore",
    ".hidden.lore",
    "a/.git/b.lore",
    "a./b.lore",
    "con.lore",
    "evil.js",
    "node_modules/evil.js",
    "installed.json",
    "a\u0000.lore",
    "a\u202e.lore",
    `${"a".repeat(200)}.lore`,
  ])("%j is refused, signed or not", (name) => {
    expect(whyNot(forged({ ...PACK, [name]: "x" }))).toMatch(
      /^the name ".*" (leads out of the pack or is no plain name|is of no kind|is longer)/,
    );
  });

  test("two that differ only in their case are refused", () => {
    expect(whyNot(forged({ ...PACK, "Pier.lore": "" }))).toMatch(/^(Pier|pier)\.lore is in it twice$/);
  });

  test("whatever passes stays below the folder", () => {
    const segment = fc.oneof(fc.constantFrom("..", ".", "", "a", "b.lore", "\\", "C:", "~"), fc.string({ maxLength: 6 }));
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 5 }), fc.constantFrom("", ".lore", ".play"), (segments, ending) => {
        const name = segments.join("/") + ending;
        if (nameFault(name) !== null) return;
        const path = new URL(`file:///packs/pier/${name}`).pathname;
        expect(decodeURIComponent(path)).toBe(`/packs/pier/${name}`);
      }),
    );
  });
});

describe("what is no archive", () => {
  test("is told so", () => {
    expect(whyNot(bytes("not a zip"))).toMatch(/^it is no ZIP, or a broken one/);
    expect(whyNot(packArchive(filesOf(PACK), KEY).subarray(0, 200))).toMatch(/^it is no ZIP, or a broken one/);
    expect(whyNot(forged({ "pier.lore": "" }))).toBe("it has no pack.toml");
    expect(whyNot(forged({ "pack.toml": "id = 7" }))).toContain("pack.toml:1:1: error LORE903");
  });

  test("a small one that unpacks to a great deal is not unpacked", () => {
    expect(whyNot(forged({ ...PACK, "zeros.lore": "0".repeat(17_000_000) }))).toBe("it unpacks to more than 16 MB");
  });

  test("any change of any byte is refused or changes nothing", () => {
    const archive = packArchive(filesOf(PACK), KEY);
    const { hash } = open(archive);
    fc.assert(
      fc.property(fc.nat(archive.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Uint8Array.from(archive);
        changed[at]! ^= flip;
        try {
          expect(open(changed).hash).toBe(hash);
        } catch (error) {
          if (!(error instanceof EngineError)) throw error;
          expect(error.code).toBe("E_ARCHIVE");
        }
      }),
      { numRuns: 300 },
    );
  });
});

test("a key goes into a file and comes back", () => {
  const pem = KEY.export({ type: "pkcs8", format: "pem" });
  expect(publicHalf(createPrivateKey(pem))).toBe(publicHalf(KEY));
});
