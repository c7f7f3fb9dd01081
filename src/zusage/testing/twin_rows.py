"""One batch of the twin: which rows go, what goes with them, and what forbids it.

Law: as for a real store — judged rows only, children first, nothing that the act does not name, ceilings before the deed,
files before the row that points to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from zusage.plan.act import Child, Clear, Delete, Replace
from zusage.plan.condition import And, Before, Condition, Edge, Exists, Not, Or
from zusage.plan.connector import Order
from zusage.plan.interpret import fulfils
from zusage.plan.receipt import Refusal, RefusalKind
from zusage.plan.structure import Table
from zusage.testing.twin_replacing import open_changes, refusal_of, replace_values

if TYPE_CHECKING:
    from zusage.testing.twin import Twin

Row = dict[str, Any]
Tables = dict[str, list[Row]]


class TwinRefused(Exception):
    """Stops an act; becomes the refusal of its receipt."""

    def __init__(self, kind: RefusalKind, detail: str) -> None:
        super().__init__(kind)
        self.refusal = Refusal(kind, detail)


class TwinBatch:
    """The next rows of one act."""

    def __init__(self, twin: Twin, act: Delete | Clear | Replace, order: Order, so_far: Mapping[str, int]) -> None:
        self.twin, self.act, self.order, self.so_far = twin, act, order, so_far
        self.sizes = {name: len(rows) + so_far.get(name, 0) for name, rows in twin.tables.items()}

    def carry_out(self) -> dict[str, int] | None:
        """Change the rows; returns counts per table, or None when nothing is due. Raises TwinRefused."""
        if _is_early(self.act.condition, self.order.now):
            raise TwinRefused(RefusalKind.CHANGED, "a cut-off lies in the future")
        if isinstance(self.act, Replace) and (refusal := refusal_of(self.twin, self.act, self.order)) is not None:
            raise TwinRefused(refusal.kind, refusal.detail)
        rows = self._next()
        if not rows:
            return None
        self._within(self.act.table, len(rows))
        if isinstance(self.act, Clear):
            for row in rows:
                row.update(dict(self.act.columns))
            return {self.act.table: len(rows)}
        if isinstance(self.act, Replace):
            return {self.act.table: replace_values(self.twin, self.act, self.order, rows)}
        return self._delete(self.act, rows)

    def _delete(self, act: Delete, rows: list[Row]) -> dict[str, int]:
        for edge in act.forbid:
            if any(True for row in rows for _ in self.twin.related(edge, row)):
                raise TwinRefused(RefusalKind.FOREIGN_KEY, f"{edge.table} still has rows")
        for file in act.files:
            if self.order.remove_file is None:
                raise TwinRefused(RefusalKind.UNABLE, f"nobody removes files of {file.system}")
            for row in rows:
                if row.get(file.key):
                    self.order.remove_file(file.system, str(row[file.key]))
        counts = {act.table: len(rows)}
        self._children(act.children, rows, counts)
        self._take(act.table, rows)
        for table, count in counts.items():
            if table != act.table:
                self._within(table, count)
        return counts

    def _children(self, children: tuple[Child, ...], parents: list[Row], counts: dict[str, int]) -> None:
        for child in children:
            rows = _distinct(row for parent in parents for row in self.twin.related(child.edge, parent))
            self._children(child.children, rows, counts)
            self._take(child.table, rows)
            if rows:
                counts[child.table] = counts.get(child.table, 0) + len(rows)

    def _take(self, table: str, rows: list[Row]) -> None:
        """Remove rows unless others refer to them."""
        gone = {id(row) for row in rows}
        for child, key in self.twin.structure().children(table):
            edge = Edge(child.name, tuple(zip(key.target_columns, key.columns, strict=True)))
            if any(id(other) not in gone for row in rows for other in self.twin.related(edge, row)):
                kind = RefusalKind.FOREIGN_KEY if key.on_delete in {"NO ACTION", "RESTRICT"} else RefusalKind.CASCADE
                raise TwinRefused(kind, f"{child.name} refers to {table} ({key.on_delete})")
        self.twin.tables[table] = [row for row in self.twin.tables[table] if id(row) not in gone]
        shape = self.twin.structure().tables[table]
        keys = {mark_key(shape, row) for row in rows} if self.twin.restricted else set()
        self.twin.restricted = {mark for mark in self.twin.restricted if mark[0] != table or mark[1] not in keys}

    def _next(self) -> list[Row]:
        table = self.twin.structure().tables.get(self.act.table)
        if table is None:
            raise TwinRefused(RefusalKind.UNABLE, f"missing table {self.act.table}")
        key = key_of(table)
        due = [row for row in self.twin.tables[table.name] if self._is_due(row, key)]
        leaves = [row for row in due if not self._is_referred(table, row)]
        if due and not leaves:
            raise TwinRefused(RefusalKind.FOREIGN_KEY, f"{table.name} refers to its own rows")
        moment = self.act.moment.column if self.act.moment and not self.act.moment.over else None
        leaves.sort(key=lambda row: (_sortable(row.get(moment)) if moment else "", *(_sortable(row[name]) for name in key)))
        return leaves[: self.order.limits.batch]

    def _is_due(self, row: Row, key: tuple[str, ...]) -> bool:
        act, twin = self.act, self.twin
        if isinstance(act, Clear) and all(row.get(name) == value for name, value in act.columns):
            return False
        if isinstance(act, Replace) and not open_changes(self.twin, act.table, act.changes, row):
            return False
        if twin.is_held(act.table, row.get(key[0]) if key else None):
            return False
        if isinstance(act, Delete) and any(self._is_child_held(child, row) for child in act.children):
            return False
        return fulfils(act.condition, row, self.order.feeds, twin.is_held, twin.related)

    def _is_child_held(self, child: Child, parent: Row) -> bool:
        key = self.twin.structure().tables[child.table].key
        return any(
            self.twin.is_held(child.table, row.get(key[0]) if key else None)
            or any(self._is_child_held(grandchild, row) for grandchild in child.children)
            for row in self.twin.related(child.edge, parent)
        )

    def _is_referred(self, table: Table, row: Row) -> bool:
        if not isinstance(self.act, Delete) or any(child.table == table.name for child in self.act.children):
            return False
        own = [key for key in table.foreign_keys if key.target == table.name]
        edges = [Edge(table.name, tuple(zip(key.target_columns, key.columns, strict=True))) for key in own]
        return any(other is not row for edge in edges for other in self.twin.related(edge, row))

    def _within(self, table: str, more: int) -> None:
        within(self.order, table, self.so_far.get(table, 0) + more, self.sizes[table])


def within(order: Order, table: str, after: int, size: int) -> None:
    """Raises TwinRefused when `after` rows of a table of `size` rows pass the ceiling."""
    limits, allowed = order.limits, list[float]()
    if limits.max_rows is not None:
        allowed.append(float(limits.max_rows))
    if limits.max_share is not None:
        allowed.append(limits.max_share * size)
    if allowed and after > max(allowed):
        raise TwinRefused(RefusalKind.CEILING, table)


def mark_key(table: Table, row: Mapping[str, Any]) -> str:
    """The key of a row as it stands in a mark."""
    return "\x1f".join(str(row[name]) for name in key_of(table))


def in_order(moment: date) -> datetime:
    """A moment as an instant, for comparing days with instants."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time(), UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def key_of(table: Table) -> tuple[str, ...]:
    """The columns that identify a row. Raises TwinRefused."""
    never_null = {column.name for column in table.columns if not column.nullable}
    found = table.key or next((columns for columns in table.unique if columns and set(columns) <= never_null), ())
    if not found:
        raise TwinRefused(RefusalKind.UNABLE, f"{table.name} has no key")
    return found


def _sortable(value: object) -> str:
    if isinstance(value, int):
        return f"{value + 10**18:020}"
    return in_order(value).isoformat() if isinstance(value, date) else str(value)


def _distinct(rows: Any) -> list[Row]:
    return list({id(row): row for row in rows}.values())


def _is_early(condition: Condition | None, now: datetime) -> bool:
    match condition:
        case Before(_, cut_off):
            return cut_off.instant > now
        case And(parts) | Or(parts):
            return any(_is_early(part, now) for part in parts)
        case Not(part):
            return _is_early(part, now)
        case Exists(_, inner):
            return _is_early(inner, now)
        case _:
            return False
