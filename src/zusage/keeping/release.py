"""Release: when a duty lets go of what began at a moment, as the law stood and stands.

Law: each term binds while it is in force and its period has not ended. Release is the first moment after which no term
binds any more, so a shorter period frees nothing before the day on which it came into force, and a longer one keeps what it
still finds (Art. 97 § 19a(2) EGAO). Where no term is in force afterwards, or the duty has no end, there is no release. A
statement that somebody owes is no part of this: it makes what is released deletable (`zusage.keeping.timing`).

Example: vouchers of 2013, 2014, 2015 and 2016 are released on 1 January of 2024, 2025, 2025 and 2025.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from zusage.model.calendar import end_of
from zusage.policy.rule import DatedTerm, Keep


def terms_in_force(keep: Keep, now: datetime, zone: ZoneInfo) -> tuple[DatedTerm, ...]:
    """All terms of the duty that the law has today; where several do, the longest end binds."""
    today = now.astimezone(zone).date()
    return tuple(t for t in keep.terms if t.valid_from <= today and (t.valid_to is None or today < t.valid_to))


def released(keep: Keep, start: datetime | date, zone: ZoneInfo) -> datetime | None:
    """When the duty lets go of what began at `start`; None when it never does."""
    return _last_bound(keep, start, zone)[0]


def releasing_term(keep: Keep, start: datetime | date, zone: ZoneInfo) -> DatedTerm | None:
    """The term by which what began at `start` is released: the one in force on that day."""
    return _last_bound(keep, start, zone)[1]


def _last_bound(keep: Keep, start: datetime | date, zone: ZoneInfo) -> tuple[datetime | None, DatedTerm | None]:
    if not keep.terms or keep.unlimited is not None:
        return None, None
    bounds = [until for term in keep.terms if (until := _bound_until(term, start, zone)) is not None]
    if not bounds:
        first = min(keep.terms, key=lambda term: term.valid_from)
        return end_of(start, first.counting(), zone), first
    until = max(bounds)
    binding = max(terms_in_force(keep, until, zone), key=lambda term: term.period.longest_hours, default=None)
    return (until, binding) if binding is not None else (None, None)


def _bound_until(term: DatedTerm, start: datetime | date, zone: ZoneInfo) -> datetime | None:
    """Until when the term binds what began at `start`; None where its period was over before it came into force."""
    end = end_of(start, term.counting(), zone)
    until = end if term.valid_to is None else min(end, _midnight(term.valid_to, zone))
    return until if until > _midnight(term.valid_from, zone) else None


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    if day.year < 2:
        return datetime(2, 1, 1, tzinfo=UTC)
    return datetime.combine(day, time(), zone).astimezone(UTC)
