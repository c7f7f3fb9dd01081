"""What setup creates in a file of DuckDB: our tables, without guards, for there are no triggers."""

from __future__ import annotations

from zusage.adapters.connectors.sql import restriction

STATEMENTS = (
    "CREATE TABLE IF NOT EXISTS zusage_control (id INTEGER PRIMARY KEY CHECK (id = 1), marker VARCHAR NOT NULL, "
    "stopped BOOLEAN NOT NULL DEFAULT false, epoch BIGINT NOT NULL DEFAULT 0, passing INTEGER NOT NULL DEFAULT 0)",
    "CREATE SEQUENCE IF NOT EXISTS zusage_position",
    "CREATE TABLE IF NOT EXISTS zusage_journal (\"position\" BIGINT PRIMARY KEY DEFAULT nextval('zusage_position'), "
    "target VARCHAR NOT NULL, run VARCHAR NOT NULL, act VARCHAR NOT NULL, promise VARCHAR NOT NULL, "
    'number INTEGER NOT NULL, counts VARCHAR NOT NULL, "at" VARCHAR NOT NULL, epoch BIGINT NOT NULL, '
    "UNIQUE (target, run, act, number))",
    "CREATE TABLE IF NOT EXISTS zusage_holds (hold VARCHAR NOT NULL, table_name VARCHAR NOT NULL DEFAULT '', key VARCHAR)",
    "CREATE TABLE IF NOT EXISTS zusage_locks (table_name VARCHAR NOT NULL, promise VARCHAR NOT NULL, "
    "PRIMARY KEY (table_name, promise))",
    "CREATE TABLE IF NOT EXISTS zusage_gate (ledger VARCHAR NOT NULL, target VARCHAR NOT NULL, "
    "closed INTEGER NOT NULL DEFAULT 0, pulse VARCHAR NOT NULL DEFAULT '', PRIMARY KEY (ledger, target))",
    restriction.TABLE.format(name="zusage_restricted", text="VARCHAR", key="key"),
)
