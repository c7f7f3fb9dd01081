"""How deep erasure has reached in a table of PostgreSQL, with all its partitions and TOAST tables.

Law: `reclaimed` needs all of: no dead row (counted by pgstattuple where the probe may use it, else by statistics that
already know our deletions), no snapshot, prepared transaction or replication slot older than the last deletion, and planner
statistics made since (they hold sample values). `rewritten` needs a new file for every part and for the planner statistics:
`zusage.files` holds the file numbers as they were after the last deletion. `horizon` needs a write-ahead log whose every
file, those kept for re-use too, was written after that, and that reclaiming pushed on once more, because a file that is used
again keeps its old end until it is full; an archive or a physical replica forbids it, because its log is
not ours to look at. Transactions are compared by age, so no clock of ours is trusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from zusage.adapters.connectors.sql.depth import Depth
from zusage.adapters.connectors.sql.setup import full_name
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.structure import Structure

PARTS = """
    SELECT c.oid::bigint AS oid, c.reltoastrelid::bigint AS toast, pg_relation_filenode(c.oid)::bigint AS file
    FROM pg_class c WHERE c.relkind IN ('r', 'm') AND (c.oid = to_regclass(%(name)s)
      OR c.oid IN (SELECT relid FROM pg_partition_tree(to_regclass(%(name)s)) WHERE isleaf))"""
STATISTICS = """
    SELECT c.oid::bigint AS oid, 0::bigint AS toast, pg_relation_filenode(c.oid)::bigint AS file
    FROM pg_class c WHERE c.oid = 'pg_catalog.pg_statistic'::regclass"""
_DEAD = """
    SELECT coalesce(sum(s.n_dead_tup), 0), coalesce(sum(s.n_tup_del), 0),
           bool_and(s.vacuum_count + s.autovacuum_count > 0), min(greatest(s.last_analyze, s.last_autoanalyze)),
           max(greatest(s.last_vacuum, s.last_autovacuum)), coalesce(sum(pg_total_relation_size(s.relid)), 0)
    FROM pg_stat_user_tables s WHERE s.relid::bigint = ANY(%(oids)s)"""
_EXACT = """
    SELECT quote_ident(n.nspname) || '.' || quote_ident(p.proname)
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE p.proname = 'pgstattuple_approx' AND has_function_privilege(p.oid, 'EXECUTE')
      AND has_schema_privilege(n.oid, 'USAGE')"""
_OURS = """
    SELECT coalesce(sum((j.counts::jsonb ->> %(table)s)::bigint), 0), min(age(j.xmin)),
           max((to_jsonb(j) ->> 'written')::timestamptz)
    FROM zusage.journal j WHERE j.counts::jsonb ->> %(table)s IS NOT NULL AND j.act !~ '^(partition|reclaim):'"""
_OLDER = """
    SELECT kind, since, name, age FROM (
      SELECT 'snapshot' AS kind, xact_start AS since, pid::text AS name,
             greatest(coalesce(age(backend_xmin), 0), coalesce(age(backend_xid), 0)) AS age
      FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND (datname = current_database() OR backend_type = 'walsender')
        AND coalesce(backend_type, '') <> 'autovacuum worker'
      UNION ALL SELECT 'prepared', prepared, gid, age(transaction) FROM pg_prepared_xacts WHERE database = current_database()
      UNION ALL SELECT 'slot', NULL, slot_name, greatest(coalesce(age(xmin), 0), coalesce(age(catalog_xmin), 0))
      FROM pg_replication_slots) held
    WHERE age >= %(age)s AND age > 0 ORDER BY age DESC"""
_FILES = "SELECT relation, file, age(xmin) AS age, rewritten, pushed FROM zusage.files WHERE relation = ANY(%(oids)s)"
_HAS_FILES = "SELECT coalesce(has_table_privilege(to_regclass('zusage.files'), 'SELECT'), false)"
_DETACHED = """
    SELECT 'detached partition ' || p.name || ' of ' || p.table_name FROM zusage.partitions p
    WHERE p.table_name = %(table)s AND EXISTS (SELECT FROM pg_class c WHERE c.oid = p.relation::oid)
      AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = p.relation::oid) ORDER BY 1"""
_HAS_PARTITIONS = "SELECT coalesce(has_table_privilege(to_regclass('zusage.partitions'), 'SELECT'), false)"
_LOG = """
    SELECT current_setting('archive_mode'), (SELECT count(*) FROM pg_stat_replication r
             WHERE NOT EXISTS (SELECT 1 FROM pg_replication_slots s WHERE s.active_pid = r.pid AND s.slot_type = 'logical')),
           has_function_privilege('pg_catalog.pg_ls_waldir()', 'EXECUTE')"""
_SEGMENTS = """
    SELECT min(modification), count(*) FILTER (WHERE modification <= %(since)s)
    FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'"""


@dataclass(frozen=True)
class _Past:
    """Our deletions from a table: rows, how many transactions ago the last one was (None: never), and when."""

    rows: int
    age: int | None
    at: datetime | None


