"""Collect: move finished batches from the journals of the stores into the ledger.

Law: idempotent by (target, run, act, batch); a batch is counted once however often collection runs or breaks off. A journal
that does not hold the last batch we know at the place where it stood means that the store was restored or replaced:
IntegrityError ZE46, loud, and nothing of it is collected until somebody begins again from an empty cursor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from zusage.engine.stores import Stores
from zusage.model.errors import IntegrityError
from zusage.plan.receipt import Batch
from zusage.plan.target import TargetId

Append = Callable[[list[Batch]], int]


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a journal has been collected: the position, and which batch stood there (`run|act|number`)."""

    position: int = 0
    batch: str = ""


def collect_target(stores: Stores, target: TargetId, known: Cursor, append: Append, *, at_once: int = 500) -> Cursor:
    """Append every batch of the target's journal that comes after `known`; returns how far it got.

    Raises IntegrityError ZE46 when the batch at `known` is not there any more.
    """
    connector = stores.open(target)
    last, seen = known, not known.position
    waiting: list[Batch] = []
    for position, batch in connector.journal(max(known.position - 1, 0)):
        if position <= known.position:
            seen = seen or known.batch in ("", name_of(batch))
            continue
        if not seen:
            break
        waiting.append(batch)
        last = Cursor(position, name_of(batch))
        if len(waiting) >= at_once:
            append(waiting)
            waiting = []
    if not seen:
        raise IntegrityError("ZE46", target=str(target), known=known.position)
    if waiting:
        append(waiting)
    return last


def name_of(batch: Batch) -> str:
    """What a batch is called within its target."""
    return f"{batch.run}|{batch.act}|{batch.number}"


def batches_of(batches: Iterable[Batch], run: str) -> tuple[Batch, ...]:
    """The batches of one run."""
    return tuple(batch for batch in batches if batch.run == run)
