"""Level: how deep erasure has reached for one table, measured when somebody asks.

Law: a level is claimed only for what was looked at now. A known mechanism that keeps a queryable copy leaves no level at all
(""); then `logical` (no query finds it), `reclaimed` (no dead row is left and no snapshot could still see one), `rewritten`
(the files hold none of the bytes), `horizon` (nor does a log that the database itself keeps). What stands in the way of the
next level is told in `keeps`: words of `zusage.language.residue`, each with its figure, joined by "; ". Never looked at: the
file system below, replicas, archives, backups.

Example: {"level": "logical", "copies": "", "keeps": "dead_rows 120; snapshot 2026-11-22T10:00:00+00:00"}
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from zusage.adapters.connectors.sql.depth import Depth
from zusage.adapters.connectors.sql.duckdb import Duckdb
from zusage.adapters.connectors.sql.level_duckdb import measure_duckdb
from zusage.adapters.connectors.sql.level_mariadb import BINARY_LOG, measure_mariadb
from zusage.adapters.connectors.sql.level_postgresql import detached, measure_postgresql
from zusage.adapters.connectors.sql.level_sqlite import depth_of
from zusage.adapters.connectors.sql.mariadb import Mariadb
from zusage.adapters.connectors.sql.partitions_mariadb import set_aside
from zusage.adapters.connectors.sql.postgresql import Postgresql
from zusage.adapters.connectors.sql.sqlite import Sqlite
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.look import Level
from zusage.plan.receipt import Observation
from zusage.plan.structure import Structure


def see_level(store: Store, look: Level, now: datetime) -> Observation:
    """The level of erasure that a table has reached, and what keeps copies of its rows."""
    with store.reading() as connection:
        structure = store.structure(connection)
        if look.table not in structure.tables:
            return Observation(look.id, store.target, now, visible=False, reason=f"missing table {look.table}")
        copies = copies_of(structure, look.table)
        if isinstance(store, Postgresql):
            copies += detached(connection, look.table)
        if isinstance(store, Mariadb):
            copies = [*(copy for copy in copies if copy != BINARY_LOG), *set_aside(connection, look.table)]
        depth = measure_depth(store, connection, structure, look.table)
    level = "" if copies else depth.level
    facts = {"level": level, "copies": ", ".join(copies), "keeps": "; ".join(depth.keeps)}
    return Observation(look.id, store.target, now, numbers=depth.numbers, moments=depth.moments, facts=facts)


def measure_depth(store: Store, connection: sa.Connection, structure: Structure, table: str) -> Depth:
    """The depth by the means of the product; the catalogue's copies are not part of it."""
    if isinstance(store, Sqlite):
        if store.is_clean(connection, table):
            return Depth("horizon", (), {"bytes": store.path().stat().st_size})
        # with its first reading the transaction takes the lock that keeps writers out of the file
        return depth_of(store.path(), settled=store.is_settled(connection, table))
    if isinstance(store, Postgresql):
        return measure_postgresql(store, connection, structure, table)
    if isinstance(store, Mariadb):
        return measure_mariadb(connection, table, is_set_up=store.is_set_up(connection))
    if isinstance(store, Duckdb):
        return measure_duckdb(store, connection, table)
    return Depth("logical", (f"not_measured {store.product}",))


def copies_of(structure: Structure, table: str) -> list[str]:
    """The mechanisms that keep a queryable copy of the rows of a table."""
    names = (table, "*", *(name for name, shape in structure.tables.items() if _is_part(structure, name, table)))
    return [copy for copy in structure.copies if copy.endswith(tuple(f" of {name}" for name in names))]


def _is_part(structure: Structure, name: str, table: str) -> bool:
    """Whether `name` is a partition of `table`, over any number of steps."""
    above = structure.extra.get(f"part:{name}", "")
    return bool(above) and (above == table or _is_part(structure, above, table))
