"""What products differ in, where it is no matter of one statement.

Law: `ALONE` are products in which whoever writes holds the whole store: nobody else can change a row between judging and
deleting, so rows are neither locked nor judged twice.
"""

from __future__ import annotations

SHAPED = frozenset({"sqlite", "postgresql", "duckdb"})
"""Products whose fingerprint says everything that a query depends on, whatever role asks."""

CHILDREN_FIRST = frozenset({"duckdb"})
"""Products that check a foreign key against rows deleted in the same transaction: parents wait for the next batch."""

ALONE = frozenset({"sqlite", "duckdb"})
