"""Deletion classes as DIN 66398 and EN ISO/IEC 27555 mean them: a standard period, and the kind of moment it counts from.

Law: a class is named `start/period`: `process/90d`, `relationship/8y-eoy`. The standard period is the longest time that
regular data stay, with the time it takes to carry the deletion out. Where a statute fixes the least, that time is added to
it (`carried_out_in`), because less is not allowed. Backups have periods of their own. The periods are our own selection.

Example: `standard_class("process/90d").period` is 90 days; "within 90 days" fits, "after 90 days" and a
day of grace does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zusage.model.calendar import Clock
from zusage.model.period import AT_ONCE, Period, parse_period
from zusage.model.text import Text

STARTS = {
    "creation": Text("Erhebung oder Entstehung", "collection or creation"),
    "process": Text("Ende eines Vorgangs", "end of a process"),
    "relationship": Text("Ende der Beziehung zur betroffenen Person", "end of the relationship with the person"),
}
_FROM_THE_MOMENT = {"7d": "P7D", "30d": "P30D", "42d": "P42D", "90d": "P90D", "180d": "P180D", "1y": "P1Y", "3y": "P3Y"}
_FROM_THE_YEAR = {"3y-eoy": "P3Y", "5y-eoy": "P5Y", "6y-eoy": "P6Y", "8y-eoy": "P8Y", "10y-eoy": "P10Y"}
_QUARTER = Period(months=3)


@dataclass(frozen=True, slots=True)
class DeletionClass:
    """A standard period from one kind of start."""

    id: str
    start: str
    period: Period
    clock: Clock
    carried_out_in: Period = AT_ONCE


@cache
def standard_classes() -> dict[str, DeletionClass]:
    """All standard classes by id: three kinds of start by twelve periods."""
    found = []
    for start in STARTS:
        found += [DeletionClass(f"{start}/{name}", start, _period(p), Clock.AT) for name, p in _FROM_THE_MOMENT.items()]
        found += [
            DeletionClass(f"{start}/{name}", start, _period(p), Clock.END_OF_YEAR, _QUARTER)
            for name, p in _FROM_THE_YEAR.items()
        ]
    return {one.id: one for one in found}


def standard_class(id: str) -> DeletionClass | None:
    """The standard class of that id, or None."""
    return standard_classes().get(id)


def _period(text: str) -> Period:
    return parse_period(text) or AT_ONCE
