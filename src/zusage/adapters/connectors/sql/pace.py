"""Pace: how many due rows the next batch may take, and at how many rows it may look for them.

Law: the first batch takes no more than it was told to; the next ones change by the clock, so that one transaction lasts
about as long as it may. One that took too long makes the next one smaller at once; one that was quick lets it grow to the
double at most, faster only where a store bears longer batches (`patience`), because small ones are dear there. The aim lies
below the limit, because the same number of rows never takes the same time twice. Where due rows
are rare more rows are looked at, never more taken. `batch_ms` 0 keeps the number of due rows as it is.
"""

from __future__ import annotations

from zusage.plan.connector import Limits

AIM = 0.5
SLOWEST, FASTEST, BY_LEAPS = 0.5, 2.0, 8.0
SHARED = 0.2
LEAST = 50
"""Rows below which a smaller batch saves nothing: what is left is the way to the server."""
FARTHEST = 500_000


class Pace:
    """The size of the next batch (due rows), its reach (rows looked at), and what the past ones took, for the receipt."""

    def __init__(self, limits: Limits, most: int, patience: int = 1) -> None:
        self._adapts, self._alone = bool(limits.batch_ms), AIM * limits.batch_ms * patience
        self._aim = self._alone
        self._most, self._fastest = most, BY_LEAPS if patience > 1 else FASTEST
        self.size = max(1, min(limits.batch, most))
        self._first, self._least = self.size, min(LEAST, self.size)
        self._floor = self._least
        self.reach = self.size
        self.longest_ms = self.waited_ms = 0.0
        self.retries = 0

    def give_way(self, *, shared: bool) -> None:
        """Others work on the store as well: a batch lasts a fifth of what it may, so that nobody waits for its end.

        It does not become smaller than the first one for that: what each batch costs by itself would grow past its work.
        """
        self._aim = self._alone * (SHARED if shared else 1.0)
        self._floor = self._first if shared else self._least

    def took(self, seconds: float, working: float, due: int, *, open_end: bool, narrowed: bool) -> None:
        """A transaction lasted so long, with its rows so long, and took `due` of them.

        Only the second part depends on the number of rows: the way to the server and the disk under a commit do not, and
        smaller batches would make them worse. At the end of the table being quick says nothing.
        """
        self.longest_ms = max(self.longest_ms, seconds * 1000)
        milliseconds = max(working * 1000, 0.1)
        factor = min(self._fastest, max(SLOWEST, self._aim / milliseconds)) if self._adapts else FASTEST
        if open_end and factor > 1:
            return
        if self._adapts and due:
            floor = self._floor if milliseconds < self._alone else self._least
            self.size = max(floor, min(self._most, int(self.size * factor)))
        far = self.reach * factor
        if due:
            far = self.reach / 2 if narrowed else min(far, self.size * self.reach / due)
        self.reach = max(self.size, min(FARTHEST, int(far)))

    def failed(self) -> None:
        """A transaction was rolled back and is tried again with fewer rows."""
        self.retries += 1
        if self._adapts:
            self.size = max(self._least, self.size // 2)
        self.reach = max(self.size, self.reach // 2)

    def figures(self, batches: int) -> dict[str, int]:
        """For the receipt."""
        return {
            "batches": batches,
            "longest_batch_ms": round(self.longest_ms),
            "waited_ms": round(self.waited_ms),
            "retries": self.retries,
        }
