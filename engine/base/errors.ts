// The sysop's errors: each has a stable code and a message from this table, and keeps its cause. Logged once, at the edge.

const MESSAGES = {
  E_CONFIG: "The configuration is wrong: {detail}",
  E_PACK: "The pack cannot be loaded: {detail}",
  E_STORE_OPEN: "The database {path} cannot be opened: {detail}",
  E_STORE_LOCKED: "The database {path} is in use by another process.",
  E_STORE_FORMAT: "The database {path} is not a Loremesh world, or a newer one: {detail}",
  E_STORE_CORRUPT: "The database {path} failed its integrity check: {detail}",
  E_STORE_WRITE: "A write to the database failed: {detail}",
  E_WORLD: "The world is not sound: {detail}",
  E_CURRENCY: "The sums in the database are in {was}, and pack.toml counts in {now}.",
  E_LEDGER: "The book of money does not add up: {detail}",
  E_UNPROVEN: "The book of money was not proven: {detail}",
  E_FAUCET: "A faucet of money runs wild: {detail}",
  E_RELOAD: "The packs were not reloaded, those that run stay: {detail}",
  E_CANARY: "Too many scripts failed after a reload: {detail}",
  E_KEPT: "Version {version} of the packs runs and not the files: {detail}",
  E_OVERLAY: "The files run without what was edited over them in the game: {detail}",
  E_SANDBOX: "The sandbox failed: {detail}",
  E_REPLAY: "The journal does not replay: {detail}",
  E_ARCHIVE: "The archive {path} is not to be trusted: {detail}",
  E_INSTALL: "{detail} Nothing was changed.",
  E_LISTEN: "Cannot listen on {address}: {detail}",
  E_USAGE: "{detail}",
  E_BUG: "This should never happen: {detail}",
} as const;

export type ErrorCode = keyof typeof MESSAGES;

/** A failure that a sysop should read: a broken machine, a broken file, or a bug. Never used for ordinary play. */
export class EngineError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, slots: Readonly<Record<string, string>> = {}, cause?: unknown) {
    super(
      MESSAGES[code].replace(/\{(\w+)\}/g, (_, slot: string) => slots[slot] ?? "?"),
      cause === undefined ? undefined : { cause },
    );
    this.name = "EngineError";
    this.code = code;
  }
}

/** What anything that was thrown says. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** All codes with their message patterns, for the docs and their test. */
export const ERROR_MESSAGES: Readonly<Record<ErrorCode, string>> = MESSAGES;
