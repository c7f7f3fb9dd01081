"""Periods in people's words.

Law: the words say exactly the period, in its own units ("drei Monate" is never "90 Tage"); the German case is the
caller's: "30 Tage" (accusative, "löschen wir 30 Tage nach"), "drei Tagen" (dative, "innerhalb von drei Tagen").
"""

from __future__ import annotations

from zusage.language.lists import join
from zusage.language.plural import Case, Noun, count
from zusage.model.period import Lifetime, Period
from zusage.model.text import Language

_YEAR = Noun("n", "Jahr", "Jahre", "Jahren", "Jahres")
_MONTH = Noun("m", "Monat", "Monate", "Monaten", "Monats")
_DAY = Noun("m", "Tag", "Tage", "Tagen", "Tages")
_HOUR = Noun("f", "Stunde", "Stunden", "Stunden", "Stunde")
_MINUTE = Noun("f", "Minute", "Minuten", "Minuten", "Minute")


def duration(period: Period, language: Language, case: Case = "accusative") -> str:
    """`period` in words; an empty period has no words of its own and gives ""."""
    parts = (
        (period.years, _YEAR, "year"),
        (period.months, _MONTH, "month"),
        (period.days, _DAY, "day"),
        (period.hours, _HOUR, "hour"),
        (period.minutes if isinstance(period, Lifetime) else 0, _MINUTE, "minute"),
    )
    return join([count(n, de, en, language, case) for n, de, en in parts if n], language)


def every(period: Period, language: Language) -> str:
    """How often: "täglich", "alle drei Tage"; "daily", "every three days"."""
    names = {
        Period(days=1): ("täglich", "daily"),
        Period(days=7): ("wöchentlich", "weekly"),
        Period(hours=1): ("stündlich", "hourly"),
        Period(months=1): ("monatlich", "monthly"),
        Period(years=1): ("jährlich", "yearly"),
    }
    if period in names:
        return names[period][0 if language == "de" else 1]
    return f"{'alle' if language == 'de' else 'every'} {duration(period, language)}"
