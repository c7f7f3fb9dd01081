"""The SQL of the runbook, run as it is printed: it works, says something, and a flag set by hand stops the next batch."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from support.postgres import Server, database, postgres_server
from support.stores import postgresql, sqlite
from zusage.plan.connector import Connector
from zusage.plan.receipt import RefusalKind
from zusage.testing.sketches import ago, delete, events, left, older, order

__all__ = ["database", "postgres_server"]
RUNBOOK = Path(__file__).parents[2] / "docs" / "operations" / "runbook.md"
Rows = list[tuple[object, ...]]
Ask = Callable[[str], Rows]


def printed() -> dict[str, tuple[str, str]]:
    """What to do, and its SQL on PostgreSQL and SQLite ("" where none is printed)."""
    found = {}
    for line in RUNBOOK.read_text().splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split(" | ")]
        if len(cells) == 4 and cells[1].endswith(";"):
            name, first, maria, last = cells
            second = {"the same": maria}.get(last, last if last.endswith(";") else "")
            found[name] = (first.replace("…", "run"), second.replace("…", "run"))
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Connector, Ask, int]]:
    """A store with due rows, and who speaks plain SQL to it."""
    sketch = events(*(ago(days) for days in range(1, 101)))
    if request.param == "sqlite":
        connector = sqlite(sketch, tmp_path / "a.sqlite3")

        def ask(text: str) -> Rows:
            connection = sqlite3.connect(tmp_path / "a.sqlite3")
            with connection:
                rows = connection.execute(text).fetchall()
            connection.close()
            return rows

    else:
        server: Server = request.getfixturevalue("postgres_server")
        url = server.url(request.getfixturevalue("database")())
        connector = postgresql(sketch, url)

        def ask(text: str) -> Rows:
            with psycopg.connect(url) as connection:
                cursor = connection.execute(text.encode())
                return cursor.fetchall() if cursor.description else []

    yield connector, ask, 0 if request.param == "postgresql" else 1
    connector.close()


def test_the_table_is_read() -> None:
    assert {"stop", "resume", "status", "what was done last", "holds", "locks", "who is at work"} <= set(printed())


def test_a_flag_set_by_hand_stops_and_lifts(store: tuple[Connector, Ask, int]) -> None:
    connector, ask, which = store
    sql = {name: both[which] for name, both in printed().items()}
    before = left(connector)
    ask(sql["stop"])
    assert bool(ask(sql["status"])[0][0]) is True
    refused = connector.apply(delete(older(30)), order())
    assert refused.refusal is not None
    assert refused.refusal.kind is RefusalKind.STOPPED
    assert left(connector) == before
    ask(sql["resume"])
    assert bool(ask(sql["status"])[0][0]) is False
    done = connector.apply(delete(older(30)), order(run="run"))
    assert done.refusal is None
    last = ask(sql["what was done last"])
    assert len(last) == done.batches
    ((_, batches, *_),) = ask(sql["what a run did"])
    assert batches == done.batches


def test_everything_else_that_is_printed_runs(store: tuple[Connector, Ask, int]) -> None:
    _, ask, which = store
    for name, both in printed().items():
        if both[which] and name != "end one statement":
            ask(both[which])
