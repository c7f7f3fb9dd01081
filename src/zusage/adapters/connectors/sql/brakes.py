"""Brakes: leave a store alone while it is under pressure; looked at before each batch, never inside one.

Law: a brake that is asked for and cannot be seen counts as pressure, because a silent brake is none. While there is pressure
nothing of ours is open in the store; the wait grows step by step, ends with the pressure, and after `patience_s` the act is
refused with the reason in words. Stop flag and window are asked while waiting, too.

    "a replica is 12 s behind (allowed: 5 s)"
"""

from __future__ import annotations

import time

from zusage.adapters.connectors.sql.errors import Refused
from zusage.adapters.connectors.sql.store import Store
from zusage.plan.connector import Brakes, Order
from zusage.plan.receipt import Refusal, RefusalKind

FIRST, LONGEST = 0.1, 5.0
EVERY = 0.2


class Brake:
    """The brakes of one act; `waited` counts the seconds that they took."""

    def __init__(self, store: Store, order: Order) -> None:
        self._store, self._order, self.waited = store, order, 0.0
        self._looked = float("-inf")

    def wait(self) -> None:
        """Return when the store may be worked on. Raises Refused."""
        brakes = self._order.brakes
        if not _any(brakes) or time.monotonic() - self._looked < EVERY:
            return
        begun, pause = time.monotonic(), FIRST
        try:
            while reason := self._pressure(brakes):
                waited = time.monotonic() - begun
                self._may_wait(waited, reason)
                time.sleep(max(0.01, min(pause, brakes.patience_s - waited)))
                pause = min(LONGEST, pause * 2)
        finally:
            self.waited += time.monotonic() - begun
        self._looked = time.monotonic()

    def _pressure(self, brakes: Brakes) -> str:
        with self._store.reading("apply") as connection:
            return self._store.pressure(connection, brakes)

    def _may_wait(self, waited: float, reason: str) -> None:
        if waited >= self._order.brakes.patience_s:
            raise Refused(Refusal(RefusalKind.PRESSURE, reason))
        if self._order.stopped():
            raise Refused(Refusal(RefusalKind.STOPPED, "stop flag"))
        if ended := self._order.ended():
            raise Refused(Refusal(RefusalKind.WINDOW, ended))


def _any(brakes: Brakes) -> bool:
    asked = (brakes.max_lag_s, brakes.max_load, brakes.max_slot_mb, brakes.min_free_mb)
    return any(limit is not None for limit in asked)
