"""Looks: answers of one database, as counts, moments and names of structure.

Law: a look reads in one read-only transaction and streams; a table, column or right that is missing, and rows that a policy
would filter, make the observation not visible with the reason, never a zero. No value leaves but through `keys` and
`rows`, which stay in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, assert_never
from uuid import UUID

import sqlalchemy as sa

from zusage.adapters.connectors.sql.level import see_level
from zusage.adapters.connectors.sql.linkable import see_linkable
from zusage.adapters.connectors.sql.moments import before, canonical
from zusage.adapters.connectors.sql.prepared import Prepared, prepare, remembered
from zusage.adapters.connectors.sql.products import SHAPED
from zusage.adapters.connectors.sql.reading import as_instant, from_micros, has_zone, is_sentinel, read
from zusage.adapters.connectors.sql.render import Renderer, Scope
from zusage.adapters.connectors.sql.replacing import pending_rows
from zusage.adapters.connectors.sql.restricting import marked
from zusage.adapters.connectors.sql.restriction import has_marks
from zusage.adapters.connectors.sql.roles import see_reach, see_roles
from zusage.adapters.connectors.sql.spelling import spelled
from zusage.adapters.connectors.sql.store import Store
from zusage.adapters.connectors.sql.trial import try_writing
from zusage.model.errors import ConnectorError
from zusage.operators.normalise import normalise
from zusage.operators.shapes import recognise
from zusage.plan.condition import Condition, CutOff, feeds_of
from zusage.plan.connector import Feeds
from zusage.plan.look import Count, Keys, Level, Linkable, Look, Moment, Moments, Profile, Reach, Roles, Trial
from zusage.plan.receipt import Observation

STREAM = 2_000
_UNSEEN = ("permission", "missing table", "missing column", "row security", "no ")


def look_at(store: Store, look: Look, feeds: Feeds, now: datetime) -> Observation:
    """Answer one look; raises ConnectorError when the store cannot be reached."""
    try:
        return _answer(store, look, feeds, now)
    except ConnectorError as error:
        what = str(error.arguments.get("what", ""))
        if error.transient or not what.startswith(_UNSEEN):
            raise
        return Observation(look.id, store.target, now, visible=False, reason=what)


def stream(
    store: Store, table: str, columns: tuple[str, ...], condition: Condition | None, feeds: Feeds
) -> Iterator[tuple[Any, ...]]:
    """Some columns of the rows that fulfil the condition, with a cursor of the server."""
    with store.reading() as connection:
        renderer, scope = _scope(store, connection, table, feeds)
        query = sa.select(*(scope.column(name) for name in columns)).where(renderer.condition(condition, scope))
        kinds = [scope.kind(name).kind for name in columns]
        for row in connection.execution_options(yield_per=STREAM).execute(query):
            yield tuple(map(_plain, row, kinds)) if "uuid" in kinds else tuple(row)


def keys_of(store: Store, look: Keys, feeds: Feeds) -> Iterator[str]:
    """The values of a `Keys` look as text, normalised."""
    for (value,) in stream(store, look.table, (look.column,), look.condition, feeds):
        if value is not None:
            yield normalise(look.normalise, _as_text(value))


def _answer(store: Store, look: Look, feeds: Feeds, now: datetime) -> Observation:
    match look:
        case Count():
            return _count(store, look, feeds, now)
        case Profile():
            return _profile(store, look, feeds, now)
        case Keys():
            count = sum(1 for _ in keys_of(store, look, feeds))
            return Observation(look.id, store.target, now, numbers={"count": count})
        case Moments():
            return _moments(store, look, now)
        case Trial():
            return try_writing(store, look, now)
        case Roles():
            return see_roles(store, look, now)
        case Reach():
            return see_reach(store, look, now)
        case Level():
            return see_level(store, look, now)
        case Linkable():
            return see_linkable(store, look, feeds, now)
    assert_never(look)


def _count(store: Store, look: Count, feeds: Feeds, now: datetime) -> Observation:
    with store.reading() as connection:
        (rows, total, ends), counted = _counting(store, connection, look, feeds)
        numbers = {"count": counted if rows is None else int(rows.run(connection).scalar_one())}
        if total is not None:
            numbers["total"] = int(total.run(connection).scalar_one())
        moments = _moments_of(store, ends.run(connection).one()) if ends is not None and numbers["count"] else {}
    return Observation(look.id, store.target, now, numbers=numbers, moments=moments)


_Queries = tuple[Prepared | None, ...]


def _counting(store: Store, connection: sa.Connection, look: Count, feeds: Feeds) -> tuple[_Queries, int]:
    """The queries of a count: rows, all rows, first and last start. Without feeds they are the same for a whole fleet.

    Where the product cannot say in SQL which rows some replacing would still change, they have been counted instead.
    """
    by_hand = has_marked = None
    if look.marks is not None:
        has_marked = store.books_or_none(connection) is not None and has_marks(store, connection)

    def make() -> _Queries:
        nonlocal by_hand
        renderer, scope = _scope(store, connection, look.table, feeds)
        due = renderer.condition(look.condition, scope)
        rows = due
        if look.changes:
            pending, scan = pending_rows(connection, renderer, scope, look.changes)
            if pending is None:
                by_hand = sum(1 for _ in scan.pending(due))
            else:
                due = rows = sa.and_(due, pending)
        if look.marks is not None:
            due = rows = sa.and_(due, _with_marks(renderer, scope, look.marks, bool(has_marked)))
        counting = prepare(connection, _number(scope).where(rows)) if by_hand is None else None
        return counting, *_beside(store, connection, renderer, scope, look, due)

    if feeds_of(look.condition) or store.product not in SHAPED or _is_scanned(store, connection, look):
        return make(), by_hand or 0
    books = store.books_or_none(connection) is not None
    key = store.product, store.shape(connection), store.zones, books, has_marked
    return remembered(key, replace(look, id=""), make), 0


def _is_scanned(store: Store, connection: sa.Connection, look: Count) -> bool:
    """Whether rows have to be read one by one to know which some replacing would still change."""
    if not look.changes:
        return False
    _, scope = _scope(store, connection, look.table, {})
    return any(spelled(store.product, scope, change) is None for change in look.changes)


def _beside(
    store: Store, connection: sa.Connection, renderer: Renderer, scope: Scope, look: Count, due: Any
) -> tuple[Prepared | None, Prepared | None]:
    total = prepare(connection, _number(scope)) if look.total else None
    ends = prepare(connection, _ends(store, renderer, scope, due, look.moment)) if look.moment is not None else None
    return total, ends


def _number(scope: Scope) -> sa.Select[Any]:
    return sa.select(sa.func.count()).select_from(scope.source)


def _with_marks(renderer: Renderer, scope: Scope, marks: tuple[str, bool], there: bool) -> Any:
    """Rows that carry, or do not carry, the mark of a restriction; where nothing can be marked, none does."""
    promise, carried = marks
    if not there:
        return sa.false() if carried else sa.true()
    found = marked(renderer, scope, promise)
    return found if carried else sa.not_(found)


def _ends(store: Store, renderer: Renderer, scope: Scope, due: Any, moment: Moment) -> sa.Select[Any]:
    """Asks for the oldest and the newest real start of the rows."""
    here, source, ties = scope, scope.source, [due]
    for edge in moment.over:
        there = renderer.fresh(edge.table)
        source = source.join(there.source, renderer.joined(here, there, edge))
        here = there
    column, shape = here.column(moment.column), here.kind(moment.column)
    ties.append(
        before(store.product, column, shape, CutOff(datetime(9000, 1, 1, tzinfo=UTC), date(9000, 1, 1)), store.zones)
    )
    plain = canonical(column) if store.product == "sqlite" else sa.true()
    values = [sa.case((plain, column))]
    if store.product == "sqlite":
        values.append(sa.case((plain, None), else_=sa.func.zusage_micros(column)))
    ends = [end for value in values for end in (sa.func.min(value), sa.func.max(value))]
    return sa.select(*ends).select_from(source).where(*ties)


def _moments_of(store: Store, row: Sequence[Any]) -> dict[str, datetime]:
    """The answer as moments; none when there is none."""
    found = [as_instant(raw, store.zones) for raw in row[:2]]
    found += [None if raw is None else from_micros(raw) for raw in row[2:]]
    real = [instant for instant in found if instant is not None]
    return {"oldest": min(real), "newest": max(real)} if real else {}


def _profile(store: Store, look: Profile, feeds: Feeds, now: datetime) -> Observation:
    numbers = dict.fromkeys(("examined", "empty", *look.shapes), 0)
    for (value,) in stream(store, look.table, (look.column,), look.condition, feeds):
        if look.sample is not None and numbers["examined"] >= look.sample:
            break
        numbers["examined"] += 1
        text = "" if value is None else _as_text(value)
        if not text:
            numbers["empty"] += 1
            continue
        for shape in look.shapes:
            numbers[shape] += recognise(shape, text)
    return Observation(look.id, store.target, now, numbers=numbers)


def _moments(store: Store, look: Moments, now: datetime) -> Observation:
    numbers = dict.fromkeys(("examined", "null", "sentinel", "future", "zoneless", "unreadable"), 0)
    oldest = newest = None
    for (value,) in stream(store, look.table, (look.column,), None, {}):
        numbers["examined"] += 1
        moment = read(value, store.zones)
        if moment is None:
            numbers["null" if value is None else "unreadable"] += 1
            continue
        if is_sentinel(moment, store.zones):
            numbers["sentinel"] += 1
            continue
        if isinstance(moment, datetime) and not store.zones.declared and not has_zone(value):
            numbers["zoneless"] += 1
        instant = as_instant(value, store.zones)
        if instant is None:
            continue
        numbers["future"] += instant > now
        oldest = instant if oldest is None else min(oldest, instant)
        newest = instant if newest is None else max(newest, instant)
    moments = {name: end for name, end in (("oldest", oldest), ("newest", newest)) if end is not None}
    return Observation(look.id, store.target, now, numbers=numbers, moments=moments)


def _scope(store: Store, connection: sa.Connection, table: str, feeds: Feeds) -> tuple[Renderer, Scope]:
    structure, books = store.structure(connection), store.books_or_none(connection)
    renderer = Renderer(store.product, structure, store.zones, books, feeds)
    renderer.connection = connection
    return renderer, renderer.scope(table)


def _plain(value: Any, kind: str) -> Any:
    """A UUID that is kept in 16 bytes, as a UUID."""
    return UUID(bytes=value) if kind == "uuid" and isinstance(value, bytes) and len(value) == 16 else value


def _as_text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
