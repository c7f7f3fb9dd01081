"""What `set_up` creates in a database of MariaDB: our tables, the guard triggers, and a function that lists all triggers.

Law: DDL of MariaDB commits by itself, so every statement may be run again and none leaves a moment without guard: a crash in
the middle leaves a store that is not set up, or is. Our tables carry the prefix `zusage_` in the application's database, so
that the journal ends, is copied and is restored with the rows that it is about. A guard does nothing until a row in
`zusage_locks` names its table; then a write fails and names the promise, unless it is ours: of a role in `zusage_writers`,
in a transaction that says so. Guards run with the rights of who set them up. What no trigger of MariaDB sees: TRUNCATE,
DROP, and rows that a foreign key of the database changes by itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa
from sqlalchemy import exc

from zusage.adapters.connectors.sql.errors import translated, word
from zusage.adapters.connectors.sql.store import Store
from zusage.model.errors import ConnectorError

_TABLE = "CREATE TABLE IF NOT EXISTS"
_SORT = "ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
TABLES = (
    f"{_TABLE} zusage_journal (position bigint AUTO_INCREMENT PRIMARY KEY, target varchar(200) NOT NULL, "
    "run varchar(100) NOT NULL, act varchar(190) NOT NULL, promise varchar(190) NOT NULL, number integer NOT NULL, "
    f"counts text NOT NULL, at varchar(40) NOT NULL, epoch bigint NOT NULL, UNIQUE (target, run, act, number)) {_SORT}",
    f"{_TABLE} zusage_holds (hold varchar(190) NOT NULL, table_name varchar(190) NOT NULL DEFAULT '', `key` varchar(700), "
    f"KEY holds_by_row (table_name)) {_SORT}",
    f"{_TABLE} zusage_locks (table_name varchar(190) NOT NULL, promise varchar(190) NOT NULL, "
    f"PRIMARY KEY (table_name, promise)) {_SORT}",
    f"{_TABLE} zusage_gate (ledger varchar(190) NOT NULL, target varchar(200) NOT NULL, closed integer NOT NULL DEFAULT 0, "
    f"pulse varchar(190) NOT NULL DEFAULT '', PRIMARY KEY (ledger, target)) {_SORT}",
    f"{_TABLE} zusage_restricted (table_name varchar(100) NOT NULL, `key` varchar(400) NOT NULL, "
    f"promise varchar(190) NOT NULL, PRIMARY KEY (table_name, `key`, promise)) {_SORT}",
    f"{_TABLE} zusage_writers (role varchar(190) PRIMARY KEY) {_SORT}",
    f"{_TABLE} zusage_files (table_name varchar(190) PRIMARY KEY, position bigint NOT NULL, spaces longtext NOT NULL, "
    f"sampled boolean NOT NULL, rewritten bigint, log_file varchar(255) NOT NULL DEFAULT '') {_SORT}",
    f"{_TABLE} zusage_partitions (aside varchar(64) PRIMARY KEY, table_name varchar(64) NOT NULL, "
    "name varchar(64) NOT NULL, run varchar(100) NOT NULL, act varchar(190) NOT NULL, promise varchar(190) NOT NULL, "
    "number integer NOT NULL, "
    f"state varchar(10) NOT NULL, counted bigint NOT NULL) {_SORT}",
    f"{_TABLE} zusage_control (id integer PRIMARY KEY CHECK (id = 1), marker varchar(64) NOT NULL, "
    "stopped boolean NOT NULL DEFAULT false, epoch bigint NOT NULL DEFAULT 0, passing integer NOT NULL DEFAULT 0) "
    f"{_SORT}",
)
TRIGGERS = """
CREATE FUNCTION IF NOT EXISTS zusage_triggers() RETURNS longtext CHARACTER SET utf8mb4 READS SQL DATA SQL SECURITY DEFINER
RETURN (SELECT json_arrayagg(json_array(EVENT_OBJECT_TABLE, TRIGGER_NAME, ACTION_TIMING, EVENT_MANIPULATION,
                                        ACTION_STATEMENT))
        FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE())"""
DEPTH = (
    """
