"""Dates in people's words.

Law: own tables, because loading a locale library costs more than `check` may take; the day is written without a leading
zero and the month as a word, so that no reader confuses day and month.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from zusage.model.text import Language

_DE = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember")
_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def long_date(day: date, language: Language) -> str:
    """Gives "22. November 2026", "22 November 2026"."""
    if language == "de":
        return f"{day.day}. {_DE[day.month - 1]} {day.year}"
    return f"{day.day} {_EN[day.month - 1]} {day.year}"


def month(day: date, language: Language) -> str:
    """Gives "November 2026" in both languages' spelling."""
    return f"{(_DE if language == 'de' else _EN)[day.month - 1]} {day.year}"


def moment(at: datetime, language: Language, zone: ZoneInfo) -> str:
    """Date and time of day in `zone`: "22. November 2026, 06:01 Uhr", "22 November 2026, 06:01"."""
    local = at.astimezone(zone)
    clock = f"{local:%H:%M}"
    return f"{long_date(local.date(), language)}, {clock}{' Uhr' if language == 'de' else ''}"


def ordinal(value: int, language: Language) -> str:
    """Gives "3." in German, "3rd" in English."""
    if language == "de":
        return f"{value}."
    ending = "th" if 10 <= value % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
