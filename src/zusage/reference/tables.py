"""Tables of law: what the law asks, as rows that say from when to when they hold, who says so, and how sure that is.

Law: one JSON file per table in `law_tables/`, one row a line. Every row has `id`, `de`, `en`, `source`, `valid_from` and
`valid_to` (ISO days; null = open; `valid_to` is the first day on which it no longer holds), `as_of` (the day for which the
source was read) and `confidence`: "sourced", or "verify" where nobody has read the source yet. Rows of one id never overlap.
A proposal (fact `status` = "proposal") has no first day and is never in force.
Everything else of a row is in `facts`, as written. What has to be verified never steers a date or a sentence unmarked.

Example: `in_force("adequacy", date(2026, 11, 22))["BR"].facts["decision"]` is "(EU) 2026/179".
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from zusage.model.text import Text

Confidence = Literal["sourced", "verify"]
Fact = str | int | bool | tuple[str, ...] | None
_COMMON = frozenset(("id", "de", "en", "source", "valid_from", "valid_to", "as_of", "confidence"))
_FOLDER = Path(__file__).with_name("law_tables")


@dataclass(frozen=True, slots=True)
class Row:
    """One statement of law, for the days from `valid_from` (included) to `valid_to` (excluded)."""

    table: str
    id: str
    words: Text
    source: str
    as_of: date
    confidence: Confidence
    valid_from: date | None = None
    valid_to: date | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def is_proposal(self) -> bool:
        """Whether it is only proposed and no law."""
        return self.facts.get("status") == "proposal"

    def holds(self, on: date) -> bool:
        """Whether it is in force on that day; a proposal never is."""
        if self.is_proposal:
            return False
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on < self.valid_to)


def names() -> tuple[str, ...]:
    """The names of all tables."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.json")))


@cache
def table(name: str) -> tuple[Row, ...]:
    """All rows of a table in order of writing; raises KeyError for an unknown table."""
    file = _FOLDER / f"{name}.json"
    if name not in names():
        raise KeyError(name)
    return tuple(_row(name, written) for written in json.loads(file.read_text(encoding="utf-8")))


@cache
def in_force(name: str, on: date) -> Mapping[str, Row]:
    """The rows of a table that hold on a day, by id."""
    return {row.id: row for row in table(name) if row.holds(on)}


def every_row() -> Iterator[Row]:
    """All rows of all tables."""
    for name in names():
        yield from table(name)


def _row(name: str, written: Mapping[str, object]) -> Row:
    return Row(
        table=name,
        id=str(written["id"]),
        words=Text(str(written["de"]), str(written["en"])),
        source=str(written["source"]),
        as_of=date.fromisoformat(str(written["as_of"])),
        confidence="verify" if written["confidence"] != "sourced" else "sourced",
        valid_from=_day(written["valid_from"]),
        valid_to=_day(written["valid_to"]),
        facts={key: _fact(value) for key, value in written.items() if key not in _COMMON},
    )


def _day(written: object) -> date | None:
    return None if written is None else date.fromisoformat(str(written))


def _fact(value: object) -> Fact:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return value if isinstance(value, (str, int, bool)) or value is None else json.dumps(value, ensure_ascii=False)
