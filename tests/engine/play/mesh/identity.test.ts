// Who is who on the mesh, as a player reads it.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { asTurnId } from "../../../../engine/base/ids.ts";
import { MeshRig, type RigOptions } from "../../../support/mesh-rig.ts";

const BO = 0x11;
const ANN = 0x22;

let folder: string;
let rig: MeshRig;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lore-mesh-"));
});
afterEach(() => {
  rig.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(options: RigOptions = {}): Promise<void> {
  rig = await MeshRig.open({ path: join(folder, "world.db"), ...options });
}

test("the first contact proposes the radio's own name, and Y is enough", async () => {
  await open();
  await rig.names(BO, "Bo's Heltec", "BO");
  expect(await rig.say(BO, "hello?")).toMatch(/^Welcome. Y to play as Bo, or send another name./);
  await rig.kill();
  // Two messages from the first word to being in the world, each answered by one frame.
  const frames = rig.frames.length;
  expect(await rig.say(BO, "Y")).toMatch(/^Welcome, Bo. This radio is your key. HELP tells more.\nParlour. Exits: north and east./);
  expect(rig.frames.length).toBe(frames + 1);
  await rig.kill();
  expect(await rig.say(BO, "look")).toMatch(/^Parlour/);
});

test("where the world has words of its own for newcomers, the welcome and they are one frame", async () => {
  await open({ pack: "worlds/gullwick" });
  await rig.say(BO, "hello?");
  const frames = rig.frames.length;
  const name = "Bartholomew-Thorne-I";
  const read = await rig.say(BO, name);
  expect(read).toMatch(/^Welcome, Bartholomew-Thorne-I\. [^\n]*\nWelcome to Gullwick/);
  expect(rig.frames.length).toBe(frames + 1);
  expect(Buffer.byteLength(read)).toBeLessThanOrEqual(200);
});

/** Makes a player of a node without a look at the words. */
async function settle(node: number, name: string): Promise<void> {
  await rig.say(node, "hello?");
  await rig.say(node, name);
}

test("what is a verb, taken, or no name is asked for again", async () => {
  await open();
  await settle(ANN, "Ann");
  expect(await rig.say(BO, "hi")).toMatch(/^Welcome. Send a name to play as/);
  expect(await rig.say(BO, "look")).toBe("A name to play as first, please: one word.");
  expect(await rig.say(BO, "my name is Bo")).toBe("A name to play as first, please: one word.");
  expect(await rig.say(BO, "ann")).toMatch(/^ann is taken. Another\?/);
  expect(await rig.say(BO, "Bo")).toMatch(/^Welcome, Bo/);
});

test("a code makes a second radio the same player's, once", async () => {
  await open();
  await settle(BO, "Bo");
  const [, code = ""] = /LINK (\w+)/.exec(await rig.say(BO, "radio code")) ?? [];
  await rig.kill();
  await rig.names(ANN, "Bo's other radio");
  expect(await rig.say(ANN, `link ${code.toLowerCase()}`)).toMatch(/^This radio is Bo now.\nParlour/);
  expect(await rig.say(0x33, `link ${code}`)).toMatch(/^That code is wrong/);
  expect(await rig.say(0x33, "LINK")).toMatch(/^LINK and a code\. Where you play already/);
  expect(await rig.say(0x33, `Link code ${code}`)).toMatch(/^That code is wrong/);
  await rig.kill();
  expect(await rig.say(ANN, "radios")).toMatch(/1\. !00000011\n2\. Bo's other radio !00000022/);
  expect(await rig.say(BO, "unlink 2")).toBe("Bo's other radio !00000022 is yours no more.");
  expect(await rig.say(BO, "unlink 1")).toMatch(/^That is your only way in/);
  expect(await rig.say(ANN, "look")).toMatch(/new key. If you are Bo|^Welcome/);
});

test("a code is over after a quarter of an hour, and guessing ends", async () => {
  await open();
  await settle(BO, "Bo");
  const [, code = ""] = /LINK (\w+)/.exec(await rig.say(BO, "radio code")) ?? [];
  await rig.pass(16 * 60_000);
  expect(await rig.say(ANN, `link ${code}`)).toMatch(/^That code is wrong, or its time is over/);
  for (let i = 0; i < 4; i++) {
    await rig.say(ANN, "link aaaaaa");
    // Dying is no new beginning.
    await rig.kill();
  }
  expect(await rig.say(ANN, "link aaaaaa")).toMatch(/^Too many wrong codes/);
});

test("a changed key is nobody until a code says who it is", async () => {
  await open();
  await settle(BO, "Bo");
  const [, code = ""] = /LINK (\w+)/.exec(await rig.say(BO, "radio code")) ?? [];
  const publicKey = Buffer.alloc(32, 0x99).toString("base64");
  expect(await rig.say(BO, "look", { publicKey })).toMatch(/^This radio has a new key. If you are Bo:/);
  expect(rig.notices.map((notice) => notice.code)).toContain("rebind");
  await rig.kill();
  expect(await rig.say(BO, `LINK ${code}`, { publicKey })).toMatch(/^This radio is Bo now.\nParlour/);
  expect(await rig.say(BO, "look", { publicKey })).toMatch(/^Parlour/);
});

test("what waits for a player never goes to another key of their node, and comes to them with the next radio of theirs", async () => {
  await open();
  await settle(ANN, "Ann");
  await settle(BO, "Bo");
  rig.fates.push("lost");
  await rig.hear(BO, "say mine", { wantAck: true });
  await rig.pass(40_000);
  const stranger = Buffer.alloc(32, 0x99).toString("base64");
  expect(await rig.say(BO, "hi", { publicKey: stranger })).toMatch(/^This radio has a new key/);
  await rig.say(ANN, "tell bo The password is swordfish.");
  await rig.pass(3_600_000);
  expect(await rig.say(BO, "look", { publicKey: stranger })).not.toMatch(/swordfish|say: mine/);
  await rig.pass(3_600_000);
  const sealedTo = (key: string): string[] => rig.frames.filter(({ packet }) => packet.publicKey === key).map(({ text }) => text);
  expect(sealedTo(stranger).join()).not.toMatch(/swordfish|say: mine/);
  await rig.kill();
  const read = [await rig.say(BO, "look"), await rig.say(BO, "more")].join("\n");
  expect(read).toMatch(/swordfish/);
  expect(read).toMatch(/You may have missed: You say: mine/);
});

test("nobody speaks for a sealed radio in the open", async () => {
  await open({ settings: { unsealed: "guest" } });
  await settle(BO, "Bo");
  expect(await rig.say(BO, "look", { pki: false, publicKey: null })).toBe("");
  expect(rig.gateway().status().counters["in.dropped.unsealed"]).toBe(1);
});

const OPEN = { pki: false, publicKey: null } as const;

test("a node that cannot seal is told so once", async () => {
  await open();
  expect(await rig.say(BO, "look", OPEN)).toMatch(/^Your radio does not encrypt to me/);
  await rig.kill();
  expect(await rig.say(BO, "look", OPEN)).toBe("");
});

test("a guest looks about and does no more", async () => {
  await open({ settings: { unsealed: "guest" } });
  expect(await rig.say(BO, "look", OPEN)).toMatch(/^You are a guest and may look about: .*\nParlour/s);
  await rig.kill();
  expect(await rig.say(BO, "n", OPEN)).toMatch(/^Attic/);
  for (const line of ["say hello", "take iron key", "tell bo hi"]) expect(await rig.say(BO, line, OPEN)).toBe("Only for players.");
  expect(rig.frames.every(({ packet }) => packet.publicKey === undefined)).toBe(true);
});

test("a password lets in for a visit, is throttled, and is kept nowhere", async () => {
  await open({ settings: { unsealed: "password" } });
  await settle(ANN, "Ann");
  const row = rig.world.play.accounts.find("ann")!;
  const { ARGON2 } = await import("../../../../engine/play/account-secrets.ts");
  const hash = await ARGON2.hash("correct horse");
  const done = rig.world.play.turn(() => rig.world.play.accounts.setSecret(row, hash));
  rig.world.play.flush();
  await done;
  expect(await rig.say(BO, "look", OPEN)).toMatch(/^LOGIN, your name and your password/);
  expect(await rig.say(BO, "login ann wrong horse", OPEN)).toBe("No such name and password.");
  expect(await rig.say(BO, "login ann correct horse", OPEN)).toMatch(/^This radio is Ann now.\nParlour/);
  expect(await rig.say(BO, "look", OPEN)).toMatch(/^Parlour/);
  for (let i = 0; i < 5; i++) await rig.say(0x33, "login ann wrong horse", OPEN);
  expect(await rig.say(0x33, "login ann correct horse", OPEN)).toMatch(/^Too many wrong passwords/);
  rig.close();
  expect(readFileSync(join(folder, "world.db")).includes("horse")).toBe(false);
  await open();
});

test("whom a wizard bans is not heard, until the ban is lifted", async () => {
  await open();
  await settle(ANN, "Ann");
  await settle(BO, "Bo");
  const ranked = rig.world.play.rank(rig.world.play.accounts.find("ann")!.entity, "wizard");
  rig.world.play.flush();
  await ranked;
  expect(await rig.say(ANN, "ban bo for 2 days Spam")).toBe("Bo is kept out of the mesh.");
  await rig.kill();
  expect(await rig.say(BO, "look")).toBe("");
  expect(rig.gateway().status().counters["in.dropped.banned"]).toBe(1);
  expect(await rig.say(ANN, "bans")).toMatch(/^Bo, 2 days left. Spam/);
  expect(await rig.say(ANN, "unban bo")).toBe("Bo may come in again.");
  expect(await rig.say(BO, "look")).toMatch(/^Parlour/);
  expect(await rig.say(ANN, "ban !00000011")).toBe("!00000011 is kept out of the mesh.");
  expect(await rig.say(BO, "look")).toBe("");
  expect(rig.world.store.auditRows(1, 9).map(({ what }) => what.split(" ")[0])).toEqual(["ban", "unban", "ban"]);
});

test("a keeper gives a code for who has no radio left, and the audit says so", async () => {
  await open();
  await settle(ANN, "Ann");
  await settle(BO, "Bo");
  const rank = async (name: string, to: "wizard" | "sysop"): Promise<void> => {
    const ranked = rig.world.play.rank(rig.world.play.accounts.find(name)!.entity, to);
    rig.world.play.flush();
    await ranked;
  };
  expect(await rig.say(ANN, "radio code for bo")).toMatch(/^Try: radio code/);
  await rank("ann", "wizard");
  const [, code = ""] = /^Bo, from the new radio: LINK (\w+)\n/.exec(await rig.say(ANN, "radio code for bo")) ?? [];
  await rig.kill();
  expect(await rig.say(0x33, `link ${code}`)).toMatch(/^This radio is Bo now/);
  expect(rig.world.store.auditRows(1, 9).map(({ who, what }) => `${who} ${what}`)).toEqual(["Ann radio code for Bo"]);
  await rank("bo", "sysop");
  expect(await rig.say(ANN, "radio code for bo")).toBe("Bo ranks above you: ask another keeper.");
  expect(rig.world.store.auditRows(1, 9)).toHaveLength(1);
});

test("who plays by radio gets a password without one going on air: a code is the way in by telnet", async () => {
  await open();
  await settle(BO, "Bo");
  expect(await rig.say(BO, "password")).toMatch(/RADIO CODE here; there your name, the code, then PASSWORD/);
  const [, code = ""] = /LINK (\w+)/.exec(await rig.say(BO, "radio code")) ?? [];
  const read: string[] = [];
  const door = { send: (text: string) => void read.push(text), close: () => {} };
  const session = rig.world.play.open({ door, address: "1.2.3.4" });
  const type = async (line: string): Promise<string | undefined> => {
    const done = rig.world.play.line(session, line);
    for (let i = 0; i < 5; i++) {
      rig.world.play.flush();
      await Promise.resolve();
    }
    await done;
    return read.at(-1);
  };
  expect(await type("Bo")).toMatch(/^Bo has no password yet. By radio send RADIO CODE/);
  expect(await type("aaaaaa")).toMatch(/^That code is wrong/);
  await type("bo");
  expect(await type(code)).toMatch(/^Welcome back, Bo. PASSWORD sets one/);
  expect(await type("where")).toBe("You are in Parlour.");
  expect(await rig.say(0x33, `link ${code}`)).toMatch(/^That code is wrong/);
});

test("a replay of the journal makes the same people of the same keys", async () => {
  await open();
  await settle(BO, "Bo");
  const [, code = ""] = /LINK (\w+)/.exec(await rig.say(BO, "radio code")) ?? [];
  await rig.say(ANN, `link ${code}`);
  await rig.say(BO, "unlink 2");
  const rows = rig.world.store.turns(asTurnId(0), 1_000);
  const again = await MeshRig.bare();
  for (const row of rows) {
    again.clock.set(row.atMs);
    const replayed = again.world.play.replay(row);
    again.world.play.flush();
    expect((await replayed).map((result) => `${row.kind} ${row.input} ${result.row.digest}`)).toEqual([
      `${row.kind} ${row.input} ${row.digest}`,
    ]);
  }
  again.close();
});
