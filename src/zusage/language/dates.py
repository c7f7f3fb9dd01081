"""Dates in people's words.

Law: the names of months come from the locale data of Babel, which is loaded with the first date that is written; the day is
written without a leading zero and the month as a word, so that no reader confuses day and month.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from zusage.model.text import Language

LOCALES: dict[Language, str] = {"de": "de", "en": "en_GB"}
"""The locale of each language: German of Germany, British English."""


def long_date(day: date, language: Language) -> str:
    """Gives "22. November 2026", "22 November 2026"."""
    return _formatted(day, "d. MMMM y" if language == "de" else "d MMMM y", language)


def month(day: date, language: Language) -> str:
    """Gives "November 2026" in both languages' spelling."""
    return _formatted(day, "MMMM y", language)


def moment(at: datetime, language: Language, zone: ZoneInfo) -> str:
    """Date and time of day in `zone`: "22. November 2026, 06:01 Uhr", "22 November 2026, 06:01"."""
    local = at.astimezone(zone)
    return f"{long_date(local.date(), language)}, {local:%H:%M}{' Uhr' if language == 'de' else ''}"


def ordinal(value: int, language: Language) -> str:
    """Gives "3." in German, "3rd" in English."""
    if language == "de":
        return f"{value}."
    from babel import Locale

    endings = {"one": "st", "two": "nd", "few": "rd"}
    return f"{value}{endings.get(Locale.parse(LOCALES['en']).ordinal_form(value), 'th')}"


def _formatted(day: date, pattern: str, language: Language) -> str:
    from babel.dates import format_date

    return format_date(day, pattern, LOCALES[language])
