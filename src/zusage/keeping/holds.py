"""Holds: the condition under which a row is covered by a hold, its own or one on a row that owns it.

Law: a hold on a row covers everything that belongs to it, however deep, new rows too; the condition is resolved through
the ownership graph each time. It never reaches upwards: a hold on an invoice does not hold the customer's telephone number.
A cycle of owners is followed once. In a table without a key a hold on one row covers them all: none can be told apart.
"""

from __future__ import annotations

from zusage.keeping.edges import Uses, owner_ways
from zusage.plan.condition import Condition, Held, either
from zusage.plan.structure import Structure


def held(uses: Uses, structure: Structure, table: str, besides: str = "") -> Condition:
    """A row of `table` is held, itself or over any of its owners; by another hold than `besides` where that is given."""
    return _held(uses, structure, table, frozenset(), besides)


def key_column(structure: Structure, table: str) -> str:
    """The column by which holds name a row of `table` ("" when it has no key)."""
    shape = structure.tables.get(table)
    return shape.key[0] if shape is not None and shape.key else ""


def _held(uses: Uses, structure: Structure, table: str, above: frozenset[str], besides: str) -> Condition:
    own = Held(table, key_column(structure, table), besides)
    if table in above:
        return own
    ways = owner_ways(uses, structure, table)
    parts = [way.exists(_held(uses, structure, way.edge.table, above | {table}, besides)) for way in ways]
    return either(own, *parts)
