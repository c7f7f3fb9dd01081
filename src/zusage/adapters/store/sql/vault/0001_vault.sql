CREATE TABLE item (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    nonce BLOB NOT NULL CHECK (length(nonce) = 12),
    sealed BLOB NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
