"""Ceiling: how many rows of a table one act may take, counted over the run.

Law: `max_rows` or `max_share`, whichever is larger, for the table of the act and for each child table; what would pass it is
rolled back. A table is counted whole at most once per run, outside every batch, so that no transaction waits for the count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from zusage.adapters.connectors.sql.errors import Refused
from zusage.adapters.connectors.sql.render import Renderer
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.connector import Limits
from zusage.plan.receipt import Batch, Refusal, RefusalKind
from zusage.plan.structure import Structure


class Uncounted(Exception):
    """The share of a table cannot be judged before the table has been counted; the batch is rolled back and tried again."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


class Ceiling:
    """The ceilings of one act."""

    def __init__(self, store: Store, structure: Structure, limits: Limits) -> None:
        self._store, self._structure, self._limits = store, structure, limits
        self._totals: dict[str, int] = {}

    def check(self, batches: Sequence[Batch], counts: Mapping[str, int]) -> None:
        """Raises Refused when this batch would pass a ceiling, Uncounted when nobody can tell yet."""
        if self._limits.max_rows is None and self._limits.max_share is None:
            return
        for table, count in counts.items():
            so_far = sum(batch.counts.get(table, 0) for batch in batches)
            if not self._allows(table, so_far + count):
                raise Refused(Refusal(RefusalKind.CEILING, table))

    def count(self, table: str, batches: Sequence[Batch]) -> None:
        """Count a table, with what this run has taken from it."""
        so_far = sum(batch.counts.get(table, 0) for batch in batches)
        with self._store.reading("apply") as connection:
            scope = Renderer(self._store.product, self._structure, self._store.zones, None, {}).scope(table)
            rows = connection.execute(sa.select(sa.func.count()).select_from(scope.source)).scalar_one()
        self._totals[table] = int(rows) + so_far

    def _allows(self, table: str, after: int) -> bool:
        limits = self._limits
        if limits.max_rows is not None and after <= limits.max_rows:
            return True
        if limits.max_share is None:
            return False
        if table not in self._totals:
            raise Uncounted(table)
        return after <= limits.max_share * self._totals[table]
