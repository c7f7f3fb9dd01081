"""Replacing values in the twin: the plainest reading of `zusage.plan.change` there is.

Law: a row is open while one of its values is not yet as its change would make it; all changes of a row are judged on the row
as it was. What the structure forbids is refused before a row is touched.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from zusage.operators.operator import Setting
from zusage.plan.act import Replace
from zusage.plan.change import Change, is_done, obstacles, replaced, secret_of, setting_of
from zusage.plan.connector import Order
from zusage.plan.look import Linkable
from zusage.plan.receipt import Observation, Refusal, RefusalKind

if TYPE_CHECKING:
    from zusage.testing.twin import Twin

Row = dict[str, Any]


def refusal_of(twin: Twin, act: Replace, order: Order) -> Refusal | None:
    """Why the act cannot be carried out at all, or None."""
    structure = twin.structure()
    table = structure.tables.get(act.table)
    if table is None:
        return None
    if found := obstacles(structure, table, act.changes):
        return Refusal(RefusalKind.CONSTRAINT, ", ".join(f"{o.column}: {o.reason}" for o in found))
    for change in act.changes:
        secret = secret_of(change, act.keyed)
        if secret and secret not in order.keys:
            return Refusal(RefusalKind.UNABLE, f"no key for {change.column}")
        for key in table.foreign_keys if change.operator == "placeholder" else ():
            there, row = key.target_columns[0], dict(change.arguments)["row"]
            if key.columns == (change.column,) and all(str(r.get(there)) != row for r in twin.tables[key.target]):
                return Refusal(RefusalKind.CONSTRAINT, f"no placeholder row in {key.target}")
    return None


def open_changes(twin: Twin, table: str, changes: tuple[Change, ...], row: Row) -> list[Change]:
    """The changes of a row that are not yet made."""
    return [change for change in changes if not is_done(change, row.get(change.column), _setting(twin, table, change, row))]


def replace_values(twin: Twin, act: Replace, order: Order, rows: list[Row]) -> int:
    """Replace the values of the rows; returns how many rows."""
    for row in rows:
        new = {}
        for change in open_changes(twin, act.table, act.changes, row):
            key = order.keys.get(secret_of(change, act.keyed), b"")
            setting = replace(_setting(twin, act.table, change, row), key=key)
            new[change.column] = replaced(change, row.get(change.column), setting)
        row.update(new)
    return len(rows)


def see_linkable(twin: Twin, look: Linkable, rows: list[Row], now: datetime) -> Observation:
    """How well the rows can be told apart."""
    groups = Counter(tuple(str(row.get(column)) for column in look.columns) for row in rows)
    sizes = list(groups.values())
    numbers = {"rows": len(rows), "groups": len(sizes), "unique": sizes.count(1), "smallest": min(sizes, default=0)}
    return Observation(look.id, twin.target, now, numbers=numbers)


def _setting(twin: Twin, table: str, change: Change, row: Row) -> Setting:
    known: dict[str, tuple[str, ...]] = {}
    for reading in change.reads:
        rows = [row]
        for edge in reading.over:
            rows = [other for here in rows for other in twin.related(edge, here)]
        values = tuple(str(other[reading.column]) for other in rows if other.get(reading.column))
        known[reading.what] = (*known.get(reading.what, ()), *values)
    return setting_of(change, twin.structure().tables[table], known=known)
