"""Scalars: the types of single values, each with the test it must pass and words for what is expected.

Law: a value is text until its key gives it a type; a test never changes it. An error names the key and what is expected;
it repeats the value only where the value is a word of this language, never an e-mail address or a free text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zusage.declaration import limits
from zusage.model.period import parse_lifetime, parse_period

_TIME = re.compile(r"^(after|within)\s+(.+)$")
_VARIABLE = re.compile(r"^env:[A-Za-z_][A-Za-z0-9_]*$")
SHORT_KEEP = re.compile(
    r"^(?:until\s+(?P<until>\S+)|(?P<law>[a-z]{2}/[a-z0-9-]+)\s+after\s+(?P<start>\S+)"
    r"|(?P<period>P[0-9YMWDTH]+|\d{1,5}\s*[A-Za-z]+)\s+after\s+(?P<event>\S+))$"
)
FLAGS = ("true", "false", "no")


@dataclass(frozen=True, slots=True)
class ScalarType:
    """A test for values, the code of the error when it fails, and what is expected in German and English."""

    accepts: Callable[[str], bool]
    code: str
    de: str
    en: str
    pattern: str = ""


def is_period(value: str) -> bool:
    """Whether `value` names a period."""
    return parse_period(value) is not None


def is_time(value: str) -> bool:
    """Whether `value` is `at once`, `afterwards`, `after P` or `within P`."""
    if value in ("at once", "afterwards"):
        return True
    match = _TIME.match(value)
    return match is not None and is_period(match[2])


def is_short_keep(value: str) -> bool:
    """Whether `value` is a rule in short form."""
    match = SHORT_KEEP.match(value.strip())
    return match is not None and (match["period"] is None or is_period(match["period"]))


def _is_date(value: str) -> bool:
    try:
        return bool(re.match(r"^\d{4}-\d{2}-\d{2}$", value)) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _tester(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.match(value) is not None


def _plain(pattern: str, de: str, en: str, code: str = "ZE119") -> ScalarType:
    return ScalarType(_tester(re.compile(rf"(?:{pattern})\Z")), code, de, en, pattern)


_DAY = "(?:mon|tue|wed|thu|fri|sat|sun)"
_PART = r"[^\s./]+"
_SLUG = rf"[a-z0-9](?:[a-z0-9-]{{0,{limits.SLUG - 2}}}[a-z0-9])?"

SCALARS: dict[str, ScalarType] = {
    "version": _plain("1", "1", "1", "ZE197"),
    "line": ScalarType(lambda value: bool(value.strip()), "ZE119", "Text", "text"),
    "value": ScalarType(lambda _: True, "ZE119", "Text", "text"),
    "option": ScalarType(lambda value: bool(value.strip()), "ZE119", "Text oder env:NAME", "text or env:NAME"),
    "word": _plain(r"\S(?:.*\S)?", "ein Wort", "a word"),
    "slug": _plain(_SLUG, "eine Kennung wie live-chat", "an id such as live-chat", "ZE114"),
    "event_id": _plain(r"[a-z0-9][a-z0-9_-]{0,39}", "der Name eines Ereignisses", "the name of an event", "ZE114"),
    "finding": _plain(r"ZU\d{3}", "eine Regel wie ZU204", "a rule such as ZU204"),
    "email": _plain(r"[^\s@]+@[^\s@]+\.[^\s@]+", "eine E-Mail-Adresse", "an e-mail address"),
    "country": _plain(r"[A-Z]{2}", "ein Land mit zwei Großbuchstaben wie DE", "a country in two capitals such as DE"),
    "regime": _plain(r"[a-z]{2}(?:/[a-z-]+)?", "eine Rechtsordnung wie eu/de", "a regime such as eu/de"),
    "authority": _plain(r"[a-z]{2}(?:/[a-z0-9-]+)?", "eine Behörde wie de/sh", "an authority such as de/sh"),
    "law": _plain(r"[a-z]{2}/[a-z0-9-]+", "eine Vorschrift wie de/vouchers", "a law such as de/vouchers"),
    "law_or_any": _plain(r"any|[a-z]{2}/[a-z0-9-]+", "eine Vorschrift oder any", "a law, or any"),
    "zone": _plain(r"[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)*", "eine Zeitzone wie Europe/Berlin", "a zone such as Europe/Berlin"),
    "host": _plain(r"[^\s/]+", "ein Hostname ohne Schrägstrich", "a host name without slash"),
    "role_id": _plain(r"[a-z0-9][a-z0-9_.-]{0,63}", "eine Rolle wie management", "a role such as management", "ZE114"),
    "weekdays": _plain(rf"{_DAY}(?:-{_DAY})?", "Tage wie mon-fri", "days such as mon-fri"),
    "clock": _plain(r"(?:[01]\d|2[0-3]):[0-5]\d|24:00", "eine Uhrzeit wie 22:00", "a time of day such as 22:00"),
    "flag": _plain("|".join(FLAGS), "true oder false", "true or false"),
    "number": _plain(r"\d{1,9}", "eine ganze Zahl ab 0", "a whole number from 0", "ZE117"),
    "date": ScalarType(_is_date, "ZE116", "ein Tag wie 2026-03-31", "a day such as 2026-03-31", r"\d{4}-\d{2}-\d{2}"),
    "month_day": ScalarType(
        lambda value: _is_date(f"2024-{value}"), "ZE116", "ein Tag im Jahr wie 06-30", "a day of the year such as 06-30",
        r"\d{2}-\d{2}",
    ),
    "date_or_period": ScalarType(
        lambda value: _is_date(value) or is_period(value), "ZE119", "ein Tag oder eine Frist", "a day or a period"
    ),
    "period": ScalarType(is_period, "ZE150", "eine Frist wie 30 days", "a period such as 30 days"),
    "grace": ScalarType(
        is_period, "ZE150", "eine Frist wie 1 day", "a period such as 1 day"
    ),
    "lifetime": ScalarType(
        lambda value: value in ("session", "none") or parse_lifetime(value) is not None, "ZE150",
        "session, none oder eine Frist wie 30 minutes", "session, none or a period such as 30 minutes",
    ),
    "time": ScalarType(is_time, "ZE151", "at once, after 30 days, within 30 days, afterwards",
                       "at once, after 30 days, within 30 days, afterwards"),
    "short_keep": ScalarType(is_short_keep, "ZE154", "2 years after spalte", "2 years after column"),
    "env": ScalarType(lambda value: _VARIABLE.match(value) is not None, "ZE115", "env:NAME", "env:NAME"),
    "column": _plain(_PART, "der Name einer Spalte", "the name of a column", "ZE118"),
    "table_name": _plain(_PART, "der Name einer Tabelle", "the name of a table", "ZE118"),
    "place": _plain(rf"{_PART}(?:\.{_PART}){{0,2}}", "system.tabelle.spalte", "system.table.column", "ZE118"),
    "moment": _plain(rf"{_PART}(?:\.{_PART}){{1,2}}", "system.tabelle.spalte", "system.table.column", "ZE118"),
    "table_place": _plain(rf"{_PART}\.{_PART}", "system.tabelle", "system.table", "ZE118"),
    "store": _plain(rf"{_PART}(?:\.{_PART})?", "system.tabelle", "system.table", "ZE118"),
    "path": _plain(r"[a-z0-9-]+(?:/[a-z0-9-]+){0,2}", "tätigkeit/kennung", "activity/id"),
    "owner": _plain(rf"{_PART}(?:\s+via\s+{_PART})?", "tabelle via spalte", "table via column"),
    "subject_via": _plain(rf"{_SLUG}(?:\s+via\s+{_PART})?", "eine Gruppe wie customer", "a group such as customer"),
}  # fmt: skip
