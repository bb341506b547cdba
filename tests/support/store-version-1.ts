// A world's file as the first version of the schema wrote it, so that every later version can prove it still opens one.
// The text below is a copy on purpose and is never brought up to date.

import BetterSqlite from "better-sqlite3";

const SCHEMA = `
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

const ROWS = `
INSERT INTO meta VALUES ('world', 'gullwick');
INSERT INTO counter VALUES ('entity', 9), ('arrival', 20), ('turn', 1), ('timer', 1), ('prompt', 1), ('message', 1), ('transfer', 1);
INSERT INTO entity VALUES (1, 'town.square', 'town.square', 0, 1, 1, 0, 1000), (2, NULL, 'core.player', 1, 2, 1, 0, 1000);
INSERT INTO prop VALUES (2, 'name', 0, 'sAnn'), (2, 'brave', 0, 'b1'), (1, 'trust', 2, 3.5);
INSERT INTO spawned VALUES ('town.square');
INSERT INTO timer VALUES (1, 5000, 'after', 2, 'town', 'bell/after#0', '{}');
INSERT INTO prompt VALUES (1, 2, 5000, 'town', 'gate/ask#0', '{}');
INSERT INTO inbox (source, packet, at, line) VALUES ('!abc', '17', 1000, 'look');
INSERT INTO outbox VALUES (1, 1, 2, 1000, 'Gulls cry.');
INSERT INTO journal VALUES (1, 'command', 2, 'look', 1000, 7, 'c0de', 'd1', 10, 0.5);
INSERT INTO account VALUES (2, 'Ann', 'ann', '', 'player', 1000, 1000, 0, 0);
INSERT INTO data VALUES ('pref', '2', 'brief');
INSERT INTO ledger_account (id, floor) VALUES (2, 0);
INSERT INTO ledger_entry VALUES (1, 0, -20), (1, 2, 20);
INSERT INTO ledger_transfer VALUES (1, 1, 1000, 'start', 'start 2');
`;

/** Writes such a file: a square, a player with twenty coins, a line not yet done, a message not yet sent. */
export function writeVersion1(path: string): void {
  const db = new BetterSqlite(path);
  db.transaction(() => {
    db.exec(SCHEMA);
    db.exec(ROWS);
    db.pragma(`application_id = ${0x4c6f7265}`);
    db.pragma("user_version = 1");
  })();
  db.close();
}
