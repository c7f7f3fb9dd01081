CREATE TABLE owed (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    system TEXT NOT NULL,
    instance TEXT NOT NULL,
    at TEXT NOT NULL,
    settled TEXT,
    nonce BLOB NOT NULL CHECK (length(nonce) = 12),
    sealed BLOB NOT NULL
) STRICT;

CREATE INDEX owed_target ON owed (system, instance, number);

CREATE TABLE numbered (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    last INTEGER NOT NULL
) STRICT;

INSERT INTO numbered VALUES (1, 0);
