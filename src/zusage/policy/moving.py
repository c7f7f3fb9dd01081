"""Moving bounds: "longer ago than 30 days" in a `where`, a cut-off that moves with the day on which it is asked.

Law: a policy holds the period, never a moment; `settled` puts the cut-off of one moment in its place before anything is
planned or asked. A bound that was never settled is before everything, so it selects no row.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from zusage.model.calendar import Term, cut_off, cut_off_day
from zusage.model.period import AT_ONCE, Period
from zusage.plan.condition import CutOff

if TYPE_CHECKING:
    from zusage.policy.policy import Policy

_NEVER = (datetime(1, 1, 2, tzinfo=UTC), date(1, 1, 1))


@dataclass(frozen=True, slots=True)
class Ago(CutOff):
    """The cut-off that lies `period` before the moment of asking."""

    period: Period = AT_ONCE


def ago(period: Period) -> Ago:
    """The moving cut-off for a period."""
    return Ago(*_NEVER, period)


def settled(policy: Policy, now: datetime) -> Policy:
    """The policy with every moving bound at its place for `now`; the same policy where nothing moves."""
    if not policy.moving:
        return policy
    zone = ZoneInfo(policy.timezone)

    def fixed(bound: Ago) -> CutOff:
        term = Term(bound.period)
        return CutOff(cut_off(now, term, zone), cut_off_day(now, term, zone))

    rules, promises = _with(policy.rules, fixed), _with(policy.promises, fixed)
    return replace(policy, rules=rules, promises=promises)


def moves(value: object) -> bool:
    """Whether a moving bound stands anywhere in the value."""
    if isinstance(value, Ago):
        return True
    if isinstance(value, tuple):
        return any(map(moves, value))
    if not dataclasses.is_dataclass(value):
        return False
    return any(moves(getattr(value, field.name)) for field in dataclasses.fields(value))


def _with(value: Any, fixed: Callable[[Ago], CutOff]) -> Any:
    """The value with each moving bound replaced; parts that do not move are left as they are."""
    if isinstance(value, Ago):
        return fixed(value)
    if not moves(value):
        return value
    if isinstance(value, tuple):
        return tuple(_with(item, fixed) for item in value)
    return replace(value, **{f.name: _with(getattr(value, f.name), fixed) for f in dataclasses.fields(value) if f.init})
