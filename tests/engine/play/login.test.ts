import { describe, expect, it } from "vitest";
import { foldName, nameFault } from "../../../engine/base/names.ts";
import type { Secrets } from "../../../engine/play/account-secrets.ts";
import { ARGON2 } from "../../../engine/play/account-secrets.ts";
import type { Accounts } from "../../../engine/play/accounts.ts";
import { Login } from "../../../engine/play/login.ts";
import { hashCode } from "../../../engine/play/mesh/codes.ts";
import type { RadioTurns } from "../../../engine/play/mesh/radio-turns.ts";
import { AddressThrottle, LOCK_AFTER, lockMs } from "../../../engine/play/throttle.ts";
import type { AccountRow } from "../../../engine/world/port.ts";

/** Reversed passwords stand for hashes: the dialogue is what is tested. */
const SECRETS: Secrets = {
  hash: async (secret) => [...secret].reverse().join(""),
  verify: async (hash, secret) => hash === [...secret].reverse().join(""),
};

function makeDesk(secrets: Secrets = SECRETS) {
  const rows = new Map<string, AccountRow>();
  let nowMs = 1_000;
  const accounts = {
    find: (name: string) => rows.get(foldName(name)),
    fault: (name: string) => nameFault(name) ?? (rows.has(foldName(name)) ? "taken" : null),
    create: (name: string, secret: string) => {
      const row = {
        entity: rows.size + 1,
        name,
        folded: foldName(name),
        secret,
        rank: "player",
        madeMs: 0,
        seenMs: 0,
        failures: 0,
        lockedUntilMs: 0,
      };
      rows.set(row.folded, row as unknown as AccountRow);
      return { player: { id: row.entity }, result: null };
    },
    failed: (row: AccountRow, now: number) => {
      const failures = row.failures + 1;
      const wait = lockMs(failures);
      rows.set(row.folded, { ...row, failures, lockedUntilMs: wait === 0 ? 0 : now + wait });
    },
  } as unknown as Accounts;
  const throttle = new AddressThrottle();
  const codes = new Map<string, number>();
  const radios = {
    isCode: (player: number, hash: string) => codes.get(hash) === player,
    spend: (hash: string) => void codes.delete(hash),
  } as unknown as RadioTurns;
  const write = async <T>(make: () => { readonly value: T }): Promise<T> => make().value;
  const open = () => new Login({ accounts, secrets, throttle, radios, nowMs: () => nowMs, write: write as never }, "1.2.3.4");
  const talk = async (login: Login, ...lines: string[]) => {
    const said: string[] = [];
    for (const line of lines) {
      const step = await login.line(line.trim(), line);
      said.push(`${step.kind} ${step.text.replace("stdlib.login.", "")}`);
    }
    return said;
  };
  return { open, talk, rows, codes, pass: (ms: number) => (nowMs += ms) };
}

describe("at the door", () => {
  it("a new name makes a new player, with a password typed twice", async () => {
    const { open, talk, rows } = makeDesk();
    expect(await talk(open(), "Ann", "y", "secret1", "secret2", "secret1", "secret1")).toEqual([
      "ask new",
      "ask choose",
      "ask repeat",
      "ask mismatch",
      "ask repeat",
      "in made",
    ]);
    expect(rows.get("ann")?.secret).toBe("1terces");
  });

  it("a known name is asked for its password, whatever the case", async () => {
    const { open, talk } = makeDesk();
    await talk(open(), "Ann", "y", "secret1", "secret1");
    expect(await talk(open(), "ANN", "wrong", "ann", "secret1")).toEqual(["ask password", "ask wrong", "ask password", "in hello"]);
  });

  it("an account is locked after failures, for longer each time, and even the right password waits", async () => {
    const { open, talk, pass } = makeDesk();
    await talk(open(), "Ann", "y", "secret1", "secret1");
    for (let i = 0; i < LOCK_AFTER; i++) await talk(open(), "ann", "wrong");
    expect(await talk(open(), "ann", "secret1")).toEqual(["ask password", "ask locked"]);
    pass(lockMs(LOCK_AFTER));
    expect(await talk(open(), "ann", "secret1")).toEqual(["ask password", "in hello"]);
    expect(lockMs(LOCK_AFTER + 1)).toBe(2 * lockMs(LOCK_AFTER));
  });

  it("who has no password comes in by a code of theirs, once, and guessing locks the account", async () => {
    const { open, talk, rows, codes } = makeDesk();
    await talk(open(), "Ann", "y", "secret1", "secret1");
    await talk(open(), "Bo", "y", "secret1", "secret1");
    rows.set("ann", { ...rows.get("ann")!, secret: "" });
    codes.set(hashCode("kbtrwq"), rows.get("ann")!.entity);
    codes.set(hashCode("aaaaaa"), rows.get("bo")!.entity);
    expect(await talk(open(), "ann", "", "ann", "aaaaaa", "ann", "KBTRWQ")).toEqual([
      "ask code",
      "ask welcome",
      "ask code",
      "ask code_wrong",
      "ask code",
      "in hello_code",
    ]);
    expect(await talk(open(), "ann", "kbtrwq")).toEqual(["ask code", "ask code_wrong"]);
    for (let i = 0; i < LOCK_AFTER; i++) await talk(open(), "ann", "zzzzzz");
    codes.set(hashCode("bcdfgh"), rows.get("ann")!.entity);
    expect(await talk(open(), "ann", "bcdfgh")).toEqual(["ask code", "ask locked"]);
  });

  it("who guesses at many names is barred by address", async () => {
    const { open, talk } = makeDesk();
    for (let i = 0; i < 5; i++) {
      await talk(open(), `Player${i}`, "y", "secret1", "secret1");
      for (let n = 0; n < 4; n++) await talk(open(), `Player${i}`, "wrong");
    }
    expect(await talk(open(), "Ann")).toEqual(["bye barred"]);
  });

  it("one connection may be wrong only so often", async () => {
    const { open, talk } = makeDesk();
    const said = await talk(open(), ..."1 2 3 4 5 6".split(" "));
    expect(said.at(-1)).toBe("bye enough");
  });

  it.each([
    ["a", "ask name_short"],
    ["north", "ask name_reserved"],
    ["x".repeat(21), "ask name_long"],
    ["Ann Lee", "ask name_signs"],
    ["J\u00fcrgen", "ask name_signs"],
    ["__proto__", "ask name_signs"],
    ["constructor", "ask name_reserved"],
  ])("the name %s is refused", async (name, answer) => {
    const { open, talk } = makeDesk();
    expect(await talk(open(), name)).toEqual([answer]);
  });

  it("a real hash holds its password and no other", async () => {
    const hash = await ARGON2.hash("correct horse");
    expect(hash).toMatch(/^\$argon2id\$/);
    expect(await ARGON2.verify(hash, "correct horse")).toBe(true);
    expect(await ARGON2.verify(hash, "correct house")).toBe(false);
    expect(await ARGON2.verify("damaged", "x")).toBe(false);
  });
});
