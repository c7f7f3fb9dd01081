"""Site: a made-up company on disk as a saboteur finds it: its files and SQLite databases, by the policy and its variables.

Law: an independent hand. A saboteur reads what a promise means and writes into the stores with sqlite3 and files; it asks no
question of a kind, plans nothing, and imports neither `kinds` nor `keeping` nor `duties`. What it cannot break it says.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from zusage.plan.condition import And, Condition, Equals, In, IsNull, Not
from zusage.policy.policy import Policy
from zusage.policy.promise import AssureTerms, FlowTerms, Promise

Row = dict[str, Any]


class Cannot(Exception):
    """The saboteur cannot break this promise here; the reason."""


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done, where (system, table), and what has to happen before the board is asked again.

    `hide` are files that the next run does not find; `rewind` is a file that is put back as it was before the next run.
    """

    what: str
    places: tuple[tuple[str, str], ...] = ()
    hide: tuple[Path, ...] = ()
    rewind: Path | None = None
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    """One promise in front of the company that is to break it."""

    promise: Promise
    policy: Policy
    variables: Mapping[str, str]
    folder: Path
    now: datetime

    def words(self, name: str) -> tuple[str, ...]:
        """A parameter of the promise as words."""
        terms = self.promise.terms
        value = terms.parameters.get(name, ()) if isinstance(terms, AssureTerms | FlowTerms) else ()
        return (value,) if isinstance(value, str) and value else tuple(v for v in value if isinstance(v, str))

    def pairs(self, name: str) -> dict[str, str]:
        """A parameter of the promise as pairs."""
        terms = self.promise.terms
        value = terms.parameters.get(name, ()) if isinstance(terms, AssureTerms | FlowTerms) else ()
        return {} if isinstance(value, str) else dict(v for v in value if isinstance(v, tuple))

    def place(self, name: str) -> tuple[str, str, str]:
        """The first `system.table.column` of a parameter. Raises Cannot."""
        words = self.words(name)
        if not words:
            raise Cannot(f"the promise names no {name}")
        system, _, rest = words[0].partition(".")
        table, _, column = rest.partition(".")
        return system, table, column

    def options(self, system: str, name: str) -> list[str]:
        """An option of a system with its variables filled in, once per instance of a fleet."""
        value = self.policy.systems[system].options.get(name, ())
        texts = (value,) if isinstance(value, str) else value
        filled = [re.sub(r"env:([A-Za-z_]\w*)", lambda m: self.variables.get(m[1], ""), text) for text in texts]
        each = self.policy.systems[system].each
        if each is None:
            return filled
        with self.open(each.system) as db:
            rows = rows_of(db, each.table)
        alive = [r for r in rows if not any(str(r[column]) in values for column, values in each.skip)]
        return [_HOLE.sub(partial(_cell, row), text) for row in alive for text in filled]

    def databases(self, system: str) -> list[Path]:
        """The SQLite files of a system. Raises Cannot where there are none."""
        urls = self.options(system, "url") if system in self.policy.systems else []
        files = [Path(url.removeprefix("sqlite:///")) for url in urls if url.startswith("sqlite:///")]
        there = [file for file in files if file.is_file()]
        if not there:
            raise Cannot(f"{system} is no SQLite database here")
        return there

    @contextmanager
    def open(self, system: str, number: int = 0) -> Iterator[sqlite3.Connection]:
        """A database of a system; foreign keys and constraints of the application are not asked."""
        with closing(sqlite3.connect(self.databases(system)[number])) as db:
            db.execute("PRAGMA ignore_check_constraints = ON")
            db.row_factory = sqlite3.Row
            yield db
            db.commit()

    def files(self, system: str) -> list[Path]:
        """The files of a store of files or logs. Raises Cannot where there are none."""
        roots = self.options(system, "path") + self.options(system, "paths")
        pattern = str(self.policy.systems[system].options.get("pattern", "*"))
        found: list[Path] = []
        for root in roots:
            path = Path(root)
            found += sorted(path.rglob(pattern)) if path.is_dir() else sorted(path.parent.glob(path.name))
        there = [file for file in found if file.is_file()]
        if not there:
            raise Cannot(f"{system} has no file")
        return there

    def stamp(self, days: float) -> str:
        """A moment so many days ago, as a database holds it."""
        return (self.now.astimezone(UTC) - timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S")


_HOLE = re.compile(r"\{(\w+)\}")


def _cell(row: Row, found: re.Match[str]) -> str:
    return str(row[found[1]])


def rows_of(db: sqlite3.Connection, table: str) -> list[Row]:
    """All rows of a table, and nothing where there is no such table."""
    if not columns_of(db, table):
        raise Cannot(f"there is no table {table}")
    return [dict(row) for row in db.execute(f'SELECT rowid AS "rowid!", * FROM "{table}"')]


def columns_of(db: sqlite3.Connection, table: str) -> dict[str, str]:
    """The columns of a table with their types."""
    return {row[1]: str(row[2]) for row in db.execute(f'PRAGMA table_info("{table}")')}


def moment_for(db: sqlite3.Connection, table: str, column: str, at: datetime) -> str:
    """A moment as this column holds it: a day or a naive UTC instant."""
    kind = columns_of(db, table).get(column, "").lower()
    known = db.execute(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL LIMIT 1').fetchone()
    if kind == "date" or (known is not None and len(str(known[0])) == 10):
        return at.astimezone(UTC).strftime("%Y-%m-%d")
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def plant(db: sqlite3.Connection, table: str, values: Row, like: Row | None = None) -> None:
    """A new row like another one of the table (or like none), with these values."""
    columns = columns_of(db, table)
    known = [dict(row) for row in db.execute(f'SELECT * FROM "{table}" LIMIT 1')]
    base = dict(like or (known[0] if known else {}))
    row = {name: base[name] if name in base else _made_up(db, table, name, kind) for name, kind in columns.items()}
    for name in _unique(db, table):
        row[name] = _another(db, table, name, row[name], columns[name])
    base.pop("rowid!", None)
    row |= {name: value for name, value in values.items() if name in columns}
    marks, names = ", ".join("?" * len(row)), ", ".join(f'"{name}"' for name in row)
    db.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(row.values()))


def _unique(db: sqlite3.Connection, table: str) -> list[str]:
    found = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")') if row[5]]
    for index in db.execute(f'PRAGMA index_list("{table}")').fetchall():
        if index[2]:
            found += [row[2] for row in db.execute(f'PRAGMA index_info("{index[1]}")') if row[2]]
    references = {row[3] for row in db.execute(f'PRAGMA foreign_key_list("{table}")')}
    loose = [name for name in dict.fromkeys(found) if name not in references]
    return loose or list(dict.fromkeys(found))


def _another(db: sqlite3.Connection, table: str, name: str, value: Any, kind: str) -> Any:
    if isinstance(value, int) or "int" in kind.lower():
        return int(db.execute(f'SELECT coalesce(max("{name}"), 0) + 1 FROM "{table}"').fetchone()[0])
    if kind.lower() in ("date", "datetime"):
        return "1999-01-05" if kind.lower() == "date" else "1999-01-05 00:00:00"
    length = re.search(r"\((\d+)\)", kind)
    text = f"{value}x"
    return text[-int(length[1]) :] if length else text


def _made_up(db: sqlite3.Connection, table: str, name: str, kind: str) -> Any:
    if not next(row[3] or row[5] for row in db.execute(f'PRAGMA table_info("{table}")') if row[1] == name):
        return None
    for row in db.execute(f'PRAGMA foreign_key_list("{table}")'):
        if row[3] == name:
            parent = db.execute(f'SELECT "{row[4] or "id"}" FROM "{row[2]}" LIMIT 1').fetchone()
            return parent[0] if parent else 1
    low = kind.lower()
    if "date" in low or "time" in low:
        return "2026-01-05" if low == "date" else "2026-01-05 08:00:00"
    return 1 if "int" in low or "bool" in low or "dec" in low or "real" in low else "x"


def like(row: Row, values: Row) -> bool:
    """Whether a row holds these values already, as far as it has the columns."""
    return all(str(row[name]) == str(value) for name, value in values.items() if name in row)


def fulfilling(condition: Condition | None, meant: bool = True) -> Row:
    """Values of columns with which a row fulfils a condition (or not), as far as that is simple."""
    match condition:
        case Equals(column, value) if meant:
            return {column: int(value) if isinstance(value, bool) else value}
        case Equals(column, bool() as value):
            return {column: int(not value)}
        case In(column, tuple() as values) if meant and values:
            return {column: values[0]}
        case IsNull(column) if meant:
            return {column: None}
        case Not(part):
            return fulfilling(part, not meant)
        case And(parts) if meant:
            return {key: value for part in parts for key, value in fulfilling(part).items()}
        case _:
            return {}
