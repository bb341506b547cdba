// The schema, as the steps that lead to it. A step that has been released is never edited: a later one changes what it made.

import type { Database } from "better-sqlite3";
import { EngineError } from "../base/errors.ts";

/** "Lore" in ASCII: says that a file is ours. */
export const APPLICATION_ID = 0x4c6f7265;

const FIRST = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE counter (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE entity (
  id INTEGER PRIMARY KEY,
  key TEXT UNIQUE,
  model TEXT NOT NULL,
  place INTEGER NOT NULL,
  arrival INTEGER NOT NULL,
  count INTEGER NOT NULL CHECK (count >= 1),
  owner INTEGER NOT NULL,
  made REAL NOT NULL,
  CHECK (place <> id)
) STRICT;
-- Values: numbers as they are, truth as b1 and b0, NULL for nothing, all else as the text of the wire.
CREATE TABLE prop (
  entity INTEGER NOT NULL, name TEXT NOT NULL, who INTEGER NOT NULL, value ANY,
  PRIMARY KEY (entity, name, who)
) STRICT, WITHOUT ROWID;
CREATE TABLE spawned (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE alias (old INTEGER PRIMARY KEY, now INTEGER NOT NULL) STRICT;
CREATE TABLE limbo (id INTEGER PRIMARY KEY, model TEXT NOT NULL, since REAL NOT NULL) STRICT;

CREATE TABLE timer (
  id INTEGER PRIMARY KEY, due REAL NOT NULL, kind TEXT NOT NULL, entity INTEGER NOT NULL,
  pack TEXT NOT NULL, code TEXT NOT NULL, payload TEXT NOT NULL
) STRICT;
CREATE TABLE prompt (
  id INTEGER PRIMARY KEY, who INTEGER NOT NULL, due REAL NOT NULL,
  pack TEXT NOT NULL, code TEXT NOT NULL, payload TEXT NOT NULL
) STRICT;

CREATE TABLE inbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, packet TEXT NOT NULL, at REAL NOT NULL, line TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'aside')),
  UNIQUE (source, packet)
) STRICT;
CREATE INDEX inbox_open ON inbox (id) WHERE state <> 'done';
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY, turn INTEGER NOT NULL, "to" INTEGER NOT NULL, at REAL NOT NULL, text TEXT NOT NULL
) STRICT;

CREATE TABLE journal (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, actor INTEGER NOT NULL, input TEXT NOT NULL, at REAL NOT NULL,
  seed INTEGER NOT NULL, code TEXT NOT NULL, digest TEXT NOT NULL, fuel INTEGER NOT NULL, took REAL NOT NULL
) STRICT;

