"""Tally: answers Looks from a stream of rows, for stores that have no query language.

Law: rows are read once and never kept; the answer holds counts and moments only. A row is a mapping of pseudo-columns;
`moment` is the name of its start column. What a collection does not have raises ConnectorError ZE610, never counts zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from zusage.model.errors import ConnectorError
from zusage.operators.normalise import normalise
from zusage.operators.shapes import recognise
from zusage.plan.condition import Condition
from zusage.plan.connector import Feeds, HeldScope
from zusage.plan.interpret import IsHeld, Row, fulfils, is_sentinel, readable
from zusage.plan.look import Count, Keys, Moments, Profile

Rows = Iterable[Row]
Held = Callable[[Row], IsHeld]


@dataclass(slots=True)
class Answer:
    """Numbers and moments of one Look."""

    numbers: dict[str, int] = field(default_factory=dict)
    moments: dict[str, datetime] = field(default_factory=dict)

    def add(self, name: str, by: int = 1) -> None:
        """Count."""
        self.numbers[name] = self.numbers.get(name, 0) + by

    def widen(self, value: object) -> None:
        """Let `oldest` and `newest` include this moment, if it is one."""
        moment = instant(value)
        if moment is not None and not is_sentinel(moment):
            self.moments["oldest"] = min(self.moments.get("oldest", moment), moment)
            self.moments["newest"] = max(self.moments.get("newest", moment), moment)


def instant(value: object) -> datetime | None:
    """A value as an instant: a day counts from its midnight in UTC; None if it is none or has no zone."""
    moment = readable(value)
    if moment is None:
        return None
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), UTC)
    return moment if moment.tzinfo is not None else None


def count(look: Count, rows: Rows, feeds: Feeds, held: Held) -> Answer:
    """Answer a Count."""
    answer = Answer({"count": 0})
    column = look.moment.column if look.moment is not None else ""
    seen = 0
    for row in rows:
        seen += 1
        if fulfils(look.condition, row, feeds, held(row)):
            answer.add("count")
            if column:
                answer.widen(row.get(column))
    if look.total:
        answer.numbers["total"] = seen
    return answer


def profile(look: Profile, rows: Rows, feeds: Feeds, held: Held) -> Answer:
    """Answer a Profile; a value may hold several words (addresses): it has a shape when one of them has."""
    answer = Answer({"examined": 0, "empty": 0, **dict.fromkeys(look.shapes, 0)})
    for row in chosen(look.condition, rows, feeds, held):
        if look.sample is not None and answer.numbers["examined"] >= look.sample:
            break
        answer.add("examined")
        value = row.get(look.column)
        if value is None or value == "":
            answer.add("empty")
            continue
        words = [str(item) for item in value] if isinstance(value, tuple) else [str(value)]
        for shape in look.shapes:
            answer.add(shape, any(recognise(shape, word) for word in words))
    return answer


def moments(look: Moments, rows: Rows, now: datetime) -> Answer:
    """Answer a Moments."""
    answer = Answer(dict.fromkeys(("examined", "null", "sentinel", "future", "zoneless"), 0))
    for row in rows:
        answer.add("examined")
        moment = readable(row.get(look.column))
        if (quality := _quality(moment, now)) != "":
            answer.add(quality)
        answer.widen(moment)
    return answer


def keys(look: Keys, rows: Rows, feeds: Feeds, held: Held) -> Iterator[str]:
    """Stream the values of a Keys look; empty ones are left out."""
    for row in chosen(look.condition, rows, feeds, held):
        value = row.get(look.column)
        for word in value if isinstance(value, tuple) else (value,):
            if word is not None:
                yield normalise(look.normalise, str(word))


def chosen(condition: Condition | None, rows: Rows, feeds: Feeds, held: Held) -> Iterator[Row]:
    """The rows that fulfil a condition (None: all)."""
    return (row for row in rows if condition is None or fulfils(condition, row, feeds, held(row)))


def covers(scope: HeldScope, table: str, key: object, since: datetime | None, until: datetime | None) -> bool:
    """Whether a hold covers a unit of `table`: its key and every moment from `since` to `until` (None: not known).

    What cannot be decided counts as held.
    """
    if scope.table not in ("", table):
        return False
    if scope.key is not None and key is not None and scope.key != str(key):
        return False
    if scope.since is not None and until is not None and until < scope.since:
        return False
    return not (scope.until is not None and since is not None and since > scope.until)


def known(columns: Mapping[str, Mapping[str, str]], table: str, column: str = "") -> None:
    """Raise unless the collection, and its column, exist."""
    if table not in columns or (column and column not in columns[table]):
        raise ConnectorError("ZE610", name=f"{table}.{column}" if column else table)


def _quality(moment: date | None, now: datetime) -> str:
    if moment is None:
        return "null"
    if is_sentinel(moment):
        return "sentinel"
    if isinstance(moment, datetime) and moment.tzinfo is None:
        return "zoneless"
    late = instant(moment)
    return "future" if late is not None and late > now else ""
