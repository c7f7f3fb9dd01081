CREATE TABLE owed (
    number bigint PRIMARY KEY,
    id text COLLATE "C" NOT NULL UNIQUE,
    kind text NOT NULL,
    system text NOT NULL,
    instance text NOT NULL,
    at text COLLATE "C" NOT NULL,
    settled text COLLATE "C",
    nonce bytea NOT NULL CHECK (length(nonce) = 12),
    sealed bytea NOT NULL
);

CREATE INDEX owed_target ON owed (system, instance, number);

CREATE TABLE numbered (
    one integer PRIMARY KEY CHECK (one = 1),
    last bigint NOT NULL
);

INSERT INTO numbered VALUES (1, 0);
