"""Reading `where`: `{column: value | [values] | set | empty | {before: …} | {after: …}}` becomes a Condition, joined by and.

Law: constants of the declaration only; parts stand in order of column, so that order of writing changes nothing. `true`,
`false` and whole numbers are typed. `{before: 2024-01-01}` is a readable moment earlier than that day in the organisation's
zone, `{before: 30 days}` one longer ago than that; `after` is a moment that has come and is not: an empty, unreadable,
sentinel or future value is neither. Example: `{state: [booked, readonly]}` is `In("state", ("booked", "readonly"))`.
"""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from zusage.declaration.node import Mapping, Node
from zusage.model.calendar import last_instant
from zusage.model.period import AT_ONCE, parse_period
from zusage.plan.condition import Before, Condition, CutOff, Equals, In, IsNull, Not, both
from zusage.policy.moving import ago
from zusage.policy.reading import child, constant, entries, field, text, texts
from zusage.policy.scope import Scope

HAS_BEEN = ago(AT_ONCE)
"""`Before(column, HAS_BEEN)`: the column holds a moment that has come."""


def read_where(scope: Scope, node: Node | None) -> Condition | None:
    """The condition that `where` says, or None when nothing is written."""
    parts = [_part(scope, entry.key, entry.value) for entry in sorted(entries(node), key=lambda entry: entry.key)]
    return both(*parts) if parts else None


def day_before(scope: Scope, day: date) -> CutOff:
    """Moments earlier than `day`."""
    last = day - timedelta(days=1)
    return CutOff(last_instant(last, ZoneInfo(field(scope.root, "timezone", "Europe/Berlin"))), last)


def since(column: str, earlier: CutOff) -> Condition:
    """The column holds a moment later than the cut-off that has come."""
    return both(Before(column, HAS_BEEN), Not(Before(column, earlier)))


def _part(scope: Scope, column: str, node: Node) -> Condition | None:
    if isinstance(node, Mapping):
        return _bounds(scope, column, node)
    values = texts(node)
    if values == ("empty",):
        return IsNull(column)
    if values == ("set",):
        return Not(IsNull(column))
    typed = tuple(constant(value) for value in values)
    return Equals(column, typed[0]) if len(typed) == 1 else In(column, typed)


def _bounds(scope: Scope, column: str, node: Node) -> Condition | None:
    before, after = child(node, "before"), child(node, "after")
    if before is not None:
        cut = _cut(scope, before)
        return None if cut is None else Before(column, cut)
    cut = _cut(scope, after, following=True)
    return None if cut is None else since(column, cut)


def _cut(scope: Scope, node: Node | None, *, following: bool = False) -> CutOff | None:
    """Moments before the day, or longer ago than the period; with `following` up to the end of the day."""
    written = text(node)
    period = parse_period(written)
    if period is not None:
        return ago(period)
    day = scope.day(node)
    return None if day is None else day_before(scope, day + timedelta(days=1) if following else day)
