"""Deed: what becomes of the rows of a batch — they go, columns are emptied, values are replaced.

Law: a deed touches exactly the rows it is handed, which are locked and judged, and says how many it met; the batch compares
that with what was judged. `not_yet` narrows the rows to those that are not yet as the deed would make them, so that a second
run finds nothing; it may let too many rows through (a reading that SQL cannot do), never too few.

    deed = deed_of(act, order, store); deed.prepare(structure); deed.change(stage, rows)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa

from zusage.adapters.connectors.sql.moments import Truth, bind
from zusage.adapters.connectors.sql.render import Renderer, Scope
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.act import Clear, Delete, Replace
from zusage.plan.connector import Order
from zusage.plan.structure import Structure

RowAct = Delete | Clear | Replace


@dataclass(frozen=True, slots=True)
class Changed:
    """How many of the rows handed over were met, and how many of these are different now."""

    met: int
    changed: int


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a batch happens: the open transaction, the renderer of the run, and the table under its own name."""

    connection: sa.Connection
    renderer: Renderer
    scope: Scope


class Deed(Protocol):
    """One act on rows that are due."""

    def prepare(self, structure: Structure, /) -> None:
        """Look at the shape before the first batch; raises Refused (unable, constraint)."""
        ...

    def not_yet(self, stage: Stage, /) -> Truth:
        """The row is not yet as the deed would make it."""
        ...

    def reads(self, stage: Stage, /) -> bool:
        """Values are read here before they are written, so the rows have to be locked first."""
        ...

    def change(self, stage: Stage, rows: Truth, /) -> Changed:
        """Do it to the rows that `rows` chooses."""
        ...

    def reached(self) -> str:
        """What replacing came to, for the receipt; "" for every other deed."""
        ...


class Deleting:
    """The rows go."""

    _marked: bool | None = None

    def prepare(self, _: Structure, /) -> None:
        """Nothing to look at."""

    def not_yet(self, _: Stage, /) -> Truth:
        """A row that is there is not yet gone."""
        return sa.true()

    def reads(self, _: Stage, /) -> bool:
        """One statement."""
        return False

    def change(self, stage: Stage, rows: Truth, /) -> Changed:
        """Delete, marks of a restriction along with their rows: a key has no reason to outlive its row."""
        from zusage.adapters.connectors.sql.restricting import is_marked, unmark

        if self._marked is None:
            self._marked = is_marked(stage.connection, stage.renderer, stage.scope)
        if self._marked:
            unmark(stage.connection, stage.renderer, stage.scope, rows)
        done = stage.connection.execute(sa.delete(stage.scope.source).where(rows)).rowcount
        return Changed(done, done)

    def reached(self) -> str:
        """Says the level of erasure instead."""
        return ""


class Clearing(Deleting):
    """Columns become NULL or a constant."""

    def __init__(self, act: Clear) -> None:
        self._columns = act.columns

    def not_yet(self, stage: Stage, /) -> Truth:
        """A column holds something else."""
        return sa.or_(*(_differs(stage.renderer, stage.scope, name, value) for name, value in self._columns))

    def change(self, stage: Stage, rows: Truth, /) -> Changed:
        """Update."""
        values = {stage.scope.source.c[name]: bind(value) for name, value in self._columns}
        done = stage.connection.execute(sa.update(stage.scope.source).where(rows).values(values)).rowcount
        return Changed(done, done)


def deed_of(act: RowAct, order: Order, store: Store) -> Deed:
    """The deed of an act."""
    match act:
        case Delete():
            if act.undo is None:
                return Deleting()
            from zusage.adapters.connectors.sql.aside import SettingAside

            return SettingAside(act, act.undo, order, store.product)
        case Clear():
            return Clearing(act)
        case Replace():
            from zusage.adapters.connectors.sql.replacing import Replacing

            return Replacing(act, order, store)


def _differs(renderer: Renderer, scope: Scope, name: str, value: str | None) -> Truth:
    column = scope.column(name)
    if value is None:
        return column.is_not(None)
    exact = renderer.product == "mariadb" and scope.kind(name).kind == "text"  # its collations forget case and blanks
    return (renderer.text(scope, name) if exact else column).is_distinct_from(bind(value))
