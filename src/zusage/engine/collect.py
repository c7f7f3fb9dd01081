"""Collect: move finished batches from the journals of the stores into the ledger.

Law: idempotent by (target, run, act, batch); a batch is counted once however often collection runs or breaks off. A journal
that is behind what the ledger already holds means that the store was restored or replaced: IntegrityError ZE46, loud.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from zusage.engine.stores import Stores
from zusage.model.errors import IntegrityError
from zusage.plan.receipt import Batch
from zusage.plan.target import TargetId

Append = Callable[[list[Batch]], int]


def collect_target(stores: Stores, target: TargetId, known: int, append: Append, *, at_once: int = 500) -> int:
    """Append every batch of the target's journal that comes after position `known`; returns the last position.

    Raises IntegrityError ZE46 when the journal ends before `known`.
    """
    connector = stores.open(target)
    last, seen = known, False
    waiting: list[Batch] = []
    for position, batch in connector.journal(max(known - 1, 0)):
        if position <= known:
            seen = True
            continue
        waiting.append(batch)
        last = position
        if len(waiting) >= at_once:
            append(waiting)
            waiting = []
    if waiting:
        append(waiting)
    if known and not seen and last == known:
        raise IntegrityError("ZE46", target=str(target), known=known)
    return last


def batches_of(batches: Iterable[Batch], run: str) -> tuple[Batch, ...]:
    """The batches of one run."""
    return tuple(batch for batch in batches if batch.run == run)
