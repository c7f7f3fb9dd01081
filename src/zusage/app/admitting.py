"""Admitting: what of a plan runs now, up to how much, and what of it is remembered.

Law: a promise does in one run no more than its admission says, over all its acts and targets together (targets that run
side by side may meet the end together; each is still under its own ceiling). A canary that is too large for a small batch,
because much hangs on one row, is one batch of one row. The stage of each rule is written before anything is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from threading import Lock

from zusage.app.approving import Clearance, keep_marks, stores_of
from zusage.app.session import Session
from zusage.duties.rollout import Phase, within
from zusage.ledger.entry import New
from zusage.ledger.kinds import rollout_entry
from zusage.model.errors import RefusedError
from zusage.plan.connector import Limits
from zusage.plan.plan import Plan, Step
from zusage.plan.receipt import Batch, Receipt, Refusal, RefusalKind

FEW, ONE, ALONG = 10, 1, 1_000
"""Rows of a batch of a canary; rows of one that met its ceiling; units that may go along with that row."""


class Ceilings(Mapping[str, Limits]):
    """Limits per promise, as far as they are left in this run: what was approved and what is usual, the smaller of both."""

    def __init__(self, clearance: Clearance, base: Limits, steps: Iterable[Step], asked: int | None = None) -> None:
        self._admissions = {} if clearance.fast else clearance.admissions
        self._base, self._asked, self._done, self._lock = base, asked, dict[str, int](), Lock()
        self._totals: dict[str, list[int]] = {}
        for step in steps:
            self._totals.setdefault(step.act.promise, []).append(step.estimate.total)

    def count(self, batch: Batch) -> None:
        """A batch was committed."""
        with self._lock:
            self._done[batch.promise] = self._done.get(batch.promise, 0) + sum(batch.counts.values())

    def __getitem__(self, promise: str) -> Limits:
        admission = self._admissions[promise]
        canary = admission.phase is Phase.CANARY
        if admission.limit is None or (canary and admission.instance):
            return self._base
        left = max(admission.limit - self._done.get(promise, 0), 0)
        rows = left if self._asked is None else min(left, self._asked)
        if not canary and not admission.named and rows > (self._base.max_rows or 0):
            return self._usual(promise, rows)
        return replace(self._base, max_rows=rows, max_share=None, batch=FEW if canary else self._base.batch)

    def _usual(self, promise: str, rows: int) -> Limits:
        """More rows than are usual, or a share of a table that is smaller or larger than them: whichever is less."""
        shares = [(self._base.max_share or 0) * total for total in self._totals.get(promise, [])] or [0]
        if rows >= max(shares):
            return self._base
        return replace(self._base, max_rows=rows if rows <= min(shares) else self._base.max_rows, max_share=None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._admissions)

    def __len__(self) -> int:
        return len(self._admissions)


def check_ceiling(clearance: Clearance, limits: Limits) -> None:
    """Raises RefusedError ZE95 for a ceiling above the usual one that no approval names."""
    usual = Limits()
    above = (limits.max_rows or 0) > (usual.max_rows or 0) or (limits.max_share or 0) > (usual.max_share or 0)
    unnamed = [id for id, a in clearance.admissions.items() if a.admitted and not a.named]
    if above and unnamed and not clearance.fast:
        raise RefusedError("ZE95", promise=unnamed[0])


def admitted_steps(plan: Plan, clearance: Clearance) -> tuple[Step, ...]:
    """The steps that may run now, in plan order."""
    return tuple(step for step in plan.steps if within(step, clearance.admissions))


def stage_entry(session: Session, run: str, plan: Plan, clearance: Clearance) -> New:
    """What is written before a run: which rules it only observes, and which take part in which stage."""
    admissions, policy = clearance.admissions, session.workspace.policy
    phases = {id: a.phase.name.lower() for id, a in admissions.items() if a.admitted or a.needs == "observe"}
    new = (id for id, progress in clearance.progress.items() if progress.phase is Phase.OBSERVE)
    phases = {**dict.fromkeys(new, Phase.OBSERVE.name.lower()), **phases}
    waiting = {id: a.needs for id, a in clearance.waiting().items()}
    marks = keep_marks(session, {id: clearance.marks[id] for id in phases if id in clearance.marks})
    used = [a.approval for a in admissions.values() if a.admitted]
    stores = stores_of(plan)
    place = (policy.digest, policy.environment, marks, phases, used, stores, waiting)
    return rollout_entry(run, session.now, *place, fast=clearance.fast)


def too_large(receipts: list[Receipt], clearance: Clearance) -> list[Receipt]:
    """Canaries that met their ceiling before they had done anything."""
    return [r for r in receipts if _is_canary(r, clearance) and _ceiling(r) and not r.counts]


def as_canary(receipt: Receipt, clearance: Clearance) -> Receipt:
    """What a canary left is no failure: it waits for a person."""
    ends = receipt.refusal is not None and receipt.refusal.kind in (RefusalKind.CEILING, RefusalKind.STOPPED)
    if not ends or not receipt.counts or not _is_canary(receipt, clearance):
        return receipt
    return replace(receipt, refusal=Refusal(RefusalKind.UNAPPROVED, "canary: the rest waits for a person"))


def _is_canary(receipt: Receipt, clearance: Clearance) -> bool:
    admission = clearance.admissions.get(receipt.promise)
    return admission is not None and admission.phase is Phase.CANARY and not clearance.fast


def _ceiling(receipt: Receipt) -> bool:
    return receipt.refusal is not None and receipt.refusal.kind is RefusalKind.CEILING
