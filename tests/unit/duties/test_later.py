"""Later: only what can be read off the two rules counts as deleting the same or later."""

from __future__ import annotations

import pytest

from support.declared import WHOLE, compiled, edited
from zusage.duties.later import is_later, is_longer
from zusage.model.period import Period
from zusage.policy.promise import Promise

GONE = "gone: {data: [guests], from: {at: shop.guests.left_at}, delete: after 30 days}"


def gone(rule: str) -> Promise:
    """The promise of the rule as it is written."""
    found = compiled(edited((GONE, rule), text=WHOLE)).promise("sale/retention/gone")
    if found is None:
        found = next(p for p in compiled(edited((GONE, rule))).promises if p.id.startswith("sale/retention/gone"))
    return found


def rule(time: str = "after 30 days", column: str = "left_at", more: str = "") -> str:
    return f"gone: {{data: [guests], from: {{at: shop.guests.{column}}}, delete: {time}{more}}}"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (rule(), rule("after 60 days"), True),
        (rule(), rule("after 3 days"), False),
        (rule(), rule("after 29 days"), False),
        (rule(), rule("after 1 month"), False),
        (rule("after 1 month"), rule("after 31 days"), True),
        (rule("after 1 month"), rule("after 30 days"), False),
        (rule("at once"), rule("after 1 day"), True),
        (rule(), rule("at once"), False),
        (rule("within 30 days"), rule("after 30 days"), True),
        (rule(), rule("within 30 days"), False),
        (rule(), rule("within 90 days"), False),
        (rule("within 30 days"), rule("within 60 days"), True),
        (rule("within 30 days"), rule("within 60 days", more=", grace: 9 days"), False),
        (rule(), rule(column="seen_at"), False),
        (rule(), rule(more=", where: {kind: chat}"), True),
        (rule(more=", where: {kind: chat}"), rule(), False),
        (rule(more=", where: {kind: chat}"), rule(more=", where: {kind: mail}"), False),
        (rule(more=", where: {kind: chat}"), rule(more=", where: {kind: chat, state: old}"), True),
        (rule(more=", where: {kind: chat, state: old}"), rule(more=", where: {kind: chat}"), False),
    ],
)
def test_later_is_what_can_be_read_off(old: str, new: str, expected: bool) -> None:
    assert is_later(gone(old), gone(new)) is expected


def test_the_same_rule_deletes_the_same() -> None:
    assert is_later(gone(rule()), gone(rule()))


def test_another_kind_of_promise_is_never_later() -> None:
    policy = compiled(WHOLE)
    found = {promise.kind: promise for promise in policy.promises}
    assert not is_later(gone(rule()), found["keep-for-duty"])


def test_months_are_compared_by_their_shortest_and_longest() -> None:
    assert is_longer(Period(months=1), Period(months=1)) and is_longer(Period(months=1), Period(months=2, days=1))
    assert is_longer(Period(days=365), Period(years=1)) and not is_longer(Period(years=1), Period(days=365))
