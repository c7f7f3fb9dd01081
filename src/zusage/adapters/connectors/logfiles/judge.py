"""Judge: is a line due? For a whole block at once where only its time decides, otherwise line by line.

Law: exactly `zusage.plan.interpret`; a line that a hold covers is never due, and a hold that names a row of log lines covers
all of them, because lines have no key. A line with two times is due when the time that errs on the safe side is: the latest
for deleting (`latest`), the earliest for shortening.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from zusage.adapters.connectors.tally import covers
from zusage.operators import ip
from zusage.plan.condition import And, Before, Condition, Held, Not
from zusage.plan.connector import Feeds, HeldScope
from zusage.plan.interpret import fulfils, is_before

COLUMNS = ("time", "client_ip", "addresses", "full_ip", "file", "readable")


class Line(Mapping[str, object]):
    """One line as a row; its pseudo-columns are computed when they are asked for."""

    def __init__(self, text: bytes, time: datetime, file: str, readable: bool, earliest: datetime | None = None) -> None:
        self._text, self._time, self._file, self._readable = text, time, file, readable
        self.earliest = earliest or time
        """The earliest moment that the line can be of; a hold that touches the span from here to `time` covers it."""

    def __getitem__(self, column: str) -> object:
        match column:
            case "time":
                return self._time
            case "client_ip":
                return self._text.split(None, 1)[0].decode("latin-1") if self._text.strip() else None
            case "addresses":
                return tuple(word.decode("latin-1") for word in ip.addresses(self._text))
            case "full_ip":
                return ip.shorten(self._text) != self._text
            case "file":
                return self._file
            case "readable":
                return self._readable
        raise KeyError(column)

    def __iter__(self) -> Iterator[str]:
        return iter(COLUMNS)

    def __len__(self) -> int:
        return len(COLUMNS)


class Judge:
    """Decides for one condition, one set of holds and one direction of doubt."""

    def __init__(
        self, condition: Condition, feeds: Feeds, scopes: tuple[HeldScope, ...], *, latest: bool, spare: bool
    ) -> None:
        """`spare`: held lines are not due even if the condition does not say so (acts do, looks do not)."""
        self._condition, self._feeds, self._latest = condition, feeds, latest
        self._scopes = tuple(scope for scope in scopes if scope.table in ("", "lines"))
        self._cut, asks_holds = _only_time(condition)
        self._spares = spare or asks_holds

    def block(self, earliest: datetime, latest: datetime) -> bool | None:
        """True if all lines of that time are due, False if none is, None if each must be judged."""
        if self._cut is None or (self._spares and self._held(earliest, latest)):
            return None
        if is_before(latest, self._cut.cut_off):
            return True
        return None if is_before(earliest, self._cut.cut_off) else False

    def line(self, row: Line, earliest: datetime, latest: datetime) -> bool:
        """Whether one line is due."""
        held = self._held(earliest, latest)
        if self._spares and held:
            return False
        if self._cut is not None:
            return is_before(latest if self._latest else earliest, self._cut.cut_off)
        return fulfils(self._condition, row, self._feeds, lambda table, _key: held and table == "lines")

    @property
    def needs_text(self) -> bool:
        """Whether more than the time of a line decides."""
        return self._cut is None

    def _held(self, earliest: datetime, latest: datetime) -> bool:
        return any(covers(scope, "lines", None, earliest, latest) for scope in self._scopes)


def _only_time(condition: Condition) -> tuple[Before | None, bool]:
    """The one Before that the condition consists of, and whether it also excludes held lines."""
    parts = condition.parts if isinstance(condition, And) else (condition,)
    times = [part for part in parts if isinstance(part, Before) and part.column == "time"]
    holds = [part for part in parts if isinstance(part, Not) and isinstance(part.part, Held) and part.part.table == "lines"]
    simple = len(times) == 1 and len(times) + len(holds) == len(parts)
    return (times[0], bool(holds)) if simple else (None, False)
