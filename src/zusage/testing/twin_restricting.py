"""Restriction in the twin: a set of marks; nobody is kept from reading, so the receipt says marked.

Law: a row is marked once per promise; released are marks of the promise whose row does not fulfil the condition any
more, and marks of rows that are gone. What a hold covers is marked and released like everything else: a restriction
takes nothing away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zusage.plan.act import Release, Restrict
from zusage.plan.connector import Order
from zusage.plan.interpret import fulfils
from zusage.testing.twin_rows import mark_key, within

if TYPE_CHECKING:
    from zusage.testing.twin import Twin


def restrict(twin: Twin, act: Restrict | Release, order: Order) -> None:
    """Mark what is due, or take marks back; journaled when anything changed. Raises TwinRefused."""
    table = twin.structure().tables[act.table]
    feeds = order.feeds
    found = [r for r in twin.tables[act.table] if fulfils(act.condition, r, feeds, twin.is_held, twin.related)]
    wanted = {(act.table, mark_key(table, row), act.promise) for row in found}
    mine = {mark for mark in twin.restricted if (mark[0], mark[2]) == (act.table, act.promise)}
    changed = wanted - mine if isinstance(act, Restrict) else mine - wanted
    if not changed:
        return
    if isinstance(act, Restrict):
        within(order, act.table, len(changed), len(twin.tables[act.table]))
    twin.restricted ^= changed
    twin.write(act, order, {act.table: len(changed)})


def is_marked(twin: Twin, table: str, row: dict[str, Any], promise: str) -> bool:
    """Whether a row carries the mark of a promise."""
    return (table, mark_key(twin.structure().tables[table], row), promise) in twin.restricted