CREATE FUNCTION IF NOT EXISTS zusage_spaces(named varchar(64) CHARACTER SET utf8mb4) RETURNS longtext CHARACTER SET utf8mb4
READS SQL DATA SQL SECURITY DEFINER
RETURN (SELECT json_objectagg(substr(NAME, locate('/', NAME) + 1), SPACE) FROM information_schema.INNODB_SYS_TABLES
        WHERE CAST(substring_index(NAME, '#', 1) AS BINARY) = concat(
          convert(convert(DATABASE() USING filename) USING binary), '/',
          convert(convert(named USING filename) USING binary)))""",
    """
CREATE FUNCTION IF NOT EXISTS zusage_sampled(named varchar(64) CHARACTER SET utf8mb4) RETURNS bigint
READS SQL DATA SQL SECURITY DEFINER
RETURN (SELECT count(*) FROM mysql.column_stats WHERE db_name = DATABASE() AND table_name = named
        AND (min_value IS NOT NULL OR max_value IS NOT NULL OR histogram IS NOT NULL))""",
)
"""How deep erasure has reached, asked with the rights of who set it up (PROCESS, SELECT on mysql.column_stats)."""
EVENTS = ("INSERT", "UPDATE", "DELETE")
OURS = (
    "zusage_control",
    "zusage_journal",
    "zusage_holds",
    "zusage_locks",
    "zusage_gate",
    "zusage_restricted",
    "zusage_files",
    "zusage_partitions",
)
_USER = "left(user(), char_length(user()) - locate('@', reverse(user())))"
_KEEPER = f"""
CREATE TRIGGER IF NOT EXISTS {{name}} BEFORE {{event}} ON {{table}} FOR EACH ROW
BEGIN
  IF NOT EXISTS (SELECT 1 FROM zusage_writers WHERE role = {_USER}) THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Zusage: only accounts of Zusage write here';
  END IF;
END"""
_GUARD = """
CREATE TRIGGER IF NOT EXISTS {name} BEFORE {event} ON {table} FOR EACH ROW
BEGIN
  IF @zusage_passing IS NULL OR {stranger} THEN
    BEGIN
      DECLARE promises text CHARACTER SET utf8mb4;
      IF coalesce(@zusage_passing, 0) <> 1 OR NOT EXISTS (SELECT 1 FROM zusage_writers WHERE role = {user}) THEN
        SELECT group_concat(promise ORDER BY promise SEPARATOR ', ') INTO promises
        FROM zusage_locks WHERE table_name = {text};
        IF promises IS NOT NULL THEN
          SET promises = left(concat('Zusage: read-only by promise ', promises), 128);
          SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = promises;
        END IF;
      END IF;
    END;
  END IF;
END"""
"""Each row asks first whether the account of `apply` works here, without a query: that would take longer than the row."""

_KNOWN = """
    SELECT TRIGGER_NAME, ACTION_STATEMENT FROM information_schema.TRIGGERS
    WHERE TRIGGER_SCHEMA = DATABASE() AND TRIGGER_NAME LIKE 'zusage\\_%%'"""
_MADE = re.compile(r"\s*CREATE TRIGGER IF NOT EXISTS (?:`(?P<name>(?:[^`]|``)+)`) ")


def statements(tables: Sequence[str], named: dict[str, str]) -> tuple[str, ...]:
    """The SQL of the setup, in order; the control row, which says that all is there, comes after them."""
    role = named.get("apply", "")
    stranger = _is_not(role.rpartition("@")[0] or role)
    guards = (guard for table in tables for guard in _guards(table, stranger))
    mine = f"INSERT IGNORE INTO zusage_writers (role) VALUES ({_USER})"
    return (*TABLES, mine, TRIGGERS, *DEPTH, *guards, *own_grants(named), *_keepers())


def quoted(name: str) -> str:
    """An identifier as it stands."""
    return "`" + name.replace("`", "``") + "`"


def literal(text: str) -> str:
    """A name of structure as a text constant."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def account(name: str) -> str:
    """An account: `name`, or `name@host`; whoever names no host means every host."""
    user, at, host = name.rpartition("@")
    return f"{literal(user)}@{literal(host)}" if at else f"{literal(name)}@'%'"


