"""Batch: the rows of one transaction — which they are, what hangs on them, and that nothing else goes with them.

Law: rows that the condition reads elsewhere are locked before the rows are judged for the last time; children go before
their parent and by our own statement; a row of a table that the act does not name, and that the database would delete or
change along with the batch, refuses the batch. What is deleted is counted and must be what was judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from zusage.adapters.connectors.sql.aside import SettingAside
from zusage.adapters.connectors.sql.deed import RowAct
from zusage.adapters.connectors.sql.errors import Refused
from zusage.adapters.connectors.sql.moments import Truth, bind
from zusage.adapters.connectors.sql.products import ALONE, CHILDREN_FIRST
from zusage.adapters.connectors.sql.render import Renderer, Scope, reads_elsewhere
from zusage.plan.act import Child, Delete
from zusage.plan.condition import Condition, Edge, Exists, Held, Not, both, either
from zusage.plan.receipt import Refusal, RefusalKind
from zusage.plan.structure import Structure, Table

Selected = Callable[[Scope], Truth]
_TAKES_ALONG = {"CASCADE", "SET NULL", "SET DEFAULT"}
HOLD_BACK_MS = 50
_ROWS = {"table", "partitioned", "partition"}


def key_of(table: Table) -> tuple[str, ...]:
    """The columns that identify a row: its key, or a unique set of columns that are never NULL. Raises Refused."""
    if table.kind not in _ROWS:
        raise Refused(Refusal(RefusalKind.UNABLE, f"{table.name} is a {table.kind}"))
    never_null = {column.name for column in table.columns if not column.nullable}
    found = table.key or next((columns for columns in table.unique if columns and set(columns) <= never_null), ())
    if not found:
        raise Refused(Refusal(RefusalKind.UNABLE, f"{table.name} has no key"))
    return found


def guarded(structure: Structure, act: RowAct) -> Condition:
    """The condition of the act without rows that a hold covers, themselves or over a child that would go with them."""
    children = act.children if isinstance(act, Delete) else ()
    return both(act.condition, Not(_held(structure, act.table)), *(Not(_held_child(structure, child)) for child in children))


def in_keys(scope: Scope, key: Sequence[str], keys: Sequence[tuple[Any, ...]]) -> Truth:
    """The row is one of these."""
    if len(key) == 1:
        values = [value for (value,) in keys]
        return scope.column(key[0]).in_(sa.bindparam(None, values, type_=sa.types.NullType(), expanding=True))
    return sa.tuple_(*(scope.column(name) for name in key)).in_([sa.tuple_(*map(bind, values)) for values in keys])


def is_backed(structure: Structure, table: str, path: tuple[Edge, ...]) -> bool:
    """A new row over the last edge would wait for a row that is locked, or there can be one such row only."""
    edge, near = path[-1], path[-2].table if len(path) > 1 else table
    far = structure.tables[edge.table]
    keys = [key for key in far.foreign_keys if key.target == near]
    if any(set(zip(key.target_columns, key.columns, strict=True)) == set(edge.on) for key in keys):
        return True
    there = {column for _, column in edge.on}
    return any(columns and set(columns) <= there for columns in (far.key, *far.unique)) or far.kind not in _ROWS


class Ties:
    """What one act is tied to: rows it reads elsewhere, children, forbidden children, what the database takes along."""

    def __init__(
        self, connection: sa.Connection, renderer: Renderer, act: RowAct, aside: SettingAside | None = None
    ) -> None:
        self.connection, self.renderer, self.act, self.aside = connection, renderer, act, aside
        self.structure = renderer.structure

    def lock_tables(self) -> None:
        """Hold back writers of tables that the condition searches without a foreign key that would hold them back.

        SQLite has one writer; on MariaDB such an act runs with gap locks (`strict`).
        """
        if self.renderer.product != "postgresql":
            return
        tables = sorted(self.searches(self.structure, self.act))
        if not tables:
            return
        self._wait_for_locks(HOLD_BACK_MS)
        for table in tables:
            if not self._may_lock(table):
                raise Refused(Refusal(RefusalKind.UNABLE, f"needs UPDATE on {table} to hold back its writers"))
            source = self.renderer.scope(table).source
            name = self.connection.dialect.identifier_preparer.format_table(source)
            self.connection.exec_driver_sql(f"LOCK TABLE {name} IN SHARE MODE")

    @staticmethod
    def searches(structure: Structure, act: RowAct) -> set[str]:
        """Tables that the condition searches and whose new rows no foreign key would hold back."""
        return {path[-1].table for path in _paths(act) if not is_backed(structure, act.table, path)}

    def _wait_for_locks(self, milliseconds: int) -> None:
        """Who waits for a table lets everybody else wait behind it, so the wait is short and is tried again later."""
        self.connection.exec_driver_sql("SELECT set_config('lock_timeout', %(ms)s, true)", {"ms": f"{milliseconds}ms"})

    def lock_rows(self, selected: Selected) -> None:
        """Lock the rows that the condition reads elsewhere, nearest first; others may not change them until the commit."""
        if self.renderer.product in ALONE:
            return
        for path in sorted(set(_paths(self.act)), key=len):
            last, chain = self._chain(path, selected)
            if last.shape.kind not in _ROWS:
                continue
            inner = any(len(other) > len(path) and other[: len(path)] == path for other in _paths(self.act))
            rows: sa.Select[Any] = sa.select(sa.literal_column("1")).select_from(last.source).where(chain)
            self.connection.execute(rows.with_for_update(read=not inner, of=last.source)).all()

    def refuse_forbidden(self, selected: Selected) -> None:
        """Raises Refused when a child table that must be empty for the batch is not."""
        for edge in self.act.forbid if isinstance(self.act, Delete) else ():
            if self._any(edge, selected, self.act.table):
                raise Refused(Refusal(RefusalKind.FOREIGN_KEY, f"{edge.table} still has rows"))

    def delete_children(self, children: Iterable[Child], table: str, selected: Selected) -> dict[str, int]:
        """Delete the children of the selected rows of `table`, deepest first; returns rows per table."""
        counts: dict[str, int] = {}
        for child in children:
            chosen = self._over(child.edge, table, selected)
            for name, count in self.delete_children(child.children, child.table, chosen).items():
                counts[name] = counts.get(name, 0) + count
            if counts and self.renderer.product in CHILDREN_FIRST:
                return counts
            self.refuse_taken_along(child.table, chosen)
            scope = self.renderer.scope(child.table)
            done = self._delete(scope, chosen(scope))
            if done:
                counts[child.table] = counts.get(child.table, 0) + done
        return counts

    def _delete(self, scope: Scope, rows: Truth) -> int:
        if self.aside is not None:
            return self.aside.delete(self.connection, scope, rows)
        return int(self.connection.execute(sa.delete(scope.source).where(rows)).rowcount)

    def refuse_taken_along(self, table: str, selected: Selected) -> None:
        """Raises Refused when the database would delete, change or protect rows that refer to the selected ones."""
        for child, key in self.structure.children(table):
            edge = Edge(child.name, tuple(zip(key.target_columns, key.columns, strict=True)))
            others = _others(selected) if child.name == table else None
            if self._any(edge, selected, table, others):
                takes = key.on_delete in _TAKES_ALONG
                kind = RefusalKind.CASCADE if takes else RefusalKind.FOREIGN_KEY
                raise Refused(Refusal(kind, f"{child.name} refers to {table} ({key.on_delete})"))

    def _any(self, edge: Edge, selected: Selected, table: str, besides: Selected | None = None) -> bool:
        other = self.renderer.fresh(edge.table)
        wanted = self._over(edge, table, selected)(other)
        if besides is not None:
            wanted = sa.and_(wanted, besides(other))
        found: sa.Select[Any] = sa.select(sa.literal_column("1")).select_from(other.source).where(wanted).limit(1)
        return self.connection.execute(found).first() is not None

    def _over(self, edge: Edge, table: str, selected: Selected) -> Selected:
        """Rows of `edge.table` that hang on the selected rows of `table`."""

        def chosen(scope: Scope) -> Truth:
            parent = self.renderer.fresh(table)
            return self.renderer.some(parent, self.renderer.joined(parent, scope, edge), selected(parent))

        return chosen

    def _chain(self, path: tuple[Edge, ...], selected: Selected) -> tuple[Scope, Truth]:
        here = self.renderer.fresh(self.act.table)
        truth, inner = selected(here), here
        for edge in path:
            there = self.renderer.fresh(edge.table)
            truth = self.renderer.some(inner, self.renderer.joined(inner, there, edge), truth)
            inner = there
        return inner, truth

    def _may_lock(self, table: str) -> bool:
        source = self.renderer.scope(table).source
        name = self.connection.dialect.identifier_preparer.format_table(source)
        query = "SELECT has_table_privilege(%(name)s, 'UPDATE, DELETE, TRUNCATE')"
        return bool(self.connection.exec_driver_sql(query, {"name": name}).scalar_one())


def _paths(act: RowAct) -> list[tuple[Edge, ...]]:
    return [*((edge,) for edge in act.locks), *reads_elsewhere(act.condition)]


def _others(selected: Selected) -> Selected:
    return lambda scope: sa.not_(selected(scope))


def _held(structure: Structure, table: str) -> Condition:
    shape = structure.tables.get(table)
    key = shape.key if shape is not None else ()
    return Held(table, key[0] if key else "")


def _held_child(structure: Structure, child: Child) -> Condition:
    inner = [_held(structure, child.table), *(_held_child(structure, grandchild) for grandchild in child.children)]
    return Exists(child.edge, either(*inner))
