CREATE TABLE identity (
    one integer PRIMARY KEY CHECK (one = 1),
    origin text NOT NULL,
    created text NOT NULL
);

CREATE TABLE entry (
    position bigint PRIMARY KEY,
    at text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    key text COLLATE "C" UNIQUE,
    body text COLLATE "C" NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32)
);

CREATE INDEX entry_kind ON entry (kind, position);

CREATE TABLE head (
    one integer PRIMARY KEY CHECK (one = 1),
    size bigint NOT NULL,
    last bytea NOT NULL,
    frontier bytea NOT NULL
);

INSERT INTO head VALUES (1, 0, decode(repeat('00', 32), 'hex'), ''::bytea);

CREATE TABLE node (
    level integer NOT NULL,
    position bigint NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (level, position)
);

CREATE TABLE archive (
    digest text COLLATE "C" PRIMARY KEY CHECK (length(digest) = 64),
    kind text NOT NULL,
    content bytea NOT NULL
);

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'this table is append-only'; END $$;
CREATE TRIGGER entry_kept BEFORE UPDATE OR DELETE ON entry FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER entry_whole BEFORE TRUNCATE ON entry EXECUTE FUNCTION refuse();
CREATE TRIGGER node_kept BEFORE UPDATE OR DELETE ON node FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER node_whole BEFORE TRUNCATE ON node EXECUTE FUNCTION refuse();
CREATE TRIGGER archive_kept BEFORE UPDATE OR DELETE ON archive FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER archive_whole BEFORE TRUNCATE ON archive EXECUTE FUNCTION refuse();
CREATE TRIGGER head_kept BEFORE UPDATE ON head FOR EACH ROW WHEN (NEW.size < OLD.size) EXECUTE FUNCTION refuse();
CREATE TRIGGER head_there BEFORE DELETE ON head FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER head_whole BEFORE TRUNCATE ON head EXECUTE FUNCTION refuse();

CREATE TABLE intention (
    id bigint PRIMARY KEY,
    system text NOT NULL,
    instance text NOT NULL,
    run text NOT NULL,
    act text NOT NULL,
    promise text NOT NULL,
    number bigint NOT NULL,
    counts text NOT NULL,
    at text NOT NULL,
    detail text NOT NULL,
    state text NOT NULL CHECK (state IN ('open', 'done', 'withdrawn')),
    finished bigint UNIQUE
);

CREATE UNIQUE INDEX intention_once ON intention (system, instance, run, act, number) WHERE state <> 'withdrawn';
CREATE INDEX intention_target ON intention (system, instance, state, finished);
CREATE TRIGGER intention_finished BEFORE UPDATE ON intention FOR EACH ROW WHEN (OLD.state <> 'open') EXECUTE FUNCTION refuse();
CREATE TRIGGER intention_kept BEFORE DELETE ON intention FOR EACH ROW EXECUTE FUNCTION refuse();
CREATE TRIGGER intention_whole BEFORE TRUNCATE ON intention EXECUTE FUNCTION refuse();

CREATE TABLE lease (
    name text PRIMARY KEY,
    holder text NOT NULL,
    place text NOT NULL,
    process bigint NOT NULL,
    until text COLLATE "C" NOT NULL
);
