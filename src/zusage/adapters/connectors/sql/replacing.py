"""Replacing: values of due rows are replaced in place by what operators make of them.

Law: refused as unable until every operator of the act has a rendering for the product; a refused act changes nothing.
"""

from __future__ import annotations

import sqlalchemy as sa

from zusage.adapters.connectors.sql.deed import Changed, Stage
from zusage.adapters.connectors.sql.errors import Refused
from zusage.adapters.connectors.sql.moments import Truth
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.act import Replace
from zusage.plan.connector import Order
from zusage.plan.receipt import Refusal, RefusalKind
from zusage.plan.structure import Structure


class Replacing:
    """The deed of a Replace; fulfils `Deed`."""

    def __init__(self, act: Replace, order: Order, store: Store) -> None:
        self._act, self._order, self._store = act, order, store

    def prepare(self, _: Structure, /) -> None:
        """Raises Refused: no operator is known here."""
        raise Refused(Refusal(RefusalKind.UNABLE, "a database does not replace"))

    def not_yet(self, _: Stage, /) -> Truth:
        """No row is due for what is refused."""
        return sa.false()

    def change(self, _: Stage, __: Truth, /) -> Changed:
        """Changes nothing."""
        return Changed(0, 0)

    def reached(self) -> str:
        """Nothing."""
        return ""