def own_grants(named: dict[str, str]) -> Iterator[str]:
    """Rights on our own tables for the accounts of probe and apply."""
    for name in dict.fromkeys(named.values()):
        for table in OURS:
            yield f"GRANT SELECT ON {table} TO {account(name)}"
        for function in ("zusage_triggers", "zusage_spaces", "zusage_sampled"):
            yield f"GRANT EXECUTE ON FUNCTION {function} TO {account(name)}"
    if role := named.get("apply"):
        yield f"GRANT UPDATE (stopped, epoch) ON zusage_control TO {account(role)}"
        yield f"GRANT INSERT ON zusage_journal TO {account(role)}"
        yield f"GRANT INSERT, UPDATE ON zusage_gate TO {account(role)}"
        yield f"GRANT INSERT, DELETE ON zusage_holds TO {account(role)}"
        yield f"GRANT INSERT, DELETE ON zusage_locks TO {account(role)}"
        yield f"GRANT INSERT, DELETE ON zusage_restricted TO {account(role)}"
        yield f"INSERT IGNORE INTO zusage_writers (role) VALUES ({literal(role.rpartition('@')[0] or role)})"


def trigger_name(event: str, table: str) -> str:
    """The name of a guard; a name has 64 letters at most."""
    name = f"zusage_{event.lower()}_{table}"
    return name if len(name) <= 64 else f"{name[:51]}_{hashlib.sha256(table.encode()).hexdigest()[:12]}"


def accounts(store: Store) -> dict[str, str]:
    """Probe and apply as the accounts that the server took them for; an account that does the setup itself is among them."""
    found = {}
    for role in ("url", "apply"):
        with translated(store.system), store.engine(role).connect() as connection:
            found["probe" if role == "url" else role] = str(connection.exec_driver_sql("SELECT CURRENT_USER()").scalar_one())
    return found


def run(store: Store, connection: sa.Connection, lines: Iterable[str]) -> None:
    """Run the statements; a right that was granted beforehand by somebody else need not be granted again."""
    mine = account(str(connection.exec_driver_sql("SELECT CURRENT_USER()").scalar_one()))
    denied = False
    known = {str(name): str(text) for name, text in connection.exec_driver_sql(_KNOWN)}
    for line in (_renewed(line, known) for line in lines):
        if line.startswith("GRANT") and line.endswith(f" TO {mine}"):
            continue
        try:
            connection.execute(sa.text(line.replace("\\", "\\\\").replace(":", "\\:")))
        except exc.DBAPIError as error:
            if not line.startswith("GRANT") or word(error) != "permission denied":
                raise
            denied = True
    for role in ("url", "apply") if denied else ():
        with store.reading(role) as other:
            if not store.is_set_up(other):
                what = "permission denied: GRANT on zusage_*"
                raise ConnectorError("ZE31", system=store.system, what=what, reason="permission denied")


def _renewed(line: str, known: dict[str, str]) -> str:
    """A guard that an older version made, or that was made for another account, is replaced without a moment in between."""
    match = _MADE.match(line)
    text = known.get(match["name"].replace("``", "`")) if match else None
    return line if text is None or line.endswith(text) else line.replace("TRIGGER IF NOT EXISTS", "OR REPLACE TRIGGER", 1)


def _guards(table: str, stranger: str) -> Iterator[str]:
    for event in EVENTS:
        name = quoted(trigger_name(event, table))
        more = {"text": literal(table), "user": _USER, "stranger": stranger}
        yield _GUARD.format(name=name, event=event, table=quoted(table), **more)


def _is_not(user: str) -> str:
    """Another account than that of this name, whatever its host, which has no `@`."""
    start = user + "@"
    same = f"CAST(left(user(), {len(start)}) AS BINARY) <> {literal(start)}"
    return f"{same} OR locate('@', user(), {len(start) + 1}) <> 0" if user else "true"


def _keepers() -> Iterator[str]:
    """An application that may write every table of its database may not write ours."""
    for table in (
        "zusage_locks",
        "zusage_writers",
        "zusage_control",
        "zusage_holds",
        "zusage_restricted",
        "zusage_files",
        "zusage_partitions",
    ):
        for event in EVENTS:
            yield _KEEPER.format(name=quoted(trigger_name(event, table)), event=event, table=table)
