"""A query that was put together for one day answers for another as one that is put together anew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from zusage.adapters.connectors.sql import prepared
from zusage.adapters.connectors.sql.moments import before
from zusage.adapters.connectors.sql.prepared import dateless, prepare, remembered
from zusage.adapters.connectors.sql.reading import Zones
from zusage.plan.condition import And, Before, CutOff, Equals, Not
from zusage.plan.look import Count
from zusage.plan.structure import Column

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def cut(days: int) -> CutOff:
    at = NOON - timedelta(days=days)
    return CutOff(at, at.date())


def look(first: int, second: int) -> Count:
    return Count("x", "t", And((Before("a", cut(first)), Not(Before("a", cut(second))), Equals("b", 1))))


def test_cut_offs_are_numbered_in_their_order() -> None:
    one, two, same = {}, {}, {}
    assert dateless(look(3, 9), one) == dateless(look(4, 100), two)
    assert list(one) == [cut(3), cut(9)] and list(two) == [cut(4), cut(100)]
    assert dateless(look(5, 5), same) != dateless(look(3, 9), {})


@pytest.mark.parametrize("product, dialect", [("sqlite", "sqlite"), ("postgresql", "postgresql"), ("mariadb", "mysql")])
@pytest.mark.parametrize("kind", ["instant", "local_instant", "day", "integer", "text"])
def test_values_are_made_anew_from_the_new_cut_offs(
    monkeypatch: pytest.MonkeyPatch, product: str, dialect: str, kind: str
) -> None:
    monkeypatch.setattr(prepared, "_KNOWN", {})
    engine = sa.create_mock_engine(f"{dialect}+pymysql://" if dialect == "mysql" else f"{dialect}://", lambda *_: None)
    if dialect == "postgresql":
        engine = sa.create_mock_engine("postgresql+psycopg://", lambda *_: None)
    column, shape = sa.column("a"), Column("a", kind)
    table = sa.table("t", column)

    def make(first: int, second: int) -> tuple[prepared.Prepared]:
        cuts = (cut(first), cut(second))
        truths = [before(product, column, shape, c, Zones(ZoneInfo("Europe/Berlin"))) for c in cuts]
        return (prepare(engine, sa.select(sa.func.count()).select_from(table).where(*truths)),)  # type: ignore[arg-type]

    remembered(product, look(3, 90), lambda: make(3, 90))
    (moved,) = remembered(product, look(17, 2000), lambda: pytest.fail("it was remembered"))
    (fresh,) = make(17, 2000)
    assert moved is not None and moved.text == fresh.text
    assert moved.values == fresh.values
    assert moved.values != make(3, 90)[0].values


def test_a_constant_moment_stays() -> None:
    far = CutOff(datetime(9000, 1, 1, tzinfo=UTC), date(9000, 1, 1))
    query = prepared.Prepared("?", (1, 2), {0: (far, lambda c: c.instant.year)})
    assert query.at({cut(1): cut(2)}).values == (9000, 2)
