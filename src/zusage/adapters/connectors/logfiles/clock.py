"""Clock: when the lines of a file were written, for every form of log.

Law: gives the earliest and the latest moment that a line claims, or None; never a moment that only a visitor wrote,
unless the form puts what a visitor writes before the time: then all times in the line count, the latest for deleting and
the earliest for shortening. A time without zone is of the declared zone, else of UTC and of the organisation's zone,
both. A time without year (RFC 3164) is of the last year in which it lies before the file's last change (and one day).
Sentinels are no time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from zusage.adapters.connectors.logfiles import stamp
from zusage.adapters.connectors.logfiles.stamp import Span
from zusage.operators.logform import FORMS, Form
from zusage.operators.mask import detect
from zusage.plan.interpret import is_sentinel

_CLF = re.compile(rb"\d\d/[A-Z][a-z]{2}/\d{4}:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d [+-](?:[01]\d|2[0-3])[0-5]\d")
_ISO = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,6})?(?:Z|[+-]\d\d:?\d\d)?")
_HEAD = re.compile(rb"[0-9\[<{]")
_EPOCH_MS, _EPOCH_US = 10**11, 10**14
_DAY = timedelta(days=1)
_CODES = {"%T": "%H:%M:%S", "%F": "%Y-%m-%d", "%e": "%d", "%R": "%H:%M"}
_MULTILINE = frozenset(("error", "apache", "syslog"))

Zones = tuple[tzinfo, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """How times of one file are read. `follows`: a line without time goes on with the entry before."""

    of_line: Callable[[bytes], Span | None]
    sure: Callable[[bytes, int], Span | None]
    follows: Callable[[bytes], bool]
    form: Form


def clock_of(form: Form, zones: Zones, changed: datetime, start: bytes = b"") -> Clock:
    """The clock of one file; form `auto` is told by its first lines."""
    if form.kind == "auto":
        form = detected(start)
    follows = _goes_on if form.clock in _MULTILINE else _never
    if form.kind == "json":
        return Clock(_of_json(form, zones), _unsure, _never, form)
    if form.clock == "clf" and form.name in FORMS:
        return Clock(stamp.of_line, stamp.sure, _never, form)
    read = _reader(form.clock, zones, changed)
    return Clock(_of_pattern(form, read) if form.sure else _of_any(form, read), _unsure, follows, form)


def zones_of(declared: str, own: str) -> Zones:
    """The zones in which a time without zone can be meant."""
    return (ZoneInfo(declared),) if declared else (UTC, ZoneInfo(own))


def detected(start: bytes) -> Form:
    """The form that most of the first lines show; combined if none does."""
    counts: dict[str, int] = {}
    for line in start.split(b"\n")[:200]:
        if line and (form := detect(line)) is not None:
            counts[form.name] = counts.get(form.name, 0) + 1
    return FORMS[max(counts, key=lambda name: counts[name])] if counts else FORMS["combined"]


def _unsure(_block: bytes, _lines: int) -> None:
    return None


def _never(_line: bytes) -> bool:
    return False


def _goes_on(line: bytes) -> bool:
    """A line that does not even begin like an entry belongs to the one before; a spoilt beginning may be an own entry."""
    return _HEAD.match(line) is None


def _of_pattern(form: Form, read: Callable[[bytes], Span | None]) -> Callable[[bytes], Span | None]:
    pattern = form.pattern or re.compile(rb"(?!)")

    def of_line(line: bytes) -> Span | None:
        match = pattern.match(line)
        return read(match["t"]) if match is not None else None

    return of_line


def _of_any(form: Form, read: Callable[[bytes], Span | None]) -> Callable[[bytes], Span | None]:
    shape = _CLF if form.clock == "clf" else _ISO

    def of_line(line: bytes) -> Span | None:
        spans = [span for text in shape.findall(line) if (span := read(text)) is not None]
        return (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else None

    return of_line


def _of_json(form: Form, zones: Zones) -> Callable[[bytes], Span | None]:
    read = _reader("json", zones, datetime.max.replace(tzinfo=UTC))

    def of_line(line: bytes) -> Span | None:
        try:
            fields = json.loads(line, object_pairs_hook=tuple)
        except (ValueError, RecursionError):
            return None
        if not isinstance(fields, tuple):
            return None
        found = [str(value).encode("utf-8", "replace") for key, value in fields if key in form.times]
        spans = [span for text in found if (span := read(text)) is not None]
        return (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else None

    return of_line


def _reader(clock: str, zones: Zones, changed: datetime) -> Callable[[bytes], Span | None]:
    @lru_cache(maxsize=4096)
    def read(text: bytes) -> Span | None:
        try:
            moments = _moments(clock, text.decode("ascii").strip(), zones, changed)
        except (ValueError, OverflowError, OSError):
            return None
        known = [moment for moment in moments if moment is not None and not is_sentinel(moment)]
        return (min(known), max(known)) if known and len(known) == len(moments) else None

    return read


def _moments(clock: str, text: str, zones: Zones, changed: datetime) -> list[datetime | None]:
    """All moments that a written time can be."""
    if clock == "clf":
        return [stamp.parsed(text.encode())]
    if clock == "epoch" or (clock == "json" and re.fullmatch(r"\d{9,16}(?:\.\d+)?", text)):
        return [_epoch(text)]
    if clock == "json" and (_CLF.fullmatch(text.encode()) is not None):
        return [stamp.parsed(text.encode())]
    if clock in ("iso", "json") or (clock == "syslog" and text[:1].isdigit()):
        return _zoned(datetime.fromisoformat(text.replace(",", ".")), zones)
    if clock == "error":
        return _read(text, "%Y/%m/%d %H:%M:%S", zones)
    if clock == "apache":
        return _read(text, "%a %b %d %H:%M:%S.%f %Y" if "." in text else "%a %b %d %H:%M:%S %Y", zones)
    if clock == "syslog":
        return [_last_before(text, zone, changed) for zone in zones]
    code = re.sub("%.", lambda m: _CODES.get(m[0], m[0]), clock.removeprefix("time:"))
    return [_epoch(text)] if code.startswith("%s") else _read(text, code, zones)


def _epoch(text: str) -> datetime:
    value = float(text)
    scale = 10**6 if value > _EPOCH_US else 10**3 if value > _EPOCH_MS else 1
    return datetime.fromtimestamp(value / scale, UTC)


def _read(text: str, code: str, zones: Zones) -> list[datetime | None]:
    """A time in a given notation; without zone in it, it is read as UTC first and then taken for each zone."""
    if "%z" in code:
        return [datetime.strptime(text, code).astimezone(UTC)]
    moment = datetime.strptime(f"{text} +0000", f"{code} %z")
    return [moment.replace(tzinfo=zone) for zone in zones]


def _zoned(moment: datetime, zones: Zones) -> list[datetime | None]:
    return [moment] if moment.tzinfo is not None else [moment.replace(tzinfo=zone) for zone in zones]


def _last_before(text: str, zone: tzinfo, changed: datetime) -> datetime | None:
    """The latest year in which this day and time lies before the file's last change."""
    latest = changed + _DAY
    for year in range(latest.year, latest.year - 9, -1):
        try:
            moment = datetime.strptime(f"{year} {text}", "%Y %b %d %H:%M:%S").replace(tzinfo=zone)
        except ValueError:
            continue
        if moment <= latest:
            return moment
    return None
