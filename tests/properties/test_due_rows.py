"""Exactly the due rows are gone and nothing else: random tables, starts, rules, holds and dates against an oracle.

The oracle is plain Python over the drawn values: it knows neither conditions nor connectors nor the twin.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.postgres import Server, postgres_server
from support.stores import postgresql, sqlite
from zusage.model.calendar import Clock, Term, cut_off, cut_off_day
from zusage.model.period import Period
from zusage.plan.act import Child, Delete
from zusage.plan.condition import Before, Condition, CutOff, Edge, Equals, Exists, Held, Not, both, either
from zusage.plan.connector import Connector, HeldScope, Limits, Order
from zusage.plan.look import Count, Moment
from zusage.plan.receipt import RefusalKind
from zusage.plan.structure import Column, ForeignKey, Table
from zusage.testing.sketches import Sketch

__all__ = ["postgres_server"]
BERLIN = ZoneInfo("Europe/Berlin")
SENTINELS = [(1900, 1, 1), (1970, 1, 1)]
KINDS = ["a", "A", "é", "", "x'y", None]


@dataclass
class Drawn:
    """A store and a rule, as values."""

    now: datetime
    days: int
    months: int
    by_year: bool
    start_is_day: bool
    composite: bool
    only_kind: str | None
    unless_owner_active: bool
    batch: int
    owners: list[dict[str, Any]]
    items: list[dict[str, Any]]
    parts: list[dict[str, Any]]
    held_items: set[int]
    held_owners: set[int]
    all_held: bool
    part_goes: bool


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    now = draw(st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31))).replace(tzinfo=UTC)
    leap = draw(
        st.sampled_from([None, datetime(2028, 2, 29, 23, 30), datetime(2026, 3, 29, 1, 30), datetime(2026, 10, 25, 1, 30)])
    )
    now = leap.replace(tzinfo=UTC) if leap else now
    is_day = draw(st.booleans())
    near = st.integers(-3 * 86400, 3 * 86400).map(lambda s: timedelta(seconds=s))
    days, months = draw(st.integers(0, 400)), draw(st.integers(0, 14))
    middle = now - timedelta(days=days + 30 * months)
    instants = st.one_of(
        st.none(),
        near.map(lambda d: middle + d),
        st.datetimes(datetime(1960, 1, 1), datetime(2040, 1, 1)).map(lambda d: d.replace(tzinfo=UTC)),
        st.sampled_from([datetime(*day, tzinfo=UTC) for day in SENTINELS]),
    )
    starts = instants.map(lambda at: at.date() if is_day and at else at)
    owners = [{"id": n, "active": draw(st.booleans())} for n in range(draw(st.integers(1, 4)))]
    owner = st.one_of(st.none(), st.integers(0, len(owners) - 1))
    items = [
        {
            "id": n,
            "tenant": draw(st.integers(0, 1)),
            "at": draw(starts),
            "kind": draw(st.sampled_from(KINDS)),
            "owner": draw(owner),
        }
        for n in range(draw(st.integers(0, 25)))
    ]
    chosen = st.sets(st.integers(0, max(len(items) - 1, 0)), max_size=6)
    composite = draw(st.booleans())
    parts = [] if composite else [{"id": n, "item": item} for n, item in enumerate(sorted(draw(chosen))) if items]
    return Drawn(
        now,
        days,
        months,
        draw(st.booleans()),
        is_day,
        composite,
        draw(st.sampled_from([None, None, "a", "é"])),
        draw(st.booleans()),
        draw(st.integers(1, 9)),
        owners,
        items,
        parts,
        set() if composite else draw(chosen),
        draw(st.sets(st.integers(0, len(owners) - 1), max_size=2)),
        draw(st.sampled_from([False] * 9 + [True])),
        draw(st.booleans()),
    )


def ends(start: Any, case: Drawn) -> datetime:
    """When the period of a start has passed, by counting on the calendar of Berlin."""
    if isinstance(start, datetime):
        local = start.astimezone(BERLIN)
        if not case.by_year:
            wall = datetime.combine(plus(local.date(), case), local.time().replace(fold=0))
            return max(*(wall.replace(tzinfo=BERLIN, fold=fold).astimezone(UTC) for fold in (0, 1)), start)
        start = local.date()
    if case.by_year:
        start = date(start.year, 12, 31)
    midnight = datetime.combine(plus(start, case) + timedelta(days=1), datetime.min.time())
    return max(midnight.replace(tzinfo=BERLIN, fold=fold).astimezone(UTC) for fold in (0, 1))


def plus(day: date, case: Drawn) -> date:
    """Months first (the last day where the month is too short), then days."""
    month = day.month - 1 + case.months
    year, month = day.year + month // 12, month % 12 + 1
    while True:
        try:
            return day.replace(year=year, month=month) + timedelta(days=case.days)
        except ValueError:
            day -= timedelta(days=1)


def oracle(case: Drawn) -> set[int]:
    """The ids of the items that must go."""
    active = {owner["id"] for owner in case.owners if owner["active"]}
    gone = set()
    for item in case.items:
        at = item["at"]
        if at is None or case.all_held or item["id"] in case.held_items or item["owner"] in case.held_owners:
            continue
        days = {(at.year, at.month, at.day)}
        if isinstance(at, datetime):
            local = at.astimezone(BERLIN)
            days.add((local.year, local.month, local.day))
        if days & set(SENTINELS) or ends(at, case) > case.now:
            continue
        if case.only_kind is not None and item["kind"] != case.only_kind:
            continue
        if case.unless_owner_active and item["owner"] in active:
            continue
        gone.add(item["id"])
    return gone


def sketch(case: Drawn) -> Sketch:
    key = ("tenant", "id") if case.composite else ("id",)
    items = Table(
        "items",
        (
            Column("id", "integer", nullable=False),
            Column("tenant", "integer", nullable=False),
            Column("at", "day" if case.start_is_day else "instant"),
            Column("kind", "text"),
            Column("owner", "integer"),
        ),
        key,
        (ForeignKey(("owner",), "owners", ("id",)),),
    )
    owners = Table("owners", (Column("id", "integer", nullable=False), Column("active", "boolean")), ("id",))
    on_item = () if case.composite else (ForeignKey(("item",), "items", ("id",), "CASCADE"),)
    parts = Table("parts", (Column("id", "integer", nullable=False), Column("item", "integer")), ("id",), on_item)
    return Sketch((owners, items, parts), {"owners": case.owners, "items": case.items, "parts": case.parts})


def rule(case: Drawn) -> tuple[Delete, Condition]:
    term = Term(Period(months=case.months, days=case.days), Clock.END_OF_YEAR if case.by_year else Clock.AT)
    due = Before("at", CutOff(cut_off(case.now, term, BERLIN), cut_off_day(case.now, term, BERLIN)))
    to_owner = Edge("owners", (("owner", "id"),))
    unless = Not(Exists(to_owner, Equals("active", True))) if case.unless_owner_active else None
    kind = Equals("kind", case.only_kind) if case.only_kind is not None else None
    held = either(Held("items", "" if case.composite else "id"), Exists(to_owner, Held("owners", "id")))
    condition = both(due, kind, unless, Not(held))
    down = Edge("parts", (("id", "item"),))
    children = (Child("parts", down),) if case.part_goes and not case.composite else ()
    return Delete("act", "p/q", "items", condition, Moment("at"), children=children), condition


def judge(store: Connector, case: Drawn) -> None:
    act, condition = rule(case)
    scopes = [HeldScope(f"i{n}", "items", str(n)) for n in case.held_items]
    scopes += [HeldScope(f"o{n}", "owners", str(n)) for n in case.held_owners]
    store.set_holds((*scopes, *((HeldScope("all"),) if case.all_held else ())))
    expected = oracle(case)
    before = {name: set(store.rows(name, ("id",), None, {})) for name in ("owners", "items", "parts")}
    assert store.look(Count("c", "items", condition), {}, case.now).numbers["count"] == len(expected)
    receipt = store.apply(act, Order("run", case.now, Limits(None, None, case.batch), {}))
    parts = {part["id"] for part in case.parts if part["item"] in expected}
    rest = {item for (item,) in store.rows("items", ("id",), None, {})}
    if parts and not case.part_goes:
        assert receipt.refusal is not None and receipt.refusal.kind == RefusalKind.CASCADE
        assert set(store.rows("parts", ("id",), None, {})) == before["parts"]
        assert {item["id"] for item in case.items} - rest <= expected
        return
    assert receipt.refusal is None, receipt.refusal
    assert rest == {item["id"] for item in case.items} - expected
    assert receipt.counts.get("items", 0) == len(expected)
    assert {part for (part,) in store.rows("parts", ("id",), None, {})} == {part["id"] for part in case.parts} - parts
    assert set(store.rows("owners", ("id",), None, {})) == before["owners"]
    assert sum(batch.counts.get("items", 0) for _, batch in store.journal()) == len(expected)


@settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(drawn())
def test_sqlite_deletes_exactly_the_due_rows(case: Drawn) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = sqlite(sketch(case), Path(folder) / "x.db", timezone="Europe/Berlin")
        try:
            judge(store, case)
        finally:
            store.close()


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=drawn())
def test_postgresql_deletes_exactly_the_due_rows(postgres_server: Server, case: Drawn) -> None:
    name = postgres_server.create()
    store = postgresql(sketch(case), postgres_server.url(name), timezone="Europe/Berlin")
    try:
        judge(store, case)
    finally:
        store.close()
        postgres_server.drop(name)


def test_the_oracle_can_fail() -> None:
    """The oracle and the calendar differ from a rule that is off by one day."""
    start = datetime(2026, 6, 1, 12, tzinfo=UTC)
    case = Drawn(
        start + timedelta(days=30), 30, 0, False, False, False, None, False, 1, [], [], [], set(), set(), False, False
    )
    case.items = [{"id": 1, "at": start, "kind": None, "owner": None}]
    assert oracle(case) == {1}
    case.days = 31
    assert oracle(case) == set()
