"""Aside: rows that are deleted are written down first, so that they can be put back for a while.

Law: what is written down is what the database says it has deleted (DELETE … RETURNING), every column that is not generated,
in the database's own spelling; nothing is committed before it is durable, and what cannot be written is not deleted. Rows
that would outlive their promise there (`Undo.late`) are deleted without being written down. PostgreSQL writes every value
as text; SQLite keeps integers, texts, reals (hexadecimal) and bytes (base64) apart.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from zusage.adapters.connectors.sql.deed import Changed, Deleting, Stage
from zusage.adapters.connectors.sql.errors import Refused
from zusage.adapters.connectors.sql.moments import Truth
from zusage.adapters.connectors.sql.render import Scope
from zusage.plan.act import Delete, Undo
from zusage.plan.connector import Columns, Draft, Order
from zusage.plan.receipt import Refusal, RefusalKind
from zusage.plan.structure import Structure

PRODUCTS = frozenset({"sqlite", "postgresql"})
MOST_AT_ONCE = 5_000
"""Rows of one batch: what a database returns is held in memory until it is written."""
_PIECE = 500
_PG = """
    SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
    WHERE attrelid = to_regclass(%(name)s) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"""
_LITE = "SELECT name, type FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid"
_SPELLING = "SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL extra_float_digits = 3"


class SettingAside(Deleting):
    """The rows go, and can come back for a while."""

    def __init__(self, act: Delete, undo: Undo, order: Order, product: str) -> None:
        self._act, self._undo, self._order, self._product = act, undo, order, product
        self._draft: Draft | None = None
        self._columns: dict[str, Columns] = {}
        self._codec = "utf-8"
        self.keeps: bool | None = None
        """Whether the rows at hand are written down; None: that is asked row by row."""

    def prepare(self, _: Structure, /) -> None:
        """Refused where there is no way back although one was promised."""
        if self._order.quarantine is None:
            raise Refused(Refusal(RefusalKind.UNABLE, "no place to set rows aside"))
        if self._product not in PRODUCTS:
            raise Refused(Refusal(RefusalKind.UNABLE, f"{self._product} has no undo window"))
        if self._act.files:
            raise Refused(Refusal(RefusalKind.UNABLE, "rows with files have no undo window"))

    def begin(self, number: int) -> None:
        """A batch begins."""
        assert self._order.quarantine is not None
        self._draft = self._order.quarantine.draft(self._act.id, number)

    def end(self, *, commits: bool) -> None:
        """The batch is about to be committed, or will not be; raises OSError."""
        draft, self._draft = self._draft, None
        if draft is not None:
            try:
                if commits:
                    draft.keep()
            finally:
                draft.drop()

    def late(self, stage: Stage) -> Truth:
        """The row would outlive its promise."""
        if self._undo.late is None:
            return sa.false()
        return sa.func.coalesce(stage.renderer.condition(self._undo.late, stage.scope), sa.true())

    def change(self, stage: Stage, rows: Truth, /) -> Changed:
        """Delete; what is to be kept for a while is written down."""
        from zusage.adapters.connectors.sql.restricting import is_marked, unmark

        if self._marked is None:
            self._marked = is_marked(stage.connection, stage.renderer, stage.scope)
        if self._marked:
            unmark(stage.connection, stage.renderer, stage.scope, rows)
        if self.keeps is not None:
            done = self.delete(stage.connection, stage.scope, rows)
            return Changed(done, done)
        late = self.late(stage)
        gone = stage.connection.execute(sa.delete(stage.scope.source).where(rows, late)).rowcount
        gone += self.delete(stage.connection, stage.scope, sa.and_(rows, sa.not_(late)))
        return Changed(gone, gone)

    def delete(self, connection: sa.Connection, scope: Scope, rows: Truth) -> int:
        """Delete rows of any table of the batch; how many."""
        gone = sa.delete(scope.source).where(rows)
        if self.keeps is False:
            return int(connection.execute(gone).rowcount)
        assert self._draft is not None
        columns = self._columns_of(connection, scope)
        shown = [_shown(self._product, '"' + name.replace('"', '""') + '"') for name, _ in columns]
        told: Any = gone.returning(*(sa.literal_column(part) for pair in shown for part in pair))
        result: sa.CursorResult[Any] = connection.execute(told)
        count = 0
        for piece in result.partitions(_PIECE):
            spelt = [list(_spelt(row, self._codec) if self._product == "sqlite" else row) for row in piece]
            self._draft.write(scope.shape.name, columns, spelt)
            count += len(spelt)
        return count

    def _columns_of(self, connection: sa.Connection, scope: Scope) -> Columns:
        name = scope.shape.name
        if name not in self._columns:
            self._columns[name] = columns_of(connection, scope)
            if not self._columns[name]:
                raise Refused(Refusal(RefusalKind.UNABLE, f"columns of {name} are not to be seen"))
        if self._product == "postgresql":
            spell(connection)
        else:
            self._codec = str(connection.exec_driver_sql("PRAGMA encoding").scalar_one()).lower()
        return self._columns[name]


def columns_of(connection: sa.Connection, scope: Scope) -> Columns:
    """Names and types of all columns that somebody may write."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql(_LITE, (scope.source.name,))
    else:
        name = connection.dialect.identifier_preparer.format_table(scope.source).replace("%%", "%")
        found = connection.exec_driver_sql(_PG, {"name": name})
    return [(str(name), str(kind)) for name, kind in found]


def spell(connection: sa.Connection) -> None:
    """Moments, spans and numbers are spelt in one way, whatever the role or the database is set to."""
    for statement in _SPELLING.split("; "):
        connection.exec_driver_sql(statement)


def _shown(product: str, name: str) -> Iterable[str]:
    if product == "postgresql":
        return (f"CAST({name} AS text)",)
    return f"typeof({name})", f"CASE typeof({name}) WHEN 'text' THEN CAST({name} AS BLOB) ELSE {name} END"


def _spelt(row: Iterable[Any], codec: str) -> Iterator[Any]:
    parts = iter(row)
    for kind, value in zip(parts, parts, strict=True):
        match kind:
            case "text":
                yield _text(bytes(value), codec)
            case "real":
                yield {"r": float(value).hex()}
            case "blob":
                yield {"b": b64encode(bytes(value)).decode()}
            case _:
                yield value


def _text(value: bytes, codec: str) -> Any:
    """A text as such, or its bytes where they are no UTF-8; bytes that are no UTF-16 cannot be written back (Refused)."""
    try:
        return value.decode(codec)
    except UnicodeDecodeError:
        if codec == "utf-8":
            return {"t": b64encode(value).decode()}
        raise Refused(Refusal(RefusalKind.UNREADABLE, "a text that cannot be set aside")) from None
