"""The interpreter means what `zusage.plan.condition` says: empty, sentinel and unknown never make a row due."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zusage.plan.condition import ALWAYS, NEVER, And, Before, CutOff, Edge, Equals, Exists, Feed, Held, In, IsNull, Not, Or
from zusage.plan.interpret import fulfils

CUT = CutOff(datetime(2026, 3, 1, tzinfo=UTC), date(2026, 3, 1))
EDGE = Edge("owners", (("owner", "id"),))


def no(table: str, key: object) -> bool:
    return False


def ask(condition: object, row: dict, **more: object) -> bool:
    return fulfils(condition, row, more.get("feeds", {}), more.get("held", no), more.get("related"))


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "0000-00-00",
        "0000-00-00 00:00:00",
        "gestern",
        0,
        True,
        date(1970, 1, 1),
        date(1900, 1, 1),
        date(1, 1, 1),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(1970, 1, 1, 1, tzinfo=timezone(timedelta(hours=1))),
        datetime(1969, 12, 31, 23, tzinfo=timezone(timedelta(hours=-1))),
        datetime(2020, 1, 1),
        "2020-01-01T00:00:00",
        datetime(2026, 3, 1, 0, 0, 0, 1, tzinfo=UTC),
        date(2026, 3, 2),
        date(9999, 12, 31),
    ],
)
def test_never_before(value: object) -> None:
    assert not ask(Before("at", CUT), {"at": value})
    assert ask(Not(Before("at", CUT)), {"at": value})


@pytest.mark.parametrize("value", [CUT.instant, CUT.day, "2026-03-01", "2026-03-01T00:00:00Z", date(1999, 1, 1)])
def test_before_includes_the_cut_off(value: object) -> None:
    assert ask(Before("at", CUT), {"at": value})


def test_unknown_is_no_before_not() -> None:
    assert not ask(Equals("a", "x"), {"a": None})
    assert ask(Not(Equals("a", "x")), {"a": None})
    assert ask(Not(In("a", ("x",))), {})
    assert ask(IsNull("a"), {})
    assert not ask(IsNull("a"), {"a": ""})


def test_constants_are_compared_by_type_and_bytes() -> None:
    assert ask(Equals("a", 1), {"a": 1}) and not ask(Equals("a", 1), {"a": True})
    assert not ask(Equals("a", "1"), {"a": 1})
    assert not ask(Equals("a", "rene"), {"a": "Rene"})
    assert ask(In("a", (True, 2)), {"a": True}) and not ask(In("a", (1, 2)), {"a": True})


def test_feed_is_compared_after_its_normalisation() -> None:
    feed = Feed("f", "control", "subscribers", "email", normalise="email")
    assert ask(In("to", feed), {"to": " ADA@x.example"}, feeds={"f": {"ada@x.example"}})
    assert ask(In("id", Feed("k", "s", "t", "c")), {"id": 7}, feeds={"k": {"7"}})
    with pytest.raises(KeyError):
        ask(In("to", feed), {"to": "x"})


def test_exists_follows_the_edge_and_an_empty_key_reaches_nothing() -> None:
    rows = [{"id": 1, "at": date(2020, 1, 1)}, {"id": 2, "at": None}]

    def related(edge: Edge, row: dict) -> list:
        return [other for other in rows if all(other[there] == row[here] for here, there in edge.on)]

    assert ask(Exists(EDGE, Before("at", CUT)), {"owner": 1}, related=related)
    assert not ask(Exists(EDGE, Before("at", CUT)), {"owner": 2}, related=related)
    assert ask(Exists(EDGE), {"owner": 2}, related=related)
    assert not ask(Exists(EDGE), {"owner": None}, related=related)
    with pytest.raises(LookupError):
        ask(Exists(EDGE), {"owner": 1})


def test_held_asks_with_table_and_key() -> None:
    assert ask(Held("contacts", "id"), {"id": 5}, held=lambda table, key: (table, key) == ("contacts", 5))


LEAF = st.sampled_from([IsNull("a"), Equals("a", 1), Equals("b", "x"), In("a", (1, 2)), Before("at", CUT), ALWAYS, NEVER])
TREE = st.recursive(
    LEAF,
    lambda inner: st.builds(Not, inner) | st.builds(And, st.tuples(inner, inner)) | st.builds(Or, st.tuples(inner, inner)),
)
ROW = st.fixed_dictionaries(
    {
        "a": st.sampled_from([None, 1, 2, "x"]),
        "b": st.sampled_from([None, "x", "y"]),
        "at": st.sampled_from([None, CUT.day, date(2027, 1, 1)]),
    }
)


@given(TREE, TREE, ROW)
def test_boolean_laws(one: object, two: object, row: dict) -> None:
    assert ask(Not(one), row) is not ask(one, row)
    assert ask(Not(And((one, two))), row) == ask(Or((Not(one), Not(two))), row)
    assert ask(And((one, two)), row) == (ask(one, row) and ask(two, row))
