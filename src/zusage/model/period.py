"""Period: a calendar period such as "30 days", "6 months" or "P8Y".

Law: a period is years, months, days and hours as people wrote them; it is never turned into a number of seconds, because
"one month" has no length of its own. Arithmetic on it lives in `zusage.model.calendar` only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = re.compile(
    r"^\s*(\d{1,5})\s*(years?|jahre?n?|months?|monate?n?|weeks?|wochen?|days?|tage?n?|hours?|stunden?)\s*$", re.IGNORECASE
)
_MINUTES = re.compile(r"^\s*(\d{1,5})\s*(?:minutes?|minuten?)\s*$", re.IGNORECASE)
_ISO_MINUTES = re.compile(r"^(P(?:\d+[YMWD])*)T(?:(\d{1,5})H)?(\d{1,5})M$")
_ISO = re.compile(r"^P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(\d+)H)?$")


@dataclass(frozen=True, slots=True)
class Period:
    """Years, months, days and hours, none negative; all zero means "at once"."""

    years: int = 0
    months: int = 0
    days: int = 0
    hours: int = 0

    def __bool__(self) -> bool:
        return bool(self.years or self.months or self.days or self.hours)

    def __str__(self) -> str:
        calendar = "".join(f"{n}{u}" for n, u in ((self.years, "Y"), (self.months, "M"), (self.days, "D")) if n)
        clock = f"T{self.hours}H" if self.hours else ""
        return f"P{calendar}{clock}" if self else "P0D"

    def __add__(self, other: Period) -> Period:
        return Period(self.years + other.years, self.months + other.months, self.days + other.days, self.hours + other.hours)

    @property
    def shortest_hours(self) -> int:
        """A lower bound of the length in hours, for comparing periods."""
        return (self.years * 365 + self.months * 28 + self.days) * 24 + self.hours

    @property
    def longest_hours(self) -> int:
        """An upper bound of the length in hours, for comparing periods."""
        return (self.years * 366 + self.months * 31 + self.days) * 24 + self.hours


@dataclass(frozen=True, slots=True)
class Lifetime(Period):
    """A period with minutes, as browsers keep things: only what lies on an end device is counted so finely.

    No date is ever computed from it; a lifetime without minutes is a plain `Period`.
    """

    minutes: int = 0

    def __bool__(self) -> bool:
        return bool(self.minutes) or Period.__bool__(self)

    def __str__(self) -> str:
        calendar = "".join(f"{n}{u}" for n, u in ((self.years, "Y"), (self.months, "M"), (self.days, "D")) if n)
        hours = f"{self.hours}H" if self.hours else ""
        return f"P{calendar}T{hours}{self.minutes}M"

    @property
    def shortest_hours(self) -> int:
        """A lower bound of the length in whole hours."""
        return super(Lifetime, self).shortest_hours + self.minutes // 60

    @property
    def longest_hours(self) -> int:
        """An upper bound of the length in whole hours."""
        return super(Lifetime, self).longest_hours - (-self.minutes // 60)


AT_ONCE = Period()


def parse_period(text: str) -> Period | None:
    """The period that `text` names ("30 days", "P6M", "1 Monat"), or None when it names none."""
    if match := _ISO.match(text.strip()):
        years, months, weeks, days, hours = (int(part or 0) for part in match.groups())
        return Period(years, months, weeks * 7 + days, hours)
    if not (match := _WORDS.match(text)):
        return None
    number, unit = int(match[1]), match[2].lower()
    if unit.startswith(("year", "jahr")):
        return Period(years=number)
    if unit.startswith(("month", "monat")):
        return Period(months=number)
    if unit.startswith(("week", "woche")):
        return Period(days=7 * number)
    return Period(days=number) if unit.startswith(("day", "tag")) else Period(hours=number)


def parse_lifetime(text: str) -> Period | None:
    """The lifetime that `text` names: a period, or one with minutes ("30 minutes", "PT30M"); None when it names none."""
    if (period := parse_period(text)) is not None:
        return period
    if match := _MINUTES.match(text):
        date, hours, minutes = AT_ONCE, 0, int(match[1])
    elif match := _ISO_MINUTES.match(text.strip()):
        days = AT_ONCE if match[1] == "P" else parse_period(match[1])
        if days is None:
            return None
        date, hours, minutes = days, int(match[2] or 0), int(match[3])
    else:
        return None
    whole = (date.years, date.months, date.days, hours)
    return Lifetime(*whole, minutes) if minutes else Period(*whole)
