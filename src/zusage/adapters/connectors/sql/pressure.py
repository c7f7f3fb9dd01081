"""Pressure: what a database says about how busy it is, as one sentence for whoever reads the refusal, or "".

Law: only what the brakes ask for is looked at; what is asked for and hidden from our role is a reason to wait, with the
right that is missing. Sessions of ours (`zusage:…`) are no load. No sentence names a client, a database or a person.

    "3 sessions at work besides ours (allowed: 2)"
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from zusage.plan.connector import Brakes

_MB = 1024 * 1024
_ASKED = """
    SELECT pg_has_role(current_user, 'pg_monitor', 'MEMBER') OR pg_has_role(current_user, 'pg_read_all_stats', 'MEMBER')
        OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)"""
_LAG = """
    SELECT count(*), count(*) FILTER (WHERE state <> 'streaming'),
           coalesce(max(extract(epoch FROM coalesce(replay_lag, flush_lag, write_lag, interval '0'))), 0)::float
    FROM pg_stat_replication WHERE state <> 'backup' AND application_name NOT LIKE 'pg_basebackup%%'"""
_LOAD = """
    SELECT count(*) FROM pg_stat_activity
    WHERE state = 'active' AND backend_type = 'client backend' AND application_name NOT LIKE 'zusage:%%'"""
_BESIDE = """
    SELECT EXISTS (SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND application_name NOT LIKE 'zusage:%%'
    AND state_change > clock_timestamp() - interval '1 s')"""
_SLOTS = """
    SELECT coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)), 0)::float / 1048576,
           count(*) FILTER (WHERE wal_status IN ('unreserved', 'lost'))
    FROM pg_replication_slots WHERE restart_lsn IS NOT NULL OR wal_status = 'lost'"""
_FOLDER = "SELECT current_setting('data_directory', true)"


def of_postgresql(connection: sa.Connection, brakes: Brakes) -> str:
    """The first reason to leave a PostgreSQL server alone."""
    return next(_postgresql(connection, brakes), "")


def is_shared(connection: sa.Connection) -> bool:
    """Whether others were at work in this database within the last second, as far as our role may see it."""
    return bool(connection.exec_driver_sql(_BESIDE).scalar_one())


def of_sqlite(path: Path, brakes: Brakes) -> str:
    """A file has no replicas and no sessions; its disk can be full, and its log can grow while a reader keeps it."""
    log = path.with_name(path.name + "-wal")
    held = log.stat().st_size / _MB if log.exists() else 0.0
    if brakes.max_slot_mb is not None and held > brakes.max_slot_mb:
        return f"the write-ahead log holds {held:.0f} MB (allowed: {brakes.max_slot_mb} MB)"
    return free(path.parent, brakes)


def free(folder: Path, brakes: Brakes) -> str:
    """Whether the disk of this folder is too full."""
    left = shutil.disk_usage(folder).free / _MB
    if brakes.min_free_mb is None or left >= brakes.min_free_mb:
        return ""
    return f"{left:.0f} MB free on the disk (needed: {brakes.min_free_mb} MB)"


def _postgresql(connection: sa.Connection, brakes: Brakes) -> Iterator[str]:
    asks = (brakes.max_lag_s, brakes.max_load, brakes.max_slot_mb)
    if any(limit is not None for limit in asks) and not connection.exec_driver_sql(_ASKED).scalar_one():
        yield "replicas and sessions cannot be seen (GRANT pg_monitor to the apply role)"
    if brakes.max_lag_s is not None:
        yield from _lagging(connection.exec_driver_sql(_LAG).one(), brakes.max_lag_s)
    if brakes.max_load is not None:
        busy = int(connection.exec_driver_sql(_LOAD).scalar_one())
        if busy > brakes.max_load:
            yield f"{busy} sessions at work besides ours (allowed: {brakes.max_load})"
    if brakes.max_slot_mb is not None:
        held, lost = connection.exec_driver_sql(_SLOTS).one()
        if held > brakes.max_slot_mb:
            yield f"a replication slot holds back {held:.0f} MB of log (allowed: {brakes.max_slot_mb} MB)"
        if lost:
            yield f"{lost} replication slots have lost log or are about to"
    if brakes.min_free_mb is not None:
        yield from _full(connection, brakes)


def _lagging(row: Any, allowed: float) -> Iterator[str]:
    _, behind, seconds = row
    if behind:
        yield f"{behind} replicas are still catching up"
    if seconds > allowed:
        yield f"a replica is {seconds:.1f} s behind (allowed: {allowed:g} s)"


def _full(connection: sa.Connection, brakes: Brakes) -> Iterator[str]:
    """Free room is visible where the server runs on this machine and we may look into its folder."""
    folder = connection.exec_driver_sql(_FOLDER).scalar()
    if not folder or not Path(str(folder)).exists():
        yield "the free room of the server's disk cannot be seen from here"
    elif reason := free(Path(str(folder)), brakes):
        yield reason
