"""Linkable: how well rows can be told apart by some columns together, counted by the database.

Law: one grouped count; the combinations themselves never leave the database. NULL is a value like any other here:
rows that are empty in a column are alike in it. Text is compared bytewise, so "Kiel" and "kiel" tell two rows apart,
as they do for whoever looks. Example: 100 rows, of which 3 have a combination of year and postcode of their own:
`unique` is 3, `smallest` 1.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from zusage.adapters.connectors.sql.render import Renderer, Scope
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.connector import Feeds
from zusage.plan.look import Linkable
from zusage.plan.receipt import Observation


def see_linkable(store: Store, look: Linkable, feeds: Feeds, now: datetime) -> Observation:
    """Answer the look; raises ConnectorError where a column is missing."""
    with store.reading() as connection:
        renderer = Renderer(store.product, store.structure(connection), store.zones, store.books_or_none(connection), feeds)
        renderer.connection = connection
        scope = renderer.scope(look.table)
        parts = [_compared(renderer, scope, column) for column in look.columns]
        size: Any = sa.func.count().label("size")
        rows = sa.select(size).select_from(scope.source).where(renderer.condition(look.condition, scope))
        groups = rows.group_by(*parts).having(sa.func.count() > 0).subquery()
        alone = sa.func.coalesce(sa.func.sum(sa.case((groups.c.size == 1, 1), else_=0)), 0)
        total = sa.func.coalesce(sa.func.sum(groups.c.size), 0)
        found = connection.execute(sa.select(total, sa.func.count(), alone, sa.func.min(groups.c.size))).one()
    names = ("rows", "groups", "unique", "smallest")
    return Observation(look.id, store.target, now, numbers={n: int(v or 0) for n, v in zip(names, found, strict=True)})


def _compared(renderer: Renderer, scope: Scope, column: str) -> Any:
    kind = scope.kind(column).kind
    return renderer.text(scope, column) if kind in {"text", "json", "other"} else scope.column(column)
