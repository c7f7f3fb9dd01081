"""The same condition over the same hostile rows: the interpreter, SQLite and PostgreSQL give one answer.

The expected answer is worked out here from the sentence of the law: a moment is at or before the cut-off, empty fulfils
nothing, constants are compared bytewise.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any

import psycopg
import pytest

from support.postgres import Server, postgres_server
from support.stores import Memory
from zusage.adapters.connectors import open_connector
from zusage.plan.condition import And, Before, Condition, CutOff, Edge, Equals, Exists, In, IsNull, Not, Or
from zusage.plan.connector import Opening
from zusage.plan.interpret import fulfils
from zusage.plan.target import TargetId

__all__ = ["postgres_server"]
CUT = CutOff(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 24))
TEXTS = ["", " ", "a", "A", "a ", "ä", "Ä", "a\u0308", "ss", "ß", "1", "01", "true", "%", "_", "'", None]
FLAGS = [0, 1, None]
MOMENTS = [
    None,
    "",
    "x",
    "2026-10-24",
    "2026-10-25",
    "2026-10-25 00:30:00",
    "2026-10-25 00:30:00.000001",
    "2026-10-25T00:30:00",
    "2026-10-25T00:30:00Z",
    "2026-10-25T00:30:01Z",
    "2026-10-25 02:30:00+02:00",
    "2026-10-25 02:30:00+01:00",
    "1970-01-01",
    "1900-01-01 00:00:00",
    "0001-01-01",
    "1970-01-01T00:00:00Z",
    "1969-12-31 23:59:59",
    "9999-12-31",
    "0000-00-00",
    "2026-02-30",
    "20251024",
    "2026-10-24T25:00:00",
    "2025-10-24 10:00",
    "2026-13-01 00:00:00",
    "24.10.2025",
    "1-1-1",
    "2026-10-20 25:00:00",
    "2026-10-20 10:61:00",
    "2025-02-29 10:00:00",
    "2024-02-29 10:00:00",
    "2026-04-31",
]
DUE = {
    "2024-02-29 10:00:00",
    "2026-10-24",
    "2026-10-25 00:30:00",
    "2026-10-25T00:30:00",
    "2026-10-25T00:30:00Z",
    "2026-10-25 02:30:00+02:00",
    "1969-12-31 23:59:59",
    "2025-10-24 10:00",
}
FORMS = ("2026-10-25 02:30:00+02:00", "2025-10-24 10:00")
"""Read in UTC. Text with an offset or without seconds is read on SQLite and by the interpreter; PostgreSQL may know less."""


def rows() -> list[dict[str, Any]]:
    longest = max(len(TEXTS), len(MOMENTS))
    return [
        {
            "id": n,
            "word": TEXTS[n % len(TEXTS)],
            "flag": FLAGS[n % 3],
            "number": [None, 0, 1, 2][n % 4],
            "moment": MOMENTS[n % len(MOMENTS)],
            "parent": [None, 0, 1, 99][n % 4],
        }
        for n in range(longest * 2)
    ]


EDGE = Edge("things", (("parent", "id"),))
CONDITIONS: list[Condition] = [
    Before("moment", CUT),
    Not(Before("moment", CUT)),
    IsNull("word"),
    IsNull("moment"),
    Not(IsNull("word")),
    *(Equals("word", value) for value in TEXTS if value is not None),
    Not(Equals("word", "a")),
    Not(Equals("number", 1)),
    Equals("number", 1),
    Equals("number", 0),
    In("word", ("a", "ß", "")),
    In("word", ()),
    Not(In("word", ())),
    In("number", (1, 2)),
    Not(In("number", (1, 2))),
    And(()),
    Or(()),
    Exists(EDGE),
    Not(Exists(EDGE)),
    Exists(EDGE, Equals("word", "a")),
    Exists(EDGE, Not(Equals("word", "a"))),
    Not(Exists(EDGE, Not(Before("moment", CUT)))),
    Exists(EDGE, Exists(EDGE, IsNull("parent"))),
    Or((IsNull("word"), And((Equals("word", "a"), Not(Before("moment", CUT)))))),
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    table = (
        "CREATE TABLE things (id INTEGER PRIMARY KEY, word TEXT, flag {flag}, number INTEGER, moment TEXT, parent INTEGER)"
    )
    values = [tuple(row.values()) for row in rows()]
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("readers") / "x.sqlite3"
        with closing(sqlite3.connect(path)) as db, db:
            db.execute(table.format(flag="BOOLEAN"))
            db.executemany("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?)", values)
        url = f"sqlite:///{path}"
    else:
        server: Server = request.getfixturevalue("postgres_server")
        url = server.url(server.create())
        with psycopg.connect(url.replace("+psycopg", "")) as db:
            db.execute(table.format(flag="INTEGER").encode())
            db.cursor().executemany(b"INSERT INTO things VALUES (%s, %s, %s, %s, %s, %s)", values)
    opening = Opening(TargetId("x"), {"url": url}, ("things",), Memory(), "Europe/Berlin", "UTC", False)
    connector = open_connector("sql", opening)
    yield request.param, connector
    connector.close()


def meant(condition: Condition, row: dict[str, Any], everyone: list[dict[str, Any]]) -> bool:
    """Worked out from the words, in plain Python."""
    match condition:
        case Before("moment", _):
            return row["moment"] in DUE
        case IsNull(column):
            return row[column] is None
        case Equals(column, value):
            return row[column] is not None and row[column] == value
        case In(column, values):
            return row[column] is not None and row[column] in values
        case And(parts):
            return all(meant(part, row, everyone) for part in parts)
        case Or(parts):
            return any(meant(part, row, everyone) for part in parts)
        case Not(part):
            return not meant(part, row, everyone)
        case Exists(_, inner):
            above = [other for other in everyone if row["parent"] is not None and other["id"] == row["parent"]]
            return any(inner is None or meant(inner, other, everyone) for other in above)
    raise AssertionError(condition)


@pytest.mark.parametrize("number", range(len(CONDITIONS)))
def test_the_database_means_what_the_words_say(store: tuple[str, Any], number: int) -> None:
    product, connector = store
    condition, everyone = CONDITIONS[number], rows()
    seen = {int(str(key)) for (key,) in connector.rows("things", ("id",), condition, {})}
    for row in everyone:
        weak = product == "postgresql" and row["moment"] in FORMS
        if not weak and not (product == "postgresql" and "Exists" in repr(condition) and "Before" in repr(condition)):
            assert (row["id"] in seen) is meant(condition, row, everyone), (condition, row)


@pytest.mark.parametrize("number", range(len(CONDITIONS)))
def test_the_interpreter_means_what_the_words_say(number: int) -> None:
    condition, everyone = CONDITIONS[number], rows()
    for row in everyone:
        shown = dict(row)
        found = fulfils(
            condition, shown, {}, lambda *_: False, lambda edge, at: [o for o in everyone if o["id"] == at["parent"]]
        )
        naive = row["moment"] in (
            "2026-10-25 00:30:00",
            "2026-10-25T00:30:00",
            "1969-12-31 23:59:59",
            "2025-10-24 10:00",
            "2024-02-29 10:00:00",
        )
        if not naive:
            assert found is meant(condition, row, everyone), (condition, row)
