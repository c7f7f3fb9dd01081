"""Judge: is a line due? For a whole block at once where only its time decides, otherwise line by line.

Law: exactly `zusage.plan.interpret`; a line that a hold covers is never due, and a hold that names a row of log lines
covers all of them, because lines have no key. A line with two times is due when the time that errs on the safe side is:
the latest for deleting (`latest`), the earliest for shortening.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from zusage.adapters.connectors.logfiles.taking import COLUMN, asked, mask_for, shown
from zusage.adapters.connectors.tally import covers
from zusage.operators import ip
from zusage.operators.logform import FORMS, Form
from zusage.plan.condition import And, Before, Condition, Equals, Held, Not, Or
from zusage.plan.connector import Feeds, HeldScope
from zusage.plan.interpret import fulfils, is_before

COLUMNS = ("time", "client_ip", "addresses", "full_ip", "shows", "file", "readable")


class Line(Mapping[str, object]):
    """One line as a row; its pseudo-columns are computed when they are asked for."""

    def __init__(
        self,
        text: bytes,
        time: datetime,
        file: str,
        readable: bool,
        earliest: datetime | None = None,
        *,
        shows: tuple[str, ...] = (),
        form: Form = FORMS["combined"],
    ) -> None:
        self._text, self._time, self._file, self._readable = text, time, file, readable
        self._shows, self._form = shows, form
        self.earliest = earliest or time
        """The earliest moment that the line can be of; a hold that touches the span from here to `time` covers it."""

    def __getitem__(self, column: str) -> object:
        match column:
            case "time":
                return self._time
            case "client_ip":
                return self._client()
            case "addresses":
                return tuple(word.decode("latin-1") for word in ip.addresses(self._text))
            case "full_ip":
                return ip.shorten(self._text) != self._text
            case "shows":
                return shown(self._text, self._shows, self._form)
            case "file":
                return self._file
            case "readable":
                return self._readable
        raise KeyError(column)

    def _client(self) -> str | None:
        """The client of the form, else the first word."""
        match = self._form.pattern.match(self._text) if self._form.pattern is not None else None
        if match is not None and "c0" in match.groupdict():
            return match["c0"].decode("latin-1") if match["c0"] else None
        return self._text.split(None, 1)[0].decode("latin-1") if self._text.strip() else None

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
        self._condition, self._feeds, self._latest, self._spares = condition, feeds, latest, spare
        self.shows = asked(condition)
        self._scopes = tuple(scope for scope in scopes if scope.table in ("", "lines"))
        self._by_time = _by_time(condition, full=False)
        self._by_block = _by_time(condition, full=True)
        self.asks_full = self._by_block and not self._by_time
        """Whether the condition asks, beside time and holds, if a line shows a full address."""

    def block(self, earliest: datetime, latest: datetime, full: bool | None = None) -> bool | None:
        """True if all lines of that time are due, False if none is, None if each must be judged.

        `full` False: no line of the block shows a full address.
        """
        if not self._by_block or (self._spares and self._held(earliest, latest)):
            return None
        return _over(self._condition, earliest, latest, self._covered(earliest, latest), full)

    def line(self, row: Line, earliest: datetime, latest: datetime) -> bool:
        """Whether one line is due."""
        held = self._held(earliest, latest)
        if self._spares and held:
            return False
        if self._by_time:
            at = latest if self._latest else earliest
            return _over(self._condition, at, at, held, None) is True
        return fulfils(self._condition, row, self._feeds, lambda table, _key: held and table == "lines")

    def reveals(self, block: bytes, form: Form) -> bool:
        """Whether a line of the block shows something that the condition asks for."""
        return mask_for(self.shows, form)(block) != block

    @property
    def needs_text(self) -> bool:
        """Whether more than time, holds and full addresses decides."""
        return not self._by_block

    def _held(self, earliest: datetime, latest: datetime) -> bool:
        return any(covers(scope, "lines", None, earliest, latest) for scope in self._scopes)

    def _covered(self, earliest: datetime, latest: datetime) -> bool | None:
        """True if a hold covers every moment of the span, False if none touches it, else None."""
        touching = [scope for scope in self._scopes if covers(scope, "lines", None, earliest, latest)]
        if any(covers(s, "lines", None, earliest, earliest) and covers(s, "lines", None, latest, latest) for s in touching):
            return True
        return None if touching else False


def _by_time(condition: Condition, *, full: bool) -> bool:
    """Whether the condition consists of nothing but the time of a line, holds on lines and (`full`) full addresses."""
    match condition:
        case Before(column, _):
            return column == "time"
        case Held(table, _):
            return table == "lines"
        case Equals("full_ip", bool()) | Equals("shows", str()):
            return full
        case And(parts) | Or(parts):
            return all(_by_time(part, full=full) for part in parts)
        case Not(part):
            return _by_time(part, full=full)
        case _:
            return False


def _over(condition: Condition, earliest: datetime, latest: datetime, held: bool | None, full: bool | None) -> bool | None:
    """Kleene's logic over a span of time: true at every moment, false at every moment, or it depends."""
    match condition:
        case Before(_, cut_off):
            return True if is_before(latest, cut_off) else None if is_before(earliest, cut_off) else False
        case Held():
            return held
        case Equals(column, value):
            return None if full is None else full if column == COLUMN else full == value
        case Not(part):
            inner = _over(part, earliest, latest, held, full)
            return None if inner is None else not inner
        case And(parts) | Or(parts):
            found = [_over(part, earliest, latest, held, full) for part in parts]
            decisive = isinstance(condition, Or)
            return decisive if decisive in found else None if None in found else not decisive
        case _:
            return None
