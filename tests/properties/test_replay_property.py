"""A store that was put back and replayed is what it would have been without the restore.

For any sequence of runs, erasures, right values, withdrawals and holds, and a copy made anywhere in between: once with the
restore and its replay, once without; then one routine run on both. The rows, the holds and what is due must be the same.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.firm import NOW, Firm, activity, old, shop
from zusage.app.applying import Ceiling
from zusage.app.holds import release_hold
from zusage.app.owing import owe, settle
from zusage.app.replaying import look_back, replay
from zusage.engine.replay import Owed, OwedKind
from zusage.plan.target import TargetId

SHOP = TargetId("shop")
DECLARED = shop("people: {subject: person}\norders: {owned_by: people via person_id}") + activity(
    "people: {label: {en: names}, in: shop.people}\norders: {label: {en: orders}, in: shop.orders}",
    """
people: {data: [people], from: {at: shop.people.left_at}, delete: after 3 days, holds: [court]}
orders: {data: [orders], from: {at: shop.orders.placed}, delete: after 5 days, holds: [court]}
""",
)
PEOPLE = range(1, 7)
TABLES = f"""
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, no_ads INTEGER NOT NULL DEFAULT 0, left_at TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (id), placed TEXT NOT NULL);
INSERT INTO people (id, name, left_at) VALUES
  {", ".join(f"({n}, 'n{n}', {'NULL' if n % 3 == 0 else chr(39) + old(n) + chr(39)})" for n in PEOPLE)};
INSERT INTO orders VALUES {", ".join(f"({n}, {1 + n % 6}, '{old(n % 7)}')" for n in range(1, 13))};
"""
WHO = st.sampled_from(list(PEOPLE))
DEEDS = st.one_of(
    st.tuples(st.just("run"), st.just(0)),
    st.tuples(st.just("erase"), WHO),
    st.tuples(st.just("rename"), WHO),
    st.tuples(st.just("leave"), WHO),
    st.tuples(st.just("withdraw"), WHO),
    st.tuples(st.just("agree"), WHO),
    st.tuples(st.just("hold"), WHO),
    st.tuples(st.just("release"), WHO),
)


def _do(firm: Firm, deed: str, who: int, now: datetime, holds: list[str]) -> None:
    match deed:
        case "run":
            firm.apply(now=now)
        case "hold":
            holds.append(firm.hold("shop.people", str(who), now=now).hold)
        case "release" if holds:
            with firm.session(now, write=True) as session:
                release_hold(session, holds.pop(0), "management")
        case "erase" if not holds and firm.ask(f"SELECT 1 FROM people WHERE id = {who}"):
            orders = firm.ask(f"SELECT id FROM orders WHERE person_id = {who}")
            things = [_owed(OwedKind.ERASURE, "orders", id, now) for id in orders]
            sql = f"DELETE FROM orders WHERE person_id = {who}; DELETE FROM people WHERE id = {who};"
            _office(firm, sql, now, *things, _owed(OwedKind.ERASURE, "people", who, now))
        case "rename" | "leave" | "withdraw" | "agree":
            column, value = {
                "rename": ("name", f"new{now:%H}"),
                "leave": ("left_at", old(2)),
                "withdraw": ("no_ads", "1"),
                "agree": ("no_ads", "0"),
            }[deed]
            kind = OwedKind.WITHDRAWAL if column == "no_ads" else OwedKind.RECTIFICATION
            sql = f"UPDATE people SET {column} = '{value}' WHERE id = {who};"
            _office(firm, sql, now, _owed(kind, "people", who, now, ((column, value),)))
        case _:
            return


def _owed(kind: OwedKind, table: str, id: object, at: datetime, values: tuple[tuple[str, str | None], ...] = ()) -> Owed:
    return Owed(kind, SHOP, table, (("id", str(id)),), at, values)


def _office(firm: Firm, sql: str, now: datetime, *things: Owed) -> None:
    with firm.session(now, write=True) as session:
        numbers = owe(session, things)
        firm.run(sql)
        settle(session, numbers)


def _state(firm: Firm, now: datetime) -> tuple[list[object], ...]:
    rows = [firm.ask(f"SELECT {what} FROM {table}") for table, what in (("people", _ALL), ("orders", "id"))]
    due = [(step.act.promise, step.estimate.due) for step in firm.look(now).plan.steps]
    return (*rows, firm.ask("SELECT hold FROM zusage_holds"), list(due))


_ALL = "id || ':' || name || ':' || no_ads || ':' || coalesce(left_at, '')"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firm]:
    yield Firm(tmp_path_factory.mktemp("fresh") / "firm", DECLARED, TABLES)


def _twin(firm: Firm, folder: Path) -> Firm:
    """The same firm under another path."""
    shutil.copytree(firm.folder, folder)
    env = folder / "zusage.env"
    env.write_text(env.read_text().replace(str(firm.folder), str(folder)))
    twin = object.__new__(type(firm))
    twin.folder = folder
    return twin


@settings(max_examples=14, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(deeds=st.lists(DEEDS, min_size=2, max_size=7), at=st.integers(0, 6), day=st.integers(0, 3))
def test_restored_and_replayed_is_as_if_never_restored(fresh: Firm, deeds: list[tuple[str, int]], at: int, day: int) -> None:
    with TemporaryDirectory() as place:
        firm, holds, now = _twin(fresh, Path(place) / "one"), list[str](), NOW
        firm.apply(now=now)
        for number, (deed, who) in enumerate(deeds):
            now = NOW + timedelta(hours=number + 1)
            if number == min(at, len(deeds) - 1):
                shutil.copyfile(firm.folder / "shop.sqlite3", firm.folder / "backup")
            _do(firm, deed, who, now, holds)
        now += timedelta(hours=1 + 24 * day)
        other = _twin(firm, Path(place) / "two")
        firm.apply(now=now)
        shutil.copyfile(other.folder / "backup", other.folder / "shop.sqlite3")
        with closing(_replay(other, now)):
            other.apply(now=now)
        assert _state(other, now) == _state(firm, now)


def _replay(firm: Firm, now: datetime) -> Iterator[None]:
    """Replay where a restore shows; where it does not, nothing of ours was lost."""
    with firm.session(now, write=True) as session:
        found = look_back(session)
        for done in replay(session, [p.closure for p in found], Ceiling(1_000), "operator", lambda _: None):
            assert done.opened, done.left
    return (None for _ in ())
