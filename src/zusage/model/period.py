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
