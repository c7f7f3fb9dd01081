"""Canonical bytes and their way back."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from zusage.model.canonical import digest, encode, plain
from zusage.model.decoding import decode
from zusage.model.period import Period
from zusage.model.place import Place
from zusage.plan.act import Child, Delete, Drop, Shorten
from zusage.plan.condition import And, Before, CutOff, Edge, Equals, Exists, Feed, Held, In, IsNull, Not, Or
from zusage.plan.look import Moment
from zusage.plan.plan import Estimate, Plan, PlannedTarget, Step
from zusage.plan.target import Identity, TargetId
from zusage.policy.rule import Action, Bound, Stage

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
CUT = CutOff(NOW, date(2026, 11, 21))


def a_plan() -> Plan:
    condition = And(
        (
            Before("ends_at", CUT),
            Not(Held("bookings", "id")),
            Or((IsNull("x"), Equals("kind", "a"), Equals("flag", True), In("state", ("a", "b")))),
            Exists(Edge("contacts", (("contact_id", "id"),)), In("email", Feed("f", "control", "subscribers", "email"))),
        )
    )
    target = TargetId("instance", "ab12")
    acts = (
        Delete("a1", "p/1", "bookings", condition, Moment("ends_at"), None, (Child("x", Edge("y", (("a", "b"),))),)),
        Shorten("a2", "p/2", "lines", "client_ip", Before("time", CUT)),
        Drop("a3", "p/3"),
    )
    steps = tuple(Step(target, act, Estimate(3, 1, 10, NOW, {"H-1": 2}), (("weil", "because"),)) for act in acts)
    identity = Identity("sqlite", "s", "d", "", "marker")
    return Plan("policy", NOW, NOW, (PlannedTarget(target, identity, "fp"),), steps)


def test_a_plan_survives_the_way_through_json() -> None:
    plan = a_plan()
    assert decode(Plan, plain(plan)) == plan
    assert decode(Plan, plain(plan)).digest == plan.digest


def test_estimates_do_not_change_the_digest_of_a_plan() -> None:
    plan = a_plan()
    data = plain(plan)
    data["steps"][0]["estimate"]["due"] = 999
    assert decode(Plan, data).digest == plan.digest
    data["steps"][0]["act"]["table"] = "other"
    assert decode(Plan, data).digest != plan.digest


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("steps",), "x"),
        (("format",), True),
        (("steps", 0, "act", "is"), "Vanish"),
        (("steps", 0, "act", "sql"), "x"),
        (("as_of",), "no"),
    ],
)
def test_a_damaged_plan_names_the_path(path: tuple[str | int, ...], value: object) -> None:
    data = plain(a_plan())
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(ValueError, match="Plan"):
        decode(Plan, data)


def test_places_do_not_count_and_instants_are_utc() -> None:
    one = Stage(Action.DELETE, Bound.AFTER, Period(days=1), place=Place("a", 1, 1))
    two = Stage(Action.DELETE, Bound.AFTER, Period(days=1), place=Place("b", 2, 2))
    assert digest(one) == digest(two)
    east = datetime(2026, 1, 1, 2, tzinfo=timezone(timedelta(hours=2)))
    assert encode({"b": "ü", "a": east}) == '{"a":"2026-01-01T00:00:00Z","b":"ü"}'.encode()


@pytest.mark.parametrize("value", [1.5, {1: "a"}, object(), b"x"])
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)