CREATE TABLE account (
  entity INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, secret TEXT NOT NULL, rank TEXT NOT NULL,
  made REAL NOT NULL, seen REAL NOT NULL, failures INTEGER NOT NULL, locked_until REAL NOT NULL
) STRICT;
CREATE TABLE data (
  space TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (space, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_table (id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE ledger_account (
  id INTEGER PRIMARY KEY, floor INTEGER, balance INTEGER NOT NULL DEFAULT 0,
  CHECK (floor IS NULL OR balance >= floor)
) STRICT;
CREATE TABLE ledger_transfer (
  id INTEGER PRIMARY KEY, turn INTEGER NOT NULL, at REAL NOT NULL, memo TEXT NOT NULL, key TEXT UNIQUE
) STRICT;
CREATE TABLE ledger_entry (
  transfer INTEGER NOT NULL REFERENCES ledger_transfer (id) DEFERRABLE INITIALLY DEFERRED,
  account INTEGER NOT NULL REFERENCES ledger_account (id),
  amount INTEGER NOT NULL,
  PRIMARY KEY (transfer, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_entry_account ON ledger_entry (account);
INSERT INTO ledger_account (id, floor) VALUES (0, NULL);

-- Entries come before their transfer, which seals them: it is refused unless they sum to zero.
CREATE TRIGGER ledger_transfer_sums BEFORE INSERT ON ledger_transfer BEGIN
  SELECT RAISE(ABORT, 'entries of a transfer must sum to zero')
  WHERE (SELECT count(*) < 2 OR sum(amount) <> 0 FROM ledger_entry WHERE transfer = NEW.id);
END;
CREATE TRIGGER ledger_entry_sealed BEFORE INSERT ON ledger_entry
WHEN EXISTS (SELECT 1 FROM ledger_transfer WHERE id = NEW.transfer) BEGIN
  SELECT RAISE(ABORT, 'the transfer is sealed');
END;
CREATE TRIGGER ledger_entry_balance AFTER INSERT ON ledger_entry BEGIN
  UPDATE ledger_account SET balance = balance + NEW.amount WHERE id = NEW.account;
END;
CREATE TRIGGER ledger_entry_kept BEFORE UPDATE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'the ledger is append only'); END;
CREATE TRIGGER ledger_entry_stays BEFORE DELETE ON ledger_entry BEGIN SELECT RAISE(ABORT, 'the ledger is append only'); END;
CREATE TRIGGER ledger_transfer_kept BEFORE UPDATE ON ledger_transfer BEGIN SELECT RAISE(ABORT, 'the ledger is append only'); END;
CREATE TRIGGER ledger_transfer_stays BEFORE DELETE ON ledger_transfer BEGIN SELECT RAISE(ABORT, 'the ledger is append only'); END;
CREATE TRIGGER ledger_account_stays BEFORE DELETE ON ledger_account BEGIN SELECT RAISE(ABORT, 'the ledger is append only'); END;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY, at REAL NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, node TEXT NOT NULL, turn INTEGER NOT NULL,
  before TEXT NOT NULL, hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER audit_kept BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append only'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append only'); END;
`;

/** Reasons for reports, treasuries by name, and transfers that take others back. */
const LEDGER = `
ALTER TABLE ledger_account ADD COLUMN name TEXT;
UPDATE ledger_account SET name = 'world' WHERE id = 0;
CREATE UNIQUE INDEX ledger_account_name ON ledger_account (name) WHERE name IS NOT NULL;
CREATE INDEX ledger_account_rich ON ledger_account (balance) WHERE id > 0 AND balance > 0;
CREATE TRIGGER ledger_account_floor BEFORE INSERT ON ledger_account WHEN NEW.floor IS NULL AND NEW.name IS NULL BEGIN
  SELECT RAISE(ABORT, 'only a treasury has no floor');
END;
CREATE TRIGGER ledger_account_floored BEFORE UPDATE ON ledger_account WHEN NEW.floor IS NULL AND NEW.name IS NULL BEGIN
  SELECT RAISE(ABORT, 'only a treasury has no floor');
END;
CREATE TRIGGER ledger_account_same BEFORE UPDATE OF id, name ON ledger_account BEGIN SELECT RAISE(ABORT, 'the ledger is append only'); END;

ALTER TABLE ledger_transfer ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger_transfer ADD COLUMN reverses INTEGER REFERENCES ledger_transfer (id);
CREATE UNIQUE INDEX ledger_transfer_reverses ON ledger_transfer (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX ledger_transfer_at ON ledger_transfer (at);
CREATE TRIGGER ledger_transfer_mirrors BEFORE INSERT ON ledger_transfer WHEN NEW.reverses IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'a reversal must mirror what it reverses') WHERE EXISTS (
    SELECT account, amount FROM ledger_entry WHERE transfer = NEW.id
    EXCEPT SELECT account, -amount FROM ledger_entry WHERE transfer = NEW.reverses
  ) OR EXISTS (
    SELECT account, -amount FROM ledger_entry WHERE transfer = NEW.reverses
    EXCEPT SELECT account, amount FROM ledger_entry WHERE transfer = NEW.id
  );
END;
`;

const HISTORY = `
-- Who had a thing, by what deed: grows by rows alone, and is bounded by engine/store/history.ts.
CREATE TABLE history (
  id INTEGER PRIMARY KEY AUTOINCREMENT, thing INTEGER NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL, deed TEXT NOT NULL,
  who INTEGER NOT NULL, who_name TEXT NOT NULL, "from" INTEGER NOT NULL, from_name TEXT NOT NULL, place TEXT NOT NULL,
  origin INTEGER NOT NULL, "into" INTEGER NOT NULL, gone INTEGER NOT NULL, at REAL NOT NULL, turn INTEGER NOT NULL
) STRICT;
CREATE INDEX history_thing ON history (thing);
CREATE INDEX history_into ON history ("into") WHERE "into" <> 0;
CREATE INDEX history_who ON history (who) WHERE who <> 0;
CREATE INDEX history_from ON history ("from") WHERE "from" <> 0;
CREATE INDEX history_gone ON history (at) WHERE gone = 1;
CREATE TRIGGER history_kept BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'the history is append only'); END;
`;

// The first outbox knew players and no nodes. What somebody may have left in it becomes a note, read at the next log-in.
const MESH_OUTBOX = `
INSERT INTO data SELECT 'notes', "to", json_group_array(text) FROM (SELECT "to", text FROM outbox ORDER BY id) GROUP BY "to" ON CONFLICT DO NOTHING;
DROP TABLE outbox;
DELETE FROM counter WHERE name = 'message';
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT, radio TEXT NOT NULL, "to" INTEGER NOT NULL, channel INTEGER NOT NULL, text TEXT NOT NULL,
  priority TEXT NOT NULL, want_ack INTEGER NOT NULL CHECK (want_ack IN (0, 1)), made REAL NOT NULL, ttl REAL,
  state TEXT NOT NULL, state_at REAL NOT NULL, tries INTEGER NOT NULL, packet INTEGER
) STRICT;
CREATE INDEX outbox_radio ON outbox (radio, id);
CREATE TABLE airtime (id INTEGER PRIMARY KEY AUTOINCREMENT, radio TEXT NOT NULL, at REAL NOT NULL, air REAL NOT NULL) STRICT;
CREATE INDEX airtime_radio ON airtime (radio, at);
`;

/** What is built in the game: source of builders' packs, and every change of it. */
const BUILT = `
CREATE TABLE source (
  pack TEXT PRIMARY KEY, owner INTEGER NOT NULL, version INTEGER NOT NULL, top INTEGER NOT NULL, text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE edit (
  pack TEXT NOT NULL, version INTEGER NOT NULL, at REAL NOT NULL, turn INTEGER NOT NULL, author INTEGER NOT NULL, author_name TEXT NOT NULL,
  verb TEXT NOT NULL, message TEXT NOT NULL, of INTEGER NOT NULL, base INTEGER NOT NULL, line INTEGER NOT NULL,
  "before" TEXT NOT NULL, "after" TEXT NOT NULL,
  PRIMARY KEY (pack, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER edit_kept BEFORE UPDATE ON edit BEGIN SELECT RAISE(ABORT, 'the history of building is append only'); END;
CREATE TRIGGER edit_stays BEFORE DELETE ON edit BEGIN SELECT RAISE(ABORT, 'the history of building is append only'); END;
`;

/** What code the world ran on: sets of packs, and the sources of each pack, deflated, by their digest. */
const VERSIONS = `
CREATE TABLE version (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, code TEXT NOT NULL, packs TEXT NOT NULL
) STRICT;
CREATE TABLE version_pack (digest TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
CREATE TRIGGER version_kept BEFORE UPDATE ON version BEGIN SELECT RAISE(ABORT, 'versions are append only'); END;
CREATE TRIGGER version_stays BEFORE DELETE ON version BEGIN SELECT RAISE(ABORT, 'versions are append only'); END;
`;

/**
 * What belongs to an account, a thing or a player is found by indexes that are filled late (`late-index.ts`): an index kept with each row
 * touches a page of its own for each account of a group of turns, and most of what a purchase wrote was such pages.
 * Of the roles of a subject in a row of history 0 is the thing, 1 what it went into, 2 who did it, 3 whom it came from.
 */
const LATE = `
CREATE TABLE late (name TEXT PRIMARY KEY, upto INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO late SELECT 'ledger', coalesce(max(id), 0) FROM ledger_transfer;
INSERT INTO late SELECT 'history', coalesce(max(id), 0) FROM history;

CREATE TABLE ledger_of (account INTEGER NOT NULL, transfer INTEGER NOT NULL, PRIMARY KEY (account, transfer)) STRICT, WITHOUT ROWID;
INSERT INTO ledger_of SELECT account, transfer FROM ledger_entry ORDER BY account, transfer;
DROP INDEX ledger_entry_account;
DROP INDEX ledger_account_rich;

CREATE TABLE history_of (
  subject INTEGER NOT NULL, role INTEGER NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (subject, role, row)
) STRICT, WITHOUT ROWID;
CREATE VIEW history_role AS
  SELECT thing AS subject, 0 AS role, id AS row FROM history
  UNION ALL SELECT "into", 1, id FROM history WHERE "into" <> 0
  UNION ALL SELECT who, 2, id FROM history WHERE who <> 0
  UNION ALL SELECT "from", 3, id FROM history WHERE "from" <> 0 AND "from" <> who;
INSERT INTO history_of SELECT subject, role, row FROM history_role ORDER BY subject, role, row;
DROP INDEX history_thing;
DROP INDEX history_into;
DROP INDEX history_who;
DROP INDEX history_from;
CREATE TRIGGER history_gone_of AFTER DELETE ON history BEGIN
  DELETE FROM history_of WHERE subject = OLD.thing AND role = 0 AND row = OLD.id;
  DELETE FROM history_of WHERE subject = OLD."into" AND role = 1 AND row = OLD.id;
  DELETE FROM history_of WHERE subject = OLD.who AND role = 2 AND row = OLD.id;
  DELETE FROM history_of WHERE subject = OLD."from" AND role = 3 AND row = OLD.id;
END;
`;

/** Lines that are done on their way into the inbox (`done-lines.ts`). */
const INBOX_DONE = `
CREATE TABLE inbox_done (id INTEGER PRIMARY KEY, lines TEXT NOT NULL) STRICT;
`;

/** Step n leads from version n to n + 1. */
export const MIGRATIONS: readonly string[] = [FIRST, LEDGER, HISTORY, MESH_OUTBOX, BUILT, VERSIONS, LATE, INBOX_DONE];

/** Brings a file to the newest version, in one transaction. Refuses what is not ours or comes from a later engine. */
export function migrate(db: Database, path: string): void {
  const version = db.pragma("user_version", { simple: true }) as number;
  const application = db.pragma("application_id", { simple: true }) as number;
  const isEmpty = db.prepare("SELECT count(*) FROM sqlite_schema").pluck().get() === 0;
  if (application !== APPLICATION_ID && !(isEmpty && application === 0)) {
    throw new EngineError("E_STORE_FORMAT", { path, detail: "it belongs to another program" });
  }
  if (version > MIGRATIONS.length) {
    throw new EngineError("E_STORE_FORMAT", { path, detail: `its version is ${version}, this engine knows ${MIGRATIONS.length}` });
  }
  if (version === MIGRATIONS.length) return;
  db.transaction(() => {
    for (const step of MIGRATIONS.slice(version)) db.exec(step);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${MIGRATIONS.length}`);
  }).immediate();
}
