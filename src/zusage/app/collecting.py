"""Collecting: the journals of all stores into the ledger, before and after a run.

Law: every batch that was ever committed becomes one entry, also of runs that were killed, of targets on which nothing is due
any more and of instances that are gone. A store that was put back from a copy is told loudly once and closed
(`zusage.app.closing`); its journal is read again from its beginning, so known batches are not counted twice. A dropped
instance whose tombstone a crash kept from being written gets it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zusage.app.closing import CURSOR, close_target, closure_of, is_closed, sign_of
from zusage.app.session import Session
from zusage.engine.apply import bury
from zusage.engine.collect import Cursor, collect_target
from zusage.engine.fleet import each_target
from zusage.ledger.kinds import batch_entry
from zusage.model.errors import ConnectorError, IntegrityError, UsageError, ZusageError
from zusage.plan.receipt import Batch
from zusage.plan.target import TargetId

NOTEBOOK = "notebook"
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Collected:
    """How many batches were new to the ledger, and which targets are closed because they were put back from a copy."""

    fresh: int = 0
    restored: tuple[TargetId, ...] = ()


def collect_all(session: Session, targets: Iterable[TargetId]) -> Collected:
    """Collect our own notebook and the journals of these targets. Raises IntegrityError when a batch is told in two ways."""
    settle(session)
    targets = tuple(targets)
    wanted = [
        target for target in dict.fromkeys(targets) if session.workspace.policy.systems[target.system].connector == "sql"
    ]
    results = each_target(lambda target: collect_one(session, target), wanted)
    if broken := next((result for result in results if isinstance(result, IntegrityError)), None):
        raise broken
    fresh = collect_notebook(session) + sum(result for result in results if isinstance(result, int) and result > 0)
    restored = [t for t, result in zip(wanted, results, strict=True) if not isinstance(result, ZusageError) and result < 0]
    return Collected(fresh, (*restored, *_put_back(session, targets)))


def _put_back(session: Session, targets: Iterable[TargetId]) -> Iterator[TargetId]:
    """Stores without a journal of their own in which lies again what had been ended."""
    for target in dict.fromkeys(targets):
        if session.workspace.policy.systems[target.system].connector != "sql" and is_closed(session, target):
            close_target(session, target, "files")
            yield target


def collect_one(session: Session, target: TargetId) -> int:
    """Collect one journal: the number of new batches, or -1 when the target is closed. Raises ConnectorError."""
    value = session.state.vault.get(CURSOR, str(target)) or {}
    known = Cursor(int(value.get("position", 0)), str(value.get("batch", "")))
    fresh = 0

    def append(batches: list[Batch]) -> int:
        nonlocal fresh
        fresh += _append(session, batches)
        return fresh

    try:
        sign = sign_of(session, target)
        last = collect_target(session.stores, target, Cursor() if sign == "journal" else known, append)
        if sign or closure_of(session, target):
            close_target(session, target, sign, known.position, last.position)
            fresh = -1
    finally:
        if target.instance:
            session.stores.release(target)
    if last != known:
        session.state.vault.put(CURSOR, str(target), {"position": last.position, "batch": last.batch})
    return fresh


def collect_notebook(session: Session) -> int:
    """Collect what our own notebook says about stores without transactions and about instances that are gone."""
    value = session.state.vault.get(CURSOR, NOTEBOOK) or {}
    known = last = int(value.get("position", 0))
    fresh, waiting = 0, list[Batch]()
    for position, batch in session.state.notebook.finished(known):
        waiting.append(batch)
        last = position
        if len(waiting) >= AT_ONCE:
            fresh += _append(session, waiting)
            waiting = []
    fresh += _append(session, waiting) if waiting else 0
    if last != known:
        session.state.vault.put(CURSOR, NOTEBOOK, {"position": last})
    return fresh


def settle(session: Session) -> None:
    """End what a crash left open in the notebook, and bury instances that are gone without a tombstone."""
    for target in session.state.notebook.unfinished():
        try:
            next(iter(session.stores.open(target).journal()), None)
        except (ConnectorError, UsageError):
            continue
    for target in _unburied(session):
        if any(batch.counts.get("database") for _, batch in session.state.notebook.entries(target)):
            bury(target, session.stores)


def _unburied(session: Session) -> Iterator[TargetId]:
    """Instances that the registry still names and that were dropped."""
    for system in session.workspace.policy.systems.values():
        if system.each is None or not system.each.on_drop or system.connector != "sql":
            continue
        try:
            yield from (place.id for place in session.stores.places(system))
        except (ConnectorError, UsageError):
            continue


def _append(session: Session, batches: list[Batch]) -> int:
    digests = {promise.id: promise.digest for promise in session.workspace.policy.promises}
    return session.state.records.append([batch_entry(batch, digests.get(batch.promise, "")) for batch in batches])
