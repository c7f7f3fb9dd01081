"""How deep erasure has reached in a table of MariaDB (InnoDB), with all its partitions.

Law: `reclaimed` needs that purge has passed our last deletion (the history list is empty, or reclaiming has seen purge
beyond it) and that no column statistics older than that hold values. `rewritten` needs another tablespace for every part
than the one in which rows were deleted: `zusage_files` holds their numbers as they were after purge. Which tablespaces there
are is told by a function of ours with the rights of who set it up; without PROCESS nothing beyond `reclaimed` is claimed.
`horizon` is never claimed: pages of the undo log and of the doublewrite buffer are freed without being overwritten, and
nobody can look at them. What of the binary log and of the redo log is older than the rewriting is told with its figure.
Deletions are compared by their place in the journal, so no clock is trusted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from zusage.adapters.connectors.sql.depth import Depth

STATUS = """
    SHOW GLOBAL STATUS WHERE Variable_name IN ('Innodb_history_list_length', 'Innodb_max_trx_id', 'Innodb_lsn_current')"""
_LAST = """
    SELECT max(position) FROM zusage_journal
    WHERE json_contains_path(counts, 'one', concat('$.', json_quote(%s))) = 1
      AND act NOT LIKE 'partition:%%' AND act NOT LIKE 'reclaim:%%'"""
_NOTE = "SELECT position, spaces, sampled, rewritten, log_file FROM zusage_files WHERE table_name = %s"
_SIZE = """
    SELECT coalesce(sum(DATA_LENGTH + INDEX_LENGTH), 0) FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = %s"""
BINARY_LOG = "binary log of *"
"""Among the copies of the catalogue; as a log of the database it is measured here instead."""


@dataclass(frozen=True)
class Note:
    """What reclaiming wrote down: up to which place of the journal purge was done, which tablespaces held the rows then,
    whether column statistics were renewed, and after a rewriting the end of the redo log and the binary log in use."""

    position: int
    spaces: Mapping[str, int]
    sampled: bool
    rewritten: int | None
    log_file: str


def measure_mariadb(connection: sa.Connection, table: str, *, is_set_up: bool) -> Depth:
    """What MariaDB tells about deleted rows of a table, about the files that held them and about its logs."""
    last = last_deletion(connection, table) if is_set_up else 0
    note = noted(connection, table) if is_set_up else None
    if note is not None and note.position < last:
        note = None
    size = int(connection.exec_driver_sql(_SIZE, (table,)).scalar_one())
    waiting = 0 if note is not None else status(connection)["innodb_history_list_length"]
    numbers = {"bytes": size, "waiting": waiting}
    keeps = [f"purge {waiting}"] if waiting else []
    if last and not (note is not None and note.sampled):
        sampled = asked(connection, "zusage_sampled", table)
        keeps += ["samples_unseen"] if sampled is None else ["samples"] if int(sampled) else []
    if keeps:
        return Depth("logical", tuple(keeps), numbers)
    if keeps := _unchanged(spaces_of(connection, table), note):
        return Depth("reclaimed", tuple(keeps), numbers)
    assert note is not None
    return Depth("rewritten", tuple(_logged(connection, note)), numbers)


def last_deletion(connection: sa.Connection, table: str) -> int:
    """The place in the journal of our last deletion from the table; 0 where there was none."""
    return int(connection.exec_driver_sql(_LAST, (table,)).scalar() or 0)


def noted(connection: sa.Connection, table: str) -> Note | None:
    """The note of a table; None where there is none, or where setup is older than notes."""
    try:
        row = connection.exec_driver_sql(_NOTE, (table,)).first()
    except exc.DBAPIError:
        return None
    if row is None:
        return None
    return Note(int(row[0]), json.loads(row[1]), bool(row[2]), None if row[3] is None else int(row[3]), str(row[4]))


def status(connection: sa.Connection) -> dict[str, int]:
    """Figures of the server that every account may see, by their name in small letters."""
    return {str(name).lower(): int(value) for name, value in connection.exec_driver_sql(STATUS)}


def spaces_of(connection: sa.Connection, table: str) -> dict[str, int] | None:
    """The number of the tablespace of each part of the table; None where nobody may see it."""
    found = asked(connection, "zusage_spaces", table)
    return {str(name): int(space) for name, space in json.loads(found).items()} if found else None


def asked(connection: sa.Connection, function: str, table: str) -> Any:
    """What a function of ours says; None where it is missing or lacks a right."""
    try:
        return connection.exec_driver_sql(f"SELECT {function}(%s)", (table,)).scalar()
    except exc.DBAPIError:
        return None


def binary_logs(connection: sa.Connection) -> list[str] | None:
    """The binary logs, the oldest first; none without a binary log, None where they may not be seen."""
    if not int(connection.exec_driver_sql("SELECT @@log_bin").scalar_one()):
        return []
    try:
        return [str(row[0]) for row in connection.exec_driver_sql("SHOW BINARY LOGS")]
    except exc.DBAPIError:
        return None


def _unchanged(spaces: dict[str, int] | None, note: Note | None) -> list[str]:
    """What speaks against new tablespaces for all parts; what once lay in the shared one has left its bytes there."""
    if spaces is None:
        return ["spaces_unseen"]
    old = set(note.spaces.values()) if note is not None else set()
    if 0 in old or 0 in spaces.values():
        return ["shared_tablespace"]
    return ["not_rebuilt"] if note is None or not old or old & set(spaces.values()) else []


def _logged(connection: sa.Connection, note: Note) -> list[str]:
    if note.rewritten is None:
        return ["rebuilt_since"]
    keeps = []
    logs = binary_logs(connection)
    if logs is None or (logs and not note.log_file):
        keeps.append("binlog_unseen")
    elif older := [name for name in logs if _number(name) <= _number(note.log_file)]:
        keeps.append(f"binlog {len(older)}")
    room = int(connection.exec_driver_sql("SELECT @@innodb_log_file_size").scalar_one())
    left = note.rewritten + room - status(connection)["innodb_lsn_current"]
    if left > 0:
        keeps.append(f"redo {left}")
    return [*keeps, "undo"]


def _number(name: str) -> int:
    end = name.rpartition(".")[2]
    return int(end) if end.isdigit() else 0
