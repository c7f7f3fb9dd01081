"""What a product spells in SQL is what the operator means in Python, for random values, on real servers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from support.postgres import Server, database, postgres_server
from zusage.adapters.connectors.sql.reading import Zones
from zusage.adapters.connectors.sql.render import Renderer
from zusage.adapters.connectors.sql.spelling import spelled
from zusage.plan.change import Change, is_done, replaced, setting_of
from zusage.plan.structure import Column, Structure, Table

__all__ = ["database", "postgres_server"]
LONG = 144_115_188_075_853_467
MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9998, 12, 30))
TEXT = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=12)
KINDS: dict[str, tuple[str, st.SearchStrategy[Any], tuple[Change, ...]]] = {
    "text": (
        "text",
        TEXT,
        (
            Change("v", "truncate", (("keep", "2"),)),
            Change("v", "constant", (("value", "–"),)),
            Change("v", "nothing"),
        ),
    ),
    "integer": (
        "bigint",
        st.integers(-(2**62), 2**62),
        (
            Change("v", "bucket", (("size", "10"),)),
            Change("v", "bucket", (("from", "-3"), ("size", "7"))),
            Change("v", "constant", (("value", "0"),)),
            Change("v", "placeholder", (("row", "0"),)),
        ),
    ),
    "day": (
        "date",
        st.dates(date(1, 1, 2), date(9998, 12, 30)),
        tuple(Change("v", "truncate", (("to", to),)) for to in ("day", "month", "year")),
    ),
    "local_instant": (
        "timestamp",
        MOMENTS,
        tuple(Change("v", "truncate", (("to", to),)) for to in ("day", "month", "year")),
    ),
    "instant": (
        "timestamptz",
        MOMENTS.map(lambda moment: moment.replace(tzinfo=UTC)),
        tuple(Change("v", "truncate", (("to", to),)) for to in ("day", "month", "year")),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_python_and_postgresql_agree(postgres_server: Server, database: Callable[[], str], kind: str) -> None:
    address, (type_, values, changes) = postgres_server.url(database()), KINDS[kind]
    table = Table("t", (Column("id", "integer", nullable=False), Column("v", kind)), ("id",))
    renderer = Renderer("postgresql", Structure({"t": table}), Zones(UTC, "UTC"), None, {})
    with psycopg.connect(address) as connection:
        connection.execute(f"CREATE TABLE t (id integer PRIMARY KEY, v {type_})")
    engine = sa.create_engine(address.replace("postgresql://", "postgresql+psycopg://"))

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.one_of(st.none(), values), min_size=20, max_size=60))
    @example([LONG if kind == "integer" else None])
    def agree(given_values: list[Any]) -> None:
        with engine.connect() as connection, connection.begin() as transaction:
            connection.exec_driver_sql("SET LOCAL timezone = 'Asia/Kolkata'")
            rows = [{"i": number, "v": value} for number, value in enumerate(given_values)]
            connection.execute(sa.text("INSERT INTO t VALUES (:i, :v)"), rows)
            for change in changes:
                scope, setting = renderer.scope("t"), setting_of(change, table)
                known = spelled("postgresql", scope, change)
                assert known is not None, change
                query = sa.select(scope.column("v"), known.value, known.pending).select_from(scope.source)
                for value, new, pending in connection.execute(query):
                    assert bool(pending) is not is_done(change, value, setting), (change, value)
                    if pending:
                        assert new == replaced(change, value, setting), (change, value)
            transaction.rollback()

    agree()
    engine.dispose()