def measure_postgresql(store: Store, connection: sa.Connection, structure: Structure, table: str) -> Depth:
    """What PostgreSQL tells about the dead rows of a table and the files that held them."""
    name = {"name": full_name(structure, table)}
    parts = connection.exec_driver_sql(PARTS, name).all()
    past = _past(store, connection, table)
    keeps, numbers, moments = _dead(connection, parts, past)
    keeps += list(_older(connection, past))
    if keeps or (past.age is None and not numbers.pop("vacuumed")):
        numbers.pop("vacuumed", None)
        return Depth("logical", tuple(keeps or ["not_vacuumed"]), numbers, moments)
    keeps, since, pushed = _unchanged(connection, parts, past)
    if keeps or since is None:
        return Depth("rewritten" if not keeps else "reclaimed", tuple(keeps or ["unknown_since"]), numbers, moments)
    keeps, more = _logged(connection, since)
    keeps += [] if keeps or pushed else ["log_reused"]
    return Depth("rewritten" if keeps else "horizon", tuple(keeps), numbers, moments | more)


def detached(connection: sa.Connection, table: str) -> list[str]:
    """Partitions that were detached and, because of a crash, not dropped yet: their rows can be read by their own name."""
    if not connection.exec_driver_sql(_HAS_PARTITIONS).scalar_one():
        return []
    return list(connection.exec_driver_sql(_DETACHED, {"table": table}).scalars())


def _past(store: Store, connection: sa.Connection, table: str) -> _Past:
    if not store.is_set_up(connection):
        return _Past(0, None, None)
    rows, age, at = connection.exec_driver_sql(_OURS, {"table": table}).one()
    return _Past(int(rows), age, at)


def _dead(
    connection: sa.Connection, parts: Sequence[Any], past: _Past
) -> tuple[list[str], dict[str, int], dict[str, datetime]]:
    oids = [part.oid for part in parts]
    dead, gone, vacuumed, analysed, when, size = connection.exec_driver_sql(_DEAD, {"oids": oids}).one()
    keeps = []
    exact = connection.exec_driver_sql(_EXACT).scalar()
    if exact:
        every = [oid for part in parts for oid in (part.oid, part.toast) if oid]
        query = f"SELECT coalesce(sum(dead_tuple_count), 0) FROM unnest(%(oids)s::bigint[]) o, {exact}(o::oid::regclass)"
        dead, vacuumed = connection.exec_driver_sql(query, {"oids": every}).scalar_one(), True
    elif gone < past.rows or (past.rows and not vacuumed):
        keeps.append("not_vacuumed")
    if dead:
        keeps.append(f"dead_rows {int(dead)}")
    if past.age is not None and parts and (past.at is None or analysed is None or analysed < past.at):
        keeps.append("statistics")
    numbers = {"dead": int(dead), "bytes": int(size), "vacuumed": int(bool(vacuumed))}
    return keeps, numbers, {"vacuumed": when} if when else {}


def _older(connection: sa.Connection, past: _Past) -> Iterator[str]:
    """Whatever may still see, or may ask for, rows as they were before the last deletion."""
    if past.age is None:
        return
    for kind, since, name, _ in connection.exec_driver_sql(_OLDER, {"age": past.age}):
        if kind == "slot":
            yield f"slot {name}"
        else:
            yield f"{kind} {since.isoformat(timespec='seconds') if since else '?'}"


def _unchanged(connection: sa.Connection, parts: Sequence[Any], past: _Past) -> tuple[list[str], datetime | None, bool]:
    """What still lies in the file that held the deleted rows, since when nothing does, and whether the log was pushed on."""
    if not connection.exec_driver_sql(_HAS_FILES).scalar_one():
        return ["freed_space"], None, False
    every = [*parts, *connection.exec_driver_sql(STATISTICS).all()]
    known = {row.relation: row for row in connection.exec_driver_sql(_FILES, {"oids": [part.oid for part in every]})}
    keeps, rows = [], list[Any]()
    for part in every:
        row = known.get(part.oid)
        if row is None or row.file == part.file or (past.age is not None and row.age > past.age):
            keeps.append("freed_space" if part in parts else "statistics_file")
        else:
            rows.append(row)
    if not rows or any(row.rewritten is None for row in rows):
        return list(dict.fromkeys(keeps)), None, False
    since = max(row.rewritten for row in rows)
    return list(dict.fromkeys(keeps)), since, all(row.pushed is not None and row.pushed > since for row in rows)


def _logged(connection: sa.Connection, since: datetime) -> tuple[list[str], dict[str, datetime]]:
    """What the write-ahead log may still hold from before `since`."""
    archive, replicas, may_look = connection.exec_driver_sql(_LOG).one()
    keeps = ["archive"] if archive != "off" else []
    if replicas:
        keeps.append(f"replicas {replicas}")
    if not may_look:
        return [*keeps, "log_unseen"], {}
    oldest, before = connection.exec_driver_sql(_SEGMENTS, {"since": since}).one()
    if before:
        keeps.append(f"log_files {before}")
    return keeps, {"horizon": oldest} if oldest else {}
