CREATE TABLE identity (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    origin TEXT NOT NULL,
    created TEXT NOT NULL
) STRICT;

CREATE TABLE entry (
    position INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT UNIQUE,
    body TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX entry_kind ON entry (kind, position);

CREATE TABLE head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    size INTEGER NOT NULL,
    last BLOB NOT NULL,
    frontier BLOB NOT NULL
) STRICT;

INSERT INTO head VALUES (1, 0, zeroblob(32), zeroblob(0));

CREATE TABLE node (
    level INTEGER NOT NULL,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE archive (
    digest TEXT PRIMARY KEY CHECK (length(digest) = 64),
    kind TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;

CREATE TRIGGER entry_taken BEFORE INSERT ON entry WHEN EXISTS (SELECT 1 FROM entry WHERE position = NEW.position)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entry_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER entry_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER node_update BEFORE UPDATE ON node BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER node_delete BEFORE DELETE ON node BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER archive_update BEFORE UPDATE ON archive BEGIN SELECT RAISE(ABORT, 'the archive is append-only'); END;
CREATE TRIGGER archive_delete BEFORE DELETE ON archive BEGIN SELECT RAISE(ABORT, 'the archive is append-only'); END;
CREATE TRIGGER head_update BEFORE UPDATE ON head WHEN NEW.size < OLD.size
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER head_delete BEFORE DELETE ON head BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TABLE intention (
    id INTEGER PRIMARY KEY,
    system TEXT NOT NULL,
    instance TEXT NOT NULL,
    run TEXT NOT NULL,
    act TEXT NOT NULL,
    promise TEXT NOT NULL,
    number INTEGER NOT NULL,
    counts TEXT NOT NULL,
    at TEXT NOT NULL,
    detail TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'withdrawn')),
    finished INTEGER UNIQUE
) STRICT;

CREATE UNIQUE INDEX intention_once ON intention (system, instance, run, act, number) WHERE state <> 'withdrawn';
CREATE INDEX intention_target ON intention (system, instance, state, finished);
CREATE TRIGGER intention_update BEFORE UPDATE ON intention WHEN OLD.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'a finished intention does not change'); END;
CREATE TRIGGER intention_delete BEFORE DELETE ON intention
BEGIN SELECT RAISE(ABORT, 'the notebook is append-only'); END;

CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    place TEXT NOT NULL,
    process INTEGER NOT NULL,
    until TEXT NOT NULL
) STRICT;
