"""Replacing: values of due rows are replaced in place by what operators make of them.

Law: before a row is touched, everything that the shape of the store forbids is refused (`constraint`): a missing or
generated column, a key, a reference, NOT NULL, UNIQUE, width. What the database still objects to rolls the batch back
and is refused as well. Where every operator has an exact spelling, a batch is one UPDATE; otherwise the rows are read
inside the transaction, computed here and written back, and only rows of which a value really changes count. Rows that
SQL cannot tell apart are scanned in order of the key from where the last batch began: a rolled back batch is found
again, a committed one is passed over. Values of persons and keys stay in memory and are in no log.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from zusage.adapters.connectors.sql.batch import in_keys, key_of
from zusage.adapters.connectors.sql.deed import Changed, Stage
from zusage.adapters.connectors.sql.errors import Refused
from zusage.adapters.connectors.sql.moments import Truth, bind
from zusage.adapters.connectors.sql.render import Renderer, Scope
from zusage.adapters.connectors.sql.spelling import Spelled, spelled
from zusage.adapters.connectors.sql.store import Store
from zusage.operators.catalogue import reach
from zusage.operators.operator import Setting
from zusage.plan.act import Replace
from zusage.plan.change import Change, Reading, is_done, obstacles, replaced, secret_of, setting_of
from zusage.plan.connector import Order
from zusage.plan.receipt import Refusal, RefusalKind
from zusage.plan.structure import Structure

Key = tuple[Any, ...]
Persons = dict[Key, dict[str, tuple[str, ...]]]
CHUNK = 2_000


class Replacing:
    """The deed of a Replace; fulfils `Deed`."""

    def __init__(self, act: Replace, order: Order, store: Store) -> None:
        self._act, self._order, self._store = act, order, store
        self._structure = Structure({})
        self._key: tuple[str, ...] = ()

    def prepare(self, structure: Structure, /) -> None:
        """Look at shape and secrets before the first batch; raises Refused."""
        table = structure.tables[self._act.table]
        if found := obstacles(structure, table, self._act.changes):
            raise Refused(Refusal(RefusalKind.CONSTRAINT, ", ".join(f"{o.column}: {o.reason}" for o in found)))
        for change in self._act.changes:
            secret = secret_of(change, self._act.keyed)
            if secret and secret not in self._order.keys:
                raise Refused(Refusal(RefusalKind.UNABLE, f"no key for {change.column}"))
        self._structure, self._key = structure, key_of(table)

    def not_yet(self, stage: Stage, /) -> Truth:
        """A value is not yet as its operator makes it."""
        known = [spelled(self._store.product, stage.scope, change) for change in self._act.changes]
        if None not in known:
            return sa.or_(sa.false(), *(one.pending for one in known if one is not None))
        return sa.true()

    def reads(self, stage: Stage, /) -> bool:
        """Operators without an exact spelling compute here."""
        return any(spelled(self._store.product, stage.scope, change) is None for change in self._act.changes)

    def change(self, stage: Stage, rows: Truth, /) -> Changed:
        """Replace the values of the rows that `rows` chooses."""
        self._look_for_placeholders(stage)
        known = {change.column: spelled(self._store.product, stage.scope, change) for change in self._act.changes}
        exact = {column: one for column, one in known.items() if one is not None}
        if len(exact) == len(known):
            done = stage.connection.execute(_updating(stage.scope, exact).where(rows)).rowcount
            return Changed(done, done)
        return Rows(stage, self._key, self._act.changes, self._settings(stage.scope)).write(rows)

    def reached(self) -> str:
        """What these operators come to, before anybody has looked at the rows."""
        return reach([change.operator for change in self._act.changes])

    def _settings(self, scope: Scope) -> dict[str, Setting]:
        keys = self._order.keys
        found = ((c, keys.get(secret_of(c, self._act.keyed), b"")) for c in self._act.changes)
        return {change.column: setting_of(change, scope.shape, key) for change, key in found}

    def _look_for_placeholders(self, stage: Stage) -> None:
        """The row of nobody must be there; raises Refused."""
        for change in self._act.changes if self._structure.tables else ():
            if change.operator != "placeholder":
                continue
            keys = self._structure.tables[self._act.table].foreign_keys
            for key in (key for key in keys if key.columns == (change.column,)):
                there = stage.renderer.fresh(key.target)
                same = stage.renderer.text(there, key.target_columns[0]) == bind(dict(change.arguments)["row"])
                query: sa.Select[Any] = sa.select(sa.literal_column("1")).select_from(there.source).where(same)
                if stage.connection.execute(query).first() is None:
                    raise Refused(Refusal(RefusalKind.CONSTRAINT, f"no placeholder row in {key.target}"))


class Rows:
    """Rows whose values are read, computed here and written back."""

    def __init__(
        self, stage: Stage, key: Sequence[str], changes: tuple[Change, ...], settings: Mapping[str, Setting]
    ) -> None:
        self._stage, self._key, self._changes, self._settings = stage, tuple(key), changes, settings
        self._columns = tuple(change.column for change in changes)

    def pending(self, rows: Truth, start: Key | None = None) -> Iterable[Key]:
        """Keys of the rows of which a value is not yet replaced, in order of the key, from `start` on."""
        keys = [self._stage.scope.column(name) for name in self._key]
        while True:
            after = sa.true() if start is None else sa.tuple_(*keys) >= sa.tuple_(*map(bind, start))
            chunk = self._read(sa.and_(rows, after), CHUNK)
            persons = self._persons([key for key, _ in chunk])
            yield from (key for key, values in chunk if self._open(values, persons.get(key, {})))
            if len(chunk) < CHUNK:
                return
            start = _after(self._stage, keys, rows, chunk[-1][0])
            if start is None:
                return

    def write(self, rows: Truth) -> Changed:
        """Write what changes; rows that turn out to be done are met, not changed."""
        found = self._read(rows, None)
        persons = self._persons([key for key, _ in found])
        changed = [(key, new) for key, values in found if (new := self._new(values, persons.get(key, {})))]
        source = self._stage.scope.source
        mine = [source.c[name] == sa.bindparam(f"k{i}", type_=sa.types.NullType()) for i, name in enumerate(self._key)]
        groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for key, new in changed:
            row = {f"k{i}": part for i, part in enumerate(key)} | {f"v{i}": value for i, value in enumerate(new.values())}
            groups.setdefault(tuple(new), []).append(row)
        for columns, values in groups.items():
            new_values = {source.c[c]: sa.bindparam(f"v{i}", type_=sa.types.NullType()) for i, c in enumerate(columns)}
            self._stage.connection.execute(sa.update(source).where(*mine).values(new_values), values)
        return Changed(len(found), len(changed))

    def _read(self, rows: Truth, limit: int | None) -> list[tuple[Key, tuple[Any, ...]]]:
        scope = self._stage.scope
        keys = [scope.column(name) for name in self._key]
        query = sa.select(*keys, *(self._value(name) for name in self._columns)).where(rows).order_by(*keys)
        found = self._stage.connection.execute(query if limit is None else query.limit(limit))
        return [(tuple(row[: len(keys)]), tuple(row[len(keys) :])) for row in found]

    def _value(self, name: str) -> Any:
        """A column without the blanks with which PostgreSQL fills `char(n)`: they were not written by anybody."""
        column = self._stage.scope.column(name)
        padded = self._stage.renderer.product == "postgresql" and self._stage.scope.kind(name).kind == "text"
        return sa.cast(column, sa.Text()).label(name) if padded else column

    def _open(self, values: tuple[Any, ...], person: Mapping[str, tuple[str, ...]]) -> list[tuple[Change, Any, Setting]]:
        """The changes of a row that are not yet made. Everything is judged on the row as it was."""
        settings = [self._setting(change, person) for change in self._changes]
        told = zip(self._changes, values, settings, strict=True)
        return [(change, value, setting) for change, value, setting in told if not is_done(change, value, setting)]

    def _new(self, values: tuple[Any, ...], person: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
        """The columns whose value changes, with the new value."""
        return {change.column: replaced(change, value, setting) for change, value, setting in self._open(values, person)}

    def _setting(self, change: Change, person: Mapping[str, tuple[str, ...]]) -> Setting:
        setting = self._settings[change.column]
        return replace(setting, known=_told(change, person)) if change.reads else setting

    def _persons(self, keys: list[Key]) -> Persons:
        """What is known of the person of each row, by where it stands."""
        found: dict[Key, dict[str, list[str]]] = {}
        readings = dict.fromkeys(reading for change in self._changes for reading in change.reads)
        for reading in readings if keys else ():
            for *key, value in self._stage.connection.execute(self._reading(reading, keys)):
                if value is not None and str(value):
                    found.setdefault(tuple(key), {}).setdefault(_place(reading), []).append(str(value))
        return {key: {place: tuple(values) for place, values in told.items()} for key, told in found.items()}

    def _reading(self, reading: Reading, keys: list[Key]) -> Any:
        renderer, here = self._stage.renderer, self._stage.scope
        source, own = here.source, here
        for edge in reading.over:
            there = renderer.fresh(edge.table)
            source, here = source.join(there.source, renderer.joined(here, there, edge)), there
        columns = [own.column(name) for name in self._key]
        return sa.select(*columns, here.column(reading.column)).select_from(source).where(in_keys(own, self._key, keys))


def pending_rows(
    connection: sa.Connection, renderer: Renderer, scope: Scope, changes: tuple[Change, ...]
) -> tuple[Truth | None, Rows]:
    """How rows that are not yet replaced are found: by an exact truth, or (None) by reading them with the second part."""
    known = [spelled(renderer.product, scope, change) for change in changes]
    settings = {change.column: setting_of(change, scope.shape) for change in changes}
    rows = Rows(Stage(connection, renderer, scope), key_of(scope.shape), changes, settings)
    return None if None in known else sa.or_(sa.false(), *(one.pending for one in known if one is not None)), rows


def _after(stage: Stage, keys: list[Any], rows: Truth, last: Key) -> Key | None:
    later = sa.and_(rows, sa.tuple_(*keys) > sa.tuple_(*map(bind, last)))
    row = stage.connection.execute(sa.select(*keys).where(later).order_by(*keys).limit(1)).first()
    return None if row is None else tuple(row)


def _updating(scope: Scope, exact: Mapping[str, Spelled]) -> Any:
    """A column keeps its value where only another one is pending."""
    new = {}
    for column, one in exact.items():
        here = scope.source.c[column]
        new[here] = sa.case((one.pending, one.value), else_=here)
    return sa.update(scope.source).values(new)


def _place(reading: Reading) -> str:
    return "\n".join((*(edge.table for edge in reading.over), reading.column))


def _told(change: Change, person: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    told: dict[str, tuple[str, ...]] = {}
    for reading in change.reads:
        told[reading.what] = (*told.get(reading.what, ()), *person.get(_place(reading), ()))
    return told
