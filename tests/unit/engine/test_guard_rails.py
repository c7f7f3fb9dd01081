"""Nothing starts unless the plan is for now, for this policy, and the clock can be believed."""

from datetime import UTC, datetime, timedelta

import pytest

from zusage.engine.apply import check_plan
from zusage.model.errors import RefusedError
from zusage.plan.plan import Plan

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)
DAY = timedelta(days=1)


def plan(as_of: datetime = NOW, made: datetime = NOW, policy: str = "p") -> Plan:
    return Plan(policy, as_of, made, (), ())


@pytest.mark.parametrize(
    ("the_plan", "last", "code"),
    [
        (plan(as_of=NOW + timedelta(minutes=2)), None, "ZE34"),
        (plan(as_of=NOW + 400 * DAY), None, "ZE34"),
        (plan(made=NOW - timedelta(hours=25)), None, "ZE35"),
        (plan(policy="other"), None, "ZE50"),
        (plan(), NOW + timedelta(hours=1), "ZE36"),
        (plan(), NOW - 10 * DAY, "ZE36"),
    ],
)
def test_a_plan_that_is_not_for_now_is_refused(the_plan: Plan, last: datetime | None, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        check_plan(the_plan, "p", NOW, last, DAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("the_plan", "last"),
    [
        (plan(), None),
        (plan(as_of=NOW - 30 * DAY), None),
        (plan(made=NOW - timedelta(hours=23)), NOW - DAY),
        (plan(), NOW - 3 * DAY),
    ],
)
def test_a_plan_for_now_passes(the_plan: Plan, last: datetime | None) -> None:
    check_plan(the_plan, "p", NOW, last, DAY)
