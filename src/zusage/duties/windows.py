"""Windows: whether a run may work at a moment, until when, and when it may next.

Law: pure. Days and times of day are those of the organisation's zone. Where a clock change makes a time of day happen twice
or never, a window begins at the later and ends at the earlier of the two readings: never open longer than written. Without
`window` a run may always work, except on days of a `freeze`.

Example: `{days: mon-fri, from: 22:00, to: 05:00}` is open on Saturday at 04:00 (it began on Friday), not on Sunday.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from zusage.policy.organisation import Freeze, Run, Window
from zusage.policy.policy import Policy

_DAY = timedelta(days=1)
_AHEAD = 400
"""Days that are looked at for the next opening."""


@dataclass(frozen=True, slots=True)
class WindowState:
    """`open`, and `until` when (None: no end in sight); or the next moment it `opens` (None: not within a year).

    `frozen` is the freeze that keeps it closed, if one does.
    """

    open: bool
    until: datetime | None = None
    opens: datetime | None = None
    frozen: Freeze | None = None


Span = tuple[datetime, datetime]


def window_state(policy: Policy, now: datetime) -> WindowState:
    """Whether a run may work at `now`."""
    zone, run = ZoneInfo(policy.timezone), policy.run
    if not run.windows and not run.freezes:
        return WindowState(True)
    today = now.astimezone(zone).date()
    frozen = next((freeze for freeze in run.freezes if freeze.first <= today <= freeze.last), None)
    for begin, end in _open_spans(run, today, zone):
        if begin <= now < end:
            return WindowState(True, until=None if end >= _midnight(today + _AHEAD * _DAY, zone) else end)
        if begin > now:
            return WindowState(False, opens=begin, frozen=frozen)
    return WindowState(False, frozen=frozen)


def _open_spans(run: Run, today: date, zone: ZoneInfo) -> Iterator[Span]:
    """Spans in which work is allowed, in order, none touching the next, from yesterday on."""
    last: Span | None = None
    for begin, end in _unfrozen(run, today, zone):
        if last is not None and begin <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last is not None:
            yield last
        last = (begin, end)
    if last is not None:
        yield last


def _unfrozen(run: Run, today: date, zone: ZoneInfo) -> Iterator[Span]:
    freezes = [(_midnight(freeze.first, zone), _midnight(freeze.last + _DAY, zone)) for freeze in run.freezes]
    for span in _written(run.windows, today, zone):
        parts = [span]
        for first, last in freezes:
            parts = [part for begin, end in parts for part in ((begin, min(end, first)), (max(begin, last), end))]
            parts = [(begin, end) for begin, end in parts if begin < end]
        yield from sorted(parts)


def _written(windows: tuple[Window, ...], today: date, zone: ZoneInfo) -> Iterator[Span]:
    """The windows as written, in order of their beginning; every day as a whole where none is."""
    for number in range(-1, _AHEAD + 1):
        day = today + number * _DAY
        spans = [_span(window, day, zone) for window in windows if day.weekday() in window.days]
        if not windows:
            spans = [(_midnight(day, zone), _midnight(day + _DAY, zone))]
        yield from sorted((begin, end) for begin, end in spans if begin < end)


def _span(window: Window, day: date, zone: ZoneInfo) -> Span:
    last = day if window.end > window.begin else day + _DAY
    return max(_readings(day, window.begin, zone)), min(_readings(last, window.end, zone))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return max(_readings(day, 0, zone))


def _readings(day: date, minutes: int, zone: ZoneInfo) -> list[datetime]:
    """The instants that a time of day can mean."""
    local = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return [local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
